/** `her2-cds score`: one lesion in files, scored as the service would. */
import { Command } from 'commander';
import { NOT_PRODUCED_TEXT, type NotProduced, type ScoreState } from '../core/index.ts';
import type { RegionFiles } from './features-region.ts';
import { frameOption, IMAGE_FILE, jsonOption, labelOption, OUTLINE_FILE, spacingOption } from './options.ts';

interface Options extends RegionFiles {
  readonly model?: string;
  readonly key?: string;
  readonly json?: true;
}

export function scoreCommand(): Command {
  return new Command('score')
    .description('HER2 radiomics score of one lesion; research only, it does not establish HER2 status')
    .requiredOption('--image <file>', IMAGE_FILE)
    .requiredOption('--mask <file>', OUTLINE_FILE)
    .addOption(spacingOption())
    .addOption(labelOption())
    .addOption(frameOption())
    .option('--bundle, --model <folder>', 'model bundle; default: the demonstration model')
    .option('--key <file>', 'public keys, PEM or JWK: one of them must have signed the bundle')
    .addOption(jsonOption())
    .action(async (options: Options) => {
      const [{ DEMONSTRATION_MODEL, openModel, scoreLesion }, { readRegion }] = await Promise.all([
        import('../assessment/index.ts'),
        import('./read-region.ts'),
      ]);
      const [{ model, plan }, lesion] = await Promise.all([
        openModel(options.model ?? DEMONSTRATION_MODEL, options.key),
        readRegion(options),
      ]);
      const score = await scoreLesion(lesion, model, plan);
      const text = options.json
        ? JSON.stringify({ model: model.identity, score })
        : `${model.identity.statement}\n${inWords(score)}`;
      process.stdout.write(`${text}\n`);
      if (score.kind === 'not-produced') process.exitCode = 2;
    });
}

function inWords(score: ScoreState): string {
  switch (score.kind) {
    case 'scored':
    case 'uncertain': {
      const { probability, interval } = score;
      const band = score.kind === 'scored' ? score.band : 'uncertain';
      const range = `${interval.lower.toFixed(2)}-${interval.upper.toFixed(2)}`;
      return `HER2 radiomics score: ${band} (${probability.toFixed(2)}, 90 % interval ${range}). Does not establish HER2 status.`;
    }
    case 'out-of-distribution':
      return `Outside the range of the model: ${score.reasons.map((reason) => reason.text).join('; ')}`;
    case 'not-produced':
      return `Not produced: ${score.reasons.map(reasonText).join('; ')}`;
  }
}

function reasonText({ code, detail }: NotProduced['reasons'][number]): string {
  const text = `${NOT_PRODUCED_TEXT[code]}${detail ? ` (${detail})` : ''}`;
  return code === 'no-pixel-spacing' ? `${text}: give it with --spacing` : text;
}

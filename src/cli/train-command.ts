/** `her2-cds train`: its options. */
import path from 'node:path';
import { Command } from 'commander';
import { withArchiveOptions } from './archive-options.ts';
import { jsonOption, parseCount } from './options.ts';
import type { TrainOptions } from './train-options.ts';

export function trainCommand(): Command {
  const command = new Command('train')
    .description('a cohort -> selected features, a radiomics score, its validation report, and a bundle that the service loads')
    .requiredOption(
      '--cohort <file>',
      'CSV: patient, lesion, site, split, image, mask, spacing (or study, imaging_study, outline), ihc, ish, age, size_mm, ...',
    )
    .requiredOption('--config <file>', 'YAML: model, preprocessing, endpoint, pipeline')
    .requiredOption('--out <folder>', 'bundle to write; it must not exist yet', withoutSlash)
    .option('--features <file>', 'CSV of features that exist already: patient, lesion, and one column for each feature')
    .option('--endpoint <endpoint>', 'zero-vs-rest, low-vs-zero, column or column=positive/negative; wins over the configuration')
    .option(
      '--work <folder>',
      'where images of studies and features are kept, so that an interrupted run goes on; default: <out>.work',
    )
    .option('--workers <number>', 'threads; default: one for each processor', parseCount);
  return withArchiveOptions(command)
    .addOption(jsonOption())
    .action(async (options: TrainOptions) => {
      const { runTrain } = await import('./train-run.ts');
      await runTrain(options);
    });
}

/** Other names are made of this one, and "bundle/.part" would lie in the folder that it is to become. */
function withoutSlash(folder: string): string {
  return path.join(path.dirname(folder), path.basename(folder));
}

import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { ServiceError, type Spacing } from '../core/index.ts';
import { allFeatureNames, compilePlan, extract, FEATURE_CLASS_NAMES, parseSettings } from '../radiomics/index.ts';
import { imageOption, jsonOption, maskOption, spacingOption } from './options.ts';
import { readRegion } from './read-region.ts';

interface Options {
  readonly image: string;
  readonly mask: string;
  readonly spacing?: Spacing;
  readonly params?: string;
  readonly json?: true;
  readonly csv?: true;
}

export function featuresCommand(): Command {
  return new Command('features')
    .description('radiomic features of one lesion, under PyRadiomics names')
    .addOption(imageOption())
    .addOption(maskOption())
    .addOption(spacingOption().default({ xMm: 1, yMm: 1 }, '1,1'))
    .option(
      '--params <file>',
      'JSON settings with PyRadiomics names, e.g. {"binWidth": 5, "imageTypes": {"Original": {}, "Wavelet": {}}}',
    )
    .addOption(jsonOption())
    .option('--csv', 'print two rows: names and values')
    .action(async (options: Options) => {
      const plan = await planFor(options.params);
      const { image, mask } = await readRegion(options.image, options.mask);
      const result = extract({ image, mask, spacing: options.spacing! }, plan);
      if (result.kind === 'refused') {
        process.stderr.write(`her2-cds features: ${result.message}\n`);
        if (options.json) print(JSON.stringify({ values: {}, error: { code: result.code, message: result.message } }));
        process.exitCode = 2;
        return;
      }
      for (const warning of result.warnings) process.stderr.write(`warning: ${warning}\n`);
      const rows = [...result.values];
      if (options.json) {
        const values = Object.fromEntries(rows.map(([name, value]) => [name, Number.isFinite(value) ? value : String(value)]));
        print(JSON.stringify({ values, provenance: result.provenance, warnings: result.warnings, error: null }));
      } else if (options.csv) {
        print(`${rows.map(([name]) => name).join(',')}\n${rows.map(([, value]) => value).join(',')}`);
      } else {
        print(rows.map(([name, value]) => `${name.padEnd(52)} ${value}`).join('\n'));
      }
    });
}

async function planFor(file: string | undefined): Promise<ReturnType<typeof compilePlan>> {
  const parsed = parseSettings(file === undefined ? {} : readJson(file, await readFile(file, 'utf8')));
  if (parsed.kind === 'invalid') {
    throw new ServiceError('bad-configuration', `settings: ${parsed.problems.join('; ')}`, { field: 'params' });
  }
  return compilePlan(allFeatureNames(FEATURE_CLASS_NAMES, parsed.settings), parsed.settings);
}

function readJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ServiceError('bad-configuration', `${file} is not JSON.`, { field: 'params', cause });
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

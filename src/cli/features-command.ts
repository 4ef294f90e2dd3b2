/** `her2-cds features`: its options, of one lesion, a reference case or a batch. */
import { Command, Option } from 'commander';
import type { FeaturesOptions } from './features-options.ts';
import { frameOption, IMAGE_FILE, jsonOption, labelOption, OUTLINE_FILE, parseCount, parseSpacing } from './options.ts';

export function featuresCommand(): Command {
  return new Command('features')
    .description('radiomic features of one lesion or of a cohort, under PyRadiomics names')
    .option('--image <file>', IMAGE_FILE)
    .option('--mask <file>', OUTLINE_FILE)
    .option('--spacing <x,y>', "pixel spacing in mm; default: the file's own, else 1,1", parseSpacing)
    .addOption(labelOption())
    .addOption(frameOption())
    .option(
      '--params <file>',
      'PyRadiomics parameter file (YAML or JSON), or JSON such as {"binWidth": 5, "imageTypes": {"Wavelet": {}}}',
    )
    .addOption(new Option('--profile <profile>', 'pyradiomics repeats its known errors').choices(['default', 'pyradiomics']))
    .option('--case <file>', 'reference case: image, mask, settings, imageTypes and featureClasses in one JSON file')
    .option('--batch <cohort.csv>', 'columns image, mask and optionally id, spacing, label; needs --out')
    .option('--out <file>', 'CSV of a batch; an interrupted one is continued, unless its files have changed since')
    .option('--workers <number>', 'threads of a batch; default: one for each processor', parseCount)
    .addOption(jsonOption())
    .option('--csv', 'print two rows: names and values')
    .action(async (options: FeaturesOptions) => {
      const { runFeatures } = await import('./features-run.ts');
      await runFeatures(options);
    });
}

import { Command, InvalidArgumentError, Option } from 'commander';
import type { FeaturesOptions } from './features-options.ts';
import { jsonOption, parseSpacing } from './options.ts';

export function featuresCommand(): Command {
  return new Command('features')
    .description('radiomic features of one lesion or of a cohort, under PyRadiomics names')
    .option('--image <file>', 'PNG, JPEG, TIFF, DICOM, 2-D NRRD or NIfTI')
    .option('--mask <file>', 'label image of the same size, or polygons: labelme, COCO or {"width","height","rings"} JSON')
    .option('--spacing <x,y>', "pixel spacing in mm; default: the file's own, else 1,1", parseSpacing)
    .option('--label <label>', 'label of the lesion in the mask, or "any"; needed where there are several')
    .option('--frame <number>', 'frame of a DICOM image with several, from 1', wholeNumber)
    .option(
      '--params <file>',
      'PyRadiomics parameter file (YAML or JSON), or JSON such as {"binWidth": 5, "imageTypes": {"Wavelet": {}}}',
    )
    .addOption(new Option('--profile <profile>', 'pyradiomics repeats its known errors').choices(['default', 'pyradiomics']))
    .option('--case <file>', 'reference case: image, mask, settings, imageTypes and featureClasses in one JSON file')
    .option('--batch <cohort.csv>', 'columns image, mask and optionally id, spacing, label; needs --out')
    .option('--out <file>', 'CSV of a batch; an interrupted one is continued')
    .option('--workers <number>', 'threads of a batch; default: one for each processor', wholeNumber)
    .addOption(jsonOption())
    .option('--csv', 'print two rows: names and values')
    .action(async (options: FeaturesOptions) => {
      const { runFeatures } = await import('./features-run.ts');
      await runFeatures(options);
    });
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('expected a whole number from 1');
  return Number(text);
}

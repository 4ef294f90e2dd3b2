/** her2-cds feature-map: its options, and what of them is refused. */
import { Command, InvalidArgumentError } from 'commander';
import type { FeatureMapOptions } from './feature-map-options.ts';
import { frameOption, IMAGE_FILE, jsonOption, labelOption, OUTLINE_FILE, parseCount, parseSpacing } from './options.ts';

export function featureMapCommand(): Command {
  return new Command('feature-map')
    .description(
      "where in a lesion a feature comes from (PyRadiomics' voxelBased): a NRRD map and a PNG picture for each feature",
    )
    .requiredOption('--image <file>', IMAGE_FILE)
    .requiredOption('--mask <file>', OUTLINE_FILE)
    .requiredOption('--features <names>', 'such as original_glcm_Contrast,wavelet-LH_firstorder_Entropy', (text) =>
      text.split(','),
    )
    .requiredOption('--out <folder>', 'files are named after the features')
    .option('--spacing <x,y>', "pixel spacing in mm; default: the file's own, else 1,1", parseSpacing)
    .addOption(labelOption())
    .addOption(frameOption())
    .option('--params <file>', 'PyRadiomics parameter file (YAML or JSON); its voxelSetting is read too')
    .option('--kernel-radius <pixels>', 'pixels on each side of the centre; default 1', parseRadius)
    .option('--unmasked', 'kernels see pixels outside the lesion too')
    .option('--init-value <number>', 'value outside the lesion; default 0', parseNumber)
    .addOption(jsonOption())
    .action(async (options: FeatureMapOptions) => {
      const { runFeatureMap } = await import('./feature-map-run.ts');
      await runFeatureMap(options);
    });
}

function parseRadius(text: string): number {
  const value = parseCount(text);
  if (value > 50) throw new InvalidArgumentError('expected a whole number from 1 to 50');
  return value;
}

function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('expected a number');
  return value;
}

/** `her2-cds evaluate`: its options, and what of them is refused. */
import { Command, InvalidArgumentError } from 'commander';
import { withArchiveOptions } from './archive-options.ts';
import type { EvaluateOptions } from './evaluate-options.ts';
import { jsonOption } from './options.ts';

export function evaluateCommand(): Command {
  const command = new Command('evaluate')
    .description('a locked model on a new cohort: all figures of the validation report, shift and out-of-distribution rate')
    .requiredOption('--model, --bundle <folder>', 'model bundle; it is read and never changed')
    .option('--key <file>', 'public keys, PEM or JWK: one of them must have signed the bundle')
    .requiredOption(
      '--cohort <file.csv>',
      'patient, ihc (or the column of --endpoint), and image, mask, spacing, or study, or features',
    )
    .option('--features <file.csv>', 'features by patient and lesion, where they are not columns of the cohort')
    .option('--endpoint <endpoint>', 'zero-vs-rest, low-vs-zero, or column=positive/negative; default: that of the model')
    .option('--cut-off <probability>', 'default: the cut-off of the training split, else the upper threshold', probability)
    .option('--title <text>', 'of the report')
    .option('--simulated', 'the cohort is simulated: every figure says so')
    .option('--html <file>', 'write the report')
    .option('--csv <file>', 'write the figures as a table')
    .option('--workers <number>', 'threads for images; default: one for each processor', wholeNumber)
    .option(
      '--work <folder>',
      'where images of studies and measured lesions are kept, so that an interrupted run goes on; default where the cohort names studies: <cohort>.work',
    );
  return withArchiveOptions(command)
    .addOption(jsonOption())
    .action(async (options: EvaluateOptions) => {
      const { runEvaluate } = await import('./evaluate-run.ts');
      await runEvaluate(options);
    });
}

function probability(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('expected a number between 0 and 1');
  return value;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('expected a whole number from 1');
  return Number(text);
}

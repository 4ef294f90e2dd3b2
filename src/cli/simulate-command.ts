/** her2-cds simulate: its options, and what of them is refused. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { jsonOption, parseCount } from './options.ts';
import type { SimulateOptions } from './simulate-run.ts';

const MOST_PATIENTS = 20_000;

export function simulateCommand(): Command {
  return new Command('simulate')
    .description('a simulated three-centre cohort: images, outlines, cohort.csv and train.yaml, as the train command takes them')
    .addOption(
      new Option('--patients <counts>', 'patients for training, validation and external test')
        .argParser(parsePatients)
        .default([383, 233, 149], '383,233,149'),
    )
    .option('--seed <number>', 'the same seed gives the same cohort', parseSeed, 1)
    .requiredOption('--out <folder>', 'new or empty, or that of the same command when it was interrupted')
    .option(
      '--effect <sd>',
      'standard deviations by which HER2 expression moves each of four image properties; default: 0.8',
      parseEffect,
    )
    .option('--no-effect', 'images that tell nothing of HER2, as a check of the pipeline')
    .option('--readers <number>', 'outlines of every third training lesion, 1 to 5', parseReaders, 2)
    .option('--workers <number>', 'threads; default: one for each processor', parseCount)
    .addOption(jsonOption())
    .action(async (options: SimulateOptions) => {
      const { runSimulate } = await import('./simulate-run.ts');
      await runSimulate(options);
    });
}

function parsePatients(text: string): readonly number[] {
  const counts = text.split(',').map((part) => (/^\d{1,5}$/.test(part) ? Number(part) : Number.NaN));
  const sum = counts.reduce((total, count) => total + count, 0);
  if (counts.length !== 3 || !(sum >= 1 && sum <= MOST_PATIENTS)) {
    throw new InvalidArgumentError(
      `expected three whole numbers, training,validation,external, such as 383,233,149, of 1 to ${MOST_PATIENTS} together`,
    );
  }
  return counts;
}

function parseSeed(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number from 0 to 999999999');
  return Number(text);
}

function parseEffect(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(value >= 0 && value <= 5)) throw new InvalidArgumentError('expected standard deviations from 0 to 5, such as 0.8');
  return value;
}

function parseReaders(text: string): number {
  if (!/^[1-5]$/.test(text)) throw new InvalidArgumentError('expected a whole number from 1 to 5');
  return Number(text);
}

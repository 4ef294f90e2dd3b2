#!/usr/bin/env node
/**
 * The command line of the product. Commands load their parts when they run, so that --help is quick. Exit codes: 0 done; 1 wrong
 * usage, a file or server that cannot be used; 2 the question has no answer (a region of interest refused, a score not produced).
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { ServiceError } from '../core/index.ts';
import { applyCommand } from './apply-command.ts';
import { bundleCommand } from './bundle-command.ts';
import { checkCommand } from './check-command.ts';
import { evaluateCommand } from './evaluate-command.ts';
import { factsCommand } from './facts-command.ts';
import { featureMapCommand } from './feature-map-command.ts';
import { featuresCommand } from './features-command.ts';
import { importImagesCommand } from './import-images-command.ts';
import { printable } from './printable.ts';
import { replayCommand } from './replay-command.ts';
import { scoreCommand } from './score-command.ts';
import { serveCommand } from './serve-command.ts';
import { simulateCommand } from './simulate-command.ts';
import { trainCommand } from './train-command.ts';

const { version } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string;
};

const program = new Command('her2-cds')
  .description('Ultrasound radiomics for HER2-low breast cancer: CDS Hooks service and the same functions on files.')
  .addCommand(serveCommand())
  .addCommand(featuresCommand())
  .addCommand(featureMapCommand())
  .addCommand(scoreCommand())
  .addCommand(checkCommand())
  .addCommand(evaluateCommand())
  .addCommand(replayCommand())
  .addCommand(factsCommand())
  .addCommand(applyCommand())
  .addCommand(importImagesCommand())
  .addCommand(simulateCommand())
  .addCommand(trainCommand())
  .addCommand(bundleCommand())
  .version(version)
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 wrong usage or unusable input, 2 refused or not produced (out of range is an answer: 0).',
  )
  .showHelpAfterError('(add --help for the options)');

try {
  await program.parseAsync();
} catch (error) {
  if (!isUserError(error)) throw error;
  process.stderr.write(`her2-cds: ${printable(messageOf(error as NodeJS.ErrnoException))}\n`);
  process.exitCode = 1;
}

/** Something that the person who typed the command can mend; anything else is a defect and shows its stack. */
function isUserError(error: unknown): boolean {
  // By name: imaging is loaded only by the commands that need it.
  if (error instanceof ServiceError || (error instanceof Error && error.name === 'ImageFileError')) return true;
  return ['ENOENT', 'EISDIR', 'EACCES'].includes(String((error as { code?: unknown } | null)?.code));
}

function messageOf(error: NodeJS.ErrnoException): string {
  return error.path === undefined ? error.message : `${error.path} cannot be read (${error.code})`;
}

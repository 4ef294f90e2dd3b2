import { expect, it } from 'vitest';
import { trainCommand } from '../../src/cli/train-command.ts';

it.each([
  ['bundle/', 'bundle'],
  ['/models/bundle//', '/models/bundle'],
  ['../bundle', '../bundle'],
])('train --out %s is the folder %s: names beside it are made of it', async (given, out) => {
  const command = trainCommand().action(() => {});
  await command.parseAsync(['--cohort', 'cohort.csv', '--config', 'model.yaml', '--out', given], { from: 'user' });
  expect(command.opts()).toMatchObject({ out });
});

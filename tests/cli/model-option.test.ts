import { expect, it } from 'vitest';
import { evaluateCommand } from '../../src/cli/evaluate-command.ts';
import { scoreCommand } from '../../src/cli/score-command.ts';

it.each([
  ['evaluate', evaluateCommand, ['--cohort', 'cohort.csv'], 'bundle'],
  ['score', scoreCommand, ['--image', 'image.png', '--mask', 'mask.png'], 'model'],
])('%s takes the folder of a model as --model and as --bundle', async (_, command, others, name) => {
  for (const option of ['--model', '--bundle']) {
    const parsed = await command()
      .action(() => {})
      .parseAsync([...others, option, 'folder'], { from: 'user' });
    expect(parsed.opts()).toMatchObject({ [name]: 'folder' });
  }
});

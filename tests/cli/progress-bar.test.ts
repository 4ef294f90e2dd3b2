import { expect, it } from 'vitest';
import { progressBar } from '../../src/cli/progress-bar.ts';

it('a message with text of a file cannot rewrite what stands on the terminal', () => {
  const written: string[] = [];
  const stream = { isTTY: false, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream;
  progressBar(1, 0, stream).say('label \u001b[2J\u009b1A\r\u202eno\nnext Ü');
  expect(written).toEqual(['label  [2J 1A  no\nnext Ü\n']);
});

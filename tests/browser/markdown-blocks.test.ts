import { expect, it } from 'vitest';
import { markdownBlocks } from '../../smart-app/src/markdown-blocks.ts';

it.each([
  ['a heading keeps its level', '## Data', [{ kind: 'heading', level: 2, text: 'Data' }]],
  ['lines of a paragraph are joined', 'one\ntwo\n\nthree', [paragraph('one two'), paragraph('three')]],
  [
    'a list ends a paragraph, and an indented line belongs to its item',
    'text\n- a\n  more\n- b',
    [paragraph('text'), { kind: 'list', ordered: false, items: ['a more', 'b'] }],
  ],
  ['numbers make an ordered list', '1. a\n2. b', [{ kind: 'list', ordered: true, items: ['a', 'b'] }]],
  [
    'a row of bars is a table only with a rule under it',
    '| a | b |\n|---|:-:|\n| 1 | 2 |\n\nx | y',
    [{ kind: 'table', header: ['a', 'b'], rows: [['1', '2']] }, paragraph('x | y')],
  ],
  [
    'code is kept as it stands, also where its fence is never closed',
    '```\n# no heading\n',
    [{ kind: 'code', text: '# no heading\n' }],
  ],
  ['carriage returns do not matter', '# a\r\nb\r\n', [{ kind: 'heading', level: 1, text: 'a' }, paragraph('b')]],
  ['nothing gives nothing', '\n \n', []],
])('%s', (_, text, blocks) => {
  expect(markdownBlocks(text)).toEqual(blocks);
});

it('ends within a second for any text of 100 000 characters', () => {
  const started = performance.now();
  for (const unit of ['|', '- ', '#', '`', '[', '**', '|-', ' \t']) markdownBlocks(`${unit.repeat(100_000)}\n|---|`);
  expect(performance.now() - started).toBeLessThan(1000);
});

function paragraph(text: string) {
  return { kind: 'paragraph', text };
}

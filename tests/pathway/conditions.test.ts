import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { booleanTree } from '../../src/pathway/boolean-tree.ts';
import { compileCondition, conditionHolds } from '../../src/pathway/condition.ts';
import { compileExpression } from '../../src/pathway/expression.ts';
import { planSchema } from '../../src/pathway/plan-schemas.ts';
import { readVariables } from '../../src/pathway/variables.ts';
import { anyImaging, anyTissue, content, contentFiles } from './her2-low-content.ts';

const place = { file: 'PlanDefinition.json', at: 'test' };
const variables = readVariables({ file: place.file, content: planSchema.parse(contentFiles().get(place.file)) });
const sources = [...new Set(content.rows.flatMap(({ conditions }) => conditions))];

describe('a condition taken apart', () => {
  it('is what FHIRPath makes of it whole, for generated facts', () => {
    const pairs = sources.map((source) => ({
      source,
      whole: compileExpression(source, place, variables),
      parts: compileCondition(source, place, variables),
    }));
    const label = { jurisdiction: 'US', lineFound: true, rows: [], text: '' } as const;
    fc.assert(
      fc.property(anyTissue, anyImaging, (tissue, imaging) => {
        const scope = { facts: { ...tissue, imaging }, site: content.site, label };
        const at = { scope, truths: new Map() };
        for (const { source, whole, parts } of pairs) {
          expect([source, conditionHolds(parts, at)]).toEqual([source, whole.evaluate(scope)[0] === true]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ["a = 'x and y' and b", { kind: 'and', left: "a = 'x and y'", right: 'b' }],
    ['a or b and c', { kind: 'or', left: 'a', right: { kind: 'and', left: 'b', right: 'c' } }],
    ['a and b or c', { kind: 'or', left: { kind: 'and', left: 'a', right: 'b' }, right: 'c' }],
    [
      '(a or b) and (c or d)',
      { kind: 'and', left: { kind: 'or', left: 'a', right: 'b' }, right: { kind: 'or', left: 'c', right: 'd' } },
    ],
    ['(a).exists()', '(a).exists()'],
    ['(a or b).not()', { kind: 'not', of: { kind: 'or', left: 'a', right: 'b' } }],
    ['a = b.not()', 'a = b.not()'],
    ['a.where(x or y).exists().not()', { kind: 'not', of: 'a.where(x or y).exists()' }],
    ['a implies b or c', { kind: 'implies', left: 'a', right: { kind: 'or', left: 'b', right: 'c' } }],
  ])('%s', (source, tree) => {
    expect(shortened(booleanTree(source))).toEqual(tree);
  });
});

function shortened(tree: ReturnType<typeof booleanTree>): unknown {
  switch (tree.kind) {
    case 'part':
      return tree.source;
    case 'not':
      return { kind: 'not', of: shortened(tree.of) };
    case 'and':
    case 'or':
    case 'xor':
    case 'implies':
      return { kind: tree.kind, left: shortened(tree.left), right: shortened(tree.right) };
  }
}

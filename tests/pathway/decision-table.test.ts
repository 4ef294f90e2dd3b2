import { describe, expect, it } from 'vitest';
import { type Combination, combinations, DIMENSIONS, decisionTable, factsOf } from '../../src/pathway/decision-table.ts';
import { content } from './her2-low-content.ts';

type Rule = readonly [row: string, holds: (c: Combination) => boolean];

const is =
  <K extends keyof Combination>(key: K, ...values: readonly Combination[K][]) =>
  (c: Combination): boolean =>
    values.includes(c[key]);
const all =
  (...conditions: readonly ((c: Combination) => boolean)[]) =>
  (c: Combination): boolean =>
    conditions.every((holds) => holds(c));
const not =
  (holds: (c: Combination) => boolean) =>
  (c: Combination): boolean =>
    !holds(c);

const conflict = (c: Combination): boolean => c.conflict === 'yes' && c.status !== 'UNKNOWN';
const review = is('order', 'review');
const tDxd = is('order', 't-dxd');
const metastatic = is('stage', 'metastatic');
const endocrine = is('lines', 'endocrine', 'both');
const chemotherapy = is('lines', 'chemotherapy', 'both');
const high = is('imaging', 'high');

/** PATHWAY sections 5 and 6 once more, as they are printed: ordered, the first match wins. Row 20 is no row of its own. */
const PATHWAY: readonly Rule[] = [
  ['R1', all(review, is('status', 'UNKNOWN'))],
  ['R2', all(review, (c) => c.status === 'DISCORDANT' || conflict(c))],
  ['R3', all(review, is('status', 'EQUIVOCAL'))],
  ['R4', all(review, is('status', 'NEGATIVE_UNSPECIFIED', 'INDETERMINATE'))],
  ['R5', all(review, is('status', 'ZERO_UNSPECIFIED'))],
  ['R6', all(review, is('status', 'ZERO'), high)],
  ['R7', all(review, is('status', 'ZERO'))],
  ['R8', all(review, is('status', 'LOW', 'ULTRALOW'), metastatic)],
  ['R9', all(review, is('status', 'LOW', 'ULTRALOW'))],
  ['R10', review],
  ['O1', is('order', 'no-her2-question')],
  ['O2', all(is('order', 'her2-test'), is('has', 'yes'))],
  ['O3', is('order', 'her2-test')],
  ['O4', all(is('order', 'breast-biopsy'), is('status', 'UNKNOWN'), is('has', 'no'))],
  ['O5', all(is('order', 'metastasis-biopsy'), metastatic, is('has', 'no'))],
  // A conflict between the breasts stands in the status column: it is met before the status of either side.
  ['O10', all(tDxd, conflict)],
  ['O6', all(tDxd, is('status', 'POSITIVE'))],
  ['O7', all(tDxd, is('status', 'UNKNOWN', 'INDETERMINATE'))],
  ['O8', all(tDxd, is('status', 'NEGATIVE_UNSPECIFIED'))],
  ['O9', all(tDxd, is('status', 'EQUIVOCAL'))],
  ['O10', all(tDxd, is('status', 'DISCORDANT'))],
  ['O11', all(tDxd, is('status', 'LOW', 'ULTRALOW', 'ZERO_UNSPECIFIED'), not(metastatic))],
  ['O12', all(tDxd, is('status', 'ZERO'))],
  ['O13', all(tDxd, is('status', 'ZERO_UNSPECIFIED'), is('hr', 'positive', 'not-found'))],
  ['O14', all(tDxd, is('status', 'ZERO_UNSPECIFIED', 'ULTRALOW'), is('hr', 'negative'))],
  ['O15', all(tDxd, is('status', 'LOW', 'ULTRALOW'), is('hr', 'not-found'))],
  ['O16', all(tDxd, is('status', 'ULTRALOW'), is('hr', 'positive'), endocrine)],
  ['O17', all(tDxd, is('status', 'LOW'), is('hr', 'positive'), not(is('lines', 'none found')))],
  ['O18', all(tDxd, is('status', 'LOW'), is('hr', 'negative'), chemotherapy)],
  ['O19', all(tDxd, is('status', 'LOW', 'ULTRALOW'))],
  ['O21', all(is('order', 'anti-her2'), is('status', 'LOW', 'ULTRALOW', 'ZERO', 'ZERO_UNSPECIFIED'))],
  ['O22', () => true],
];
const expected = (combination: Combination): string => PATHWAY.find(([, holds]) => holds(combination))![0];

describe('M10: the whole product of order, status, conflict, stage, receptors, lines and results', () => {
  const sizes: number[] = [];
  it.each(DIMENSIONS.order)('%s: every combination meets exactly the row of the printed table', (order) => {
    const wrong: string[] = [];
    let count = 0;
    for (const combination of combinations(order)) {
      count += 1;
      const met = content.matchingRows(factsOf(combination));
      if (met.length !== 1 || met[0] !== expected(combination)) {
        wrong.push(`${JSON.stringify(combination)}: ${met.join(' and ') || 'none'} in place of ${expected(combination)}`);
      }
    }
    sizes.push(count);
    expect(wrong).toEqual([]);
  });

  it('is 8,640 combinations', () => {
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(8640);
  });
});

it('the merged table says of every combination what the rows say', () => {
  const lines = decisionTable(content);
  expect(lines.length).toBeLessThan(80);
  for (const combination of combinations('t-dxd')) {
    const matching = lines.filter(({ values }) =>
      Object.entries(values).every(([name, allowed]) => allowed.includes(combination[name as keyof Combination])),
    );
    expect(matching.map(({ row }) => row)).toEqual([expected(combination)]);
  }
});

import { beforeAll, describe, expect, it } from 'vitest';
import { lintProposal } from '../../src/pathway/index.ts';
import { content } from './her2-low-content.ts';
import { coverageOf } from './scenarios/coverage.ts';
import { SCENARIOS } from './scenarios/descriptions.ts';
import { type Evaluated, evaluate, IMAGING, responseOf } from './scenarios/evaluate.ts';
import { factsOnlyCase } from './scenarios/facts-only-case.ts';
import { goldenText, matchesGolden } from './scenarios/golden.ts';
import { MORE_CASES } from './scenarios/more-cases.ts';
import { outcomeOf } from './scenarios/outcome.ts';
import type { ImagingName } from './scenarios/scenario.ts';

const ALL = [...SCENARIOS, ...MORE_CASES];
const results = new Map<string, Evaluated>();
beforeAll(async () => {
  for (const scenario of ALL) results.set(scenario.id, await evaluate(scenario));
});

describe('from hook request to card', () => {
  it.each(ALL.map((scenario) => [`${scenario.id} ${scenario.title}`, scenario] as const))('%s', (_name, scenario) => {
    const found = results.get(scenario.id)!;
    expect(outcomeOf(found)).toEqual(scenario.expected);
    const { proposal } = found.application;
    if (proposal !== undefined) expect(lintProposal(proposal)).toEqual([]);
    expect(matchesGolden(scenario.id, goldenText(found)), `${scenario.id}-changed.json is beside the golden file`).toBe(true);
  });

  it('a medication order gets the same bytes for every imaging result (M2)', () => {
    const medication = /^(?:t-dxd|trastuzumab|sacituzumab|letrozole)$/;
    const orders = ALL.filter(({ orders }) => medication.test(orders?.[0] ?? ''));
    expect(orders.length).toBeGreaterThan(30);
    for (const { id } of orders) {
      const { content: own, facts: tissue, response } = results.get(id)!;
      const answers = (Object.keys(IMAGING) as ImagingName[]).map((name) =>
        JSON.stringify(responseOf(own.apply({ ...tissue, imaging: IMAGING[name] }), tissue.patientId)),
      );
      expect([id, [...new Set(answers)]]).toEqual([id, [JSON.stringify(response)]]);
    }
  });

  it('scenarios S01 and S02 differ in the research line only', () => {
    const [high, low] = ['S01', 'S02'].map((id) => results.get(id)!.response.cards[0]!);
    expect({ ...low, detail: '' }).toEqual({ ...high, detail: '' });
    expect(low!.detail).toMatch(/does not exclude HER2-low disease: 34 of 90/);
  });
});

describe('decision coverage', () => {
  it('every row is met by a scenario, and every condition is seen both ways', () => {
    const cases = [...results].map(([id, result]) => ({ id, ...result }));
    const { missingRows, oneWay, conditions } = coverageOf(content, [...cases, factsOnlyCase()]);
    expect(missingRows).toEqual([]);
    expect(oneWay).toEqual([]);
    expect(conditions.size).toBeGreaterThan(140);
  });
});

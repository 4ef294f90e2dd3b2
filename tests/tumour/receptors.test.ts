/** ER and PR of the treated side: units, dates that leave the order open, and tissue whose side was not read. */
import type { Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { TissueFacts } from '../../src/core/index.ts';
import { tissueFacts } from '../../src/tumour/index.ts';
import { breastCancer, NO_DRAFTS, observation, RULES, record, specimen, TODAY } from './patient-record.ts';

const er = (valueString: string, elements: Partial<Observation> = {}): Observation =>
  observation('16112-5', { valueString, ...elements });
const facts = (observations: Observation[], disease: 'right' | 'none' = 'none'): TissueFacts =>
  tissueFacts(record({ observations, conditions: disease === 'right' ? [breastCancer()] : [] }), NO_DRAFTS, {
    today: TODAY,
    orderClasses: RULES,
  });

describe('a share of stained cells', () => {
  it.each([
    [{ value: 90, unit: 'percent', code: '%' }, 'positive', 90],
    [{ value: 90, unit: '% cells', code: '%' }, 'positive', 90],
    [{ value: 90, unit: 'percent' }, 'positive', 90],
    [{ value: 90, unit: '% of tumor cells' }, 'positive', 90],
    [{ value: 0, unit: 'Prozent' }, 'negative', 0],
    [{ value: 90, unit: 'fmol/mg' }, 'not-found', undefined],
    [{ value: 90, unit: '% of control' }, 'not-found', undefined],
    [{ value: 90 }, 'not-found', undefined],
  ] as const)('%j is %s', (valueQuantity, status, percent) => {
    const found = facts([observation('16112-5', { valueQuantity })]);
    expect([found.er, found.receptors.er.percent]).toEqual([status, percent]);
  });
});

describe('several results', () => {
  const [left, right] = [{ bodySite: { text: 'Left breast' } }, { bodySite: { text: 'Right breast' } }];
  const on = (effectiveDateTime: string, more: Partial<Observation> = {}) => ({ effectiveDateTime, ...more });
  const cases: readonly (readonly [what: string, disease: 'right' | 'none', observations: Observation[], status: string])[] = [
    ['the year only may be as new', 'none', [er('negative', on('2026')), er('positive', on('2026-03-01'))], 'not-found'],
    ['and must agree', 'none', [er('positive', on('2026')), er('positive', on('2026-03-01'))], 'positive'],
    ['an earlier year is older', 'none', [er('negative', on('2025')), er('positive', on('2026-03-01'))], 'positive'],
    [
      'two sides that differ',
      'none',
      [er('negative', on('2026-01-01', left)), er('positive', on('2026-05-01', right))],
      'not-found',
    ],
    [
      'two sides that agree',
      'none',
      [er('positive', on('2026-01-01', left)), er('positive', on('2026-05-01', right))],
      'positive',
    ],
    [
      'one side and an older one of no side',
      'none',
      [er('positive', on('2019')), er('negative', on('2026-05-01', left))],
      'negative',
    ],
    [
      'the side being treated',
      'right',
      [er('negative', on('2026-05-01', left)), er('positive', on('2020-01-01', right))],
      'positive',
    ],
  ];
  it.each(cases)('%s', (_what, disease, observations, expected) => {
    expect(facts(observations, disease).er).toBe(expected);
    expect(facts(observations.toReversed(), disease).er).toBe(expected);
  });

  describe('of a Specimen that was not read, for a disease of the right side', () => {
    const unread = (text: string, date: string) => er(text, on(date, { specimen: { reference: 'Specimen/elsewhere' } }));
    it.each([
      ['settles nothing alone', [unread('positive', '2026-01-01')], 'not-found'],
      ['nor as the newest', [unread('positive', '2026-01-01'), er('negative', on('2020-01-01', right))], 'not-found'],
      ['agrees', [unread('negative', '2026-01-01'), er('negative', on('2020-01-01', right))], 'negative'],
      ['is older', [unread('positive', '2019-01-01'), er('negative', on('2020-01-01', right))], 'negative'],
    ] as const)('it %s', (_what, observations, expected) => {
      expect(facts([...observations], 'right').er).toBe(expected);
    });

    it('it is usable where the Specimen is read, or the disease has no side', () => {
      const observations = [unread('positive', '2026-01-01')];
      expect(facts(observations).er).toBe('positive');
      const read = record({ observations, conditions: [breastCancer()], specimens: [specimen('elsewhere')] });
      expect(tissueFacts(read, NO_DRAFTS, { today: TODAY, orderClasses: RULES }).er).toBe('positive');
    });
  });
});

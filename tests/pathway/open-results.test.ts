import type { Task } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { Her2Result, OpenOrder, OrderResult, PathwayFacts } from '../../src/core/index.ts';
import {
  biopsyOrder,
  content,
  discordant,
  draftOf,
  equivocal,
  facts,
  HIGH,
  her2,
  ids,
  low,
  negative,
  PENDING,
  proposal,
  zero,
} from './her2-low-content.ts';
import { evaluate } from './scenarios/evaluate.ts';
import { ALL, advanced, ONE_PLUS, sign } from './scenarios/given.ts';
import type { Her2Entry } from './scenarios/scenario.ts';

const otherBreast = { ...low.current!, laterality: 'left' as const, text: 'IHC 3+', status: 'POSITIVE' as const };

describe('2+ needs ISH, once', () => {
  const ishAlone = (changes: Partial<Her2Result>) => {
    const { ihc: _none, ...rest } = equivocal.current!;
    return { ...equivocal, results: [equivocal.current!, { ...rest, ish: 'not-amplified' as const, ...changes }] };
  };
  const open = (changes: Partial<OpenOrder>): Partial<PathwayFacts> => ({
    openOrders: [{ tests: ['her2-ihc'], state: 'active', text: 'HER2', reference: 'ServiceRequest/o', ...changes }],
  });
  const onBlock = (changes: Partial<OpenOrder>): Partial<PathwayFacts> => ({
    ...open(changes),
    her2: her2('EQUIVOCAL', 'IHC 2+', { ihc: '2+', specimenReference: 'Specimen/a' }),
  });
  const pending = [{ text: 'FISH (preliminary)', date: '2026-11-20', source: 'Observation/9' }];
  type Case = readonly [what: string, facts: Partial<PathwayFacts>, p2: string[], summary: RegExp];
  const cases: readonly Case[] = [
    ['nothing open', {}, ['P2 true'], /^HER2 IHC 2\+ without an ISH result\./],
    ['an ISH order is active', open({ tests: ['her2-ish'] }), [], /A HER2 order is open/],
    ['an ISH order is in draft', open({ tests: ['her2-ish'], state: 'draft' }), [], /A HER2 order is open/],
    ['an ISH order of this block', onBlock({ tests: ['her2-ish'], specimen: 'Specimen/a' }), [], /A HER2 order is open/],
    ['an ISH order of another block', onBlock({ tests: ['her2-ish'], specimen: 'Specimen/b' }), ['P2 true'], /without an ISH/],
    ['a HER2 order that may not ask for ISH', open({}), ['P2 false'], /A HER2 order is open/],
    ['IHC of another block', onBlock({ specimen: 'Specimen/b' }), ['P2 true'], /without an ISH result/],
    ['ISH is equivocal', { her2: her2('EQUIVOCAL', 'x', { ihc: '2+', ish: 'equivocal' }) }, [], /2\+ with an equivocal ISH/],
    [
      'a ratio without copies',
      { her2: her2('EQUIVOCAL', 'IHC 2+, ISH ratio 1.8, copies not found', { ihc: '2+' }) },
      [],
      /copies not/,
    ],
    [
      'an ISH result of no specimen',
      { her2: ishAlone({ laterality: 'unknown' }) },
      [],
      /an ISH result on file names no IHC score/,
    ],
    ['one of the other breast', { her2: ishAlone({ laterality: 'left' }) }, ['P2 true'], /without an ISH result/],
    ['one that is older than the IHC', { her2: ishAlone({ date: '2019-01-01' }) }, ['P2 true'], /without an ISH result/],
    ...['HER2 2+, FISH Pending', '2+, FISH to follow', 'IHC 2+; sent for FISH', '2+, FISH ausstehend'].map(
      (raw): Case => [
        `a result that says "${raw}"`,
        { her2: her2('EQUIVOCAL', 'IHC 2+', { ihc: '2+', evidence: [{ ...equivocal.current!.evidence[0]!, raw }] }) },
        ['P2 false'],
        /without a final ISH result/,
      ],
    ),
    ['a preliminary result', { her2: { ...equivocal, pending } }, ['P2 false'], /without a final ISH result/],
    [
      'no score, "equivocal" only',
      { her2: her2('EQUIVOCAL', 'HER2 equivocal, IHC score not stated') },
      ['P2 true'],
      /^HER2 equivocal w/,
    ],
  ];
  it.each(cases)('%s', (_what, changes, p2, summary) => {
    const found = proposal({ her2: equivocal, ...changes });
    expect(found.summary).toMatch(summary);
    expect(found.suggestions.map(({ id, recommended }) => `${id} ${recommended}`)).toEqual(p2);
  });

  it('the draft names the specimen only where the record refers to one', () => {
    const draft = (more: Partial<Her2Result>) =>
      draftOf(proposal({ her2: her2('EQUIVOCAL', 'IHC 2+', { ihc: '2+', specimen: 'Core biopsy, left breast', ...more }) }));
    expect(draft({ specimenReference: 'Specimen/s1' })).toMatchObject({ specimen: [{ reference: 'Specimen/s1' }] });
    expect(draft({})).not.toHaveProperty('specimen');
  });
});

describe('a HER2 test of a specimen that has a result', () => {
  const review = (status: OrderResult['status'], text: string) => {
    const specimenResult = { status, text, date: '2019-03-02', source: 'Observation/older' };
    const found = proposal({ ...biopsyOrder({ class: 'her2-test', specimenResult }), her2: low });
    return { draft: draftOf(found) as Task, said: found.suggestions[0]?.actions[0]?.description };
  };
  it.each([
    ['ZERO', 'IHC 0 without membrane staining', /^State 0 without membrane/, /to state 0, 0\+ or 1\+$/],
    ['LOW', 'IHC 1+', /^State 0 without membrane/, /to state 0, 0\+ or 1\+$/],
    ['LOW', 'IHC 2+, ISH not amplified', /^State the score of this slide/, /slide of this specimen$/],
    ['POSITIVE', 'IHC 3+', /^State the score of this slide/, /slide of this specimen$/],
    ['DISCORDANT', 'IHC 1+, ISH amplified', /review IHC and ISH of this tissue together/, /results of this specimen$/],
  ] as const)('%s, %s: the slide of that result is reviewed, for what it leaves open', (status, text, note, description) => {
    const { draft, said } = review(status, text);
    expect(draft.focus).toEqual({ reference: 'Observation/older' });
    expect(draft.note?.[0]?.text).toMatch(note);
    expect(said).toMatch(description);
  });
});

describe('results that settle nothing', () => {
  const cases: readonly (readonly [what: string, her2: PathwayFacts['her2'], summary: RegExp])[] = [
    [
      '"negative" beside an older score',
      { ...negative, results: [negative.current!, low.current!] },
      /^The current HER2 result says only/,
    ],
    [
      'ISH alone',
      her2('NEGATIVE_UNSPECIFIED', 'ISH not amplified', { ish: 'not-amplified' }),
      /^The current HER2 result has no IHC score/,
    ],
    [
      'a text that is no score',
      her2('INDETERMINATE', 'HER2 result not readable as a score', { ihc: 'indeterminate' }),
      /indeterminate or not/,
    ],
  ];
  it.each(cases)('%s: the score is asked for', (_what, her2, summary) => {
    const found = proposal({ her2 });
    expect(found.summary).toMatch(summary);
    expect(found.bullets[0]).not.toContain('HER2 HER2');
    expect(ids(found)).toEqual(['P9', 'P11']);
  });

  it('the result keeps its ISH part: "ISH not…" would read as "not done"', () => {
    const text = 'HER2 negative, IHC score not stated, ISH not amplified (group 5)';
    expect(
      proposal({ her2: her2('NEGATIVE_UNSPECIFIED', text, { ihc: 'negative', ish: 'not-amplified' }) }).bullets[0],
    ).toContain(text);
  });

  it('the review of contradicting results asks for IHC and ISH together, and shows what was recorded', () => {
    const evidence = ['1+', 'amplified'].map((raw) => ({ ...discordant.current!.evidence[0]!, raw }));
    const found = proposal({ her2: { ...discordant, current: { ...discordant.current!, evidence } } });
    expect(found.bullets).toContain('Recorded values: 1+; amplified.');
    expect(draftOf(found)).toMatchObject({
      note: [{ text: expect.stringContaining('IHC and ISH') }],
    });
  });

  it('both breasts are shown where they differ', () => {
    const both = { ...low, bilateralConflict: true, results: [low.current!, otherBreast] };
    expect(proposal({ her2: both }).bullets).toContain('Left breast: IHC 3+, 2026-09-01. Right breast: IHC 1+, 2026-09-01.');
  });
});

describe('0 without staining and a high score', () => {
  it('gives options of which none is recommended, and says that no study shows their benefit', () => {
    const found = proposal({ her2: zero, imaging: HIGH });
    expect(found.suggestions.map(({ id, recommended }) => `${id} ${recommended}`)).toEqual(['P3 false', 'P6 false']);
    expect(found.bullets.join(' ')).toContain('No study shows benefit of imaging-triggered re-review');
    expect(found.summary).toMatch(/Options: slide re-review, tumour board\.$/);
  });

  it('is found at the second application, after the first one asked for the score', () => {
    const first = content.apply(facts({ her2: zero, imaging: PENDING }));
    expect(first).toEqual({ row: 'R7', merged: [], usesImaging: true });
    expect(content.apply(facts({ her2: zero, imaging: HIGH })).row).toBe('R6');
  });
});

describe('a search that was cut off under a T-DXd order with every item found', () => {
  const answer = async (her2: Her2Entry, ...cutOff: string[]) => {
    const { application } = await evaluate({
      id: 'cut-off',
      title: 'cut off',
      ...sign,
      ...advanced,
      her2: [her2],
      lines: ['endocrine'],
      ...ALL,
      cutOff,
    });
    return [application.row, application.proposal?.bullets.find((bullet) => bullet.startsWith('Not all read')) ?? 'no card'];
  };
  it.each([
    ['conditions', ONE_PLUS, ['O17', 'Not all read: diagnoses.']],
    ['observations', ONE_PLUS, ['O17', 'Not all read: results.']],
    ['specimens', { ...ONE_PLUS, ihc: '0+' as const }, ['O16', 'Not all read: specimens.']],
    ['medicationRequests', ONE_PLUS, ['O17', 'no card']],
    ['diagnosticReports', ONE_PLUS, ['O17', 'no card']],
    ['observations', { ...ONE_PLUS, ihc: '3+' as const }, ['O6', 'no card']],
  ])('%s', async (key, result, expected) => {
    expect(await answer(result, key)).toEqual(expected);
  });
});

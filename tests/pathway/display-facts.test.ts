import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayFacts } from '../../src/pathway/display-facts.ts';
import { anyImaging, anyTissue, content, facts } from './her2-low-content.ts';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

describe('facts as a card may show them', () => {
  it('have every name of the facts, and text that is fit for display', () => {
    const { disease } = facts();
    const shown = displayFacts(facts({ disease: { ...disease, breastCancerText: '<b>Breast</b>' } }), {
      leftOut: 'see the report',
      wording: (_sentence, text) => text,
    });
    expect(Object.keys(shown)).toEqual(Object.keys(facts()));
    expect(shown.disease).toEqual({ ...disease, breastCancerText: '‹b›Breast‹/b›' });
    expect('her2' in shown && !('unknown' in shown)).toBe(true);
  });

  it('are read by the rules without a change to the facts', () => {
    fc.assert(
      fc.property(anyTissue, anyImaging, (tissue, imaging) => {
        const found = { ...tissue, imaging };
        const application = content.apply(found);
        expect(content.apply(frozen(structuredClone(found)))).toEqual(application);
      }),
      { numRuns: 200 },
    );
  });
});

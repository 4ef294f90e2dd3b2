import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/core/index.ts';
import { lintProposal, toDisplayText } from '../../src/pathway/index.ts';
import { content, facts } from './her2-low-content.ts';

const sound = content.apply(facts()).proposal!;

describe('card lint (PATHWAY M5, M6)', () => {
  const faults: readonly (readonly [what: string, change: Partial<Proposal>, fault: RegExp])[] = [
    ['a summary of 140 characters', { summary: 'x'.repeat(140) }, /140 characters/],
    ['a probability in the summary', { summary: 'HER2-low with 0.71' }, /probability/],
    ['six bullets', { bullets: Array.from({ length: 6 }, () => 'one') }, /6 bullets/],
    ['91 words', { bullets: ['word '.repeat(91)] }, /91 words/],
    ['a critical card', { indicator: 'critical' as 'warning' }, /indicator/],
    ['eligibility', { bullets: ['The patient is not eligible.'] }, /eligible/],
    ['an indication', { bullets: ['T-DXd is contraindicated.'] }, /indicated/],
    ['a candidate', { bullets: ['A candidate for T-DXd.'] }, /candidate/],
    ['AI', { summary: 'AI detected a lesion.' }, /AI detected/],
    ['a HER2-low probability', { bullets: ['HER2-low probability is high.'] }, /HER2-low probability/],
    ['a recommended drug', { bullets: ['Recommended drug: none.'] }, /recommended drug/],
    ['a link label', { links: [{ id: 'P11', label: 'Eligibility', view: 'details' }] }, /eligible/],
    ['testing left out', { bullets: ['HER2 testing may be omitted.'] }, /omitted/],
    ['suitability in German', { bullets: ['Für T-DXd geeignet.'] }, /geeignet/],
    ['an indication in German', { bullets: ['T-DXd ist kontraindiziert.'] }, /indiziert/],
    ['a candidate in German', { bullets: ['Kandidatin für T-DXd.'] }, /Kandidatin/],
    ['AI in German', { bullets: ['KI hat eine Läsion erkannt.'] }, /KI hat/],
    ['a probability in German', { summary: 'HER2-low wahrscheinlich' }, /probability/],
    ['a recommended drug in German', { bullets: ['Empfohlene Therapie: keine.'] }, /empfohlene/],
    ['testing left out in German', { bullets: ['HER2-Testung kann entfallen.'] }, /entfallen/],
    ['imaging as a result in German', { bullets: ['Ultraschall zeigt HER2-low.'] }, /Bildgebung/],
    ['imaging as a result', { bullets: ['Imaging suggests HER2-low.'] }, /imaging shows/],
  ];
  it.each(faults)('%s is found', (_what, change, fault) => {
    expect(lintProposal({ ...sound, ...change }).join()).toMatch(fault);
  });

  it('a sound card and words that only contain a banned one pass', () => {
    expect(lintProposal({ ...sound, bullets: ['LVEF 46% on file, syndicated report'] })).toEqual([]);
  });
});

describe('text of the record on a card', () => {
  it.each([
    ['<script>alert(1)</script>', '‹script›alert(1)‹/script›'],
    ['[here](https://evil.example)', '(here)(https: / /evil.example)'],
    ['a\n\n- b', 'a - b'],
    ['**bold** and `code`', '∗∗bold∗∗ and ’code’'],
    ['&lt;b&gt;', '+lt;b+gt;'],
    ['left\u202Ethgir', 'leftthgir'],
    ['IHC 1+, <10 %', 'IHC 1+, ‹10 %'],
  ])('%j becomes %j', (raw, shown) => {
    expect(toDisplayText(raw)).toBe(shown);
  });

  it('is cut at a word, and cutting or replacing twice changes nothing', () => {
    expect(toDisplayText('Core needle biopsy of the upper outer quadrant of the right breast, fixed')).toMatch(
      /^Core needle biopsy .*…$/,
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        const once = toDisplayText(raw);
        expect([...once].length).toBeLessThanOrEqual(60);
        expect(toDisplayText(once)).toBe(once);
      }),
    );
  });
});

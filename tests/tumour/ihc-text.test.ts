import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IhcReading, readIhcText } from '../../src/tumour/ihc-text.ts';

const VECTORS: readonly (readonly [raw: string, reading: IhcReading])[] = [
  // CAP wording
  ['Negative (Score 1+)', '1+'],
  ['Equivocal (Score 2+)', '2+'],
  ['Positive (Score 3+)', '3+'],
  ['Negative (Score 0)', '0'],
  ['Cannot be determined (indeterminate)', 'indeterminate'],
  ['Negative (Score 0+): incomplete, faint / barely perceptible staining in <=10% of cells', '0+'],
  ['Negative (Score 0): no membrane staining detected', '0-absent'],
  ['Negative (Score 0): No staining is observed or staining that is incomplete and faint and in <=10% of tumor cells', '0'],
  ['Negative (Score 1+): incomplete, faint staining in >10% of cells', '1+'],
  ['0+/with membrane staining', '0+'],
  ['0/absent membrane staining', '0-absent'],
  ['0 without membrane staining', '0-absent'],
  ['0 with membrane staining', '0+'],
  ['0; staining not detected', '0-absent'],
  ['0, staining not stated', '0'],
  // free text
  ['2+', '2+'],
  ['HER2 2+ (equivocal), FISH pending', '2+'],
  ['HER2 2+, FISH not amplified', '2+'],
  ['2+ (ASCO/CAP 2018), clone 4B5', '2+'],
  ['IHC: 1 +', '1+'],
  ['score 1', '1+'],
  ['Her-2/neu: 3+', '3+'],
  ['+1', '1+'],
  ['(1+)', '1+'],
  ['1 plus', '1+'],
  ['weak 1+ in 15%', '1+'],
  ['HER2-low (IHC 1+)', '1+'],
  ['HER2 +1', '1+'],
  ['HER2: 0', '0'],
  ['IHC 0', '0'],
  ['HER2 (1+)', '1+'],
  ['HER2（1+）', '1+'],
  ['negativ', 'negative'],
  ['HER2 阴性', 'negative'],
  ['Positive (qualifier value)', 'positive'],
  ['HER2 low', 'her2-low'],
  ['HER2-low', 'her2-low'],
  // traps
  ['ER Strong (3+)', 'indeterminate'],
  ['Average intensity 2+', 'indeterminate'],
  ['<=10%', 'indeterminate'],
  ['30 %', 'indeterminate'],
  ['2+ / 3+', 'indeterminate'],
  ['1+ to 2+', 'indeterminate'],
  ['0-1+', 'indeterminate'],
  ['0/1+', 'indeterminate'],
  ['0 or 1+', 'indeterminate'],
  ['1-2+', 'indeterminate'],
  ['1+ - 2', 'indeterminate'],
  ['1+?', 'indeterminate'],
  ['not 3+', 'indeterminate'],
  ['3+ not seen', 'indeterminate'],
  ['previously 3+', 'indeterminate'],
  ['1+ in control slide', 'indeterminate'],
  ['Negative (3+)', 'indeterminate'],
  ['Positive (1+)', 'indeterminate'],
  ['0+ no staining', 'indeterminate'],
  ['1+; ER 90 %', 'indeterminate'],
  ['FISH negative', 'indeterminate'],
  ['CISH', 'indeterminate'],
  ['Ki-67 10%', 'indeterminate'],
  ['HER2+', 'indeterminate'],
  ['HER 2+', 'indeterminate'],
  ['13+', 'indeterminate'],
  ['1.5+', 'indeterminate'],
  ['3', 'indeterminate'],
  ['less than 1.8', 'indeterminate'],
];

describe('HER2 IHC text (EVIDENCE 2.2)', () => {
  it.each(VECTORS)('%j is read as %s', (raw, reading) => {
    expect(readIhcText(raw)).toBe(reading);
  });

  it('says nothing about an empty text, and refuses a narrative', () => {
    expect(readIhcText('  ')).toBeUndefined();
    expect(readIhcText(`1+ ${'word '.repeat(300)}`)).toBe('indeterminate');
  });

  it('never gives a score to a random text that has no score token', () => {
    const token = /[0-3]\s*\+|\+\s*[0-3]|(?:score|ihc|ihk|immunohistochemistry)[\s:;,=()"'./-]*[0-3]|[0-3] plus/i;
    const piece = fc.constantFrom(
      'HER2',
      'IHC',
      'score',
      '1',
      '2',
      '3',
      '+',
      ' ',
      '(',
      ')',
      '%',
      'positive',
      'negative',
      'low',
      '-',
      'not',
    );
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (raw) => {
        const reading = readIhcText(raw);
        return (reading !== '1+' && reading !== '2+' && reading !== '3+') || token.test(raw.normalize('NFKC'));
      }),
      { numRuns: 2000 },
    );
  });
});

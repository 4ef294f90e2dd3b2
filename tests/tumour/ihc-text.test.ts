import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIhcText } from '../../src/tumour/ihc-text.ts';
import { TEXT_VECTORS } from './parser-vectors.ts';

describe('HER2 IHC text (EVIDENCE 2.2)', () => {
  it.each(TEXT_VECTORS)('%j is read as %s', (raw, reading) => {
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

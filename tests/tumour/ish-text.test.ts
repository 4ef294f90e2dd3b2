/** The words of an ISH result beside IHC 2+: what they settle, and what they leave open. */
import { describe, expect, it } from 'vitest';
import type { Her2Status } from '../../src/core/index.ts';
import { factsOf, ihcText, ishText } from './patient-record.ts';

const cases: readonly (readonly [text: string, status: Her2Status])[] = [
  ['Not amplified (HER2/CEP17 ratio 1.2)', 'LOW'],
  ['HER2 FISH: not amplified, ratio 1.2', 'LOW'],
  ['Negative for HER2 gene amplification', 'LOW'],
  ['No amplification detected', 'LOW'],
  ['No HER2 amplification', 'LOW'],
  ['nicht amplifiziert', 'LOW'],
  ['FISH nicht amplifiziert', 'LOW'],
  ['keine HER2-Genamplifikation', 'LOW'],
  ['Non-amplified; HER2 copies 2.8', 'LOW'],
  ['ISH-', 'LOW'],
  ['Group 5 (not amplified)', 'LOW'],
  ['Amplified (ratio 4.2)', 'POSITIVE'],
  ['Positive for HER2 amplification', 'POSITIVE'],
  ['amplifiziert, Ratio 4,2', 'POSITIVE'],
  ['ISH+', 'POSITIVE'],
  ['Amplified (ratio 4.2, copies 8.1)', 'POSITIVE'],
  // the numbers do not bear the word out
  ['Amplified (ratio 1.2)', 'DISCORDANT'],
  ['Not amplified (ratio 3.1)', 'DISCORDANT'],
  ['Not amplified, ratio 3.1, HER2 copies 7.5', 'DISCORDANT'],
  ['Amplified, 2.1 HER2 copies', 'DISCORDANT'],
  ['Amplified, group 5', 'DISCORDANT'],
  // no result
  ['Amplification cannot be excluded', 'EQUIVOCAL'],
  ['Not clearly amplified', 'EQUIVOCAL'],
  ['Amplified?', 'EQUIVOCAL'],
  ['previously amplified', 'EQUIVOCAL'],
  ['ratio 1.2', 'EQUIVOCAL'],
  ['Probe for amplification', 'EQUIVOCAL'],
];

describe('IHC 2+ with an ISH result in words', () => {
  it.each(cases)('%s: %s', (text, expected) => {
    const on = { specimen: { reference: 'Specimen/a' } };
    const observations = [ihcText('2+', on), ishText(text, on)];
    expect(factsOf({ observations }).her2.status).toBe(expected);
  });
});

/** Statements about one tissue that cannot all be true: never settled in silence (EVIDENCE 1.1, 1.2, 2.2). */
import type { Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { Her2Facts, Her2Status } from '../../src/core/index.ts';
import { concept, factsOf, ihcText, ishText, LOINC, observation } from './patient-record.ts';

const her2 = (...observations: Observation[]): Her2Facts => factsOf({ observations }).her2;
const ratio = (value: number): Observation => observation('49683-6', { valueQuantity: { value } });
const copies = (value: number): Observation => observation('74860-8', { valueQuantity: { value } });
const overall = (elements: Partial<Observation>): Observation => observation('48676-1', elements);

describe('a word of ISH beside its numbers', () => {
  const cases: readonly (readonly [stain: string, word: string, numbers: readonly Observation[], expected: Her2Status])[] = [
    ['2+', 'not amplified', [ratio(3), copies(8)], 'DISCORDANT'],
    ['2+', 'amplified', [ratio(1.3), copies(2.1)], 'DISCORDANT'],
    ['1+', 'not amplified', [ratio(3), copies(8)], 'DISCORDANT'],
    ['0, no staining', 'equivocal', [ratio(3), copies(8)], 'DISCORDANT'],
    ['2+', 'amplified', [ratio(2.2), copies(3.5)], 'DISCORDANT'],
    ['2+', 'not amplified', [ratio(1.2), copies(6.2)], 'DISCORDANT'],
    ['1+', 'not amplified', [ratio(1.2), copies(6.2)], 'LOW'],
    ['3+', 'amplified', [ratio(2.2), copies(3.5)], 'POSITIVE'],
    ['3+', 'amplified', [ratio(1.3), copies(2.1)], 'DISCORDANT'],
    ['2+', 'amplified', [ratio(3), copies(8)], 'POSITIVE'],
    ['2+', 'not amplified', [ratio(1.3), copies(2.1)], 'LOW'],
    ['2+', 'equivocal', [ratio(1.3), copies(5)], 'EQUIVOCAL'],
    ['2+', 'not amplified', [copies(6)], 'DISCORDANT'],
    ['2+', 'amplified', [copies(3.9)], 'DISCORDANT'],
    ['2+', 'amplified', [copies(5)], 'POSITIVE'],
    ['2+', 'amplified', [ratio(1.3)], 'DISCORDANT'],
    ['2+', 'not amplified', [ratio(1.3)], 'LOW'],
  ];
  it.each(cases)('%s and %s: case %#', (stain, word, numbers, expected) => {
    expect(her2(ihcText(stain), ishText(word), ...numbers).status).toBe(expected);
  });

  it('a coded answer and a text of its own that differ are discordant, a wrong display is not', () => {
    const negative = concept(LOINC, 'LA6577-6', 'Amplified');
    const ish = (valueCodeableConcept: object) => observation('85318-4', { valueCodeableConcept });
    expect(her2(ihcText('2+'), ish({ ...negative, text: 'Amplified' })).status).toBe('DISCORDANT');
    expect(her2(ihcText('2+'), ish(negative)).status).toBe('LOW');
  });

  it('both are named, and no group stands beside a word that it does not bear out', () => {
    const { current } = her2(ihcText('2+'), ishText('not amplified'), ratio(3), copies(8));
    expect(current).toMatchObject({
      ish: 'not-amplified',
      text: 'IHC 2+, ISH not amplified against ISH amplified by its group 1',
    });
    expect(current?.ishGroup).toBeUndefined();
  });

  it('without a stain they settle nothing', () => {
    expect(her2(ishText('amplified'), ratio(1.3), copies(2.1)).status).toBe('DISCORDANT');
    expect(her2(ishText('amplified'), ratio(2.2), copies(3.5)).status).toBe('INDETERMINATE');
  });
});

describe('an overall interpretation beside a stain', () => {
  const cases: readonly (readonly [stain: string, overall: Partial<Observation>, expected: Her2Status])[] = [
    ['1+', { valueString: '3+' }, 'DISCORDANT'],
    ['1+', { valueString: '2+' }, 'DISCORDANT'],
    ['2+', { valueString: '3+' }, 'DISCORDANT'],
    ['0, no staining', { valueCodeableConcept: concept(LOINC, 'LA11841-6') }, 'DISCORDANT'],
    ['0, no staining', { valueString: '0+' }, 'DISCORDANT'],
    ['1+', { valueString: 'equivocal' }, 'DISCORDANT'],
    ['negative', { valueString: '3+' }, 'DISCORDANT'],
    ['positive', { valueString: '1+' }, 'DISCORDANT'],
    ['1+', { valueString: '1+' }, 'LOW'],
    ['0', { valueString: '0, no staining' }, 'ZERO_UNSPECIFIED'],
    ['2+', { valueString: 'equivocal' }, 'EQUIVOCAL'],
    ['2+', { valueString: 'positive' }, 'EQUIVOCAL'],
    ['negative', { valueString: '1+' }, 'NEGATIVE_UNSPECIFIED'],
  ];
  it.each(cases)('%s and %j is %s', (stain, elements, expected) => {
    expect(her2(ihcText(stain), overall(elements)).status).toBe(expected);
  });

  it('names both where they differ', () => {
    expect(her2(ihcText('1+'), overall({ valueString: '3+' })).current?.text).toBe('IHC 1+, overall result IHC 3+');
  });
});

describe('two results of one day on one specimen', () => {
  const at = (text: string, elements: Partial<Observation>): Observation =>
    ihcText(text, { specimen: { reference: 'Specimen/a' }, ...elements });
  const [early, late] = ['2026-10-05T09:00:00Z', '2026-10-05T09:30:00+00:00'];
  const cases: readonly (readonly [what: string, Observation, Observation, Her2Status])[] = [
    ['the later issue counts', at('1+', { issued: early }), at('3+', { issued: late }), 'POSITIVE'],
    ['in another time zone too', at('1+', { issued: '2026-10-05T11:00:00+02:00' }), at('3+', { issued: late }), 'POSITIVE'],
    [
      'of two corrections too',
      at('3+', { issued: early, status: 'corrected' }),
      at('1+', { issued: late, status: 'amended' }),
      'LOW',
    ],
    ['the same issue leaves both', at('1+', { issued: late }), at('3+', { issued: late }), 'DISCORDANT'],
    ['one without an issue may be as new', at('1+', {}), at('3+', { issued: late }), 'DISCORDANT'],
    ['a day orders nothing', at('1+', { issued: '2026-10-04' }), at('3+', { issued: '2026-10-05' }), 'DISCORDANT'],
    ['a correction counts', at('1+', { issued: late, status: 'corrected' }), at('3+', { issued: early }), 'LOW'],
    ['what came after it is open', at('1+', { issued: early, status: 'corrected' }), at('3+', { issued: late }), 'DISCORDANT'],
  ];
  it.each(cases)('%s', (_what, first, second, expected) => {
    expect(her2(first, second).status).toBe(expected);
    expect(her2(second, first).status).toBe(expected);
  });

  it('the scores that exclude each other are named', () => {
    expect(her2(at('3+', {}), at('1+', {})).current?.text).toBe('IHC 1+ against IHC 3+, side not stated');
  });
});

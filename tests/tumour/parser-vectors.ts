/**
 * How HER2 arrives in records and what it must be read as: every row of the table "parser test vectors" of the evidence
 * file (section 2.2), under the name of its row, and the traps around them. Used by the tests and by `npm run parity:parser`.
 */
import type { DiagnosticReport, Observation } from 'fhir/r4.js';
import type { PatientRecord } from '../../src/core/index.ts';
import type { IhcReading } from '../../src/tumour/ihc-text.ts';
import { concept, ihc, ihcText, ishText, LOINC, observation, SNOMED } from './patient-record.ts';

/** HER2 IHC texts and their reading; `indeterminate` where no single plain score is stated. */
export const TEXT_VECTORS: readonly (readonly [raw: string, reading: IhcReading])[] = [
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
  ['3+ in DCIS component', 'indeterminate'],
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
  ['IHC 1+/2+', 'indeterminate'],
  ['1+ (previously 3+)', 'indeterminate'],
  ['no 3+ staining', 'indeterminate'],
  ['HER2 3+ ruled out', 'indeterminate'],
  ['score between 1+ and 2+', 'indeterminate'],
  ['kein 3+', 'indeterminate'],
  ['HER2 阳性', 'positive'],
  ['HER2 阳性 (3+)', '3+'],
  ['HER2（2+）', '2+'],
  ['Score 1+, borderline to 0', '1+'],
];

export interface ParserVector {
  /** First column of the table, or `trap`. */
  readonly shape: string;
  readonly what: string;
  readonly record: Partial<PatientRecord>;
  /** Status, or the score that the current result must carry. */
  readonly expected: string;
}

const of = (shape: string, what: string, expected: string, ...observations: Observation[]): ParserVector => ({
  shape,
  what,
  record: { observations },
  expected,
});
const texts = (shape: string, pairs: readonly (readonly [raw: string, expected: string])[]): readonly ParserVector[] =>
  pairs.flatMap(([raw, expected]) => [
    of(shape, `${raw} as string`, expected, ihcText(raw)),
    of(shape, `${raw} as concept text`, expected, ihc({ valueCodeableConcept: { text: raw } })),
  ]);
const answer = (code: string) => concept(LOINC, code);
const panel = (text: string): Observation =>
  observation('48676-1', {
    ...(text === '' ? {} : { valueCodeableConcept: answer(text) }),
    component: [
      { code: concept(LOINC, '85319-2'), valueCodeableConcept: answer('LA11842-4') },
      { code: concept(LOINC, '96893-3'), valueCodeableConcept: answer('LA6577-6') },
    ],
  });
const numbers = (ratio: number, copies: number): Observation[] => [
  observation('49683-6', { id: `ratio-${ratio}-${copies}`, valueQuantity: { value: ratio } }),
  observation('74860-8', { id: `copies-${ratio}-${copies}`, valueQuantity: { value: copies } }),
];
const ishPanel = (ratio: number, copies: number): Observation[] => [
  observation('74885-5', {
    specimen: { reference: 'Specimen/block' },
    hasMember: [`ratio-${ratio}-${copies}`, `copies-${ratio}-${copies}`].map((id) => ({ reference: `Observation/${id}` })),
  }),
  ...numbers(ratio, copies),
];
const onBlock = (raw: string): Observation => ihcText(raw, { specimen: { reference: 'Specimen/block' } });
const report: DiagnosticReport = {
  resourceType: 'DiagnosticReport',
  id: 'narrative',
  status: 'final',
  code: { text: 'Surgical pathology' },
  conclusion: 'Invasive carcinoma. HER2 IHC 3+ (positive).',
};

export const PARSER_VECTORS: readonly ParserVector[] = [
  of('valueCodeableConcept LOINC answer', 'LA11841-6', '1+', ihc({ valueCodeableConcept: answer('LA11841-6') })),
  of('valueCodeableConcept LOINC answer', 'LA11842-4', 'EQUIVOCAL', ihc({ valueCodeableConcept: answer('LA11842-4') })),
  of('valueCodeableConcept LOINC answer', 'LA11843-2', 'POSITIVE', ihc({ valueCodeableConcept: answer('LA11843-2') })),
  of('valueCodeableConcept LOINC answer', 'LA6111-4', 'ZERO_UNSPECIFIED', ihc({ valueCodeableConcept: answer('LA6111-4') })),
  of('valueCodeableConcept LOINC answer', 'LA11884-6', 'INDETERMINATE', ihc({ valueCodeableConcept: answer('LA11884-6') })),
  ...texts('valueCodeableConcept text only', [
    ['Negative (Score 1+)', '1+'],
    ['Equivocal (Score 2+)', '2+'],
    ['Positive (Score 3+)', '3+'],
    ['Negative (Score 0)', 'ZERO_UNSPECIFIED'],
    ['Cannot be determined (indeterminate)', 'INDETERMINATE'],
  ]),
  ...texts('CAP 2025-style text', [
    ['Negative (Score 0+): incomplete, faint / barely perceptible staining in <=10% of cells', 'ULTRALOW'],
    ['Negative (Score 0): no membrane staining detected', 'ZERO'],
    ['0+/with membrane staining', 'ULTRALOW'],
    ['0/absent membrane staining', 'ZERO'],
  ]),
  ...texts('valueString', [
    ['2+', '2+'],
    ['HER2 2+ (equivocal), FISH pending', '2+'],
    ['IHC: 1 +', '1+'],
    ['score 1', '1+'],
    ['Her-2/neu: 3+', '3+'],
    ['+1', '1+'],
    ['(1+)', '1+'],
    ['1 plus', '1+'],
    ['weak 1+ in 15%', '1+'],
  ]),
  of('valueInteger / valueQuantity ordinal', '2 without a unit', '2+', ihc({ valueInteger: 2 })),
  of('valueInteger / valueQuantity ordinal', '2 {score}', '2+', ihc({ valueQuantity: { value: 2, unit: '{score}' } })),
  of('valueInteger / valueQuantity ordinal', '4', 'INDETERMINATE', ihc({ valueInteger: 4 })),
  of('valueInteger / valueQuantity ordinal', '1.5', 'INDETERMINATE', ihc({ valueQuantity: { value: 1.5 } })),
  of('valueInteger / valueQuantity ordinal', '2 on a quantity code', 'UNKNOWN', observation('72382-5', { valueInteger: 2 })),
  of('valueQuantity percent', '30 %', 'INDETERMINATE', ihc({ valueQuantity: { value: 30, unit: '%' } })),
  of('valueQuantity percent', '3 %', 'INDETERMINATE', ihc({ valueQuantity: { value: 3, code: '%' } })),
  of('component', '48676-1 with 2+ and ISH negative', 'LOW', panel('LA6577-6')),
  of('component', 'the same without a value of its own', 'LOW', panel('')),
  of('panel', 'ratio 2.5, copies 6: group 1', 'POSITIVE', onBlock('2+'), ...ishPanel(2.5, 6)),
  of('panel', 'ratio 1.2, copies 2: group 5', 'LOW', onBlock('2+'), ...ishPanel(1.2, 2)),
  of('panel', 'ratio 1.2, copies 6: group 3 with 1+', 'LOW', onBlock('1+'), ...ishPanel(1.2, 6)),
  of(
    'valueRatio',
    '49683-6 as Ratio 6.2/5, copies 6.2',
    'POSITIVE',
    ihcText('2+'),
    observation('49683-6', { valueRatio: { numerator: { value: 6.2 }, denominator: { value: 5 } } }),
    observation('74860-8', { valueQuantity: { value: 6.2 } }),
  ),
  of('interpretation only', 'POS', 'POSITIVE', ihc({ interpretation: [{ coding: [{ code: 'POS' }] }] })),
  of('interpretation only', 'NEG', 'NEGATIVE_UNSPECIFIED', ihc({ interpretation: [{ coding: [{ code: 'NEG' }] }] })),
  of('interpretation only', 'IND', 'INDETERMINATE', ihc({ interpretation: [{ coding: [{ code: 'IND' }] }] })),
  of(
    'dataAbsentReason',
    'unknown',
    'UNKNOWN',
    ihc({ dataAbsentReason: concept('http://terminology.hl7.org/CodeSystem/data-absent-reason', 'unknown') }),
  ),
  of(
    'question/answer style',
    '"HER2 (by immunohistochemistry)" with "Negative (Score 0)"',
    'ZERO_UNSPECIFIED',
    ihc({
      code: concept('urn:local', 'q7', 'HER2 (by immunohistochemistry)'),
      valueCodeableConcept: concept('urn:local', 'a1', 'Negative (Score 0)'),
      derivedFrom: [{ reference: 'Observation/panel' }],
    }),
  ),
  { shape: 'text report only', what: 'HER2 3+ in the conclusion', record: { diagnosticReports: [report] }, expected: 'UNKNOWN' },
  ...['ER Strong (3+)', 'Average intensity 2+'].flatMap((raw) => [
    of('Traps', `${raw} on an ER code`, 'UNKNOWN', observation('85337-4', { valueString: raw })),
    of('Traps', `${raw} on a HER2 code`, 'INDETERMINATE', ihcText(raw)),
  ]),
  ...texts('Traps', [
    ['<=10%', 'INDETERMINATE'],
    ['2+ / 3+', 'INDETERMINATE'],
    ['1+ to 2+', 'INDETERMINATE'],
    ['0-1+', 'INDETERMINATE'],
    ['not 3+', 'INDETERMINATE'],
    ['previously 3+', 'INDETERMINATE'],
    ['FISH negative', 'INDETERMINATE'],
    ['CISH', 'INDETERMINATE'],
    ['Ki-67 10%', 'INDETERMINATE'],
    ['HER2 low', 'LOW_STATED'],
    ['HER2 (1+)', '1+'],
    ['IHC 0', 'ZERO_UNSPECIFIED'],
    ['negativ', 'NEGATIVE_UNSPECIFIED'],
    ['HER2-low', 'LOW_STATED'],
  ]),
  // Beyond the table: what real records add.
  ...texts('trap', [
    ['2+ (FISH negative)', 'LOW'],
    ['IHC 2+ ISH not amplified', 'LOW'],
    ['IHC 2+/ISH-', 'LOW'],
    ['HER2-low (IHC 2+, ISH−)', 'LOW'],
    ['2+; HER2 gene not amplified by FISH (ratio 1.2)', 'LOW'],
    ['HER2 negative (IHC 2+, FISH negative)', 'LOW'],
    ['2+, FISH nicht amplifiziert', 'LOW'],
    ['2+, negative by FISH', 'LOW'],
    ['2+, ISH group 5', 'LOW'],
    ['2+, FISH amplified', 'POSITIVE'],
    ['IHC 2+ / ISH+', 'POSITIVE'],
    ['HER2 positive (IHC 2+, FISH amplified)', 'POSITIVE'],
    ['2+, positive by FISH', 'POSITIVE'],
    ['2+, FISH equivocal', 'EQUIVOCAL'],
    ['2+, FISH pending', 'EQUIVOCAL'],
    ['2+, FISH for amplification', 'EQUIVOCAL'],
    ['2+ (negative control stain), FISH not performed', 'INDETERMINATE'],
    ['2+, FISH not performed', 'EQUIVOCAL'],
    ['2+, FISH recommended; treat as positive if amplified', 'EQUIVOCAL'],
    ['2+, FISH recommended', 'EQUIVOCAL'],
    ['2+. FISH pending. Amplified on another block', 'EQUIVOCAL'],
    ['2+, FISH not clearly amplified', 'INDETERMINATE'],
    ['2+, FISH amplified; FISH not amplified', 'DISCORDANT'],
    ['HER2-low (IHC 2+), FISH amplified', 'INDETERMINATE'],
    ['1+, FISH not amplified', 'LOW'],
    ['1+, FISH amplified', 'DISCORDANT'],
    ['3+, FISH not amplified', 'DISCORDANT'],
  ]),
  of(
    'trap',
    'coded 2+ with ISH in its text',
    'LOW',
    ihc({ valueCodeableConcept: { ...answer('LA11842-4'), text: '2+, ISH negative' } }),
  ),
  of('trap', 'serum HER2', 'UNKNOWN', observation('32996-1', { valueString: '3+' })),
  of('trap', 'serum HER2 in words', 'UNKNOWN', ihcText('3+', { code: { text: 'HER2 in serum by immunohistochemistry' } })),
  of('trap', 'LOINC as a word', '1+', ihcText('1+', { code: concept('LOINC', '85319-2') })),
  of(
    'trap',
    'another LOINC code with the display of HER2',
    'UNKNOWN',
    ihcText('3+', { code: concept(LOINC, '34566', 'HER2 [Presence] in Breast cancer specimen by Immune stain') }),
  ),
  of(
    'trap',
    'HER2 code named Ki-67',
    'INDETERMINATE',
    ihcText('3+', { code: concept(LOINC, '85319-2', 'Ki-67 [Presence] in Tissue') }),
  ),
  of(
    'trap',
    'HER2 code named Ki-67 beside a true result',
    '1+',
    ihcText('3+', { code: concept(LOINC, '85319-2', 'Ki-67') }),
    ihcText('1+'),
  ),
  of('trap', 'entered in error', 'UNKNOWN', ihcText('3+', { status: 'entered-in-error' })),
  of('trap', 'preliminary', 'UNKNOWN', ihcText('3+', { status: 'preliminary' })),
  of('trap', 'cancelled', 'UNKNOWN', ihcText('3+', { status: 'cancelled' })),
  of('trap', 'dated in the future', 'UNKNOWN', ihcText('3+', { effectiveDateTime: '2031-01-01' })),
  of('trap', 'two values that differ', 'INDETERMINATE', ihc({ valueString: '1+', valueInteger: 3 } as Partial<Observation>)),
  of('trap', 'two values that agree', '1+', ihc({ valueString: '1+', valueInteger: 1 } as Partial<Observation>)),
  of(
    'trap',
    'Synthea: SNOMED positive and a FISH bound',
    'POSITIVE',
    ihc({ valueCodeableConcept: concept(SNOMED, '10828004') }),
    ishText('greater than 2.2'),
  ),
  of('trap', 'ISH alone, positive', 'POSITIVE', ishText('positive')),
  of('trap', 'ISH alone, negative', 'NEGATIVE_UNSPECIFIED', ishText('not amplified')),
  of('trap', 'local HER2 without a method', '1+', ihcText('1+', { code: { text: 'HER2 status' } })),
  of(
    'trap',
    'local HER2 FISH',
    'POSITIVE',
    onBlock('2+'),
    ihcText('amplified', { code: { text: 'HER2 FISH' }, specimen: { reference: 'Specimen/block' } }),
  ),
];

/** Results that cannot be read, are not there yet, or are named in a laboratory's own words (EVIDENCE 2.2). */
import type { DiagnosticReport, Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { Her2Facts, Her2Status, PatientRecord } from '../../src/core/index.ts';
import { concept, factsOf, ihc, ihcText, ishText, LOINC, observation } from './patient-record.ts';

function her2(parts: Partial<PatientRecord>): Her2Facts {
  return factsOf(parts).her2;
}
const status = (...observations: Observation[]): Her2Status => her2({ observations }).status;
const named = (name: string, valueString: string, elements: Partial<Observation> = {}): Observation =>
  ihcText(valueString, { code: concept('urn:local', 'x', name), ...elements });
const on = (specimenId: string) => ({ specimen: { reference: `Specimen/${specimenId}` } });

describe('names of local codes', () => {
  it.each([
    'HER2-Status',
    'HER2 Score',
    'HER2-neu',
    'Her-2-neu',
    'HER2neu',
    'HER2 Rezeptor',
    'HER2-Rezeptorstatus',
    'Breast HER2',
    'HER-2 Status (Breast)',
    'HercepTest',
    'HER2 overexpression',
    'HER2 (ERBB2)',
    'HER2neu IHC',
    'HER2 by IHC with reflex FISH',
  ])('%s is HER2 of tissue', (name) => {
    expect(status(named(name, '1+'))).toBe('LOW');
  });

  it.each([
    'HER2 in serum',
    'HER2neu extracellular domain',
    'HER2 mutation',
    'HER2 variant analysis',
    'HER2 mRNA',
    'HER2 cfDNA',
    'HER2 by NGS',
    'HER2 gene expression score',
    'HER2 staining intensity',
    'HER2 IHC percent of cells',
    'HER2 control',
    'Hertwig score',
  ])('%s is none, and nothing is said of it', (name) => {
    expect(her2({ observations: [named(name, '3+')] })).toMatchObject({ status: 'UNKNOWN', pending: [] });
  });

  describe.each(['ER, PR and HER2 by IHC', 'HER2 and Ki-67', 'HER2 copy number', 'HER2 outside report'])('%s', (name) => {
    const older = ihcText('1+', { effectiveDateTime: '2020-01-01' });
    it.each(['3+', 'negative'])('with %s is a result that cannot be read', (answer) => {
      const facts = her2({ observations: [named(name, answer), older] });
      expect(facts).toMatchObject({ status: 'INDETERMINATE', current: { evidence: [{ raw: `${name}: ${answer}` }] } });
    });

    it('with anything else is listed, and decides nothing', () => {
      const facts = her2({ observations: [named(name, '2.4'), older] });
      expect(facts.status).toBe('LOW');
      expect(facts.pending).toMatchObject([
        { text: `HER2 ${name.replace(/^HER2 /, '')}: 2.4 (not recognised as a HER2 test of tissue)` },
      ]);
    });
  });

  it('beside a result of the same Observation it is a detail', () => {
    const component = [{ code: { text: 'HER2 copy number' }, valueString: '3+' }];
    expect(her2({ observations: [ihcText('1+', { component })] })).toMatchObject({ status: 'LOW', pending: [] });
  });

  it('a newer one outranks an older coded result', () => {
    const older = ihcText('1+', { effectiveDateTime: '2025-01-01' });
    expect(status(older, named('HER2-Status', '3+', { effectiveDateTime: '2026-01-01' }))).toBe('POSITIVE');
  });

  it('HER2/CEP17 ratio is read, as a number or as a word', () => {
    const facts = her2({ observations: [ihcText('2+', on('a')), named('HER2/CEP17 ratio', '1,2', on('a'))] });
    expect(facts).toMatchObject({
      status: 'EQUIVOCAL',
      current: { text: 'IHC 2+, ISH ratio 1.2, copies not found, side not stated' },
    });
    expect(status(ihcText('2+', on('a')), named('HER2/CEP17 ratio', 'not amplified', on('a')))).toBe('LOW');
  });
});

describe('values of no known shape', () => {
  const cases: readonly (readonly [what: string, value: Partial<Observation>, raw: string])[] = [
    ['a local code alone', { valueCodeableConcept: concept('urn:local', 'X9') }, 'urn:local|X9'],
    ['a range', { valueRange: { low: { value: 1 }, high: { value: 2 } } }, '1-2'],
    ['a ratio', { valueRatio: { numerator: { value: 1 }, denominator: { value: 2 } } }, '1/2'],
    ['a truth value', { valueBoolean: true }, 'true'],
    ['a period', { valuePeriod: { start: '2026-01-01' } }, 'value of type Period'],
  ];
  it.each(cases)('%s is indeterminate, shown as recorded, and outranks an older result', (_what, value, raw) => {
    const facts = her2({ observations: [ihc(value), ihcText('1+', { effectiveDateTime: '2025-01-01' })] });
    expect(facts).toMatchObject({ status: 'INDETERMINATE', current: { evidence: [{ raw }] } });
  });

  it('an unread ISH value is a result that is there', () => {
    const facts = her2({ observations: [observation('85318-4', { valueCodeableConcept: concept('urn:local', 'X9') })] });
    expect(facts).toMatchObject({ status: 'INDETERMINATE', current: { evidence: [{ raw: 'urn:local|X9' }] } });
  });

  it('a number is a score under a code of IHC only', () => {
    expect(status(observation('48676-1', { valueInteger: 1 }))).toBe('INDETERMINATE');
    expect(status(observation('48676-1', { valueQuantity: { value: 1, unit: '{score}' } }))).toBe('INDETERMINATE');
  });

  it('an empty value, and a reason in place of one, are none', () => {
    const nullFlavor = concept('http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'UNK');
    expect(status(ihc({ valueCodeableConcept: nullFlavor }))).toBe('UNKNOWN');
    expect(status(ihc({ valueCodeableConcept: { ...nullFlavor, text: '1+' } }))).toBe('LOW');
    expect(status(ihc({ valueCodeableConcept: {} }), ihc({ valueRange: {} }), ihcText(' '))).toBe('UNKNOWN');
  });

  it('a bound in place of a ratio is named', () => {
    const bound = observation('49683-6', { valueQuantity: { value: 2, comparator: '<' } });
    expect(her2({ observations: [bound] }).pending).toMatchObject([{ text: 'HER2 <2 (no exact number)' }]);
  });
});

describe('texts in place of a result', () => {
  const older = ihcText('1+', { effectiveDateTime: '2025-01-01' });
  it.each([
    ['Pending', 'HER2 Pending (no result yet)'],
    ['HER2 IHC pending', 'HER2 IHC pending (no result yet)'],
    ['Result to follow', 'HER2 Result to follow (no result yet)'],
    ['ausstehend', 'HER2 ausstehend (no result yet)'],
    ['Sent to reference laboratory', 'HER2 Sent to reference laboratory (no result yet)'],
    ['QNS', 'HER2 QNS (no result)'],
    ['Insufficient tissue', 'HER2 Insufficient tissue (no result)'],
    ['Not performed', undefined],
    ['not done: decalcified bone', undefined],
    ['nicht durchgeführt', undefined],
    ['unknown', undefined],
  ])('%s is no result, and an older one stays current', (text, pending) => {
    const facts = her2({ observations: [ihcText(text), older] });
    expect(facts.status).toBe('LOW');
    expect(facts.pending.map((entry) => entry.text)).toEqual(pending === undefined ? [] : [pending]);
    expect(status(ihcText(text))).toBe('UNKNOWN');
  });

  it.each([
    'pending, preliminary 3+',
    'result sent to the oncologist',
    'not performed; FISH positive',
    'cannot be determined',
    'not assessable',
  ])('%s is for a person to read', (text) => {
    expect(status(ihcText(text), older)).toBe('INDETERMINATE');
  });

  it.each(['FISH to follow', 'pending', 'sent for FISH', 'FISH ausstehend'])('an ISH result "%s" is none', (text) => {
    expect(her2({ observations: [ihcText('2+', on('a')), ishText(text, on('a'))] })).toMatchObject({
      status: 'EQUIVOCAL',
      results: [{ evidence: [{ raw: '2+' }] }],
      pending: [{ text: `HER2 ${text} (no result yet)` }],
    });
  });

  it('an ISH test that was not done is none', () => {
    expect(her2({ observations: [ihcText('2+', on('a')), ishText('not performed', on('a'))] }).pending).toEqual([]);
  });
});

describe('reports', () => {
  const report = (elements: Partial<DiagnosticReport>): DiagnosticReport => ({
    resourceType: 'DiagnosticReport',
    id: 'r1',
    status: 'final',
    code: { text: 'Surgical pathology' },
    ...elements,
  });
  const document = { presentedForm: [{ contentType: 'application/pdf', url: 'Binary/1' }] };
  const cases: readonly (readonly [what: string, report: DiagnosticReport, expected: RegExp | undefined])[] = [
    ['HER2neu in the conclusion', report({ conclusion: 'HER2neu positive' }), /mentions HER2/],
    ['HER 2 in the conclusion', report({ conclusion: 'HER 2: 3+' }), /mentions HER2/],
    ['HER2 in the title of the document', report({ presentedForm: [{ title: 'HER2 IHC' }] }), /mentions HER2/],
    ['a document alone', report(document), /as a document/],
    ['a document of pathology by its code', report({ ...document, code: concept(LOINC, '11526-1') }), /as a document/],
    ['a document of a cervical smear', report({ ...document, code: { text: 'Cytology report of cervical smear' } }), undefined],
    ['a document of a colon biopsy', report({ ...document, code: { text: 'Pathology, colon biopsy' } }), undefined],
    ['a document of a cervical node', report({ ...document, code: { text: 'Biopsy, cervical lymph node' } }), /as a document/],
    [
      'a document of a gastric metastasis',
      report({ ...document, code: { text: 'Biopsy, gastric metastasis' } }),
      /as a document/,
    ],
    ['a document of another kind', report({ ...document, code: { text: 'CT chest' } }), undefined],
    ['speech pathology', report({ ...document, code: { text: 'Speech pathology note' } }), undefined],
    ['a conclusion about other things', report({ conclusion: 'Here 2 nodes' }), undefined],
    ['entered in error', report({ ...document, status: 'entered-in-error' }), undefined],
  ];
  it.each(cases)('%s', (_what, diagnosticReport, expected) => {
    const texts = her2({ diagnosticReports: [diagnosticReport] }).pending.map(({ text }) => text);
    if (expected === undefined) expect(texts).toEqual([]);
    else expect(texts).toEqual([expect.stringMatching(expected)]);
  });

  it('a document is not named beside a result', () => {
    expect(her2({ diagnosticReports: [report(document)], observations: [ihcText('1+')] }).pending).toEqual([]);
  });
});

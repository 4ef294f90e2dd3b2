import type { Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { PatientRecord, SafetyFacts } from '../../src/core/index.ts';
import { concept, condition, factsOf, observation, SNOMED } from './patient-record.ts';

const facts = factsOf;
const safety = (parts: Partial<PatientRecord>): SafetyFacts => facts(parts).safety;
const percent = (value: number, effectiveDateTime: string, code = '10230-1'): Observation =>
  observation(code, { valueQuantity: { value, unit: '%' }, effectiveDateTime });
const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';
const NOT_FOUND = { state: 'not-found', evidence: [] };

describe('LVEF', () => {
  it('is the newest, with value, day and age', () => {
    const { lvef } = safety({ observations: [percent(62, '2024-01-01'), percent(46, '2026-11-12', '8806-2')] });
    expect(lvef).toMatchObject({ state: 'found', value: 46, text: '46 %', date: '2026-11-12', ageDays: 10 });
    expect(lvef.evidence[0]).toMatchObject({ path: 'Observation.value', confidence: 'coded' });
  });

  it('of two on one day the lower counts', () => {
    expect(safety({ observations: [percent(60, '2026-11-12'), percent(46, '2026-11-12')] }).lvef.value).toBe(46);
  });

  it.each([
    ['nothing', []],
    ['preliminary', [{ ...percent(60, '2026-11-12'), status: 'preliminary' as const }]],
    ['of the future', [percent(60, '2027-11-12')]],
    ['no percentage', [observation('10230-1', { valueQuantity: { value: 60, unit: 'mL' } })]],
    ['words', [observation('10230-1', { valueString: 'normal' })]],
    ['a lower bound', [observation('10230-1', { valueQuantity: { value: 40, comparator: '>', unit: '%' } })]],
    ['an older number under newer words', [percent(62, '2026-01-01'), observation('10230-1', { valueString: 'reduced' })]],
    ['words around a number', [observation('10230-1', { valueString: 'improved from 30 %' })]],
    ['a bound in mL', [observation('10230-1', { valueQuantity: { value: 40, comparator: '<', unit: 'mL' } })]],
  ])('%s is not found', (_what, observations) => {
    expect(safety({ observations }).lvef).toEqual(NOT_FOUND);
  });
});

describe('LVEF as a bound or a range', () => {
  const words = (valueString: string) => observation('10230-1', { valueString });
  it.each([
    ['<40 %', 40],
    ['30-35 %', 35],
    ['LVEF: 30 % to 35 %', 35],
    ['45–55 %', 55],
    ['35 %', 35],
    ['~45%', 45],
    ['ca. 45 %', 45],
    ['LVEF: 45 % (Simpson)', 45],
    ['40-45 %, biplane', 45],
    ['estimated 45%', 45],
  ])('%s is no exact number, and says what it does not exceed', (raw, upper) => {
    const { lvef } = safety({ observations: [percent(62, '2026-01-01'), words(raw)] });
    expect(lvef).toMatchObject({ state: 'not-found', text: raw, upper, date: '2026-10-02' });
    expect(lvef.value).toBeUndefined();
  });

  it.each([
    [{ value: 0.45, unit: '1' }, 45],
    [{ value: 0.45 }, 45],
    [{ value: 0.45, unit: '%' }, 45],
    [{ value: 0.55, unit: '1', comparator: '<' as const }, 55],
    [{ value: 1, unit: '1' }, undefined],
    [{ value: 0.45, unit: 'L' }, undefined],
    [{ value: 0.45, unit: '1', comparator: '>' as const }, undefined],
  ])('a fraction %j', (valueQuantity, upper) => {
    const { lvef } = safety({ observations: [observation('10230-1', { valueQuantity })] });
    expect([lvef.state, lvef.upper]).toEqual(['not-found', upper]);
  });

  it.each([
    ['comparator', { valueQuantity: { value: 40, comparator: '<' as const, unit: '%' } }, 40, '<40 %'],
    ['valueRange', { valueRange: { low: { value: 30, unit: '%' }, high: { value: 35, unit: '%' } } }, 35, '30-35 %'],
  ])('%s', (_what, value, upper, text) => {
    const { lvef } = safety({ observations: [percent(62, '2026-01-01'), observation('10230-1', value)] });
    expect(lvef).toMatchObject({ state: 'not-found', upper, text });
  });

  it('gives way to a later number, and takes the place of a higher one of the same day', () => {
    expect(safety({ observations: [words('<40 %'), percent(62, '2026-11-12')] }).lvef).toMatchObject({ value: 62, text: '62 %' });
    const { lvef } = safety({ observations: [words('<40 %'), percent(62, '2026-10-02')] });
    expect(lvef).toMatchObject({ state: 'found', upper: 40, text: '<40 %' });
    expect(lvef.value).toBeUndefined();
    expect(safety({ observations: [words('<60 %'), percent(46, '2026-10-02')] }).lvef.value).toBe(46);
  });
});

describe('interstitial lung disease', () => {
  const found = (code: object, more = {}) => safety({ conditions: [condition({ code, ...more })] }).ild.state;
  const verification = (code: string) => concept('http://terminology.hl7.org/CodeSystem/condition-ver-status', code);
  const clinical = (code: string) => concept('http://terminology.hl7.org/CodeSystem/condition-clinical', code);

  it.each([
    ['J84.10', concept(ICD, 'J84.10'), {}, 'found'],
    ['drug-induced', concept(ICD, 'J70.2'), {}, 'found'],
    ['SNOMED', concept(SNOMED, '233703007'), {}, 'found'],
    ['words', { text: 'Pneumonitis, radiation' }, {}, 'found'],
    ['resolved is history, and counts', concept(ICD, 'J84.9'), { clinicalStatus: clinical('resolved') }, 'found'],
    ['history in words', { text: 'History of pneumonitis' }, {}, 'found'],
    ['the abbreviation', { text: 'ILD, drug-induced' }, {}, 'found'],
    ['suspected in words', { text: 'Suspected ILD' }, {}, 'found'],
    ['German words', { text: 'Interstitielle Lungenerkrankung' }, {}, 'found'],
    ['of the family, abbreviated', { text: 'FH: interstitial lung disease' }, {}, 'not-found'],
    ['mild, which is no abbreviation of it', { text: 'Mild lung congestion' }, {}, 'not-found'],
    ['refuted', concept(ICD, 'J84.9'), { verificationStatus: verification('refuted') }, 'not-found'],
    ['of the family', { text: 'Family history of interstitial lung disease' }, {}, 'not-found'],
    ['excluded in words', { text: 'No evidence of pneumonitis' }, {}, 'not-found'],
    ['excluded', { text: 'ILD excluded' }, {}, 'not-found'],
    ['none', { text: 'No pneumonitis' }, {}, 'not-found'],
    ['none in German', { text: 'Kein Anhalt für ILD' }, {}, 'not-found'],
    ['not excluded', { text: 'ILD cannot be excluded' }, {}, 'found'],
    ['with a feature denied', { text: 'ILD without fibrosis' }, {}, 'found'],
    ['unchanged', { text: 'No change in interstitial lung disease' }, {}, 'found'],
    ['another thing denied', { text: 'Pneumonitis, no evidence of infection' }, {}, 'found'],
    ['pneumonia', concept(ICD, 'J18.9', 'Pneumonia'), {}, 'not-found'],
  ])('%s', (_what, code, more, expected) => {
    expect(found(code, more)).toBe(expected);
  });
});

describe('blood count, kidney and chest', () => {
  it('are found with their days', () => {
    const chest = {
      resourceType: 'Procedure' as const,
      id: 'ct',
      status: 'completed' as const,
      subject: { reference: 'Patient/p1' },
      code: concept(SNOMED, '169069000'),
      performedDateTime: '2026-10-23',
    };
    const count = observation('26499-4', { valueQuantity: { value: 2.1, unit: '10*9/L' }, effectiveDateTime: '2026-11-20' });
    const egfr = observation('98979-8', { valueQuantity: { value: 58, comparator: '>' }, effectiveDateTime: '2026-11-20' });
    const found = safety({ procedures: [chest], observations: [count, egfr] });
    expect(found.chestCt).toMatchObject({ state: 'found', date: '2026-10-23', ageDays: 30 });
    expect(found.cbc).toMatchObject({ state: 'found', text: '2.1 10*9/L', value: 2.1 });
    expect(found.renal).toMatchObject({ state: 'found', text: '>58' });
    expect(found.renal.value).toBeUndefined();
  });

  it('an imaging study of the chest counts, one of the head does not', () => {
    const study = (description: string) => ({
      resourceType: 'ImagingStudy' as const,
      id: description,
      status: 'available' as const,
      subject: { reference: 'Patient/p1' },
      modality: [{ code: 'CT' }],
      description,
      started: '2026-10-23T08:00:00Z',
    });
    expect(safety({ imagingStudies: [study('CT Thorax nativ')] }).chestCt.state).toBe('found');
    expect(safety({ imagingStudies: [study('CT Head')] }).chestCt.state).toBe('not-found');
  });
});

describe('pregnancy', () => {
  const status = (code: string) => observation('82810-3', { valueCodeableConcept: concept(SNOMED, code) });
  const test = (code: string, effectiveDateTime = '2026-11-01') =>
    observation('2106-3', { valueCodeableConcept: concept(SNOMED, code), effectiveDateTime });

  it.each([
    ['status', [status('77386006')], 'pregnant'],
    ['status not pregnant', [status('60001007')], 'not-pregnant'],
    ['negative test', [test('260385009')], 'not-pregnant'],
    ['the newest', [test('260385009', '2026-01-01'), test('10828004', '2026-11-01')], 'pregnant'],
    ['two of one day that differ', [test('260385009'), test('10828004')], undefined],
  ])('%s', (_what, observations, answer) => {
    const { pregnancy } = safety({ observations });
    expect([pregnancy.state, pregnancy.answer]).toEqual(['found', answer]);
  });

  it('an active pregnancy on the problem list is found; a man is not asked; nothing said is not found', () => {
    expect(safety({ conditions: [condition({ code: concept(ICD, 'Z33.1') })] }).pregnancy.answer).toBe('pregnant');
    const man = facts({ patient: { resourceType: 'Patient', id: 'p1', gender: 'male' } });
    expect([man.safety.pregnancy.applies, man.sex]).toEqual([false, 'male']);
    expect(facts({}).safety.pregnancy).toEqual({ ...NOT_FOUND, applies: true });
  });
});

describe('user of the hook', () => {
  const role = (elements: object) => ({ resourceType: 'PractitionerRole' as const, id: 'r', ...elements });
  it.each([
    ['no user read', [], { state: 'not-found', roles: [] }],
    ['no specialty stated', [role({})], { state: 'found', roles: [] }],
    ['NUCC code', [role({ specialty: [concept('http://nucc.org/provider-taxonomy', '207RX0202X')] })], { roles: ['oncology'] }],
    ['words', [role({ specialty: [{ text: 'Breast Surgery' }] })], { roles: ['breast-surgery'] }],
    ['radiation oncology is oncology', [role({ specialty: [{ text: 'Radiation oncology' }] })], { roles: ['oncology'] }],
    ['breast oncology is oncology', [role({ specialty: [{ text: 'Breast Oncology' }] })], { roles: ['oncology'] }],
    ['another specialty', [role({ specialty: [{ text: 'Cardiology' }] })], { roles: ['other'], text: 'Cardiology' }],
  ])('%s', (_what, users, expected) => {
    expect(facts({ users }).user).toMatchObject(expected);
  });
});

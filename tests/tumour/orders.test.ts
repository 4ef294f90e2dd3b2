import type { MedicationRequest, Observation, ServiceRequest } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { DraftOrders, OrderClassRule, OrderFacts, PatientRecord } from '../../src/core/index.ts';
import { tissueFacts } from '../../src/tumour/index.ts';
import {
  concept,
  factsOf,
  ihcText,
  ishText,
  LOINC,
  RULES,
  record,
  SNOMED,
  serviceRequest,
  specimen,
  TODAY,
} from './patient-record.ts';

function order(drafts: Partial<DraftOrders>, parts: Partial<PatientRecord> = {}): OrderFacts {
  const all = { serviceRequests: [], medicationRequests: [], selections: [], ...drafts };
  return tissueFacts(record(parts), all, { today: TODAY, orderClasses: RULES }).order;
}

const medication = (text: string, elements: Partial<MedicationRequest> = {}): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  id: text,
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
  medicationCodeableConcept: { text },
  ...elements,
});
const biopsy = serviceRequest({ id: 'biopsy', code: concept(SNOMED, '44578009') });
const her2Test = serviceRequest({ id: 'her2', code: concept(LOINC, '85319-2') });

const METASTASIS_BIOPSY: OrderClassRule = {
  class: 'metastasis-biopsy',
  codes: new Set(),
  textIncludes: ['biops'],
  textExcludes: [],
  origin: 'metastasis',
};

describe('class of the order at hand', () => {
  it.each([
    ['trastuzumab deruxtecan 100 mg', 't-dxd'],
    ['datopotamab deruxtecan', 'no-her2-question'],
    ['patritumab deruxtecan', 'other'],
    ['Letrozole 2.5 mg', 'no-her2-question'],
    ['paracetamol', 'other'],
  ])('%s is %s', (text, expected) => {
    expect(order({ medicationRequests: [medication(text)] }).class).toBe(expected);
  });

  it('a code decides before words, and a medication may be a reference', () => {
    const { medicationCodeableConcept: _none, ...bare } = medication('x');
    const coded = medication('letrozole', {
      medicationCodeableConcept: { text: 'letrozole', ...concept('http://www.whocc.no/atc', 'L01FD04') },
    });
    const referenced = { ...bare, medicationReference: { display: 'Trastuzumab deruxtecan' } };
    expect(order({ medicationRequests: [coded] }).class).toBe('t-dxd');
    expect(order({ medicationRequests: [referenced] }).class).toBe('t-dxd');
    const drug = { resourceType: 'Medication' as const, id: 'd', code: concept('http://www.whocc.no/atc', 'L01FD04') };
    const contained = { ...bare, contained: [drug], medicationReference: { reference: '#d' } };
    expect(order({ medicationRequests: [contained] }).class).toBe('t-dxd');
    const r5 = (element: object) => ({ ...bare, contained: [drug], medication: element }) as MedicationRequest;
    expect(order({ medicationRequests: [r5({ concept: { text: 'Trastuzumab deruxtecan' } })] }).class).toBe('t-dxd');
    expect(order({ medicationRequests: [r5({ reference: { reference: '#d' } })] }).class).toBe('t-dxd');
  });

  it('of several drafts the drug that needs a HER2 result comes first, and the one without a HER2 question last', () => {
    const drafts = { serviceRequests: [biopsy, her2Test], medicationRequests: [medication('letrozole')] };
    expect(order(drafts)).toMatchObject({ class: 'her2-test', her2InDraft: true, reference: 'ServiceRequest/her2' });
    expect(order({ ...drafts, medicationRequests: [medication('trastuzumab deruxtecan')] }).class).toBe('t-dxd');
    expect(order({ serviceRequests: [biopsy], medicationRequests: [medication('letrozole')] }).class).toBe('breast-biopsy');
  });

  it('the drafts are offered to the pathway in one order, each that says the same once', () => {
    const on = (id: string) => ({ ...her2Test, id, specimen: [{ reference: `Specimen/${id}` }] });
    const all = [on('b'), on('a'), { ...biopsy, id: 'x' }, biopsy];
    const offered = (serviceRequests: ServiceRequest[]) => {
      const drafts = { serviceRequests, medicationRequests: [medication('y'), medication('x')], selections: [] };
      const { order, otherOrders = [] } = tissueFacts(record(), drafts, { today: TODAY, orderClasses: RULES });
      return [order, ...otherOrders].map(({ reference }) => reference);
    };
    expect(offered(all)).toEqual(['ServiceRequest/a', 'ServiceRequest/b', 'ServiceRequest/biopsy', 'MedicationRequest/x']);
    expect(offered([...all].reverse())).toEqual(offered(all));
  });

  it('order-select looks at the selected draft, and still sees the HER2 test among the others', () => {
    const drafts = { serviceRequests: [biopsy, her2Test], selections: ['ServiceRequest/biopsy'] };
    expect(order(drafts)).toMatchObject({ class: 'breast-biopsy', her2InDraft: true });
  });

  it('a selection that is not among the drafts selects them all', () => {
    expect(order({ serviceRequests: [biopsy], selections: ['ServiceRequest/elsewhere'] }).class).toBe('breast-biopsy');
  });

  it.each(['stopped', 'cancelled', 'completed', 'entered-in-error'] as const)(
    'an order that is %s asks for nothing',
    (status) => {
      const ended = medication('trastuzumab deruxtecan', { status });
      expect(order({ medicationRequests: [ended] }).class).toBe('none');
      expect(order({ medicationRequests: [ended, medication('letrozole')] }).class).toBe('no-her2-question');
    },
  );

  it('a HER2 test that is being revoked is neither in draft nor active', () => {
    const revoked = order(
      { serviceRequests: [{ ...her2Test, status: 'revoked' }] },
      { serviceRequests: [{ ...her2Test, status: 'active' }] },
    );
    expect(revoked).toMatchObject({ class: 'none', her2InDraft: false, her2Active: false });
  });

  it('no draft is class none, and an order not to be performed is no order', () => {
    expect(order({}).class).toBe('none');
    expect(order({ serviceRequests: [{ ...her2Test, doNotPerform: true }] })).toMatchObject({
      class: 'none',
      her2InDraft: false,
    });
  });
});

describe('HER2 orders that exist already', () => {
  const onFile = (elements: Partial<ServiceRequest>): OrderFacts =>
    order({}, { serviceRequests: [{ ...her2Test, authoredOn: '2026-11-20T10:00:00Z', ...elements }] });

  it.each([
    ['active', { her2Active: true, her2InDraft: false, her2ActiveDate: '2026-11-20' }],
    ['on-hold', { her2Active: true, her2InDraft: false }],
    ['draft', { her2Active: false, her2InDraft: true }],
    ['completed', { her2Active: false, her2InDraft: false }],
    ['revoked', { her2Active: false, her2InDraft: false }],
  ] as const)('%s', (status, expected) => {
    expect(onFile({ status })).toMatchObject(expected);
  });

  it('a biopsy whose details ask for HER2 contains the advice', () => {
    const detailed = { ...biopsy, orderDetail: [{ text: 'HER2 IHC and ER/PR' }] };
    expect(order({ serviceRequests: [detailed] })).toMatchObject({ class: 'breast-biopsy', her2InDraft: true });
  });
});

describe('results that an order meets', () => {
  const rules = { today: TODAY, orderClasses: [...RULES, METASTASIS_BIOPSY] };
  const on = (id: string, elements: Partial<Observation> = {}): Observation =>
    ihcText('0', { specimen: { reference: `Specimen/${id}` }, effectiveDateTime: '2026-11-01', ...elements });
  const facts = (draft: ServiceRequest, parts: Partial<PatientRecord>): OrderFacts =>
    tissueFacts(record(parts), { serviceRequests: [draft], medicationRequests: [], selections: [] }, rules).order;
  const test = (elements: Partial<ServiceRequest>) => ({ ...her2Test, specimen: [{ reference: 'Specimen/a' }], ...elements });

  it.each([
    ['IHC on the same specimen', test({}), [on('a')], 'ZERO_UNSPECIFIED'],
    ['IHC on another specimen', test({}), [on('b')], undefined],
    ['IHC without a specimen', test({ specimen: [] }), [on('a')], undefined],
    ['ISH after IHC is no repeat', test({ code: { text: 'HER2 FISH' } }), [on('a')], undefined],
    [
      'ISH after ISH',
      test({ code: { text: 'HER2 FISH' } }),
      [ishText('not amplified', { specimen: { reference: 'Specimen/a' } })],
      'NEGATIVE_UNSPECIFIED',
    ],
    ['reflex order after IHC', test({ code: { text: 'HER2 IHC with reflex ISH' } }), [on('a')], 'ZERO_UNSPECIFIED'],
  ])('HER2 test: %s', (_what, draft, observations, expected) => {
    expect(facts(draft, { observations }).specimenResult?.status).toBe(expected);
  });

  const liver = { bodySite: { text: 'Liver' } };
  it.each([
    ['no result from the liver', [on('a', { bodySite: { text: 'Right breast' } })], undefined],
    ['a result from the liver', [on('a', liver)], { status: 'ZERO_UNSPECIFIED', date: '2026-11-01', ageDays: 21 }],
  ])('biopsy of a liver metastasis: %s', (_what, observations, expected) => {
    const draft = serviceRequest({ code: { text: 'Biopsy of liver metastasis' } });
    const found = facts(draft, { observations });
    expect(found.class).toBe('metastasis-biopsy');
    if (expected === undefined) expect(found.siteResult).toBeUndefined();
    else expect(found.siteResult).toMatchObject(expected);
  });
});

describe('tests that are asked for already', () => {
  const open = (elements: Partial<ServiceRequest>, observations: Observation[] = [], openOrderDays = 90) =>
    tissueFacts(
      record({ serviceRequests: [serviceRequest({ status: 'active', authoredOn: '2026-11-01', ...elements })], observations }),
      { serviceRequests: [], medicationRequests: [], selections: [] },
      { today: TODAY, orderClasses: RULES, openOrderDays },
    ).openOrders.flatMap(({ tests }) => tests);

  it.each([
    ['HER2 IHC with reflex ISH', ['her2-ihc', 'her2-ish']],
    ['HER2 FISH', ['her2-ish']],
    ['HER2 by immunohistochemistry', ['her2-ihc']],
    ['HER2, ER and PR', ['er', 'her2-ihc', 'pr']],
    ['Echocardiogram', ['echocardiogram']],
    ['CT chest without contrast', ['chest-ct']],
    ['Complete blood count', ['cbc']],
    ['Serum creatinine', ['renal']],
    ['Mammography', []],
  ])('%s asks for %j', (text, tests) => {
    expect(open({ code: { text } })).toEqual(tests);
  });

  const her2 = { code: { text: 'HER2 IHC' } };
  const based = (reference: string) => ihcText('1+', { basedOn: [{ reference }], effectiveDateTime: '2026-11-05' });
  const onA = { specimen: [{ reference: 'Specimen/a' }] };
  it.each([
    ['active', her2, [], 1],
    ['on hold', { ...her2, status: 'on-hold' as const }, [], 1],
    ['older than the window', { ...her2, authoredOn: '2026-06-01' }, [], 0],
    ['drafted long ago', { ...her2, status: 'draft' as const, authoredOn: '2026-06-01' }, [], 0],
    ['without a day', { ...her2, authoredOn: '' }, [], 1],
    ['with a result based on it', { ...her2, id: 'q' }, [based('ServiceRequest/q')], 0],
    ['with a preliminary result', { ...her2, id: 'q' }, [{ ...based('ServiceRequest/q'), status: 'preliminary' as const }], 1],
    [
      'with a later result on its specimen',
      { ...her2, ...onA },
      [ihcText('1+', { specimen: onA.specimen[0]!, effectiveDateTime: '2026-11-05' })],
      0,
    ],
    [
      'with an earlier result on its specimen',
      { ...her2, ...onA },
      [ihcText('1+', { specimen: onA.specimen[0]!, effectiveDateTime: '2026-10-05' })],
      1,
    ],
  ])('an order %s', (_what, elements, observations, expected) => {
    expect(open(elements, observations)).toHaveLength(expected);
  });

  it('a specimen of an open HER2 order is not among those to be tested', () => {
    const order = serviceRequest({ status: 'active', authoredOn: '2026-11-01', ...her2, ...onA });
    const parts = { specimens: [specimen('a'), specimen('b')], serviceRequests: [order] };
    const { untestedSpecimens } = factsOf(parts);
    expect(untestedSpecimens.map(({ reference }) => reference)).toEqual(['Specimen/b']);
  });

  it("the window is the site's", () => {
    expect(open({ ...her2, authoredOn: '2026-06-01' }, [], 365)).toHaveLength(1);
  });
});

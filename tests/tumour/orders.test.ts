import type { MedicationRequest, ServiceRequest } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { DraftOrders, OrderFacts, PatientRecord } from '../../src/core/index.ts';
import { tissueFacts } from '../../src/tumour/index.ts';
import { concept, LOINC, RULES, record, SNOMED, serviceRequest, TODAY } from './patient-record.ts';

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
  });

  it('of several drafts the drug that needs a HER2 result comes first, and the one without a HER2 question last', () => {
    const drafts = { serviceRequests: [biopsy, her2Test], medicationRequests: [medication('letrozole')] };
    expect(order(drafts)).toMatchObject({ class: 'her2-test', her2InDraft: true, reference: 'ServiceRequest/her2' });
    expect(order({ ...drafts, medicationRequests: [medication('trastuzumab deruxtecan')] }).class).toBe('t-dxd');
    expect(order({ serviceRequests: [biopsy], medicationRequests: [medication('letrozole')] }).class).toBe('breast-biopsy');
  });

  it('order-select looks at the selected draft, and still sees the HER2 test among the others', () => {
    const drafts = { serviceRequests: [biopsy, her2Test], selections: ['ServiceRequest/biopsy'] };
    expect(order(drafts)).toMatchObject({ class: 'breast-biopsy', her2InDraft: true });
  });

  it('a selection that is not among the drafts selects them all', () => {
    expect(order({ serviceRequests: [biopsy], selections: ['ServiceRequest/elsewhere'] }).class).toBe('breast-biopsy');
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

import type { Medication, MedicationRequest } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { type DraftOrders, deadlineIn } from '../../src/core/index.ts';
import { createFhirClient, readDraftOrders, withReferredMedications } from '../../src/fhir/index.ts';
import { tissueFacts } from '../../src/tumour/index.ts';
import { RULES, record, TODAY } from '../tumour/patient-record.ts';

const BASE = 'https://ehr.example/fhir';
const code = { coding: [{ system: 'http://www.whocc.no/atc', code: 'L01FD04' }] };
const drug: Medication = { resourceType: 'Medication', id: 'm1', code };
const order = (elements: object) => ({
  resourceType: 'MedicationRequest',
  id: 'draft',
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
  ...elements,
});
const refers = (reference: string, display?: string) => order({ medicationReference: { reference, display } });
const read = (...entry: object[]): DraftOrders => readDraftOrders({ resourceType: 'Bundle', entry }, [], 'p1', BASE)!;
const classOf = (drafts: DraftOrders) => tissueFacts(record(), drafts, { today: TODAY, orderClasses: RULES }).order.class;

/** A server of fixed answers: JSON, or a status. Without an answer it never answers. */
function client(answers: Record<string, unknown>) {
  const seen: string[] = [];
  const get = ((url: string, { signal }: { signal: AbortSignal }) => {
    seen.push(url);
    const answer = answers[url];
    if (answer === undefined)
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    return Promise.resolve(typeof answer === 'number' ? new Response('', { status: answer }) : Response.json(answer));
  }) as unknown as typeof fetch;
  return { seen, client: createFhirClient({ base: BASE, allow: [BASE], fetch: get }) };
}

describe('a draft that refers to a Medication', () => {
  it.each([
    ['by id', refers('Medication/m1'), { resource: drug }],
    ['by version', refers('Medication/m1/_history/3'), { resource: drug }],
    ['by address', refers(`${BASE}/Medication/m1`), { resource: drug }],
    ['by fullUrl', refers('urn:uuid:0a'), { fullUrl: 'urn:uuid:0a', resource: { ...drug, id: undefined } }],
    ['as R5 writes it', order({ medication: { reference: { reference: 'Medication/m1' } } }), { resource: drug }],
  ])('%s takes it from its own Bundle', (_how, draft, entry) => {
    expect(classOf(read({ resource: draft }, entry))).toBe('t-dxd');
  });

  it('takes it from what was prefetched, without a request', async () => {
    const { client: fhir, seen } = client({});
    const prefetch = { medicationRequests: { resourceType: 'Bundle', entry: [{ resource: drug, search: { mode: 'include' } }] } };
    const found = await withReferredMedications(
      read({ resource: refers('Medication/m1') }),
      { prefetch, client: fhir },
      deadlineIn(500),
    );
    expect([classOf(found), seen]).toEqual(['t-dxd', []]);
  });

  it.each(['Medication/m1', `${BASE}/Medication/m1`])('%s is read from the FHIR server once', async (reference) => {
    const { client: fhir, seen } = client({ [`${BASE}/Medication/m1`]: drug });
    const drafts = read({ resource: refers(reference) }, { resource: { ...refers(reference), id: 'second' } });
    const found = await withReferredMedications(drafts, { prefetch: {}, client: fhir }, deadlineIn(500));
    expect([classOf(found), seen]).toEqual(['t-dxd', [`${BASE}/Medication/m1`]]);
  });

  it.each([
    ['is not on the server', 'Medication/m1', { [`${BASE}/Medication/m1`]: 404 }],
    ['is answered with another one', 'Medication/m1', { [`${BASE}/Medication/m1`]: { ...drug, id: 'm2' } }],
    ['has no code', 'Medication/m1', { [`${BASE}/Medication/m1`]: { ...drug, code: undefined } }],
    ['was entered in error', 'Medication/m1', { [`${BASE}/Medication/m1`]: { ...drug, status: 'entered-in-error' } }],
    ['comes too late', 'Medication/m1', {}],
  ])('that %s stays "other"', async (_why, reference, answers) => {
    const drafts = read({ resource: refers(reference) });
    const found = await withReferredMedications(drafts, { prefetch: {}, client: client(answers).client }, deadlineIn(100));
    expect(classOf(found)).toBe('other');
  });

  it.each(['https://evil.example/fhir/Medication/m1', 'Medication/..', 'Medication/m1?x=1', 'Binary/m1', 'urn:uuid:0a'])(
    '%s is never asked for',
    async (reference) => {
      const { client: fhir, seen } = client({});
      await withReferredMedications(read({ resource: refers(reference) }), { prefetch: {}, client: fhir }, deadlineIn(100));
      expect(seen).toEqual([]);
    },
  );

  it('is judged by its display where the Medication has only a code of the site', async () => {
    const local = { ...drug, code: { coding: [{ system: 'urn:site', code: '7' }] } };
    const drafts = read({ resource: refers('Medication/m1', 'Trastuzumab deruxtecan') }, { resource: local });
    expect(classOf(drafts)).toBe('t-dxd');
  });

  it('is not read for a draft that names its drug, and at most ten are read', async () => {
    const { client: fhir, seen } = client({});
    const named = { ...refers('Medication/m0'), medicationCodeableConcept: code } as unknown as MedicationRequest;
    const many = Array.from({ length: 20 }, (_, i) => ({ resource: { ...refers(`Medication/m${i + 1}`), id: `d${i}` } }));
    await withReferredMedications(read({ resource: named }, ...many), { prefetch: {}, client: fhir }, deadlineIn(100));
    expect(seen).toHaveLength(10);
    expect(seen).not.toContain(`${BASE}/Medication/m0`);
  });
});

import fc from 'fast-check';
import type { Condition, MedicationStatement, Observation, Specimen } from 'fhir/r4.js';
import { afterEach, describe, expect, it } from 'vitest';
import type { PatientRecord, TissueFacts } from '../../src/core/index.ts';
import {
  breastCancer,
  concept,
  condition,
  factsOf,
  ihc,
  ihcText,
  ishText,
  observation,
  SNOMED,
  serviceRequest,
  specimen,
} from './patient-record.ts';

const read = factsOf;

describe('ten thousand random texts', () => {
  const token = /[0-3]\s*\+|\+\s*[0-3]|(?:score|ihc|ihk|immunohistochemistry)[\s:;,=()"'./-]*[0-3]|[0-3] plus|positiv|阳性/i;
  const word = fc.constantFrom(
    ...['HER2', 'IHC', 'score', '0', '1', '2', '3', '+', ' ', '(', ')', '%', '/', 'positive', 'negative', 'low', 'not', '-'],
    ...['ISH', 'amplified', 'equivocal', 'no staining', 'ultralow', '≤', '１', '²', 'to', '阳', '\u00a0', '~', 'x', '.5'],
  );
  const text = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.array(word, { maxLength: 7 }).map((parts) => parts.join('')),
  );
  const asResults = (raws: readonly string[]): Observation[] =>
    raws.map((raw, index) => {
      const on = { id: `r${index}`, specimen: { reference: `Specimen/${index}` } };
      return index % 2 === 0 ? ihcText(raw, on) : ihc({ ...on, valueCodeableConcept: { text: raw } });
    });

  it('never give POSITIVE or LOW without a score or the word positive', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 50, maxLength: 50 }), (raws) => {
        const { results } = read({ observations: asResults(raws) }).her2;
        for (const { status, evidence } of results) {
          if (status !== 'POSITIVE' && status !== 'LOW') continue;
          expect(evidence[0]!.raw!.normalize('NFKC')).toMatch(token);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** A record with something of everything that facts are made of. */
const liver = { collection: { collectedDateTime: '2026-08-01', bodySite: { text: 'Liver' } } };
const base = {
  conditions: [
    breastCancer({ id: 'c1', onsetDateTime: '2019-03-01' }),
    condition({ id: 'c2', code: { text: 'Liver metastasis' }, onsetDateTime: '2026-07-15' }),
    condition({ id: 'c3', code: { text: 'Interstitial lung disease' }, recordedDate: '2020-01-01' }),
  ] as Condition[],
  observations: [
    ihcText('0', { id: 'o1', effectiveDateTime: '2019-03-10T12:00:00Z', bodySite: { text: 'Right breast' } }),
    ihcText('2+', { id: 'o2', effectiveDateTime: '2026-08-05T12:00:00Z', specimen: { reference: 'Specimen/s1' } }),
    ishText('not amplified', { id: 'o3', effectiveDateTime: '2026-08-09T12:00:00Z', specimen: { reference: 'Specimen/s1' } }),
    ihcText('3+', { id: 'o4', status: 'preliminary' }),
    observation('85329-1', { id: 'o5', valueQuantity: { value: 80, unit: '%' }, effectiveDateTime: '2026-08-05T12:00:00Z' }),
    observation('10230-1', { id: 'o6', valueQuantity: { value: 46, unit: '%' }, effectiveDateTime: '2026-10-01T12:00:00Z' }),
  ] as Observation[],
  specimens: [specimen('s1', liver), specimen('s2')] as Specimen[],
  serviceRequests: [
    serviceRequest({ id: 'q1', status: 'active', authoredOn: '2026-11-01', code: { text: 'HER2 FISH' } }),
    serviceRequest({ id: 'q2', status: 'active', authoredOn: '2025-01-01', code: { text: 'HER2 IHC' } }),
  ],
  medicationStatements: [
    {
      resourceType: 'MedicationStatement',
      id: 'm1',
      status: 'completed',
      subject: { reference: 'Patient/p1' },
      medicationCodeableConcept: { text: 'Letrozole' },
      effectivePeriod: { start: '2026-08-20' },
      reasonCode: [{ text: 'Liver metastasis' }],
    },
  ] as MedicationStatement[],
};
const expected = read(base);

describe('what must not change a fact', () => {
  it('the record that is changed has every kind of fact', () => {
    expect(expected).toMatchObject({
      her2: { status: 'LOW', current: { origin: 'metastasis', ihc: '2+', ish: 'not-amplified' }, pending: [{}] },
      hr: 'positive',
      disease: { stage: 'metastatic', metastaticSince: '2026-07-15' },
      therapy: { endocrineLine: 'found' },
      safety: { ild: { state: 'found' }, lvef: { value: 46 } },
      openOrders: [{ reference: 'ServiceRequest/q1', tests: ['her2-ish'] }],
      untestedSpecimens: [{ reference: 'Specimen/s2' }],
    });
  });

  const lists = ['conditions', 'observations', 'specimens', 'serviceRequests', 'medicationStatements'] as const;
  const shuffledTwice = fc.record(
    Object.fromEntries(
      lists.map((list) => {
        const items: readonly object[] = base[list];
        return [list, fc.shuffledSubarray([...items, ...items], { minLength: items.length * 2 })];
      }),
    ),
  );

  it('the order of resources, and resources sent twice', () => {
    fc.assert(
      fc.property(shuffledTwice, (parts) => {
        expect(read(parts as Partial<PatientRecord>)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('resources that are about something else', () => {
    const unrelated = fc.array(
      fc.constantFrom(
        observation('29463-7', { valueQuantity: { value: 70, unit: 'kg' } }),
        observation('8480-6', { valueQuantity: { value: 130 }, component: [{ code: { text: 'systolic' }, valueInteger: 3 }] }),
        observation('72166-2', { valueCodeableConcept: { text: '3+ packs a day' } }),
        observation('29593-1', { valueString: '20 %', code: { text: 'Ki-67' } }),
      ),
      { maxLength: 30 },
    );
    const others = fc.array(
      fc.constantFrom(condition({ code: concept(SNOMED, '38341003', 'Hypertension') }), condition({ code: { text: 'Cough' } })),
      { maxLength: 10 },
    );
    const renamed = <T extends object>(items: readonly T[]): T[] => items.map((item, index) => ({ ...item, id: `x${index}` }));
    fc.assert(
      fc.property(unrelated, others, (observations, conditions) => {
        const more = {
          ...base,
          observations: [...renamed(observations), ...base.observations],
          conditions: [...renamed(conditions), ...base.conditions],
        };
        expect(read(more)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('the same results again under other ids, as a second feed sends them', () => {
    const again = base.observations.map((one) => ({ ...one, id: `again-${one.id}` }));
    const doubled = read({ ...base, observations: [...base.observations, ...again] });
    const bare = (facts: TissueFacts) =>
      JSON.parse(
        JSON.stringify(facts, (name, value: unknown) => (name === 'evidence' || name === 'pending' ? undefined : value)),
      );
    expect(bare(doubled)).toEqual(bare(expected));
  });

  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('the time zone of the service, and the offset in which a time is written', () => {
    for (const TZ of ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata']) {
      process.env.TZ = TZ;
      expect(read(base)).toEqual(expected);
    }
    const elsewhere = base.observations.map((one) => {
      const { effectiveDateTime } = one;
      return effectiveDateTime?.includes('T') !== true
        ? one
        : { ...one, effectiveDateTime: effectiveDateTime.replace('T12:00:00Z', 'T17:30:00+05:30') };
    });
    expect(read({ ...base, observations: elsewhere })).toEqual(expected);
  });
});

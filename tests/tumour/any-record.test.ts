import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftOrders, PatientRecord } from '../../src/core/index.ts';
import { recordFromBundle } from '../../src/fhir/index.ts';
import { tissueFacts } from '../../src/tumour/index.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import { breastCancer, ihcText, ishText, LOINC, NO_DRAFTS, RULES, record, SNOMED, specimen, TODAY } from './patient-record.ts';

const context = { today: TODAY, orderClasses: RULES };

const json = fc.jsonValue({ maxDepth: 3 });
/** Names that every object literal answers to: a table indexed by them gives a function, not "unknown". */
const everyObject = fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype));
const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';
const INTERPRETATION = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
const oddConcept = fc.oneof(
  json,
  fc.record({ coding: fc.array(fc.record({ system: everyObject, code: everyObject, display: everyObject })), text: everyObject }),
  fc.record({
    coding: fc.array(
      fc.record({
        system: fc.constantFrom(LOINC, 'LOINC', SNOMED, ICD, INTERPRETATION),
        code: fc.oneof(fc.constantFrom('85319-2', '85318-4', '21908-9', '399390009', 'C50.911'), everyObject),
      }),
      { minLength: 1 },
    ),
  }),
);
const conceptElements = fc.dictionary(
  fc.constantFrom('valueCodeableConcept', 'bodySite', 'type', 'medicationCodeableConcept'),
  oddConcept,
);
const conceptLists = fc.dictionary(
  fc.constantFrom('interpretation', 'bodySite', 'stage', 'orderDetail'),
  oddConcept.map((concept) => [typeof concept === 'object' && concept !== null ? { ...concept, summary: concept } : concept]),
);
const elements = [
  ...['id', 'status', 'code', 'valueCodeableConcept', 'valueString', 'valueQuantity', 'valueInteger', 'valueRatio', 'component'],
  ...['interpretation', 'specimen', 'bodySite', 'performer', 'hasMember', 'effectiveDateTime', 'effectivePeriod', 'issued'],
  ...[
    'clinicalStatus',
    'verificationStatus',
    'stage',
    'orderDetail',
    'medicationCodeableConcept',
    'authoredOn',
    'conclusion',
    'result',
  ],
  ...['type', 'collection', 'intent', 'reasonCode', 'extension', 'modality', 'series', 'qualification', 'note', 'basedOn'],
];
const odd = fc
  .dictionary(fc.constantFrom(...elements), json, { maxKeys: 12 })
  .chain((body) =>
    fc
      .tuple(oddConcept, conceptElements, conceptLists)
      .map(([code, concepts, lists]) => ({ ...body, ...concepts, ...lists, code, status: 'final' })),
  );
const oddList = fc.array(fc.oneof(json, odd), { maxLength: 3 });

describe('any record', () => {
  it('gives facts, whatever JSON its elements hold', () => {
    const lists = [
      ...(['conditions', 'observations', 'serviceRequests', 'procedures', 'specimens', 'diagnosticReports'] as const),
      ...(['medicationRequests', 'medicationStatements', 'medicationAdministrations', 'imagingStudies', 'users'] as const),
    ];
    fc.assert(
      fc.property(fc.record(Object.fromEntries(lists.map((list) => [list, oddList]))), oddList, (parts, drafts) => {
        const odd = { ...record(), ...parts } as unknown as PatientRecord;
        const orders = { serviceRequests: drafts, medicationRequests: drafts, selections: [] } as unknown as DraftOrders;
        const facts = tissueFacts(odd, orders, context);
        expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
      }),
      { numRuns: 120 },
    );
  });

  it('gives the same facts in any order of its resources and with resources sent twice', () => {
    const base = {
      conditions: [breastCancer(), breastCancer({ bodySite: [{ text: 'Right breast' }] })],
      observations: [
        ihcText('2+', { specimen: { reference: 'Specimen/a' } }),
        ishText('not amplified', { specimen: { reference: 'Specimen/a' } }),
        ihcText('0', { specimen: { reference: 'Specimen/b' } }),
        ihcText('1+', { specimen: { reference: 'Specimen/b' } }),
        ihcText('3+', { status: 'preliminary' }),
      ],
      specimens: [specimen('a'), specimen('b'), specimen('c'), specimen('d')],
    };
    const expected = tissueFacts(record(base), NO_DRAFTS, context);
    const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items, ...items], { minLength: items.length * 2 });
    fc.assert(
      fc.property(
        shuffled(base.conditions),
        shuffled(base.observations),
        shuffled(base.specimens),
        (conditions, observations, specimens) => {
          expect(tissueFacts(record({ conditions, observations, specimens }), NO_DRAFTS, context)).toEqual(expected);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describeLane('shared', 'records of Synthea and mCODE', () => {
  it.each([
    ['Dorotea472_Segovia340_25195d87-a884-436d-b6bf-d97191acf5c3.json', 'POSITIVE', true],
    ['Franchesca574_Harvey63_0ddd0f9a-f593-4987-93a8-5a53162aa3ec.json', 'NEGATIVE_UNSPECIFIED', true],
    ['Burma963_Oberbrunner298_f42c7e4c-fc13-4aa7-9d58-352d31ba9105.json', 'UNKNOWN', true],
    // Her cancer is in remission.
    ['mcode_jenny-m_bundle.json', 'NEGATIVE_UNSPECIFIED', false],
    ['pathways_Maryam.json', 'NEGATIVE_UNSPECIFIED', true],
  ])('%s is %s, and every resource of it is read', (file, status, breastCancer) => {
    const {
      record: read,
      unreadable,
      others,
    } = recordFromBundle(JSON.parse(readFileSync(sharedPath(`data/fhir/${file}`), 'utf8')));
    expect({ unreadable, others }).toEqual({ unreadable: [], others: 0 });
    const { her2, disease } = tissueFacts(read, NO_DRAFTS, context);
    expect([her2.status, disease.breastCancer]).toEqual([status, breastCancer]);
  });
});

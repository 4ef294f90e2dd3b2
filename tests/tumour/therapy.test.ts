import type { Medication, MedicationAdministration, MedicationRequest, MedicationStatement } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { PatientRecord, TherapyFacts } from '../../src/core/index.ts';
import { breastCancer, concept, condition, factsOf, SNOMED } from './patient-record.ts';

const subject = { reference: 'Patient/p1' };
const ATC = 'http://www.whocc.no/atc';
const intent = (code: string) => [
  {
    url: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-treatment-intent',
    valueCodeableConcept: concept(SNOMED, code),
  },
];
const PALLIATIVE = intent('363676003');
const CURATIVE = intent('373808002');

function therapy(parts: Partial<PatientRecord>): TherapyFacts {
  return factsOf(parts).therapy;
}

let count = 0;
function nextId(): string {
  count += 1;
  return `m${count}`;
}
const order = (text: string, elements: Partial<MedicationRequest> = {}): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  id: nextId(),
  status: 'completed',
  intent: 'order',
  subject,
  authoredOn: '2025-03-01',
  medicationCodeableConcept: { text },
  extension: PALLIATIVE,
  ...elements,
});
const lines = (...medicationRequests: MedicationRequest[]) => {
  const { endocrineLine, chemotherapyLine } = therapy({ medicationRequests });
  return `${endocrineLine} ${chemotherapyLine}`;
};

describe('a line in the metastatic setting', () => {
  const { authoredOn: _authored, ...undated } = order('letrozole');
  const { extension: _intent, ...unstated } = order('letrozole');
  const cases: readonly (readonly [what: string, order: MedicationRequest, lines: string])[] = [
    ['endocrine with palliative intent and a start', order('letrozole 2.5 mg'), 'found not-found'],
    ['by ATC code', order('', { medicationCodeableConcept: concept(ATC, 'L02BG04') }), 'found not-found'],
    ['chemotherapy', order('Capecitabine'), 'not-found found'],
    ['CDK4/6 alone is neither', order('palbociclib'), 'not-found not-found'],
    ['datopotamab deruxtecan is no chemotherapy', order('datopotamab deruxtecan'), 'not-found not-found'],
    ['without a start', undated, 'not-found not-found'],
    ['without intent', unstated, 'not-found not-found'],
    ['curative', order('letrozole', { extension: CURATIVE }), 'not-found not-found'],
    ['both intents', order('letrozole', { extension: [...PALLIATIVE, ...CURATIVE] }), 'not-found not-found'],
    ['for metastatic disease, by reason', { ...unstated, reasonCode: [{ text: 'Bone metastases' }] }, 'found not-found'],
    ...['metastatic breast cancer', 'Metastasiertes Mammakarzinom', 'palliativ'].map(
      (text): [string, MedicationRequest, string] => [`for ${text}`, { ...unstated, reasonCode: [{ text }] }, 'found not-found'],
    ),
    ...['not metastatic', 'to prevent metastatic disease', 'metastatic disease excluded', 'nicht metastasiert'].map(
      (text): [string, MedicationRequest, string] => [
        `for ${text}`,
        { ...unstated, reasonCode: [{ text }] },
        'not-found not-found',
      ],
    ),
    ...['Metastatic prostate cancer', 'Lung cancer'].map((text): [string, MedicationRequest, string] => [
      `for another cancer: ${text}`,
      order('Docetaxel', { reasonCode: [{ text }] }),
      'not-found not-found',
    ]),
    ['only proposed', order('letrozole', { intent: 'proposal' }), 'not-found not-found'],
    ['a draft', order('letrozole', { status: 'draft' }), 'not-found not-found'],
    ['cancelled', order('letrozole', { status: 'cancelled' }), 'not-found not-found'],
    ['entered in error', order('letrozole', { status: 'entered-in-error' }), 'not-found not-found'],
    ['of the future', order('letrozole', { authoredOn: '2027-01-01' }), 'not-found not-found'],
    ['not to be performed', order('letrozole', { doNotPerform: true }), 'not-found not-found'],
  ];
  it.each(cases)('%s', (_what, resource, expected) => {
    expect(lines(resource)).toBe(expected);
  });

  it('is counted from statements and administrations too, with the German intent and a contained drug', () => {
    const statement: MedicationStatement = {
      resourceType: 'MedicationStatement',
      id: 's1',
      status: 'stopped',
      subject,
      contained: [{ resourceType: 'Medication', id: 'x', code: concept(ATC, 'L02BA03') } as Medication],
      medicationReference: { reference: '#x' },
      effectivePeriod: { start: '2024-01-01', end: '2025-01-01' },
      extension: [
        {
          url: 'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/StructureDefinition/mii-ex-onko-systemische-therapie-intention',
          valueCodeableConcept: concept(
            'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-cs-onko-intention',
            'P',
          ),
        },
      ],
    };
    const given: MedicationAdministration = {
      resourceType: 'MedicationAdministration',
      id: 'a1',
      status: 'completed',
      subject,
      medicationCodeableConcept: { text: 'Paclitaxel' },
      effectiveDateTime: '2025-06-01',
      extension: PALLIATIVE,
    };
    const found = therapy({ medicationStatements: [statement], medicationAdministrations: [given] });
    expect(found).toMatchObject({
      endocrineLine: 'found',
      chemotherapyLine: 'found',
      courses: [
        { text: 'Paclitaxel', start: '2025-06-01' },
        { kind: 'endocrine', start: '2024-01-01', end: '2025-01-01' },
      ],
    });
  });

  it.each([
    ['an ingredient', { ingredient: [{ itemCodeableConcept: { text: 'letrozole' } }] }, []],
    [
      'a coded ingredient of a mixture',
      { code: { text: 'IV mixture' }, ingredient: [{ itemCodeableConcept: concept(ATC, 'L02BG04') }] },
      [],
    ],
    [
      'an ingredient of its own',
      { ingredient: [{ itemReference: { reference: '#i' } }] },
      [{ resourceType: 'Substance' as const, id: 'i', code: { text: 'Letrozole' } }],
    ],
  ])('a drug that is named as %s', (_what, medication, more) => {
    const { medicationCodeableConcept: _none, ...rest } = order('');
    const contained = [{ resourceType: 'Medication' as const, id: 'x', ...medication }, ...more];
    expect(lines({ ...rest, contained, medicationReference: { reference: '#x' } })).toBe('found not-found');
  });

  it('orders that follow each other are one course, and what does not count is listed', () => {
    const orders = ['2024-01-01', '2024-04-01', '2024-07-01', '2025-06-01'].map((authoredOn) =>
      order('letrozole', { authoredOn }),
    );
    const { courses } = therapy({ medicationRequests: [...orders, unstated] });
    expect(courses.map(({ start, metastaticLine, evidence }) => [start, metastaticLine, evidence.length])).toEqual([
      ['2025-06-01', true, 1],
      ['2025-03-01', false, 1],
      ['2024-01-01', true, 3],
    ]);
  });
});

describe('recurrence after adjuvant chemotherapy', () => {
  const adjuvant = (end: string) =>
    therapy({
      conditions: [breastCancer(), condition({ code: { text: 'Liver metastasis' }, onsetDateTime: '2026-06-01' })],
      medicationStatements: [
        {
          resourceType: 'MedicationStatement',
          id: 's',
          status: 'completed',
          subject,
          medicationCodeableConcept: { text: 'Docetaxel' },
          effectivePeriod: { start: '2025-09-01', end },
          extension: CURATIVE,
        },
      ],
    }).chemotherapyLine;

  it.each([
    ['2025-12-01', 'found'],
    ['2025-11-30', 'not-found'],
    ['2026-03-01', 'found'],
    ['2025-11-01', 'not-found'],
    ['2026-03', 'not-found'],
  ])('chemotherapy that ended %s, metastasis on 2026-06-01: %s', (end, expected) => {
    expect(adjuvant(end)).toBe(expected);
  });
});

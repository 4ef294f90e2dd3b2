/** Records of the two sizes that the pathway benchmark reads: a busy chart, and one with thousands of HER2 results. */
import type { MedicationStatement, Observation } from 'fhir/r4.js';
import type { PatientRecord } from '../../src/core/index.ts';
import {
  breastCancer,
  condition,
  ihcText,
  ishText,
  observation,
  record,
  serviceRequest,
  specimen,
} from '../tumour/patient-record.ts';

const day = (i: number): string => `20${10 + (i % 16)}-0${1 + (i % 9)}-1${i % 10}`;

/** 200 resources of which 20 are about HER2: the rest are vitals, laboratory values, drugs, conditions and orders. */
export function busyChart(): PatientRecord {
  const numbers: Observation[] = Array.from({ length: 120 }, (_, i) =>
    observation(['29463-7', '8480-6', '718-7', '2160-0', '10230-1'][i % 5]!, {
      id: `v${i}`,
      valueQuantity: { value: 40 + (i % 30), unit: i % 5 === 4 ? '%' : '1' },
      effectiveDateTime: day(i),
    }),
  );
  const drugs: MedicationStatement[] = Array.from({ length: 20 }, (_, i) => ({
    resourceType: 'MedicationStatement',
    id: `d${i}`,
    status: 'completed',
    subject: { reference: 'Patient/p1' },
    medicationCodeableConcept: { text: ['Letrozole', 'Metformin', 'Paclitaxel', 'Ramipril'][i % 4]! },
    effectivePeriod: { start: day(i) },
  }));
  return record({
    conditions: [
      breastCancer(),
      condition({ code: { text: 'Liver metastasis' } }),
      ...Array.from({ length: 18 }, (_, i) => condition({ id: `c${i}`, code: { text: `Condition ${i}` } })),
    ],
    observations: [...her2Results(20, 8), ...numbers],
    specimens: Array.from({ length: 10 }, (_, i) => specimen(`s${i}`, { collection: { collectedDateTime: day(i) } })),
    medicationStatements: drugs,
    serviceRequests: Array.from({ length: 10 }, (_, i) =>
      serviceRequest({ status: 'active', code: { text: `Order ${i}` }, authoredOn: day(i) }),
    ),
  });
}

/** `count` HER2 Observations and nothing else, two a specimen. */
export function manyResults(count: number): PatientRecord {
  const specimens = Array.from({ length: count / 2 }, (_, i) =>
    specimen(`s${i}`, { collection: { collectedDateTime: day(i), bodySite: { text: i % 2 === 0 ? 'Right breast' : 'Liver' } } }),
  );
  return record({ conditions: [breastCancer()], observations: her2Results(count, count / 2), specimens });
}

function her2Results(count: number, specimens: number): Observation[] {
  const texts = ['1+', '2+', 'Negative (Score 0)', 'Positive (Score 3+)', 'IHC 0', 'Equivocal (Score 2+)'];
  return Array.from({ length: count }, (_, i) => {
    const elements = { id: `h${i}`, specimen: { reference: `Specimen/s${i % specimens}` }, effectiveDateTime: day(i) };
    return i % 7 === 0 ? ishText('not amplified', elements) : ihcText(texts[i % 6]!, elements);
  });
}

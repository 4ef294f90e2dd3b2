import type { Endpoint, ImagingStudy } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { deadlineIn, type PatientRecord } from '../../src/core/index.ts';
import { isBreastUltrasound, parseResource, selectStudy } from '../../src/fhir/index.ts';

const endpoint: Endpoint = {
  resourceType: 'Endpoint',
  id: 'archive',
  status: 'active',
  connectionType: { system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type', code: 'dicom-wado-rs' },
  payloadType: [],
  address: 'https://pacs.example/dicom-web/',
};

const study = (over: Partial<ImagingStudy> = {}): ImagingStudy => ({
  resourceType: 'ImagingStudy',
  id: 's1',
  status: 'available',
  subject: { reference: 'Patient/p1' },
  identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' }],
  started: '2026-10-02T09:00:00Z',
  procedureCode: [{ coding: [{ system: 'http://snomed.info/sct', code: '47079000' }] }],
  endpoint: [{ reference: 'Endpoint/archive' }],
  series: [
    {
      uid: '1.2.3.1',
      modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: 'US' },
      laterality: { system: 'http://snomed.info/sct', code: '24028007' },
    },
  ],
  ...over,
});

const record = (studies: readonly ImagingStudy[], over: Partial<PatientRecord> = {}): PatientRecord => ({
  patientId: 'p1',
  patient: { resourceType: 'Patient', id: 'p1', identifier: [{ system: 'urn:mrn', value: 'MRN1' }] },
  conditions: [],
  observations: [],
  serviceRequests: [],
  medicationRequests: [],
  medicationStatements: [],
  medicationAdministrations: [],
  procedures: [],
  specimens: [],
  diagnosticReports: [],
  imagingStudies: studies,
  endpoints: [endpoint],
  users: [],
  searched: [{ type: 'ImagingStudy', count: studies.length, complete: true }],
  ...over,
});

const select = (of: PatientRecord, uid?: string) => selectStudy(of, undefined, deadlineIn(100), uid);

describe('which study is a breast ultrasound', () => {
  const series = (code: string, site?: string) => [
    {
      uid: '1',
      modality: { code },
      ...(site === undefined ? {} : { bodySite: { system: 'http://snomed.info/sct', code: site } }),
    },
  ];
  it.each([
    ['breast ultrasound procedure', study(), true],
    ['body site breast', study({ procedureCode: [], series: series('US', '76752008') }), true],
    ['another organ', study({ procedureCode: [{ coding: [{ system: 'http://snomed.info/sct', code: '40701008' }] }] }), false],
    ['another modality', study({ modality: [{ code: 'MG' }], series: series('MG', '76752008') }), false],
    [
      'specimen ultrasound (LOINC 24596-9)',
      study({ procedureCode: [{ coding: [{ system: 'http://loinc.org', code: '24596-9' }] }] }),
      false,
    ],
    ['entered in error', study({ status: 'entered-in-error' }), false],
    ['modality stated only on the study', study({ modality: [{ code: 'US' }], series: [] }), true],
  ])('%s: %s', (_, candidate, expected) => {
    expect(isBreastUltrasound(candidate)).toBe(expected);
  });
});

describe('choosing the study', () => {
  it('the newest one, with its archive, side, date and the patient identifiers', async () => {
    const old = study({ identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:9.9' }], started: '2024-01-01' });
    expect(await select(record([old, study()]))).toMatchObject({
      studyUid: '1.2.3',
      archive: 'https://pacs.example/dicom-web',
      laterality: 'right',
      date: '2026-10-02',
      patientIdentifiers: ['MRN1'],
    });
  });

  it('the one that the app was opened for', async () => {
    const old = study({ identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:9.9' }], started: '2024-01-01' });
    expect(await select(record([old, study()]), '9.9')).toMatchObject({ studyUid: '9.9' });
  });

  it('an endpoint of the series serves where the study names none', async () => {
    const [series] = study().series!;
    const own = study({ endpoint: [], series: [{ ...series!, endpoint: [{ reference: 'Endpoint/archive' }] }] });
    expect(await select(record([own]))).toMatchObject({ archive: 'https://pacs.example/dicom-web' });
  });

  it('a contained endpoint is read, and a malformed one is not', async () => {
    const contained = (resource: unknown): ImagingStudy => {
      const parsed = parseResource({ ...study({ endpoint: [{ reference: '#archive' }] }), contained: [resource] });
      if (parsed.kind !== 'resource' || parsed.resource.resourceType !== 'ImagingStudy') throw new Error(parsed.kind);
      return parsed.resource;
    };
    expect(await select(record([contained(endpoint)], { endpoints: [] }))).toMatchObject({ studyUid: '1.2.3' });
    expect(await select(record([contained({ ...endpoint, address: 7 })]))).toMatchObject({ reasons: [{ code: 'no-archive' }] });
  });

  it.each([
    ['no study', record([]), 'no-study'],
    [
      'no study, but the search failed',
      record([], { searched: [{ type: 'ImagingStudy', count: 0, complete: false }] }),
      'record-unavailable',
    ],
    ['no endpoint', record([study({ endpoint: [] })]), 'no-archive'],
    ['an endpoint that cannot be read now', record([study()], { endpoints: [] }), 'record-unavailable'],
    ['an endpoint switched off', record([study()], { endpoints: [{ ...endpoint, status: 'off' }] }), 'no-archive'],
    [
      'an endpoint of another kind',
      record([study()], { endpoints: [{ ...endpoint, connectionType: { code: 'hl7-fhir-rest' } }] }),
      'no-archive',
    ],
    ['a study without a DICOM UID', record([study({ identifier: [] })]), 'no-archive'],
  ])('%s is a reason, not an error', async (_, given, code) => {
    expect(await select(given)).toMatchObject({ kind: 'not-produced', reasons: [{ code }] });
  });
});

/**
 * The FHIR R4 transaction that makes an imported study findable: its ImagingStudy and the Endpoint of its archive.
 * Conditional creates by identifier, so that importing twice changes nothing.
 */
import type { Bundle, Coding, Endpoint, ImagingStudy } from 'fhir/r4.js';
import type { Laterality } from '../core/index.ts';

export interface ImportedStudy {
  readonly patientId: string;
  readonly studyUid: string;
  /** ISO date. */
  readonly date: string;
  readonly laterality: Laterality;
  /** DICOMweb base address. */
  readonly archive: string;
  readonly series: readonly {
    readonly seriesUid: string;
    readonly modality: 'US' | 'SEG';
    readonly sopInstanceUid: string;
    readonly sopClassUid: string;
  }[];
}

const SIDES: Readonly<Record<Laterality, Coding | undefined>> = {
  left: { system: 'http://snomed.info/sct', code: '7771000', display: 'Left' },
  right: { system: 'http://snomed.info/sct', code: '24028007', display: 'Right' },
  unknown: undefined,
};

export function imagingStudyBundle(study: ImportedStudy): Bundle {
  const endpointUrn = 'urn:uuid:4a1b6a3e-9c0d-4f0e-8f5c-0d8a5f6c1e01';
  const identifier = { system: 'urn:dicom:uid', value: `urn:oid:${study.studyUid}` };
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        fullUrl: endpointUrn,
        resource: endpoint(study.archive),
        request: {
          method: 'POST',
          url: 'Endpoint',
          ifNoneExist: `identifier=urn:ietf:rfc:3986|${encodeURIComponent(study.archive)}`,
        },
      },
      {
        resource: imagingStudy(study, identifier, endpointUrn),
        request: { method: 'POST', url: 'ImagingStudy', ifNoneExist: `identifier=${identifier.system}|${identifier.value}` },
      },
    ],
  };
}

function endpoint(archive: string): Endpoint {
  return {
    resourceType: 'Endpoint',
    identifier: [{ system: 'urn:ietf:rfc:3986', value: archive }],
    status: 'active',
    connectionType: {
      system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
      code: 'dicom-wado-rs',
    },
    payloadType: [{ text: 'DICOM' }],
    payloadMimeType: ['application/dicom'],
    address: archive,
  };
}

function imagingStudy(study: ImportedStudy, identifier: { system: string; value: string }, endpointUrn: string): ImagingStudy {
  const side = SIDES[study.laterality];
  return {
    resourceType: 'ImagingStudy',
    identifier: [identifier],
    status: 'available',
    subject: { reference: `Patient/${study.patientId}` },
    started: study.date,
    endpoint: [{ reference: endpointUrn }],
    procedureCode: [{ coding: [{ system: 'http://snomed.info/sct', code: '47079000', display: 'Ultrasonography of breast' }] }],
    numberOfSeries: study.series.length,
    numberOfInstances: study.series.length,
    series: study.series.map((series) => ({
      uid: series.seriesUid,
      modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: series.modality },
      bodySite: { system: 'http://snomed.info/sct', code: '76752008', display: 'Breast' },
      ...(side === undefined ? {} : { laterality: side }),
      instance: [
        { uid: series.sopInstanceUid, sopClass: { system: 'urn:ietf:rfc:3986', code: `urn:oid:${series.sopClassUid}` } },
      ],
    })),
  };
}

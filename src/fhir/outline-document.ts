/** A segmentation as DocumentReference (R4), for sites whose archive takes no new objects; recorded-outlines.ts reads it back. */
import { createHash } from 'node:crypto';
import type { DocumentReference } from 'fhir/r4.js';
import { type Deadline, ServiceError, type StudyReference } from '../core/index.ts';
import type { FhirClient } from './client.ts';

export interface OutlineDocument {
  readonly patientId: string;
  readonly study: StudyReference;
  readonly sopInstanceUid: string;
  readonly imageSopInstanceUid: string;
  /** Part 10 bytes. */
  readonly object: Uint8Array;
  /** ISO instant. */
  readonly created: string;
}

/** Throws `outline-refused` or `fhir-unavailable` where the server does not take it. */
export async function storeOutlineDocument(client: FhirClient, outline: OutlineDocument, deadline: Deadline): Promise<void> {
  const answer = await client.send(
    { address: 'DocumentReference', accept: 'application/fhir+json', body: outlineDocument(outline), maxBytes: 4 * 1024 * 1024 },
    deadline,
  );
  if (answer.status === 201 || answer.status === 200) return;
  throw new ServiceError(
    answer.status < 500 ? 'outline-refused' : 'fhir-unavailable',
    `The archive takes no new objects, and the FHIR server answered ${answer.status} to the DocumentReference.`,
  );
}

export function outlineDocument(outline: OutlineDocument): DocumentReference {
  const { study, object } = outline;
  const dicom = (uid: string) => ({ identifier: { system: 'urn:dicom:uid', value: `urn:oid:${uid}` } });
  return {
    resourceType: 'DocumentReference',
    masterIdentifier: { system: 'urn:dicom:uid', value: `urn:oid:${outline.sopInstanceUid}` },
    status: 'current',
    type: { coding: [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: '113076', display: 'Segmentation' }] },
    subject: { reference: `Patient/${outline.patientId}` },
    date: outline.created,
    description: 'Outline of a breast lesion on ultrasound',
    content: [
      {
        attachment: {
          contentType: 'application/dicom',
          data: Buffer.from(object).toString('base64'),
          size: object.length,
          hash: createHash('sha1').update(object).digest('base64'),
          title: 'Lesion outline',
        },
      },
    ],
    context: {
      related: [
        ...(study.imagingStudyId === undefined ? [] : [{ reference: `ImagingStudy/${study.imagingStudyId}` }]),
        dicom(study.studyUid),
        dicom(outline.imageSopInstanceUid),
      ],
    },
  };
}

/** Outlines that a real FHIR server holds: its searches, its Binary and its checks of what is stored. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadlineIn, type StudyReference } from '../../src/core/index.ts';
import { createFhirClient, outlineDocument, recordedOutlines } from '../../src/fhir/index.ts';
import { startQuietly } from '../integration/start-quietly.ts';
import { describeLane } from '../lanes.ts';
import { startHapi } from '../servers/index.ts';

interface Server {
  readonly base: string;
  stop(): Promise<void>;
}

const URL_5 = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-ImagingSelection';

function outlinesOn(start: () => Promise<Server>, types: readonly string[]): void {
  const run = randomUUID().slice(0, 8);
  const patientId = `outlines-${run}`;
  const other = `others-${run}`;
  const object = Uint8Array.from({ length: 3000 }, (_, at) => at % 256);
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3);
  let server: Server;
  let study: StudyReference;

  const send = async (method: string, path: string, body: object): Promise<{ id: string }> => {
    const response = await fetch(`${server.base}/${path}`, {
      method,
      headers: { 'content-type': 'application/fhir+json', accept: 'application/fhir+json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as { id: string };
  };

  beforeAll(async () => {
    server = await start();
    for (const id of [patientId, other]) await send('PUT', `Patient/${id}`, { resourceType: 'Patient', id });
    const { id: imagingStudyId } = await send('POST', 'ImagingStudy', {
      resourceType: 'ImagingStudy',
      status: 'available',
      subject: { reference: `Patient/${patientId}` },
    });
    study = {
      studyUid: '2.25.31',
      imagingStudyId,
      archive: 'https://a.example',
      patientIdentifiers: [],
      laterality: 'unknown',
      series: [{ seriesUid: '2.25.32', modality: 'US', instances: [{ sopInstanceUid: '2.25.33' }] }],
    };
    const created = '2026-01-02T09:30:00.000Z';
    const document = { study, sopInstanceUid: '2.25.34', imageSopInstanceUid: '2.25.33', object, created };
    await send('POST', 'DocumentReference', outlineDocument({ ...document, patientId }));
    await send('POST', 'DocumentReference', { ...outlineDocument({ ...document, patientId: other }), context: {} });
    if (!types.includes('Media')) return;
    const { id: binary } = await send('POST', 'Binary', {
      resourceType: 'Binary',
      contentType: 'image/png',
      data: Buffer.from(png).toString('base64'),
    });
    await send('POST', 'Media', {
      resourceType: 'Media',
      status: 'completed',
      subject: { reference: `Patient/${patientId}` },
      partOf: [{ reference: `ImagingStudy/${imagingStudyId}` }],
      modality: { coding: [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: '113076' }] },
      content: { contentType: 'image/png', url: `Binary/${binary}` },
    });
    await send('POST', 'Basic', {
      resourceType: 'Basic',
      code: { coding: [{ system: 'http://hl7.org/fhir/fhir-types', code: 'ImagingSelection' }] },
      subject: { reference: `Patient/${patientId}` },
      extension: [
        {
          url: URL_5,
          extension: [
            { url: 'status', valueCode: 'available' },
            { url: 'studyUid', valueId: '2.25.31' },
            {
              url: 'instance',
              extension: [
                { url: 'uid', valueId: '2.25.33' },
                {
                  url: 'imageRegion2D',
                  extension: [
                    { url: 'regionType', valueCode: 'circle' },
                    ...[10, 10, 15, 10].map((valueDecimal) => ({ url: 'coordinate', valueDecimal })),
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
  });
  afterAll(() => server?.stop());

  it('are found for this patient and study, with their bytes', { timeout: 60_000 }, async () => {
    const client = createFhirClient({ base: server.base, allow: [server.base] });
    const outlines = await recordedOutlines(client, study, patientId, deadlineIn(30_000));
    if ('kind' in outlines) throw new Error(JSON.stringify(outlines.reasons));
    const found = outlines.map((outline) => [
      outline.reference.split('/')[0],
      outline.kind === 'regions' ? outline.shapes : Buffer.from(outline.bytes).toString('base64'),
    ]);
    const expected = [
      ['DocumentReference', Buffer.from(object).toString('base64')],
      ['Media', Buffer.from(png).toString('base64')],
      ['Basic', [{ type: 'circle', points: [10, 10, 15, 10] }]],
    ];
    expect(found).toEqual(expected.filter(([type]) => types.includes(String(type))));
    expect(await recordedOutlines(client, study, other, deadlineIn(30_000))).toEqual([]);
  });
}

describeLane('hapi', 'outlines on HAPI FHIR', () => {
  outlinesOn(startHapi, ['DocumentReference', 'Media', 'Basic']);
});

describe('outlines on the embedded FHIR server, which keeps no Media and no Basic', () => {
  outlinesOn(async () => {
    const { url, stop } = await startQuietly();
    return { base: `${url}/sandbox/fhir`, stop };
  }, ['DocumentReference']);
});

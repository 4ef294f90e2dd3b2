import { describe, expect, it } from 'vitest';
import { deadlineIn, type NotProduced, type RecordedOutline, type StudyReference } from '../../src/core/index.ts';
import { createFhirClient, recordedOutlines } from '../../src/fhir/index.ts';

const BASE = 'https://fhir.example/r4';
const STUDY: StudyReference = {
  studyUid: '1.2',
  imagingStudyId: 'us-1',
  archive: 'https://a.example',
  patientIdentifiers: ['P-1'],
  laterality: 'unknown',
  series: [{ seriesUid: '1.3', modality: 'US', instances: [{ sopInstanceUid: '1.4' }] }],
};

interface Served {
  readonly [path: string]: unknown;
}

/** Resources as the answer to the search for their type; other addresses by path: a status, or bytes with their type. */
async function read(
  resources: readonly object[],
  others: Served = {},
): Promise<{ outlines: readonly RecordedOutline[] | NotProduced; asked: string[] }> {
  const asked: string[] = [];
  const serve = async (input: unknown): Promise<Response> => {
    const path = String(input).slice(BASE.length + 1);
    asked.push(path);
    const type = path.split('?')[0]!;
    const other = others[type] ?? others[path];
    if (typeof other === 'number') return new Response('', { status: other });
    if (other !== undefined) {
      const { contentType, body } = other as { contentType: string; body: Uint8Array };
      return new Response(Buffer.from(body), { headers: { 'content-type': contentType } });
    }
    const entry = resources
      .filter((resource) => (resource as { resourceType: string }).resourceType === type)
      .map((resource) => ({ resource }));
    return Response.json({ resourceType: 'Bundle', type: 'searchset', entry });
  };
  const client = createFhirClient({ base: BASE, token: 't', allow: [BASE], fetch: serve as typeof fetch });
  return { outlines: await recordedOutlines(client, STUDY, 'p1', deadlineIn(5000)), asked };
}

const subject = { reference: 'Patient/p1' };
const related = [{ reference: 'ImagingStudy/us-1' }];
const dicom = (more: object = {}, attachment: object = {}): object => ({
  resourceType: 'DocumentReference',
  id: 'd1',
  status: 'current',
  subject,
  date: '2026-01-02T10:30:00+01:00',
  author: [{ reference: 'Practitioner/x' }],
  context: { related },
  content: [{ attachment: { contentType: 'application/dicom', data: Buffer.from('seg').toString('base64'), ...attachment } }],
  ...more,
});
const mask = (more: object = {}): object => ({
  resourceType: 'Media',
  id: 'm1',
  status: 'completed',
  subject,
  partOf: related,
  modality: { coding: [{ code: '113076' }] },
  bodySite: { coding: [{ code: '80248007' }] },
  device: { reference: 'Device/net' },
  content: { contentType: 'image/png', url: 'Binary/b1' },
  ...more,
});
const region = { regionType: 'polyline', coordinate: [1, 1, 5, 1, 5, 5] };
const selection = (more: object = {}, instance: object = {}): object => ({
  resourceType: 'ImagingSelection',
  id: 's1',
  status: 'available',
  subject,
  issued: '2026-01-02T09:30:00Z',
  studyUid: 'urn:oid:1.2',
  seriesUid: '1.3',
  performer: [{ actor: { reference: 'Practitioner/x' } }],
  bodySite: { concept: { coding: [{ system: 'http://snomed.info/sct', code: '73056007' }] } },
  instance: [{ uid: '1.4', subset: ['2'], imageRegion2D: [region], ...instance }],
  ...more,
});

/** The same as `selection()` in the two forms of the cross-version extensions for R4. */
const URL_5 = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-ImagingSelection';
const parts = (prefix: string): object[] => [
  { url: `${prefix}status`, valueCode: 'available' },
  { url: `${prefix}issued`, valueInstant: '2026-01-02T09:30:00Z' },
  { url: `${prefix}studyUid`, valueId: '1.2' },
  { url: `${prefix}seriesUid`, valueId: '1.3' },
  { url: `${prefix}performer`, extension: [{ url: 'actor', valueReference: { reference: 'Practitioner/x' } }] },
  { url: `${prefix}bodySite`, valueCodeableConcept: { coding: [{ code: '73056007' }] } },
  {
    url: `${prefix}instance`,
    extension: [
      { url: 'uid', valueId: '1.4' },
      { url: 'subset', valueString: '2' },
      {
        url: 'imageRegion2D',
        extension: [
          { url: 'regionType', valueCode: 'polyline' },
          ...region.coordinate.map((valueDecimal) => ({ url: 'coordinate', valueDecimal })),
        ],
      },
    ],
  },
];
const basic = (extension: object[]): object => ({ resourceType: 'Basic', id: 's1', subject, extension });

const expectedRegions = {
  kind: 'regions',
  shapes: [{ type: 'polygon', points: region.coordinate }],
  imageSopInstanceUid: '1.4',
  imageSeriesUid: '1.3',
  frame: 2,
  author: 'human',
  laterality: 'right',
  created: '20260102093000',
};

describe('outlines of a FHIR server', () => {
  it('a DocumentReference with a DICOM object', async () => {
    const { outlines } = await read([dicom({}, { contentType: 'application/dicom; transfer-syntax=1.2.840.10008.1.2.1' })]);
    expect(outlines).toMatchObject([
      {
        kind: 'dicom-object',
        reference: 'DocumentReference/d1',
        author: 'human',
        created: '20260102093000',
        bytes: new Uint8Array(Buffer.from('seg')),
      },
    ]);
  });

  it('a Media with a PNG mask of the only image, whose Binary comes as it is or as a resource', async () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const raw = await read([mask()], { 'Binary/b1': { contentType: 'image/png', body: bytes } });
    const json = Buffer.from(
      JSON.stringify({ resourceType: 'Binary', contentType: 'image/png', data: Buffer.from(bytes).toString('base64') }),
    );
    const wrapped = await read([mask()], { 'Binary/b1': { contentType: 'application/fhir+json', body: json } });
    expect(raw.outlines).toMatchObject([
      { kind: 'mask-image', reference: 'Media/m1', imageSopInstanceUid: '1.4', author: 'algorithm', laterality: 'left', bytes },
    ]);
    expect(wrapped.outlines).toEqual(raw.outlines);
  });

  it('a mask that is said to be of another image or side is another outline, though its file is the same', async () => {
    const files = { 'Binary/b1': { contentType: 'image/png', body: Uint8Array.of(1, 2, 3) } };
    const digest = async (more: object): Promise<string | undefined> => {
      const { outlines } = await read([mask(more)], files);
      return 'kind' in outlines ? undefined : outlines[0]?.sha256;
    };
    const elsewhere = { partOf: [...related, { identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.5' } }] };
    const right = { bodySite: { coding: [{ code: '73056007' }] } };
    expect(new Set([await digest({}), await digest(elsewhere), await digest(right)]).size).toBe(3);
    expect(await digest({})).toBe(await digest({}));
  });

  it('an ImagingSelection of R5 and both its forms in R4 give the same regions', async () => {
    const found = await Promise.all([
      read([selection()]),
      read([basic([{ url: URL_5, extension: parts('') }])]),
      read([basic(parts(`${URL_5}.`))]),
    ]);
    expect(found.map(({ outlines }) => outlines)).toMatchObject([
      [{ ...expectedRegions, reference: 'ImagingSelection/s1' }],
      [{ ...expectedRegions, reference: 'Basic/s1' }],
      [{ ...expectedRegions, reference: 'Basic/s1' }],
    ]);
  });

  const left: [string, object][] = [
    ['of another patient', dicom({ subject: { reference: 'Patient/p2' } })],
    ['of the same patient id on another server', dicom({ subject: { reference: 'https://other.example/r4/Patient/p1' } })],
    ['of another study', dicom({ context: { related: [{ reference: 'ImagingStudy/us-2' }] } })],
    ['of no study', dicom({ context: {} })],
    ['that was superseded', dicom({ status: 'superseded' })],
    ['with a modifier that nobody here knows', dicom({ modifierExtension: [{ url: 'x' }] })],
    ['on another server', dicom({}, { data: undefined, url: 'https://other.example/r4/Binary/b1' })],
    ['that is a picture but no mask', mask({ modality: { coding: [{ code: 'US' }] } })],
    ['selection of another patient', selection({ subject: { reference: 'Patient/p2' } })],
    ['selection of another study', selection({ studyUid: '1.9' })],
    ['selection that was entered in error', selection({ status: 'entered-in-error' })],
    ['selection of a spline', selection({}, { imageRegion2D: [{ ...region, regionType: 'interpolated' }] })],
    ['selection of several frames', selection({}, { subset: ['1', '2'] })],
    [
      'selection with a coordinate that is no number',
      selection({}, { imageRegion2D: [{ ...region, coordinate: ['1', 2, 3, 4, 5, 6] }] }),
    ],
  ];
  it.each(left)('leaves out what is %s', async (_, resource) => {
    expect((await read([resource])).outlines).toEqual([]);
  });

  it('a type that the server does not know or does not show holds none', async () => {
    const { outlines } = await read([dicom()], { ImagingSelection: 404, Basic: 400, Media: 403 });
    expect(outlines).toHaveLength(1);
  });

  it('a server that fails is a reason that may vanish, not a missing outline', async () => {
    expect((await read([dicom()], { Media: 429 })).outlines).toMatchObject({ reasons: [{ code: 'record-unavailable' }] });
    expect((await read([], { Media: 503 })).outlines).toMatchObject({ reasons: [{ code: 'record-unavailable' }] });
    expect((await read([mask()], { 'Binary/b1': 503 })).outlines).toMatchObject({ reasons: [{ code: 'record-unavailable' }] });
  });

  it('more documents than are read are no basis for a choice', async () => {
    const body = Buffer.from(JSON.stringify({ resourceType: 'Bundle', link: [{ relation: 'next', url: 'x' }] }));
    const { outlines } = await read([dicom()], { Media: { contentType: 'application/fhir+json', body } });
    expect(outlines).toMatchObject({ reasons: [{ code: 'record-unavailable' }] });
  });

  it('asks only the FHIR server of the call', async () => {
    const { asked } = await read(
      [
        dicom({}, { data: undefined, url: '../../admin' }),
        mask({ content: { contentType: 'image/png', url: `${BASE}/Binary/b1` } }),
      ],
      {
        'Binary/b1': 404,
      },
    );
    expect(asked.filter((path) => !path.includes('?patient=p1'))).toEqual(['Binary/b1']);
  });
});

/** An outline drawn in the app, the whole way: stored as a segmentation, found by the next assessment, readable by others. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSaveOutline } from '../../src/assessment/index.ts';
import type { DetailsResponse, FramesResponse, OutlineRequest, OutlineResponse, StudyReference } from '../../src/core/index.ts';
import { deadlineIn, silentLog } from '../../src/core/index.ts';
import { createFhirClient, imagingStudyBundle, recordedOutlines } from '../../src/fhir/index.ts';
import { fillPolygons, loadLesion, locateOutline, parseDicom, TAG, writeUltrasound } from '../../src/imaging/index.ts';
import { memoryArchive } from '../imaging/memory-archive.ts';
import { describeLane } from '../lanes.ts';
import { startOrthanc } from '../servers/index.ts';
import { configFile, type QuietService, startQuietly } from './start-quietly.ts';

const RING = [30, 20, 60, 18, 70, 40, 50, 55, 28, 44];
const PATIENT = 'drawn-outline';
const STUDY = '2.25.7001';
const IMAGE = '2.25.7003';
const [WIDTH, HEIGHT] = [96, 64];

const image = (patientId: string, studyUid = STUDY, sopInstanceUid = IMAGE): Uint8Array =>
  writeUltrasound({
    patient: { id: patientId, name: 'Beispiel^Änne', birthDate: '1970-02-03', sex: 'F' },
    study: { studyUid, date: '2026-01-02', time: '101112', accessionNumber: 'A1' },
    seriesUid: '2.25.7002',
    sopInstanceUid,
    laterality: 'left',
    image: {
      width: WIDTH,
      height: HEIGHT,
      samples: 1,
      pixels: Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => 40 + ((at * 31) % 97)),
    },
    spacing: { xMm: 0.1, yMm: 0.1 },
  });

interface Archive {
  readonly base: string;
  readonly authorization?: string;
  stop(): Promise<void>;
}

function drawnOutline(startArchive: (service: () => QuietService) => Promise<Archive>): void {
  let archive: Archive;
  let service: QuietService;
  let fhirServer: string;

  const post = async (path: string, body: unknown, patient = PATIENT): Promise<Response> => {
    const grant = { clientId: 'app', user: 'Practitioner/x', scope: 'patient/*.rs', patient };
    const authorization = `Bearer ${await service.sandbox!.issueAccessToken(grant)}`;
    const headers = { 'content-type': 'application/json', authorization };
    return fetch(`${service.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  const drawing = (more: Partial<OutlineRequest> = {}): OutlineRequest => ({
    fhirServer,
    patientId: PATIENT,
    studyUid: STUDY,
    imageSopInstanceUid: IMAGE,
    frame: 1,
    rings: [RING],
    creator: 'Rivera^Sam',
    ...more,
  });
  const details = async (): Promise<DetailsResponse> =>
    (await (await post('/app/details', { fhirServer, patientId: PATIENT, studyUid: STUDY })).json()) as DetailsResponse;
  const filled = ({ lesion }: DetailsResponse, rings = lesion?.rings ?? []): Buffer =>
    Buffer.from(fillPolygons(rings, lesion?.width ?? 0, lesion?.height ?? 0));

  beforeAll(async () => {
    archive = await startArchive(() => service);
    const { base, authorization } = archive;
    const dicomweb = authorization === undefined ? [] : [{ base, authorization }];
    service = await startQuietly({ HER2_CONFIG: configFile({ dicomweb, outlines: { write: true } }), HER2_SANDBOX: 'on' });
    fhirServer = `${service.url}/sandbox/fhir`;
    const endpoint = authorization === undefined ? `${service.url}/sandbox/dicom-web` : base;
    await create({ resourceType: 'Patient', id: PATIENT, identifier: [{ system: 'urn:example:mrn', value: 'MRN-7' }] });
    await create(
      imagingStudyBundle({
        patientId: PATIENT,
        studyUid: STUDY,
        date: '2026-01-02',
        laterality: 'left',
        archive: endpoint,
        series: [{ seriesUid: '2.25.7002', modality: 'US', sopInstanceUid: IMAGE, sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1' }],
      }),
    );
    for (const object of [image('MRN-7'), image('MRN-8', STUDY, '2.25.7004')]) await stow(endpoint, object, authorization);
  });
  afterAll(async () => {
    await service?.stop();
    await archive?.stop();
  });

  async function create(resource: object): Promise<void> {
    const { resourceType, id } = resource as { resourceType: string; id?: string };
    const response = await fetch(resourceType === 'Bundle' ? fhirServer : `${fhirServer}/${resourceType}/${id}`, {
      method: resourceType === 'Bundle' ? 'POST' : 'PUT',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify(resource),
    });
    expect(response.ok).toBe(true);
  }

  it('is found by the next assessment, exactly as it was drawn', async () => {
    const before = await details();
    expect(before.score).toMatchObject({ kind: 'not-produced', reasons: [{ code: 'no-outline' }] });
    expect(before.lesion).toBeUndefined();

    const answer = await post('/app/outline', drawing());
    expect(answer.status).toBe(201);
    const stored = (await answer.json()) as OutlineResponse;
    expect(stored).toMatchObject({ storedIn: 'archive', segmentNumber: 1 });

    const after = await details();
    expect(after.lesion).toMatchObject({
      outline: { author: 'human', sopInstanceUid: stored.sopInstanceUid },
      image: { sopInstanceUid: IMAGE, frame: 1 },
    });
    expect(filled(after).equals(filled(after, [RING]))).toBe(true);
    expect(JSON.stringify(after.score)).not.toContain('no-outline');
  });

  it('drawn again for the same lesion, the newer one is used', async () => {
    const { lesion } = await details();
    const { trackingId, trackingUid } = lesion!.outline;
    const smaller = [35, 25, 55, 25, 55, 45, 35, 45];
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const more = { rings: [smaller], trackingId: trackingId!, trackingUid: trackingUid! };
    expect((await post('/app/outline', drawing(more))).status).toBe(201);
    const after = await details();
    expect(filled(after).equals(filled(after, [smaller]))).toBe(true);
  });

  it('of another lesion, the clinician chooses between them', async () => {
    expect((await post('/app/outline', drawing({ trackingId: 'second' }))).status).toBe(201);
    const open = await details();
    expect(open.lesion).toBeUndefined();
    expect(open.outlines?.map(({ trackingId, author }) => [trackingId, author])).toContainEqual(['second', 'human']);
    const second = open.outlines!.find(({ trackingId }) => trackingId === 'second')!;
    const chosen = { outline: second.sopInstanceUid, segment: second.segmentNumber };
    const answer = (await (
      await post('/app/details', { fhirServer, patientId: PATIENT, studyUid: STUDY, ...chosen })
    ).json()) as DetailsResponse;
    expect(answer.lesion?.outline.sopInstanceUid).toBe(second.sopInstanceUid);
    expect(answer.outlines?.length).toBe(open.outlines?.length);
  });

  const refused: [string, Partial<OutlineRequest>, RegExp][] = [
    ["another patient's image", { imageSopInstanceUid: '2.25.7004' }, /patient-mismatch/],
    ['an image that is not there', { imageSopInstanceUid: '2.25.404' }, /outline-unusable/],
    ['a study that is not there', { studyUid: '2.25.404' }, /no-study/],
    ['a frame that is not there', { frame: 2 }, /outline-unusable \(frame 2 of 1\)/],
    ['a ring beyond the frame', { rings: [[10, 10, 200, 10, 200, 40]] }, /leaves the image frame/],
    ['a ring without a pixel', { rings: [[10.1, 10.1, 10.2, 10.1, 10.2, 10.2]] }, /no pixel/],
  ];
  it.each(refused)('refuses %s', async (_, more, expected) => {
    const answer = await post('/app/outline', drawing(more));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(expected);
    expect(service.logLines.at(-1)).toContain('outline-refused');
  });

  it('frames of the study are shown to draw on, but none of another patient', async () => {
    const asked = { fhirServer, patientId: PATIENT, studyUid: STUDY };
    const shown = (await (await post('/app/frames', asked)).json()) as FramesResponse;
    expect(shown.images).toContainEqual({ sopInstanceUid: IMAGE, frames: 1 });
    const ofPatient = { ...asked, image: { sopInstanceUid: IMAGE, frame: 1 } };
    const { studyUid, picture } = (await (await post('/app/frames', ofPatient)).json()) as FramesResponse;
    expect([studyUid, picture?.width, picture?.height]).toEqual([STUDY, WIDTH, HEIGHT]);
    expect(picture?.png).toMatch(/^data:image\/png;base64,iVBOR/);
    const ofAnother = { ...asked, image: { sopInstanceUid: '2.25.7004', frame: 1 } };
    const { picture: none, problem } = (await (await post('/app/frames', ofAnother)).json()) as FramesResponse;
    expect([none, problem?.[0]?.code]).toEqual([undefined, 'patient-mismatch']);
  });

  it('takes and shows nothing with the token of another patient, or without one', async () => {
    expect((await post('/app/outline', drawing(), 'demo-whitfield')).status).toBe(412);
    expect((await post('/app/frames', { fhirServer, patientId: PATIENT }, 'demo-whitfield')).status).toBe(412);
    const headers = { 'content-type': 'application/json' };
    const bare = await fetch(`${service.url}/app/outline`, { method: 'POST', headers, body: JSON.stringify(drawing()) });
    expect(bare.status).toBe(401);
  });
}

async function stow(base: string, object: Uint8Array, authorization?: string): Promise<void> {
  const response = await fetch(`${base}/studies`, {
    method: 'POST',
    headers: {
      'content-type': 'multipart/related; type="application/dicom"; boundary=b',
      accept: 'application/dicom+json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: Buffer.concat([Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'), object, Buffer.from('\r\n--b--\r\n')]),
  });
  expect(response.status).toBe(200);
}

describe('a drawn outline in the embedded archive', () => {
  drawnOutline(async () => ({ base: '', stop: async () => undefined }));
});

describeLane('orthanc', 'a drawn outline in Orthanc', () => {
  drawnOutline(startOrthanc);
});

describe('an archive that takes no new objects', () => {
  const base = 'https://fhir.example/r4';
  const study: StudyReference = {
    studyUid: STUDY,
    imagingStudyId: 'us-1',
    archive: 'https://a.example',
    patientIdentifiers: ['MRN-7'],
    laterality: 'unknown',
    series: [],
  };

  it('the outline becomes a DocumentReference, and is read from there', async () => {
    const documents: object[] = [];
    const serve = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
      const [type = '', query] = String(input)
        .slice(base.length + 1)
        .split('?');
      if (init.method === 'POST') {
        documents.push({ ...(JSON.parse(String(init.body)) as object), id: 'd1' });
        return Response.json({}, { status: 201 });
      }
      if (type.startsWith('Patient'))
        return Response.json({ resourceType: 'Patient', id: PATIENT, identifier: [{ value: 'MRN-7' }] });
      const study = {
        resourceType: 'ImagingStudy',
        id: 'us-1',
        status: 'available',
        subject: { reference: `Patient/${PATIENT}` },
        identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:${STUDY}` }],
        procedureCode: [{ coding: [{ system: 'http://snomed.info/sct', code: '47079000' }] }],
        contained: [
          {
            resourceType: 'Endpoint',
            id: 'e',
            status: 'active',
            connectionType: { code: 'dicom-wado-rs' },
            address: 'https://a.example',
          },
        ],
        endpoint: [{ reference: '#e' }],
        series: [{ uid: '2.25.7002', modality: { code: 'US' } }],
      };
      const found = type === 'DocumentReference' ? documents : type === 'ImagingStudy' ? [study] : [];
      return query === undefined
        ? new Response('', { status: 404 })
        : Response.json({ resourceType: 'Bundle', entry: found.map((resource) => ({ resource })) });
    };
    const client = createFhirClient({ base, token: 't', allow: [base], fetch: serve as typeof fetch });
    const archive = memoryArchive([image('MRN-7')], {
      store: async () => ({ kind: 'not-produced', reasons: [{ code: 'archive-refused', detail: 'status 405' }] }),
    });
    const saveOutline = createSaveOutline({
      dicomweb: archive,
      now: () => new Date('2026-02-03T04:05:06Z'),
      newUid: (() => {
        let last = 8000;
        return () => `2.25.${++last}`;
      })(),
      log: silentLog,
      budgetMs: 5000,
    });
    const outline = { patientId: PATIENT, studyUid: STUDY, imageSopInstanceUid: IMAGE, frame: 1, rings: [RING] };
    const queries = { patient: `Patient/${PATIENT}`, studies: `ImagingStudy?patient=${PATIENT}` };
    const stored = await saveOutline({ outline, queries, required: new Set(['patient']), client });
    expect(stored).toMatchObject({ storedIn: 'fhir-server', sopInstanceUid: '2.25.8002' });

    const recorded = () => recordedOutlines(client, study, PATIENT, deadlineIn(5000));
    const located = await locateOutline(study, archive, deadlineIn(5000), { recorded });
    if ('kind' in located) throw new Error(JSON.stringify(located.reasons));
    const loaded = await loadLesion(located, archive, deadlineIn(5000));
    const mask = loaded.kind === 'lesion' ? loaded.lesion.mask : new Uint8Array(0);
    expect(Buffer.from(mask).equals(fillPolygons([RING], WIDTH, HEIGHT))).toBe(true);
    expect(loaded).toMatchObject({ lesion: { source: { outlineSopInstanceUid: '2.25.8002', outlineAuthor: 'human' } } });
    // Patient and study of the segmentation are those of the image.
    const written = parseDicom(located.recorded?.kind === 'dicom-object' ? located.recorded.bytes : new Uint8Array(0));
    if (written.kind === 'unreadable') throw new Error(written.detail);
    const texts = [
      TAG.PatientId,
      TAG.PatientName,
      TAG.PatientBirthDate,
      TAG.PatientSex,
      TAG.StudyDate,
      TAG.StudyTime,
      TAG.AccessionNumber,
    ];
    expect(texts.map((tag) => written.attributes.strings(tag)[0])).toEqual([
      'MRN-7',
      'Beispiel^Änne',
      '19700203',
      'F',
      '20260102',
      '101112',
      'A1',
    ]);
  });
});

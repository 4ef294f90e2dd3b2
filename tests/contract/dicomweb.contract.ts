/**
 * What this product relies on in a DICOMweb archive, run against the embedded one and against Orthanc so that the
 * embedded one stays honest. Every run stores its own study, so an archive may already hold others.
 */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  encodeDicom,
  parseDicom,
  readMultipart,
  SOP_CLASS,
  writeSegmentation,
  writeUltrasound,
} from '../../src/imaging/index.ts';

export interface ArchiveUnderTest {
  /** DICOMweb root without a trailing slash. */
  readonly base: string;
  /** Value of the Authorization header. */
  readonly authorization?: string;
  readonly stop: () => Promise<void>;
}

type Json = Readonly<
  Record<string, { readonly vr?: string; readonly Value?: readonly unknown[]; readonly InlineBinary?: string }>
>;

const WIDTH = 6;
const HEIGHT = 4;
const FRAMES = 3;
const OCTETS = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
const OBJECTS = 'multipart/related; type="application/dicom"; transfer-syntax=*';

export function dicomwebContract(name: string, start: () => Promise<ArchiveUnderTest>): void {
  describe(`DICOMweb contract: ${name}`, () => {
    const study = newUid();
    const usSeries = newUid();
    const segSeries = newUid();
    const image = newUid();
    const clip = newUid();
    const outline = newUid();
    const patientId = `contract-${study.slice(-12)}`;
    const usPath = `studies/${study}/series/${usSeries}/instances`;
    let archive: ArchiveUnderTest;
    let stored: Response;

    const ask = (path: string, accept: string, init: RequestInit = {}) =>
      fetch(`${archive.base}/${path}`, {
        ...init,
        headers: {
          accept,
          ...(archive.authorization === undefined ? {} : { authorization: archive.authorization }),
          ...(init.headers as Record<string, string> | undefined),
        },
      });
    const json = async (path: string): Promise<Json[]> => {
      const response = await ask(path, 'application/dicom+json');
      expect(response.status, path).toBe(200);
      return (await response.json()) as Json[];
    };
    const parts = async (path: string, accept: string): Promise<Uint8Array[]> => {
      const response = await ask(path, accept);
      expect(response.status, path).toBe(200);
      return partsOf(response);
    };
    const stow = (objects: readonly Uint8Array[], path = 'studies', type = 'application/dicom') => {
      const boundary = randomUUID();
      const pieces = objects.flatMap((object) => [
        Buffer.from(`--${boundary}\r\nContent-Type: ${type}\r\n\r\n`),
        object,
        Buffer.from('\r\n'),
      ]);
      return ask(path, 'application/dicom+json', {
        method: 'POST',
        headers: { 'content-type': `multipart/related; type="${type}"; boundary=${boundary}` },
        body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
      });
    };

    const patient = { id: patientId, name: 'Müller^Annelie' };
    const pixels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => i * 10);
    const clipPixels = Uint8Array.from({ length: WIDTH * HEIGHT * FRAMES }, (_, i) => i);
    const objects = [
      writeUltrasound({
        patient,
        study: { studyUid: study, date: '2024-03-05', accessionNumber: 'A1' },
        seriesUid: usSeries,
        sopInstanceUid: image,
        laterality: 'left',
        image: { width: WIDTH, height: HEIGHT, samples: 1, pixels },
        spacing: { xMm: 0.078, yMm: 0.079 },
      }),
      encodeDicom(clipDataset({ study, series: usSeries, instance: clip, patientId, pixels: clipPixels })),
      writeSegmentation({
        patient,
        study: { studyUid: study, date: '2024-03-05', accessionNumber: 'A1' },
        seriesUid: segSeries,
        sopInstanceUid: outline,
        laterality: 'left',
        width: WIDTH,
        height: HEIGHT,
        mask: Uint8Array.from(pixels, (value) => (value > 50 && value < 120 ? 1 : 0)),
        source: { sopInstanceUid: image, seriesUid: usSeries },
        author: { kind: 'human' },
      }),
    ];

    beforeAll(async () => {
      archive = await start();
      stored = await stow(objects);
    });
    afterAll(() => archive?.stop());

    describe('STOW-RS', () => {
      it('answers with the reference and address of every stored instance', async () => {
        expect(stored.status).toBe(200);
        const answer = (await stored.json()) as Json;
        const references = (answer['00081199']?.Value ?? []) as Json[];
        expect(references.map((reference) => reference['00081155']?.Value?.[0]).sort()).toEqual([image, clip, outline].sort());
        const reference = references.find((item) => item['00081155']?.Value?.[0] === image);
        expect(reference?.['00081150']?.Value).toEqual([SOP_CLASS.ultrasoundImage]);
        expect(String(reference?.['00081190']?.Value?.[0])).toMatch(
          new RegExp(`/studies/${study}/series/${usSeries}/instances/${image}$`),
        );
        expect(answer['00081198']?.Value ?? []).toHaveLength(0);
      });

      it('the same instance again is no failure and no second instance', async () => {
        expect((await stow([objects[0]!])).status).toBe(200);
        expect(await json(`studies/${study}/instances?SOPInstanceUID=${image}`)).toHaveLength(1);
      });

      it('an object of another study than the address is not stored', async () => {
        const other = newUid();
        const object = writeUltrasound({
          patient,
          study: { studyUid: other, date: '2024-03-05' },
          seriesUid: newUid(),
          sopInstanceUid: newUid(),
          laterality: 'left',
          image: { width: WIDTH, height: HEIGHT, samples: 1, pixels },
        });
        const response = await stow([object], `studies/${study}`);
        const failed = ((await response.json()) as Json)['00081198']?.Value ?? [];
        expect(failed).toHaveLength(1);
        expect(await found(await ask(`studies?StudyInstanceUID=${other}`, 'application/dicom+json'))).toHaveLength(0);
      });

      it('another body than multipart is refused', async () => {
        const init = { method: 'POST', headers: { 'content-type': 'application/dicom' }, body: Buffer.from(objects[0]!) };
        const { status } = await ask('studies', 'application/dicom+json', init);
        expect([400, 415]).toContain(status);
      });
    });

    describe('QIDO-RS', () => {
      it('a study states its patient, modalities and numbers of series and instances', async () => {
        const [only, ...others] = await json(`studies?StudyInstanceUID=${study}&includefield=00081030`);
        expect(others).toHaveLength(0);
        expect(only?.['0020000D']?.Value).toEqual([study]);
        expect(only?.['00100020']?.Value).toEqual([patientId]);
        expect(only?.['00100010']?.Value).toEqual([{ Alphabetic: 'Müller^Annelie' }]);
        expect([...(only?.['00080061']?.Value ?? [])].sort()).toEqual(['SEG', 'US']);
        expect(only?.['00201206']?.Value?.map(Number)).toEqual([2]);
        expect(only?.['00201208']?.Value?.map(Number)).toEqual([3]);
      });

      it.each([
        ['by patient', (query: string) => `studies?PatientID=${query}`, 1],
        ['by patient and day', (query: string) => `studies?PatientID=${query}&StudyDate=20240305`, 1],
        ['by patient and range of days', (query: string) => `studies?PatientID=${query}&StudyDate=20240301-20240331`, 1],
        ['by patient and another day', (query: string) => `studies?PatientID=${query}&StudyDate=20240306`, 0],
        ['by patient and modality in study', (query: string) => `studies?PatientID=${query}&ModalitiesInStudy=US`, 1],
        ['by the beginning of the patient id', (query: string) => `studies?PatientID=${query.slice(0, -2)}*`, 1],
        ['by another patient', (query: string) => `studies?PatientID=${query}-none`, 0],
      ])('finds studies %s', async (_title, path, expected) => {
        expect(await found(await ask(path(patientId), 'application/dicom+json'))).toHaveLength(expected);
      });

      it('finds the series of a study by modality', async () => {
        expect(await json(`studies/${study}/series`)).toHaveLength(2);
        const series = await json(`studies/${study}/series?Modality=SEG`);
        expect(series.map((item) => item['0020000E']?.Value?.[0])).toEqual([segSeries]);
      });

      it('finds instances of a series and of a study, and pages through them', async () => {
        const uids = async (path: string) => (await json(path)).map((item) => item['00080018']?.Value?.[0]);
        expect((await uids(usPath)).sort()).toEqual([image, clip].sort());
        expect(await uids(`studies/${study}/instances?SOPInstanceUID=${outline}`)).toEqual([outline]);
        const first = await uids(`studies/${study}/instances?limit=2`);
        const rest = await uids(`studies/${study}/instances?limit=2&offset=2`);
        expect([...first, ...rest].sort()).toEqual([image, clip, outline].sort());
      });
    });

    describe('WADO-RS', () => {
      it('metadata hold sequences and numbers as written, and no pixels', async () => {
        const [metadata] = await json(`${usPath}/${image}/metadata`);
        expect(metadata?.['00280010']).toMatchObject({ vr: 'US', Value: [HEIGHT] });
        const region = metadata?.['00186011']?.Value?.[0] as Json;
        expect(region['0018602C']?.Value?.map(Number)).toEqual([0.0078]);
        expect(region['0018602E']?.Value?.map(Number)).toEqual([0.0079]);
        expect(metadata?.['00100010']?.Value).toEqual([{ Alphabetic: 'Müller^Annelie' }]);
        expect(metadata?.['7FE00010']?.InlineBinary).toBeUndefined();
      });

      it('metadata of a study are those of all its instances', async () => {
        expect(await json(`studies/${study}/metadata`)).toHaveLength(3);
      });

      it('an instance comes back with its pixels', async () => {
        const [object, ...others] = await parts(`${usPath}/${image}`, OBJECTS);
        expect(others).toHaveLength(0);
        const parsed = parseDicom(object!);
        expect(parsed.kind === 'dicom' && parsed.pixelData?.kind === 'native' && [...parsed.pixelData.bytes]).toEqual([
          ...pixels,
        ]);
      });

      it('a study and a series come back with all their instances', async () => {
        expect(await parts(`studies/${study}`, OBJECTS)).toHaveLength(3);
        expect(await parts(`studies/${study}/series/${usSeries}`, OBJECTS)).toHaveLength(2);
      });

      it('frames come alone and together in the order asked for', async () => {
        const frame = (number: number) => [...clipPixels.subarray((number - 1) * WIDTH * HEIGHT, number * WIDTH * HEIGHT)];
        expect((await parts(`${usPath}/${clip}/frames/2`, OCTETS)).map((part) => [...part])).toEqual([frame(2)]);
        expect((await parts(`${usPath}/${clip}/frames/3,1`, OCTETS)).map((part) => [...part])).toEqual([frame(3), frame(1)]);
      });

      it('a frame that there is none of is refused', async () => {
        expect([400, 404]).toContain((await ask(`${usPath}/${clip}/frames/${FRAMES + 1}`, OCTETS)).status);
        expect([400, 404]).toContain((await ask(`${usPath}/${clip}/frames/0`, OCTETS)).status);
      });

      it.each(['rendered', 'frames/1/rendered'])('%s is a PNG of the size of the image', async (path) => {
        const response = await ask(`${usPath}/${image}/${path}`, 'image/png');
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toMatch(/^image\/png/);
        const png = Buffer.from(await response.arrayBuffer());
        expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', WIDTH, HEIGHT]);
      });

      it.each([
        ['instance', `${usPath}/${newUid()}`, OBJECTS],
        ['study', `studies/${newUid()}`, OBJECTS],
        ['metadata', `${usPath}/${newUid()}/metadata`, 'application/dicom+json'],
        ['frame', `${usPath}/${newUid()}/frames/1`, OCTETS],
        [
          'instance under another series',
          `studies/${study}/series/${segSeries}/instances/${image}/metadata`,
          'application/dicom+json',
        ],
      ])('an unknown %s is 404', async (_title, path, accept) => {
        expect((await ask(path, accept)).status).toBe(404);
      });
    });
  });
}

async function partsOf(response: Response): Promise<Uint8Array[]> {
  const boundary = /boundary="?([^";]+)/.exec(response.headers.get('content-type') ?? '')?.[1] ?? '';
  const body = Buffer.from(await response.arrayBuffer());
  const parts: Uint8Array[] = [];
  for await (const part of readMultipart(Readable.from([body]), boundary, 100)) parts.push(part.body);
  return parts;
}

/** An archive says "nothing" with an empty list or without content. */
async function found(response: Response): Promise<unknown[]> {
  expect([200, 204]).toContain(response.status);
  return response.status === 204 ? [] : ((await response.json()) as unknown[]);
}

function newUid(): string {
  return `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;
}

function clipDataset(clip: {
  study: string;
  series: string;
  instance: string;
  patientId: string;
  pixels: Uint8Array;
}): Parameters<typeof encodeDicom>[0] {
  return {
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.3.1'],
    '00080018': ['UI', clip.instance],
    '00080020': ['DA', '20240305'],
    '00080060': ['CS', 'US'],
    '00100010': ['PN', ''],
    '00100020': ['LO', clip.patientId],
    '0020000D': ['UI', clip.study],
    '0020000E': ['UI', clip.series],
    '00280002': ['US', 1],
    '00280004': ['CS', 'MONOCHROME2'],
    '00280008': ['IS', String(FRAMES)],
    '00280010': ['US', HEIGHT],
    '00280011': ['US', WIDTH],
    '00280100': ['US', 8],
    '00280101': ['US', 8],
    '00280102': ['US', 7],
    '00280103': ['US', 0],
    '7FE00010': ['OB', clip.pixels],
  };
}

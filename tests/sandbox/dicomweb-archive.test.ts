/** What the embedded archive promises beyond the contract that it shares with Orthanc. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeDicom, parseDicom } from '../../src/imaging/index.ts';
import { parseAccept } from '../../src/sandbox/dicomweb/accept.ts';
import { DicomArchive } from '../../src/sandbox/dicomweb/dicom-archive.ts';
import { readDataset } from '../../src/sandbox/dicomweb/read-dataset.ts';
import { storedFrame } from '../../src/sandbox/dicomweb/stored-frame.ts';
import { type RunningSandbox, startSandbox } from './running-sandbox.ts';

type Dataset = Parameters<typeof encodeDicom>[0];
type Json = Readonly<Record<string, { readonly vr: string; readonly Value?: readonly unknown[] }>>;

const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

const image = (instance: string, more: Dataset = {}): Dataset => ({
  '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.6.1'],
  '00080018': ['UI', `1.2.3.${instance}`],
  '00080060': ['CS', 'US'],
  '00100020': ['LO', 'P1'],
  '0020000D': ['UI', '1.2.3'],
  '0020000E': ['UI', '1.2.3.9'],
  '00280002': ['US', 1],
  '00280004': ['CS', 'MONOCHROME2'],
  '00280010': ['US', 2],
  '00280011': ['US', 2],
  '00280100': ['US', 8],
  '00280101': ['US', 8],
  '00280102': ['US', 7],
  '00280103': ['US', 0],
  '7FE00010': ['OB', Uint8Array.of(1, 2, 3, 4)],
  ...more,
});
const file = (instance: string, more: Dataset = {}) => encodeDicom(image(instance, more));

/** The same file with another transfer syntax of the same length or shorter in its header. */
function withTransferSyntax(bytes: Uint8Array, uid: string): Uint8Array {
  const at = Buffer.from(bytes).indexOf(EXPLICIT_LITTLE_ENDIAN, 132, 'latin1');
  const size = EXPLICIT_LITTLE_ENDIAN.length + 1;
  const value = Buffer.from(uid.length % 2 === 0 ? uid : `${uid}\0`, 'latin1');
  const copy = Buffer.concat([bytes.subarray(0, at), value, bytes.subarray(at + size)]);
  copy.writeUInt16LE(value.length, at - 2);
  return copy;
}

/** Ends with pixel data as compressed fragments: a Basic Offset Table, then the given ones. */
function encapsulated(instance: string, table: readonly number[], fragments: readonly Uint8Array[], frames: number): Uint8Array {
  const native = file(instance, { '00280008': ['IS', String(frames)], '7FE00010': ['OB', new Uint8Array(0)] });
  const head = Buffer.from(native.subarray(0, native.length - 4));
  const item = (bytes: Uint8Array) => {
    const header = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
    header.writeUInt32LE(bytes.length, 4);
    return Buffer.concat([header, bytes]);
  };
  const offsets = Buffer.alloc(table.length * 4);
  for (const [index, offset] of table.entries()) offsets.writeUInt32LE(offset, index * 4);
  const end = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
  const pieces = [head, Buffer.from([0xff, 0xff, 0xff, 0xff]), item(offsets), ...fragments.map(item), end];
  return withTransferSyntax(Buffer.concat(pieces), JPEG_BASELINE);
}

let server: RunningSandbox;
beforeAll(async () => {
  server = await startSandbox();
});
afterAll(() => server.stop());

function stow(objects: readonly Uint8Array[], type = 'application/dicom', boundary = 'b'): Promise<Response> {
  const parts = objects.flatMap((object) => [Buffer.from(`--b\r\nContent-Type: ${type}\r\n\r\n`), object, Buffer.from('\r\n')]);
  return fetch(`${server.dicomweb}/studies`, {
    method: 'POST',
    headers: { 'content-type': `multipart/related; type="${type}"; boundary=${boundary}` },
    body: Buffer.concat([...parts, Buffer.from('--b--\r\n')]),
  });
}

describe('STOW-RS', () => {
  it('a damaged object fails with its reason while the good one is stored', async () => {
    const response = await stow([file('10'), file('11').subarray(0, -3)]);
    expect(response.status).toBe(202);
    const answer = (await response.json()) as Json;
    expect(answer['00081199']?.Value).toHaveLength(1);
    expect(answer['00081198']?.Value).toMatchObject([{ '00081197': { vr: 'US', Value: [0xc000] } }]);
  });

  it.each([
    ['implicit VR', withTransferSyntax(file('12'), '1.2.840.10008.1.2'), 0xc122],
    ['other bytes under a known UID', file('10', { '00100020': ['LO', 'P2'] }), 0x0111],
    ['no SOP instance UID that is one', file('13', { '0020000D': ['UI', '1.2.x'] }), 0xc000],
    ['text', Buffer.from('no DICOM at all'), 0xc000],
  ])('%s is refused and nothing is stored', async (_title, object, reason) => {
    await stow([file('10')]);
    const response = await stow([object]);
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ '00081198': { Value: [{ '00081197': { Value: [reason] } }] } });
    const kept = (await (await fetch(`${server.dicomweb}/instances?SOPInstanceUID=1.2.3.10`)).json()) as Json[];
    expect(kept[0]?.['00100020']?.Value).toEqual(['P1']);
  });

  it('parts of another type are 415, and a wrong boundary 400', async () => {
    expect((await stow([file('14')], 'application/dicom+json')).status).toBe(415);
    expect((await stow([file('14')], 'application/dicom', 'c')).status).toBe(400);
  });

  it('every shortening of an object is refused or read, never a crash', () => {
    const whole = file('15', {
      '00082218': ['SQ', [{ '00080100': ['SH', 'X'], '00082220': ['SQ', [{ '00080100': ['SH', 'Y'] }]] }]],
    });
    const archive = new DicomArchive();
    for (let length = 0; length < whole.length; length++)
      expect(['stored', 'refused']).toContain(archive.store(whole.subarray(0, length)).kind);
    expect(new DicomArchive().store(whole).kind).toBe('stored');
  });

  it('lengths that claim more than there is, and endless nesting, are refused', () => {
    const whole = Buffer.from(file('16'));
    for (let at = 132; at + 4 <= whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt32LE(0xfffffffe, at);
      expect(['stored', 'refused']).toContain(new DicomArchive().store(damaged).kind);
    }
    let sequence: Dataset = { '00080100': ['SH', 'X'] };
    for (let depth = 0; depth < 40; depth++) sequence = { '00082218': ['SQ', [sequence]] };
    expect(new DicomArchive().store(file('17', sequence))).toMatchObject({ kind: 'refused', reason: 0xc000 });
  });
});

describe('metadata', () => {
  it('values follow their representation (PS3.18 F.2)', () => {
    const { dataset } = readDataset(
      file('20', {
        '00080005': ['CS', 'ISO_IR 192'],
        '00081030': ['LO', 'Größe'],
        '00100010': ['PN', 'Yamada^Tarou=山田^太郎'],
        '00101030': ['DS', ['1.50', '', '-2e1']],
        '00186022': ['SL', Uint8Array.of(0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0)],
        '00186028': ['FD', Number.NaN],
        '00091001': ['UN', Uint8Array.of(1, 2)],
        '00209165': ['AT', Uint8Array.of(0x62, 0, 0x0b, 0)],
        '00204000': ['LT', ' a\\b '],
        '00080050': ['SH', ''],
      }),
    );
    expect(dataset).toMatchObject({
      '00081030': { vr: 'LO', Value: ['Größe'] },
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎' }] },
      '00101030': { vr: 'DS', Value: [1.5, null, -20] },
      '00186022': { vr: 'SL', Value: [-1, 2] },
      '00186028': { vr: 'FD', Value: ['NaN'] },
      '00091001': { vr: 'UN', InlineBinary: 'AQI=' },
      '00209165': { vr: 'AT', Value: ['0062000B'] },
      '00204000': { vr: 'LT', Value: [' a\\b'] },
    });
    expect(dataset['00080050']).toEqual({ vr: 'SH' });
    expect(dataset['7FE00010']).toBeUndefined();
  });

  it('text in Latin-1 and in no stated character set becomes Unicode', () => {
    const latin = readDataset(file('21', { '00080005': ['CS', 'ISO_IR 100'], '00081030': ['LO', 'ASCII'] }));
    expect(latin.dataset['00081030']?.Value).toEqual(['ASCII']);
    const bytes = Buffer.from(file('21', { '00080005': ['CS', 'ISO_IR 100'], '00081030': ['LO', 'Gr..'] }));
    bytes[bytes.indexOf('Gr..', 0, 'latin1') + 2] = 0xf6;
    expect(readDataset(bytes).dataset['00081030']?.Value).toEqual(['Grö.']);
  });
});

describe('frames', () => {
  it('one-bit frames that end inside a byte are cut out and shifted to begin at one', () => {
    // Three frames of 5 pixels, least significant bit first: 10101, 01110, 11111 over two bytes.
    const packed = Uint8Array.of(0b11010101, 0b01111101);
    const { dataset, pixelData } = readDataset(
      file('30', {
        '00280008': ['IS', '3'],
        '00280010': ['US', 1],
        '00280011': ['US', 5],
        '00280100': ['US', 1],
        '7FE00010': ['OB', packed],
      }),
    );
    const bits = (frame: number) =>
      [...(storedFrame(dataset, pixelData!, frame) ?? [])].map((byte) => byte.toString(2).padStart(5, '0'));
    expect([bits(1), bits(2), bits(3)]).toEqual([['10101'], ['01110'], ['11111']]);
    expect(storedFrame(dataset, pixelData!, 4)).toBeUndefined();
  });

  const [a, b, c, d] = [Uint8Array.of(1, 1), Uint8Array.of(2, 2), Uint8Array.of(3, 3), Uint8Array.of(4, 4)];
  it.each([
    ['one frame in two fragments', [], [a, b], 1, [[1, 1, 2, 2]]],
    [
      'one fragment a frame without an offset table',
      [],
      [a, b],
      2,
      [
        [1, 1],
        [2, 2],
      ],
    ],
    [
      'frames of two fragments by the offset table',
      [0, 20],
      [a, b, c, d],
      2,
      [
        [1, 1, 2, 2],
        [3, 3, 4, 4],
      ],
    ],
    ['fragments that tell no frames apart', [], [a, b, c], 2, [undefined, undefined]],
  ])('compressed: %s', (_title, table, fragments, frames, expected) => {
    const { dataset, pixelData } = readDataset(encapsulated('31', table, fragments, frames));
    const read = expected.map((_, index) => storedFrame(dataset, pixelData!, index + 1));
    expect(read.map((bytes) => (bytes === undefined ? undefined : [...bytes]))).toEqual(expected);
  });
});

describe('media types', () => {
  const compressed = encapsulated('40', [], [Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)], 1);
  const path = (instance: string) => `${server.dicomweb}/studies/1.2.3/series/1.2.3.9/instances/1.2.3.${instance}`;
  beforeAll(async () => {
    expect((await stow([compressed, file('41')])).status).toBe(200);
  });

  it.each([
    ['41', '', 'multipart/related; type="application/dicom"', 200],
    ['41', '', 'application/json', 406],
    ['40', '', 'multipart/related; type="application/dicom"', 406],
    ['40', '', `multipart/related; type="application/dicom"; transfer-syntax=${JPEG_BASELINE}`, 200],
    ['40', '', '*/*', 200],
    ['40', '/frames/1', 'multipart/related; type="image/jpeg"', 200],
    ['40', '/frames/1', 'multipart/related; type="application/octet-stream"', 406],
    ['40', '/frames/1', 'multipart/related; type="application/octet-stream; transfer-syntax=*"', 200],
    ['41', '/frames/1', 'multipart/related; type="image/jpeg"', 406],
    ['41', '/frames/1', 'multipart/related; type="image/jpeg", multipart/related; type="application/octet-stream"', 200],
    ['41', '/frames/x', '*/*', 400],
    ['40', '/rendered', 'image/jpeg', 200],
    ['41', '/rendered', 'image/jpeg', 406],
    ['41', '/rendered', 'image/gif', 406],
    ['41', '/metadata', 'application/dicom+xml', 406],
    ['41', '/thumbnail', '*/*', 404],
  ])('instance %s%s as %s is %d', async (instance, rest, accept, status) => {
    expect((await fetch(`${path(instance)}${rest}`, { headers: { accept } })).status).toBe(status);
  });

  it('a compressed instance comes back byte for byte', async () => {
    const response = await fetch(path('40'), {
      headers: { accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' },
    });
    const body = Buffer.from(await response.arrayBuffer());
    expect(body.includes(Buffer.from(compressed))).toBe(true);
    expect(parseDicom(compressed)).toMatchObject({ kind: 'dicom', transferSyntax: JPEG_BASELINE });
  });

  it('quotes protect commas and semicolons of an Accept header', () => {
    expect(parseAccept('multipart/related; type="application/dicom; x=a,b"; transfer-syntax=1.2, image/*;q=0.5')).toEqual([
      { mediaType: 'application/dicom', multipart: true, transferSyntax: '1.2' },
      { mediaType: 'image/*', multipart: false, transferSyntax: undefined },
    ]);
  });
});

describe('QIDO-RS', () => {
  it.each([
    ['PatientID=P?', 1],
    ['PatientID=*1', 1],
    ['PatientID=p1', 0],
    ['PatientID=*2*', 0],
    ['StudyInstanceUID=1.2.3,1.2.4', 1],
    ['0020000D=1.2.4', 0],
    ['includefield=all&fuzzymatching=true', 1],
    ['limit=0', 0],
  ])('studies?%s finds %d', async (query, count) => {
    expect(await (await fetch(`${server.dicomweb}/studies?${query}`)).json()).toHaveLength(count);
  });

  it('an attribute that cannot be matched is 400 rather than everything', async () => {
    expect((await fetch(`${server.dicomweb}/studies?PatientWeight=60`)).status).toBe(400);
    expect((await fetch(`${server.dicomweb}/studies?limit=-1`)).status).toBe(400);
  });
});

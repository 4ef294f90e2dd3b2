import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Deadline, NotProduced } from '../../src/core/index.ts';
import { deadlineIn } from '../../src/core/index.ts';
import type { Answer, Dicomweb, DicomwebOptions } from '../../src/imaging/index.ts';
import { createDicomweb, TAG } from '../../src/imaging/index.ts';

const base = 'https://pacs.example/dicom-web';
const address = { archive: base, studyUid: '1.2', seriesUid: '1.3', sopInstanceUid: '1.4' };
const soon = (): Deadline => deadlineIn(5000);

interface Asked {
  readonly url: string;
  readonly headers: Headers;
  readonly method: string;
  readonly body: Buffer;
}

/** A client whose archive gives one answer, and what it was asked. */
function client(
  answer: () => Response | Promise<Response>,
  options: Partial<DicomwebOptions> = {},
): { web: Dicomweb; asked: Asked[] } {
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const body = init?.body instanceof Uint8Array ? Buffer.from(init.body) : Buffer.alloc(0);
    asked.push({ url: String(input), headers: new Headers(init?.headers), method: init?.method ?? 'GET', body });
    expect(init?.redirect).toBe('manual');
    return answer();
  };
  return { web: createDicomweb({ allow: [{ base, authorization: 'Bearer secret' }], fetch, ...options }), asked };
}

function code(result: Answer<unknown> | NotProduced): string {
  return result.kind === 'answer' ? 'answer' : result.reasons.map((reason) => reason.code).join();
}

const multipart = (body: string, type: string, partType: string): Response =>
  new Response(`--xyz\r\nContent-Type: ${partType}\r\nMIME-Version: 1.0\r\n\r\n${body}\r\n--xyz--`, {
    headers: { 'content-type': type },
  });

describe('addresses', () => {
  const cases: [string, string, string][] = [
    ['the base itself', base, 'answer'],
    ['the base with a slash', `${base}/`, 'answer'],
    ['a tenant below the base', `${base}/tenant-1`, 'answer'],
    ['another path that begins alike', `${base}-test`, 'archive-not-allowed'],
    ['a path that climbs out', `${base}/../other`, 'archive-not-allowed'],
    ['a path that climbs out, encoded', `${base}/%2e%2e/other`, 'archive-not-allowed'],
    ['a path that climbs out where a server decodes it', `${base}/..%2F..%2fother`, 'archive-not-allowed'],
    ['a path that climbs out where a server takes parameters off', `${base}/..;/other`, 'archive-not-allowed'],
    ['another port', 'https://pacs.example:8443/dicom-web', 'archive-not-allowed'],
    ['another scheme', 'http://pacs.example/dicom-web', 'archive-not-allowed'],
    ['another host with ours as user', 'https://pacs.example@evil.example/dicom-web', 'archive-not-allowed'],
    ['a user in front of our host', 'https://u:p@pacs.example/dicom-web', 'archive-not-allowed'],
    ['a file', 'file:///dicom-web', 'archive-not-allowed'],
    ['no address', 'dicom-web', 'archive-not-allowed'],
  ];
  for (const [what, archive, expected] of cases) {
    it(`${what}: ${expected}`, async () => {
      const { web, asked } = client(() => new Response('[]'));
      expect(code(await web.searchSeries(archive, '1.2', 'SEG', soon()))).toBe(expected);
      expect(asked.length).toBe(expected === 'answer' ? 1 : 0);
    });
  }

  it('sends each credential only to the base it belongs to', async () => {
    const { web, asked } = client(() => new Response('[]'), {
      allow: [{ base: `${base}/a`, authorization: 'A' }, { base: `${base}/b` }],
    });
    await web.searchSeries(`${base}/a`, '1.2', 'SEG', soon());
    await web.searchSeries(`${base}/b`, '1.2', 'SEG', soon());
    expect(asked.map(({ headers }) => headers.get('authorization'))).toEqual(['A', null]);
  });

  it('never puts what is not a UID into an address', async () => {
    const { web, asked } = client(() => new Response('[]'));
    for (const sopInstanceUid of ['../../x', '1.2/rendered', '', '1..2', '1'.repeat(65)]) {
      expect(code(await web.instance({ ...address, sopInstanceUid }, soon()))).toBe('archive-bad-answer');
    }
    expect(asked).toEqual([]);
  });

  it('an allowed address that is none stops the start', () => {
    expect(() => createDicomweb({ allow: [{ base: 'pacs' }] })).toThrow(expect.objectContaining({ code: 'bad-configuration' }));
  });
});

describe('answers', () => {
  const statuses: [number, string][] = [
    [204, 'answer'],
    [301, 'archive-not-allowed'],
    [307, 'archive-not-allowed'],
    [400, 'archive-bad-answer'],
    [401, 'archive-refused'],
    [403, 'archive-refused'],
    [404, 'archive-bad-answer'],
    [429, 'archive-unreachable'],
    [500, 'archive-bad-answer'],
    [503, 'archive-unreachable'],
  ];
  for (const [status, expected] of statuses) {
    it(`status ${status}: ${expected}`, async () => {
      const { web } = client(() => new Response(null, { status, headers: { location: 'https://evil.example/' } }));
      expect(code(await web.searchSeries(base, '1.2', 'SEG', soon()))).toBe(expected);
    });
  }

  const bodies: [string, string, string][] = [
    ['HTML', '<html>', 'archive-bad-answer'],
    ['a JSON object', '{}', 'archive-bad-answer'],
    ['a list of something else', '[1]', 'archive-bad-answer'],
    ['nothing', '', 'answer'],
    ['more than the limit', `[${' '.repeat(2000)}]`, 'object-too-large'],
  ];
  for (const [what, body, expected] of bodies) {
    it(`${what} for JSON: ${expected}`, async () => {
      const { web } = client(() => new Response(body), { limits: { maxJsonBytes: 1000 } });
      expect(code(await web.searchSeries(base, '1.2', 'SEG', soon()))).toBe(expected);
    });
  }

  it('a connection that fails is unreachable, and the reason holds nothing of the error', async () => {
    const { web } = client(() => Promise.reject(new TypeError('fetch failed for https://u:p@host/?patient=Doe')));
    expect(await web.instance(address, soon())).toEqual({ kind: 'not-produced', reasons: [{ code: 'archive-unreachable' }] });
  });

  it('an archive that hangs, before or inside its answer, ends with the deadline', async () => {
    const server = createServer((request, response) => {
      if (request.url?.includes('metadata')) response.write('[');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const archive = `http://127.0.0.1:${(server.address() as AddressInfo).port}/web`;
    const web = createDicomweb({ allow: [{ base: archive }] });
    try {
      expect(code(await web.instance({ ...address, archive }, deadlineIn(100)))).toBe('still-computing');
      expect(code(await web.metadata({ ...address, archive }, deadlineIn(100)))).toBe('still-computing');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('metadata of a __proto__ key is data like any other', async () => {
    const { web } = client(
      () => new Response('[{"__proto__":{"00280010":{"vr":"US","Value":[7]}},"00280011":{"vr":"US","Value":[3]}}]'),
    );
    const answer = await web.metadata(address, soon());
    if (answer.kind !== 'answer') throw new Error('no answer');
    expect([answer.value.numbers(TAG.Rows), answer.value.numbers(TAG.Columns)]).toEqual([[], [3]]);
    expect(Object.hasOwn(Object.prototype, '00280010')).toBe(false);
  });

  it('DICOM JSON of the wrong shape reads as absent', async () => {
    const { web } = client(
      () =>
        new Response(
          '[{"00280010":7,"00280011":{"Value":"3"},"00280030":{"Value":["0.1",null]},"00186011":{"Value":[null,4]},"00280008":{"Value":["2"]}}]',
        ),
    );
    const answer = await web.metadata(address, soon());
    if (answer.kind !== 'answer') throw new Error('no answer');
    const { value } = answer;
    expect([TAG.Rows, TAG.Columns, TAG.PixelSpacing, TAG.NumberOfFrames].map((tag) => value.numbers(tag))).toEqual([
      [],
      [],
      [],
      [2],
    ]);
    expect(value.items(TAG.SequenceOfUltrasoundRegions)).toEqual([]);
  });
});

describe('objects and frames', () => {
  it('an object is taken from a multipart answer and from a single part', async () => {
    const several = client(() =>
      multipart('DICOM', 'multipart/related; type="application/dicom"; boundary=xyz', 'application/dicom'),
    );
    const single = client(() => new Response('DICOM', { headers: { 'content-type': 'application/dicom' } }));
    for (const { web } of [several, single]) {
      const answer = await web.instance(address, soon());
      expect(answer.kind === 'answer' && Buffer.from(answer.value).toString()).toBe('DICOM');
    }
    expect(several.asked[0]!.url).toBe(`${base}/studies/1.2/series/1.3/instances/1.4`);
    expect(several.asked[0]!.headers.get('accept')).toBe('multipart/related; type="application/dicom"; transfer-syntax=*');
  });

  const frames: [string, string, string, string][] = [
    [
      'in the part',
      'multipart/related; boundary="xyz"',
      'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.5',
      '1.2.840.10008.1.2.5',
    ],
    [
      'inside the quoted type, as Orthanc does',
      'multipart/related; type="application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.50"; boundary=xyz',
      'application/octet-stream',
      '1.2.840.10008.1.2.4.50',
    ],
    ['nowhere: octets are uncompressed', 'multipart/related; boundary=xyz', 'application/octet-stream', '1.2.840.10008.1.2.1'],
    ['nowhere: a baseline JPEG stream shows it', 'multipart/related; boundary=xyz', 'image/jpeg', '1.2.840.10008.1.2.4.50'],
  ];
  const jpegHead = '\xff\xd8\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00';
  for (const [what, type, partType, expected] of frames) {
    it(`the transfer syntax of a frame may stand ${what}`, async () => {
      const bytes = Buffer.from(`--xyz\r\nContent-Type: ${partType}\r\n\r\n${jpegHead}\r\n--xyz--`, 'latin1');
      const { web, asked } = client(() => new Response(bytes, { headers: { 'content-type': type } }));
      expect(await web.frame(address, 3, soon())).toMatchObject({ kind: 'answer', value: { transferSyntax: expected } });
      expect(asked[0]!.url).toMatch(/instances\/1\.4\/frames\/3$/);
    });
  }

  const garbage: [string, Response][] = [
    ['a picture without a syntax', multipart('GIF', 'multipart/related; boundary=xyz', 'image/gif')],
    [
      'a multipart answer that ends early',
      new Response('--xyz\r\n\r\nDIC', { headers: { 'content-type': 'multipart/related; boundary=xyz' } }),
    ],
    [
      'a multipart answer without boundary',
      new Response('--xyz\r\n\r\nDIC', { headers: { 'content-type': 'multipart/related' } }),
    ],
    [
      'a multipart answer without parts',
      new Response('--xyz--', { headers: { 'content-type': 'multipart/related; boundary=xyz' } }),
    ],
  ];
  for (const [what, response] of garbage) {
    it(`${what} is a bad answer`, async () => {
      expect(code(await client(() => response).web.frame(address, 1, soon()))).toBe('archive-bad-answer');
    });
  }

  it('an object beyond the limit is refused while it arrives', async () => {
    let sent = 0;
    const endless = (): Response =>
      new Response(
        new ReadableStream({
          pull(controller) {
            sent += 1000;
            controller.enqueue(new Uint8Array(1000));
          },
        }),
        { headers: { 'content-type': 'application/dicom' } },
      );
    const { web } = client(endless, { limits: { maxObjectBytes: 10_000 } });
    expect(code(await web.instance(address, soon()))).toBe('object-too-large');
    expect(sent).toBeLessThan(20_000);
  });

  it('stores objects as one multipart request and counts what the archive took', async () => {
    const stored = client(() => new Response('{"00081199":{"vr":"SQ","Value":[{},{}]}}'));
    expect(await stored.web.store(base, [Buffer.from('A'), Buffer.from('B')], soon())).toEqual({ kind: 'answer', value: 2 });
    const [request] = stored.asked;
    const boundary = /boundary=(\S+)$/.exec(request!.headers.get('content-type')!)![1];
    expect([request!.method, request!.url]).toEqual(['POST', `${base}/studies`]);
    expect(request!.body.toString()).toBe(
      ['A', 'B'].map((body) => `--${boundary}\r\nContent-Type: application/dicom\r\n\r\n${body}\r\n`).join('') +
        `--${boundary}--\r\n`,
    );
    expect(code(await stored.web.store(base, [Buffer.from('A')], soon()))).toBe('archive-refused');
  });
});

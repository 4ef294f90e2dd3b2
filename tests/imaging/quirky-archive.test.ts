import { writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deadlineIn } from '../../src/core/index.ts';
import type { AllowedArchive, DicomwebClient, ImagingLimits } from '../../src/imaging/index.ts';
import { createDicomweb, TAG } from '../../src/imaging/index.ts';
import { readConfig } from '../../src/server/index.ts';
import { onPath } from '../lanes.ts';
import { type Behaviour, type QuirkyArchive, startQuirkyArchive } from './quirky-archive.ts';
import { type TestCertificates, testCertificates } from './test-certificates.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function archive(behave: Behaviour, more: Partial<AllowedArchive> = {}): Promise<QuirkyArchive & { web: DicomwebClient }> {
  const started = await startQuirkyArchive(behave);
  const web = createDicomweb({ allow: [{ base: started.base, ...more }], limits: LIMITS, random: () => 0 });
  stops.push(web.close, started.stop);
  return { ...started, web };
}

const LIMITS: Partial<ImagingLimits> = { maxObjectBytes: 100_000, maxJsonBytes: 10_000, maxParts: 4 };
const soon = () => deadlineIn(5000);
const address = (base: string, studyUid = '1.2') => ({ archive: base, studyUid, seriesUid: '1.3', sopInstanceUid: '1.4' });

/** `answer` and its text, or the reason. */
function said(result: Awaited<ReturnType<DicomwebClient['instance']>>): string {
  if (result.kind === 'answer') return Buffer.from(result.value).toString();
  return result.reasons.map(({ code, detail }) => [code, detail].filter((part) => part !== undefined).join(': ')).join();
}

const dicom = (response: ServerResponse, body = 'DICOM'): void => {
  response.writeHead(200, { 'content-type': 'application/dicom' }).end(body);
};
const MULTIPART = { 'content-type': 'multipart/related; type="application/dicom"; boundary=xyz' };
const part = (body: string): string => `--xyz\r\nContent-Type: application/dicom\r\n\r\n${body}\r\n`;

describe('an archive that answers strangely', () => {
  const cases: [string, Behaviour, string][] = [
    ['with one part and no multipart', (_, response) => dicom(response), 'DICOM'],
    [
      'with a type of octets',
      (_, response) => response.writeHead(200, { 'content-type': 'application/octet-stream' }).end('DICOM'),
      'DICOM',
    ],
    ['with no type at all', (_, response) => response.writeHead(200).end('DICOM'), 'DICOM'],
    [
      'with a login page',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      'archive-bad-answer: no DICOM object',
    ],
    [
      'in chunks that cut the boundary',
      (_, response) => {
        response.writeHead(200, MULTIPART);
        const bytes = `preamble\r\n${part('DI\r\n--xy COM')}${part('second')}--xyz--\r\nepilogue`;
        const step = (at: number): void => {
          if (at >= bytes.length) response.end();
          else response.write(bytes.slice(at, at + 3), () => setImmediate(step, at + 3));
        };
        step(0);
      },
      'DI\r\n--xy COM',
    ],
    [
      'with parts that never end',
      (_, response) => {
        response.writeHead(200, MULTIPART);
        const more = (): void => {
          if (!response.destroyed) response.write(part('x'), () => setImmediate(more));
        };
        more();
      },
      'archive-bad-answer: multipart: too many parts',
    ],
    [
      'with a part that never ends',
      (_, response) => {
        response.writeHead(200, MULTIPART);
        response.write('--xyz\r\n\r\n');
        const more = (): void => {
          if (!response.destroyed) response.write('x'.repeat(10_000), () => setImmediate(more));
        };
        more();
      },
      'object-too-large',
    ],
    [
      'with a length above the limit',
      (_, response) => response.writeHead(200, { 'content-type': 'application/dicom', 'content-length': '100001' }).write('x'),
      'object-too-large',
    ],
    [
      'with a part header that never ends',
      (_, response) => response.writeHead(200, MULTIPART).end(`--xyz\r\nX: ${'y'.repeat(9000)}`),
      'archive-bad-answer: multipart: header too long',
    ],
    [
      'with a connection that breaks',
      (_, response) => {
        response.writeHead(200, MULTIPART);
        response.write('--xyz\r\n\r\nDIC', () => response.destroy());
      },
      'archive-unreachable',
    ],
    [
      'with a length that is not kept',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/dicom', 'content-length': '50' });
        response.write('DICOM', () => response.destroy());
      },
      'archive-unreachable',
    ],
  ];
  for (const [what, behave, expected] of cases) {
    it(`${what}: ${expected.split('\r\n')[0]}`, async () => {
      const { web, base } = await archive(behave);
      expect(said(await web.instance(address(base), soon()))).toBe(expected);
    });
  }

  it('a byte at a time ends with the deadline', async () => {
    const { web, base } = await archive((_, response) => {
      response.writeHead(200, MULTIPART);
      const timer = setInterval(() => response.write('-'), 10);
      response.on('close', () => clearInterval(timer));
    });
    expect(said(await web.instance(address(base), deadlineIn(150)))).toBe('still-computing');
  });

  it('that does not know a media type is asked in another way', async () => {
    const { web, base, asked } = await archive((request, response) => {
      if (request.headers.accept !== '*/*') response.writeHead(406).end();
      else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end('pixels');
    });
    expect(await web.frame(address(base), 1, soon(), 'cheapest-lossless')).toMatchObject({
      value: { transferSyntax: '1.2.840.10008.1.2.1' },
    });
    expect(asked.map(({ accept }) => accept.replace(/.*transfer-syntax=/, ''))).toEqual([
      '1.2.840.10008.1.2.1',
      '*; q=0.1',
      '*/*',
    ]);
    expect(asked[1]!.accept).not.toMatch(/1\.2\.840\.10008\.1\.2\.4\.(50|51|81|91|203)\b/);
  });
});

describe('an archive that is busy', () => {
  /** Half of the first wait; the rest is chance, and the second wait is twice as long. */
  const FIRST_LEAST_MS = 25;

  it('is asked again until it is not, each time later', async () => {
    const times: number[] = [];
    const { web, base } = await archive((_, response, attempt) => {
      times.push(performance.now());
      if (attempt < 2) response.writeHead(attempt === 0 ? 503 : 429).end('busy');
      else dicom(response);
    });
    expect(said(await web.instance(address(base), soon()))).toBe('DICOM');
    // A timer may be a millisecond early, and on a busy machine late by any time.
    expect(times[1]! - times[0]!).toBeGreaterThan(FIRST_LEAST_MS - 2);
    expect(times[2]! - times[1]!).toBeGreaterThan(2 * FIRST_LEAST_MS - 2);
  });

  it('for good is unreachable after a few attempts', async () => {
    const { web, base, asked } = await archive((_, response) => response.writeHead(503).end());
    expect(said(await web.instance(address(base), soon()))).toBe('archive-unreachable: status 503');
    expect(asked.length).toBe(3);
  });

  const waits: [string, string, string, number][] = [
    ['seconds within the deadline', '1', 'DICOM', 2],
    ['seconds beyond it', '60', 'archive-unreachable: status 429', 1],
    ['a date beyond it', new Date(Date.now() + 3_600_000).toUTCString(), 'archive-unreachable: status 429', 1],
    ['something else', 'soon', 'DICOM', 2],
  ];
  for (const [what, retryAfter, expected, requests] of waits) {
    it(`and says ${what}: ${expected}`, async () => {
      const times: number[] = [];
      const { web, base } = await archive((_, response, attempt) => {
        times.push(performance.now());
        if (attempt === 0) response.writeHead(429, { 'retry-after': retryAfter }).end();
        else dicom(response);
      });
      expect(said(await web.instance(address(base), soon()))).toBe(expected);
      expect(times.length).toBe(requests);
      if (retryAfter === '1') expect(times[1]! - times[0]!).toBeGreaterThan(950);
    });
  }
});

describe('redirects and bulk data', () => {
  const to =
    (location: string): Behaviour =>
    (request, response) => {
      if (request.url!.endsWith('/moved')) dicom(response, 'moved');
      else response.writeHead(307, { location }).end();
    };

  it('a redirect inside the allowed base is followed, with its credential', async () => {
    const { web, base, asked } = await archive(to('/dicom-web/moved'), { authorization: 'Bearer secret' });
    expect(said(await web.instance(address(base), soon()))).toBe('moved');
    expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer secret', 'Bearer secret']);
  });

  it('a redirect to another allowed archive carries that archive’s credential', async () => {
    const other = await startQuirkyArchive((_, response) => dicom(response, 'moved'));
    const first = await startQuirkyArchive((_, response) => response.writeHead(302, { location: `${other.base}/moved` }).end());
    const web = createDicomweb({ allow: [{ base: first.base, authorization: 'A' }, { base: other.base }] });
    stops.push(web.close, first.stop, other.stop);
    expect(said(await web.instance(address(first.base), soon()))).toBe('moved');
    expect(other.asked.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  const outside: [string, string, string][] = [
    ['another host', 'http://localhost:1/dicom-web/moved', 'archive-not-allowed: redirect'],
    ['a path beside the base', '/other/moved', 'archive-not-allowed: redirect'],
    ['a path that climbs out', '/dicom-web/../admin', 'archive-not-allowed: redirect'],
    ['the cloud’s metadata service', 'http://169.254.169.254/latest', 'archive-not-allowed: redirect'],
    ['no address', 'http://', 'archive-not-allowed: redirect'],
    ['itself, for ever', '/dicom-web/again', 'archive-bad-answer: redirect not followed'],
  ];
  for (const [what, location, expected] of outside) {
    it(`a redirect to ${what}: ${expected}`, async () => {
      const { web, base, asked } = await archive(to(location));
      expect(said(await web.instance(address(base), soon()))).toBe(expected);
      expect(asked.length).toBe(expected.includes('not followed') ? 4 : 1);
    });
  }

  const uris: [string, (base: string) => string, string][] = [
    ['relative to the base', () => 'studies/1.2/bulk/1', 'bytes'],
    ['whole', (base) => `${base}/studies/1.2/bulk/1`, 'bytes'],
    ['of another host', () => 'http://localhost:1/bulk/1', 'archive-not-allowed'],
    ['that climbs out', () => '../../etc', 'archive-not-allowed'],
    ['of a file', () => 'file:///etc/passwd', 'archive-not-allowed'],
  ];
  for (const [what, uri, expected] of uris) {
    it(`bulk data at an address ${what}: ${expected}`, async () => {
      const { web, base } = await archive((_, response) => response.writeHead(200, MULTIPART).end(`${part('bytes')}--xyz--`));
      expect(said(await web.bulkData(base, '1.2', uri(base), soon()))).toBe(expected);
    });
  }
});

describe('connections', () => {
  it('are used again, and one study has at most six requests under way while another study is not kept waiting', async () => {
    const { web, base, connections, mostAtOnce } = await archive((request, response) => {
      setTimeout(() => dicom(response), request.url!.includes('/9.9/') ? 0 : 40);
    });
    const many = Array.from({ length: 24 }, () => web.instance(address(base), soon()));
    const started = performance.now();
    await web.instance(address(base, '9.9'), soon());
    const other = performance.now() - started;
    await Promise.all(many);
    expect(mostAtOnce()).toBeLessThanOrEqual(7);
    const opened = connections();
    for (let count = 0; count < 20; count++) await web.instance(address(base, '9.9'), soon());
    expect([opened < 24, connections()]).toEqual([true, opened]);
    expect(other).toBeLessThan(performance.now() - started);
  });

  it('a request that waits for its turn ends with its deadline, and the others go on', async () => {
    const { web, base } = await archive((_, response) => {
      setTimeout(() => dicom(response), 300);
    });
    const first = Array.from({ length: 6 }, () => web.instance(address(base), soon()));
    expect(said(await web.instance(address(base), deadlineIn(50)))).toBe('still-computing');
    expect((await Promise.all(first)).map(said)).toEqual(Array.from({ length: 6 }, () => 'DICOM'));
    expect(said(await web.instance(address(base), soon()))).toBe('DICOM');
  });
});

describe.skipIf(onPath('openssl') === undefined)('mutual TLS', () => {
  let certificates: TestCertificates;
  let server: QuirkyArchive;
  beforeAll(async () => {
    certificates = testCertificates();
    const { ca } = certificates;
    server = await startQuirkyArchive(
      (_, response) =>
        response.writeHead(200, { 'content-type': 'application/dicom+json' }).end('[{"00080060":{"vr":"CS","Value":["US"]}}]'),
      { ca, ...certificates.server },
    );
  });
  afterAll(async () => {
    await server?.stop();
    certificates?.remove();
  });

  const search = async (tls: AllowedArchive['tls']): Promise<unknown> => {
    const web = createDicomweb({ allow: [{ base: server.base, ...(tls === undefined ? {} : { tls }) }] });
    stops.push(web.close);
    const found = await web.searchSeries(server.base, '1.2', 'US', soon());
    return found.kind === 'answer' ? found.value.map((series) => series.strings(TAG.Modality)) : found.reasons;
  };

  it('a client with its certificate and the authority’s is let in, from files that the configuration names', async () => {
    const file = (name: string): string => path.join(certificates.folder, name);
    writeFileSync(
      file('config.json'),
      JSON.stringify({
        dicomweb: [
          {
            base: server.base,
            basic: { user: 'her2', password: 'ü' },
            tls: { ca: file('ca.pem'), certificate: file('client.pem'), key: file('client.key') },
          },
        ],
      }),
    );
    const [configured] = readConfig({ HER2_CONFIG: file('config.json') }).dicomweb;
    const web = createDicomweb({ allow: [configured!] });
    stops.push(web.close);
    expect(await web.searchSeries(server.base, '1.2', 'US', soon())).toMatchObject({ kind: 'answer' });
    expect(server.asked.at(-1)).toMatchObject({
      client: 'client',
      authorization: `Basic ${Buffer.from('her2:ü').toString('base64')}`,
    });
  });

  const refused: [string, () => AllowedArchive['tls']][] = [
    ['without a certificate', () => ({ ca: certificates.ca })],
    ['that does not know the authority', () => certificates.client],
    ['without any TLS setting', () => undefined],
  ];
  for (const [what, tls] of refused) {
    it(`a client ${what} is not: archive-unreachable`, async () => {
      expect(await search(tls())).toEqual([{ code: 'archive-unreachable' }]);
    });
  }

  it('a certificate that is none stops the start', () => {
    const tls = { certificate: 'no PEM', key: 'no PEM' };
    expect(() => createDicomweb({ allow: [{ base: server.base, tls }] })).toThrow(
      expect.objectContaining({ code: 'bad-configuration' }),
    );
  });
});

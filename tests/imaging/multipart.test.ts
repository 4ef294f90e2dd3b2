import { describe, expect, it } from 'vitest';
import { readMultipart } from '../../src/imaging/index.ts';
import { writeMultipart } from '../../src/imaging/multipart.ts';

async function* inChunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function parts(text: string, size = text.length, boundary = 'b', maxParts = 8): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const { mediaType, body } of readMultipart(inChunks(text, size), boundary, maxParts)) {
    found.push([mediaType.type, Buffer.from(body).toString('latin1')]);
  }
  return found;
}

const two = '--b\r\nContent-Type: a/b\r\n\r\none\r\n--b\r\nX: y\r\ncontent-type: c/d; q=1\r\n\r\n--b \r\n-\r\n--b--\r\n';

describe('readMultipart', () => {
  it('finds the same parts however the stream is cut', async () => {
    const expected = await parts(two);
    expect(expected).toEqual([
      ['a/b', 'one'],
      ['c/d', '--b \r\n-'],
    ]);
    for (let size = 1; size < two.length; size++) expect(await parts(two, size)).toEqual(expected);
  });

  it('passes over a preamble, parts without header, and whatever follows the end', async () => {
    expect(await parts('preamble\r\n--b\r\n\r\nbody\r\n--b--\r\nepilogue --b\r\n')).toEqual([['', 'body']]);
  });

  it('keeps each part when the next one is read', async () => {
    const held = [];
    for await (const part of readMultipart(inChunks(two, 5), 'b', 8)) held.push(part.body);
    expect(Buffer.from(held[0]!).toString()).toBe('one');
  });

  const broken: [string, string, number?][] = [
    ['ends inside a part', '--b\r\n\r\nbody'],
    ['ends inside a header', '--b\r\nContent-Type'],
    ['ends behind the last part', '--b\r\n\r\nbody\r\n--b'],
    ['has no delimiter', 'x'.repeat(20_000)],
    ['has a header without end', `--b\r\n${'x'.repeat(20_000)}`],
    ['has more parts than allowed', two, 1],
    ['is empty', ''],
  ];
  for (const [what, text, maxParts] of broken) {
    it(`refuses a stream that ${what}`, async () => {
      await expect(parts(text, 1000, 'b', maxParts)).rejects.toThrow(expect.objectContaining({ name: 'MultipartError' }));
    });
  }

  it('stops reading the stream once no more parts are wanted', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from('--b\r\n\r\none\r\n--b\r\n\r\n');
        for (;;) yield Buffer.from('more');
      } finally {
        closed = true;
      }
    }
    for await (const part of readMultipart(endless(), 'b', 8)) {
      expect(Buffer.from(part.body).toString()).toBe('one');
      break;
    }
    expect(closed).toBe(true);
  });

  it('reads what writeMultipart writes', async () => {
    const written = Buffer.from(writeMultipart([Buffer.from('one'), Buffer.from('--b')], 'c')).toString('latin1');
    expect(await parts(written, 3, 'c')).toEqual([
      ['application/dicom', 'one'],
      ['application/dicom', '--b'],
    ]);
  });
});

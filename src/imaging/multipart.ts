/**
 * multipart/related as DICOMweb uses it (RFC 2046 5.1, RFC 2387, PS3.18 8.6.1), read as a stream: a part is handed out as soon
 * as its end is seen, and nothing is kept of the parts before it.
 */
import type { MediaType } from './media-type.ts';
import { parseMediaType } from './media-type.ts';

export interface Part {
  readonly mediaType: MediaType;
  readonly body: Uint8Array;
}

export class MultipartError extends Error {
  override readonly name = 'MultipartError';
}

const MAX_HEADER_BYTES = 8192;
const LINE_END = '\r\n';
const BLANK_LINE = Buffer.from(LINE_END + LINE_END);

/** Throws MultipartError where the stream ends early or a limit is passed. */
export async function* readMultipart(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
  maxParts: number,
): AsyncGenerator<Part, void, void> {
  if (boundary === '' || boundary.length > 200) throw new MultipartError('no boundary');
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const reader = createReader(chunks);
  try {
    await reader.until(delimiter, MAX_HEADER_BYTES);
    for (let count = 0; !(await reader.isClosing()); count++) {
      if (count >= maxParts) throw new MultipartError('too many parts');
      const head = await reader.until(BLANK_LINE, MAX_HEADER_BYTES);
      yield {
        mediaType: parseMediaType(contentType(head.toString('latin1'))),
        body: await reader.until(delimiter, Number.POSITIVE_INFINITY),
      };
    }
    await reader.drain();
  } finally {
    await reader.close();
  }
}

function contentType(head: string): string | undefined {
  return /^content-type:[ \t]*(.*)$/im.exec(head)?.[1]?.trim();
}

interface Reader {
  /** Bytes up to the pattern, which is taken off too. */
  until(pattern: Buffer, maxBytes: number): Promise<Buffer>;
  /** Whether the delimiter just read was the closing one. */
  isClosing(): Promise<boolean>;
  /** Reads to the end, so that the connection can be used again. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

function createReader(chunks: AsyncIterable<Uint8Array>): Reader {
  const iterator = chunks[Symbol.asyncIterator]();
  // The first delimiter has no line break before it when there is no preamble.
  let held = Buffer.from(LINE_END);
  let start = 0;
  let end = held.length;

  const more = async (): Promise<void> => {
    const next = await iterator.next();
    if (next.done === true) throw new MultipartError('ends before its closing delimiter');
    const needed = end - start + next.value.length;
    if (end + next.value.length > held.length) {
      // Always a new buffer: parts that were handed out are views of the old one.
      const grown = Buffer.allocUnsafe(Math.max(65_536, 2 * needed));
      held.copy(grown, 0, start, end);
      held = grown;
      end -= start;
      start = 0;
    }
    held.set(next.value, end);
    end += next.value.length;
  };

  return {
    until: async (pattern, maxBytes) => {
      let searched = 0;
      for (;;) {
        const found = held.subarray(start, end).indexOf(pattern, searched);
        if (found >= 0) {
          const bytes = held.subarray(start, start + found);
          start += found + pattern.length;
          return bytes;
        }
        searched = Math.max(0, end - start - pattern.length + 1);
        if (searched > maxBytes) throw new MultipartError('header too long');
        await more();
      }
    },
    isClosing: async () => {
      while (end - start < 2) await more();
      return held[start] === 0x2d && held[start + 1] === 0x2d;
    },
    drain: async () => {
      while ((await iterator.next()).done !== true);
    },
    close: async () => {
      await iterator.return?.();
    },
  };
}

/** A request body of `application/dicom` parts for STOW-RS. */
export function writeMultipart(objects: readonly Uint8Array[], boundary: string): Uint8Array {
  const parts = objects.flatMap((object) => [
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    object,
    Buffer.from(LINE_END),
  ]);
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}

/** multipart/related bodies (RFC 2387, PS3.18 8.6.1): written for WADO-RS, read for STOW-RS. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { readMultipart } from '../../imaging/index.ts';
import { DicomwebFailure } from './dicomweb-failure.ts';

export interface Part {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly location?: string;
}

const MAX_PARTS = 2000;
const LINE_END = Buffer.of(0x0d, 0x0a);

/** `type` is the media type of the parts, for the header of the whole. */
export function writeMultipart(parts: readonly Part[], type: string): { readonly contentType: string; readonly body: Buffer } {
  const boundary = randomUUID();
  const pieces = parts.flatMap(({ contentType, bytes, location }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Type: ${contentType}\r\nContent-Length: ${bytes.length}\r\n${
        location === undefined ? '' : `Content-Location: ${location}\r\n`
      }\r\n`,
    ),
    bytes,
    LINE_END,
  ]);
  return {
    contentType: `multipart/related; type="${type}"; boundary=${boundary}`,
    body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** The parts of a body; 400 where the body is not what its header says. */
export async function readParts(contentType: string, body: Buffer): Promise<Part[]> {
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const parts: Part[] = [];
  try {
    for await (const { mediaType, body: bytes } of readMultipart(
      Readable.from([body]),
      found?.[1] ?? found?.[2] ?? '',
      MAX_PARTS,
    ))
      parts.push({ contentType: mediaType.type, bytes });
  } catch (error) {
    throw new DicomwebFailure(400, 'The body is not multipart with the boundary that Content-Type states', { cause: error });
  }
  return parts;
}

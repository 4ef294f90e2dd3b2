/** multipart/related bodies (RFC 2387, PS3.18 8.6.1): written for WADO-RS, read for STOW-RS. */
import { randomUUID } from 'node:crypto';
import { DicomwebFailure } from './dicomweb-failure.ts';

export interface Part {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly location?: string;
}

const MAX_PARTS = 2000;
const MAX_HEADER_BYTES = 8192;

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
    Buffer.from('\r\n'),
  ]);
  return {
    contentType: `multipart/related; type="${type}"; boundary=${boundary}`,
    body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** The parts of a body, as views of it; 400 where the body is not what its header says. */
export function readMultipart(contentType: string, body: Buffer): Part[] {
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) throw new DicomwebFailure(400, 'Content-Type states no multipart boundary');
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter may stand at the very beginning, without a line break before it.
  let at = body.subarray(0, delimiter.length - 2).equals(delimiter.subarray(2))
    ? delimiter.length - 2
    : after(body, delimiter, 0);
  const parts: Part[] = [];
  while (body.subarray(at, at + 2).toString('latin1') !== '--') {
    if (parts.length >= MAX_PARTS) throw new DicomwebFailure(400, `A request has at most ${MAX_PARTS} parts`);
    const headersEnd = body.indexOf('\r\n\r\n', at);
    if (headersEnd < 0 || headersEnd - at > MAX_HEADER_BYTES) throw new DicomwebFailure(400, 'A part has no end of its headers');
    const headers = body.subarray(at, headersEnd).toString('latin1');
    const end = body.indexOf(delimiter, headersEnd + 2);
    if (end < 0) throw new DicomwebFailure(400, 'The closing multipart boundary is missing');
    const type = /^content-type:\s*([^;\r\n]+)/im.exec(headers)?.[1];
    parts.push({ contentType: type?.trim().toLowerCase() ?? '', bytes: body.subarray(headersEnd + 4, end) });
    at = end + delimiter.length;
  }
  return parts;
}

function after(body: Buffer, delimiter: Buffer, from: number): number {
  const at = body.indexOf(delimiter, from);
  if (at < 0) throw new DicomwebFailure(400, 'The multipart boundary does not occur in the body');
  return at + delimiter.length;
}

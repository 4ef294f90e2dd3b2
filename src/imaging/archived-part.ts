/** The object or frame in a WADO-RS answer (PS3.18 8.7.3), and the transfer syntax that it came in. */
import { allBytes, BadAnswer } from './archive-answer.ts';
import { isUid } from './attributes.ts';
import { isBaseline, readJpegHeader } from './jpeg-header.ts';
import { parseMediaType } from './media-type.ts';
import type { Part } from './multipart.ts';
import { readMultipart } from './multipart.ts';
import { TRANSFER_SYNTAX } from './transfer-syntax.ts';

export async function firstPart(response: Response, body: AsyncIterable<Uint8Array>, maxParts: number): Promise<Part> {
  const mediaType = parseMediaType(response.headers.get('content-type'));
  if (!mediaType.type.startsWith('multipart/')) return { mediaType, body: await allBytes(body) };
  let first: Part | undefined;
  for await (const part of readMultipart(body, mediaType.parameters.get('boundary') ?? '', maxParts)) first ??= part;
  if (first === undefined) throw new BadAnswer('multipart answer without a part');
  return first;
}

/** Octets without a stated syntax are uncompressed; Orthanc states it inside the outer type parameter. */
export function frameSyntax({ mediaType, body }: Part, response: Response): string {
  const outer = parseMediaType(response.headers.get('content-type'));
  const stated =
    mediaType.parameters.get('transfer-syntax') ??
    outer.parameters.get('transfer-syntax') ??
    parseMediaType(outer.parameters.get('type')).parameters.get('transfer-syntax');
  if (stated !== undefined && isUid(stated)) return stated;
  if (mediaType.type === 'application/octet-stream') return TRANSFER_SYNTAX.explicitLittleEndian;
  if (mediaType.type === 'image/jpeg' && isBaseline(readJpegHeader(body))) return TRANSFER_SYNTAX.jpegBaseline;
  throw new BadAnswer('frame without a transfer syntax');
}

/** A login page comes with status 200 too. */
export function isObjectType({ mediaType }: Part): boolean {
  return mediaType.type === 'application/dicom' || mediaType.type === 'application/octet-stream' || mediaType.type === '';
}

/**
 * The elements of one data set, by dicom-parser: the loop over the top level is here, so that what dicom-parser misreads is
 * skipped, and every number it reads comes through a meter that stops at a limit.
 */
import type { ByteArrayParser, Element } from 'dicom-parser';
import dicomParser from 'dicom-parser';
import type { ImagingLimits } from './imaging-limits.ts';
import { TRANSFER_SYNTAX } from './transfer-syntax.ts';

export const PIXEL_DATA = 'x7fe00010';
export const EXTENDED_OFFSET_TABLE = 'x7fe00001';
export type Elements = Record<string, Element>;

/** More than the limits allow, as opposed to damaged. */
export class LimitReached extends Error {}

/** Ends after Pixel Data: what follows it (digital signatures, padding) is not read. */
export function topLevelElements(bytes: Uint8Array, start: number, transferSyntax: string, limits: ImagingLimits): Elements {
  const endian =
    transferSyntax === TRANSFER_SYNTAX.explicitBigEndian
      ? dicomParser.bigEndianByteArrayParser
      : dicomParser.littleEndianByteArrayParser;
  const stream = new dicomParser.ByteStream(metered(endian, limits.maxReads), bytes, start);
  const implicit = transferSyntax === TRANSFER_SYNTAX.implicitLittleEndian;
  const elements: Elements = Object.create(null);
  while (stream.position + 8 <= bytes.length && elements[PIXEL_DATA] === undefined) {
    if (!implicit && hasVeryLongValue(bytes, stream.position)) {
      const element = veryLongValue(stream, bytes);
      if (element.tag === EXTENDED_OFFSET_TABLE) elements[element.tag] = element;
      continue;
    }
    const element = implicit
      ? dicomParser.readDicomElementImplicit(stream, undefined, (tag) => (tag === PIXEL_DATA ? 'OW' : (undefined as never)))
      : dicomParser.readDicomElementExplicit(stream, stream.warnings);
    if (element.dataOffset + element.length > bytes.length && element.tag !== PIXEL_DATA) throw 'element runs past the end';
    elements[element.tag] = element;
  }
  return elements;
}

/** OV, SV and UV (PS3.5 7.1.2) have 32-bit lengths that dicom-parser 1.8 takes for 16-bit ones. */
function hasVeryLongValue(bytes: Uint8Array, position: number): boolean {
  return (
    bytes[position + 5] === 0x56 && (bytes[position + 4] === 0x4f || bytes[position + 4] === 0x53 || bytes[position + 4] === 0x55)
  );
}

function veryLongValue(stream: InstanceType<typeof dicomParser.ByteStream>, bytes: Uint8Array): Element {
  const tag = dicomParser.readTag(stream);
  stream.seek(4);
  if (stream.position + 4 > bytes.length) throw 'element runs past the end';
  const length = stream.readUint32();
  const dataOffset = stream.position;
  stream.seek(length);
  return { tag, vr: 'OV', length, dataOffset };
}

export function metered(parser: ByteArrayParser, maxReads: number): ByteArrayParser {
  let left = maxReads;
  const count = (): void => {
    left -= 1;
    if (left < 0) throw new LimitReached('more elements than this service reads');
  };
  return {
    ...parser,
    readUint16: (bytes, position) => {
      count();
      return parser.readUint16(bytes, position);
    },
    readUint32: (bytes, position) => {
      count();
      return parser.readUint32(bytes, position);
    },
  };
}

/** Depth of sequences, counted no further than one beyond the limit. */
export function nesting(elements: Elements, limit: number): number {
  if (limit < 0) return 1;
  let deepest = 0;
  for (const tag in elements) {
    for (const item of elements[tag]!.items ?? []) {
      if (item.dataSet !== undefined) deepest = Math.max(deepest, 1 + nesting(item.dataSet.elements, limit - 1));
    }
  }
  return deepest;
}

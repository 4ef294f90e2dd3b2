/**
 * DICOM part 10 bytes (PS3.10 section 7) to attributes and pixel data, over dicom-parser.
 * dicom-parser has no limits, throws strings, misreads OV, SV and UV, and inflates without bound; so the loop over the
 * top-level elements is here, its numbers come through a meter that stops at a limit, and nothing it throws gets out.
 */
import { inflateRawSync } from 'node:zlib';
import type { ByteArrayParser, Element } from 'dicom-parser';
import dicomParser from 'dicom-parser';
import type { Attributes } from './attributes.ts';
import { isUid } from './attributes.ts';
import { datasetAttributes } from './dataset-attributes.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { DEFAULT_LIMITS } from './imaging-limits.ts';
import { TRANSFER_SYNTAX } from './sop-class.ts';
import { TAG } from './tag.ts';

/** Frames one after the other, as they are in the file. */
export interface NativePixelData {
  readonly kind: 'native';
  readonly bytes: Uint8Array;
  /** The high byte of each 16-bit word comes first (Explicit VR Big Endian with OW). */
  readonly bigEndianWords: boolean;
}

/** Compressed stream in pieces, PS3.5 A.4. */
export interface EncapsulatedPixelData {
  readonly kind: 'encapsulated';
  readonly fragments: readonly { readonly offset: number; readonly bytes: Uint8Array }[];
  /** Basic offset table; empty where the file leaves it out. */
  readonly offsets: readonly number[];
}

export interface DicomObject {
  readonly kind: 'dicom';
  readonly transferSyntax: string;
  readonly attributes: Attributes;
  readonly pixelData?: NativePixelData | EncapsulatedPixelData;
}

export interface Unreadable {
  readonly kind: 'unreadable';
  readonly cause: 'too-large' | 'not-dicom' | 'damaged';
  /** No values of the file. */
  readonly detail: string;
}

export function parseDicom(bytes: Uint8Array, limits: ImagingLimits = DEFAULT_LIMITS): DicomObject | Unreadable {
  if (bytes.length > limits.maxObjectBytes)
    return unreadable('too-large', `${bytes.length} bytes, limit ${limits.maxObjectBytes}`);
  if (bytes.length < 140 || bytes[128] !== 0x44 || bytes[129] !== 0x49 || bytes[130] !== 0x43 || bytes[131] !== 0x4d) {
    return unreadable('not-dicom', 'no DICM prefix at byte 128');
  }
  try {
    return parse(bytes, limits);
  } catch (cause) {
    if (cause instanceof LimitReached) return unreadable('too-large', cause.message);
    if (cause instanceof RangeError) return unreadable('damaged', 'nested too deep, or a length beyond the end');
    return unreadable('damaged', typeof cause === 'string' ? parserMessage(cause) : 'the data set could not be read');
  }
}

class LimitReached extends Error {}

function unreadable(cause: Unreadable['cause'], detail: string): Unreadable {
  return { kind: 'unreadable', cause, detail };
}

/** dicom-parser's messages name functions, tags and offsets, never values; cut all the same. */
function parserMessage(thrown: string): string {
  return thrown.replace(/^dicomParser\.?:?/, '').slice(0, 120);
}

const META_START = 132;

function parse(bytes: Uint8Array, limits: ImagingLimits): DicomObject | Unreadable {
  const stream = new dicomParser.ByteStream(metered(dicomParser.littleEndianByteArrayParser, limits.maxReads), bytes, META_START);
  const meta: Elements = Object.create(null);
  while (stream.position + 8 <= bytes.length && bytes[stream.position] === 0x02 && bytes[stream.position + 1] === 0x00) {
    const element = dicomParser.readDicomElementExplicit(stream, stream.warnings);
    meta[element.tag] = element;
  }
  const transferSyntax = datasetAttributes(meta, bytes, false).strings(TAG.TransferSyntaxUid)[0];
  if (transferSyntax === undefined || !isUid(transferSyntax)) return unreadable('damaged', 'no transfer syntax');
  if (transferSyntax === TRANSFER_SYNTAX.deflatedExplicitLittleEndian) {
    return readDataset(inflate(bytes.subarray(stream.position), limits), 0, transferSyntax, limits);
  }
  return readDataset(bytes, stream.position, transferSyntax, limits);
}

function inflate(deflated: Uint8Array, limits: ImagingLimits): Uint8Array {
  try {
    return inflateRawSync(deflated, { maxOutputLength: limits.maxObjectBytes });
  } catch (cause) {
    if (cause instanceof RangeError) throw new LimitReached(`inflates to more than ${limits.maxObjectBytes} bytes`);
    throw cause;
  }
}

function readDataset(bytes: Uint8Array, start: number, transferSyntax: string, limits: ImagingLimits): DicomObject | Unreadable {
  if (start >= bytes.length) return unreadable('damaged', 'no data set');
  const bigEndian = transferSyntax === TRANSFER_SYNTAX.explicitBigEndian;
  const elements = topLevelElements(bytes, start, transferSyntax, limits);
  const depth = nesting(elements, limits.maxDepth);
  if (depth > limits.maxDepth) return unreadable('too-large', `sequences nested more than ${limits.maxDepth} deep`);
  const attributes = datasetAttributes(elements, bytes, bigEndian);
  const element = elements[PIXEL_DATA];
  if (element === undefined) return { kind: 'dicom', transferSyntax, attributes };
  const pixelData = pixelDataOf(element, bytes, bigEndian);
  return 'cause' in pixelData ? pixelData : { kind: 'dicom', transferSyntax, attributes, pixelData };
}

const PIXEL_DATA = 'x7fe00010';
type Elements = Record<string, Element>;

/** Ends after Pixel Data: what follows it (digital signatures, padding) is not read. */
function topLevelElements(bytes: Uint8Array, start: number, transferSyntax: string, limits: ImagingLimits): Elements {
  const endian =
    transferSyntax === TRANSFER_SYNTAX.explicitBigEndian
      ? dicomParser.bigEndianByteArrayParser
      : dicomParser.littleEndianByteArrayParser;
  const stream = new dicomParser.ByteStream(metered(endian, limits.maxReads), bytes, start);
  const implicit = transferSyntax === TRANSFER_SYNTAX.implicitLittleEndian;
  const elements: Elements = Object.create(null);
  while (stream.position + 8 <= bytes.length && elements[PIXEL_DATA] === undefined) {
    if (!implicit && hasVeryLongValue(bytes, stream.position)) {
      skipVeryLongValue(stream, bytes);
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

function skipVeryLongValue(stream: InstanceType<typeof dicomParser.ByteStream>, bytes: Uint8Array): void {
  stream.seek(8);
  if (stream.position + 4 > bytes.length) throw 'element runs past the end';
  stream.seek(stream.readUint32());
}

function metered(parser: ByteArrayParser, maxReads: number): ByteArrayParser {
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
function nesting(elements: Elements, limit: number): number {
  if (limit < 0) return 1;
  let deepest = 0;
  for (const tag in elements) {
    for (const item of elements[tag]!.items ?? []) {
      if (item.dataSet !== undefined) deepest = Math.max(deepest, 1 + nesting(item.dataSet.elements, limit - 1));
    }
  }
  return deepest;
}

function pixelDataOf(
  element: Element,
  bytes: Uint8Array,
  bigEndian: boolean,
): NativePixelData | EncapsulatedPixelData | Unreadable {
  if (element.encapsulatedPixelData === true) {
    const fragments = (element.fragments ?? []).map((fragment) => ({
      offset: fragment.offset,
      end: fragment.position + fragment.length,
      bytes: bytes.subarray(fragment.position, fragment.position + fragment.length),
    }));
    if (fragments.some((fragment) => fragment.end > bytes.length)) return unreadable('damaged', 'pixel data is cut short');
    return {
      kind: 'encapsulated',
      fragments: fragments.map(({ offset, bytes: piece }) => ({ offset, bytes: piece })),
      offsets: element.basicOffsetTable ?? [],
    };
  }
  if (element.hadUndefinedLength === true) return unreadable('damaged', 'pixel data of undefined length without fragments');
  const pixels = bytes.subarray(element.dataOffset, element.dataOffset + element.length);
  return { kind: 'native', bytes: pixels, bigEndianWords: bigEndian && element.vr === 'OW' };
}

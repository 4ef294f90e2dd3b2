/**
 * DICOM part 10 bytes (PS3.10 section 7) to attributes and pixel data, over dicom-parser.
 * dicom-parser has no limits, throws strings and inflates without bound; so it is given one data set at a time, under a
 * meter, and nothing it throws gets out.
 */
import { inflateRawSync } from 'node:zlib';
import type { Element } from 'dicom-parser';
import dicomParser from 'dicom-parser';
import type { Attributes } from './attributes.ts';
import { isUid } from './attributes.ts';
import { datasetAttributes } from './dataset-attributes.ts';
import type { Elements } from './dataset-elements.ts';
import { EXTENDED_OFFSET_TABLE, LimitReached, metered, nesting, PIXEL_DATA, topLevelElements } from './dataset-elements.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { DEFAULT_LIMITS } from './imaging-limits.ts';
import { TAG } from './tag.ts';
import { TRANSFER_SYNTAX } from './transfer-syntax.ts';

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
  /** Extended or basic offset table; empty where the file has neither. */
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
  const pixelData = pixelDataOf(element, bytes, bigEndian, extendedOffsets(elements, bytes, limits.maxFrames));
  return 'cause' in pixelData ? pixelData : { kind: 'dicom', transferSyntax, attributes, pixelData };
}

function pixelDataOf(
  element: Element,
  bytes: Uint8Array,
  bigEndian: boolean,
  extended: readonly number[],
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
      offsets: extended.length > 0 ? extended : (element.basicOffsetTable ?? []),
    };
  }
  if (element.hadUndefinedLength === true) return unreadable('damaged', 'pixel data of undefined length without fragments');
  const pixels = bytes.subarray(element.dataOffset, element.dataOffset + element.length);
  return { kind: 'native', bytes: pixels, bigEndianWords: bigEndian && element.vr === 'OW' };
}

/** PS3.3 C.7.6.3.1.8: 64-bit offsets of the frames; only explicit little endian has encapsulated pixel data. */
function extendedOffsets(elements: Elements, bytes: Uint8Array, maxFrames: number): readonly number[] {
  const table = elements[EXTENDED_OFFSET_TABLE];
  if (table === undefined || table.dataOffset + table.length > bytes.length || table.length > 8 * maxFrames) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset + table.dataOffset, table.length);
  return Array.from({ length: Math.floor(table.length / 8) }, (_, index) => Number(view.getBigUint64(8 * index, true)));
}

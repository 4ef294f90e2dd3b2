/**
 * DICOM part 10 bytes to DICOM JSON and pixel data (PS3.5 section 7, PS3.10 section 7), Explicit VR Little Endian
 * and the compressed transfer syntaxes, which share its encoding. Everything in the bytes is hostile: lengths are
 * checked against the file, sequences and elements are counted. Undefined-length UN is a sequence in implicit VR.
 */
import type { DicomJson, DicomJsonElement } from './dicom-json.ts';
import { type DecodeText, decodeTextFor, elementValue } from './element-value.ts';

export interface DicomFile {
  readonly transferSyntax: string;
  /** Without group 0002 and pixel data, tags in ascending order. */
  readonly dataset: DicomJson;
  readonly pixelData?: StoredPixelData;
}

export type StoredPixelData =
  | { readonly kind: 'native'; readonly bytes: Uint8Array }
  | { readonly kind: 'encapsulated'; readonly offsets: readonly number[]; readonly fragments: readonly Fragment[] };

export interface Fragment {
  /** Of the fragment's item from the first byte after the Basic Offset Table. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** The bytes are no data set that this archive can keep; `reason` is the DICOM failure reason (PS3.18 table I.2-2). */
export class UnreadableDicom extends Error {
  override readonly name = 'UnreadableDicom';
  readonly reason: number;
  constructor(reason: 0xc000 | 0xc122, message: string) {
    super(message);
    this.reason = reason;
  }
}

const MAX_ELEMENTS = 200_000;
const MAX_DEPTH = 16;
const UNDEFINED_LENGTH = 0xffffffff;
const LONG_VRS = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const NOT_EXPLICIT_LITTLE_ENDIAN = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.2', '1.2.840.10008.1.2.1.99']);

interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  position: number;
  elements: number;
  text: DecodeText;
  pixelData?: StoredPixelData;
}

/** Pixel data of the result are views of `bytes`, which must not change afterwards. */
export function readDataset(bytes: Uint8Array): DicomFile {
  if (bytes.length < 144 || String.fromCharCode(...bytes.subarray(128, 132)) !== 'DICM') throw damaged('no DICM prefix');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cursor: Cursor = { bytes, view, position: 132, elements: 0, text: decodeTextFor([]) };
  const metaElements: Record<string, DicomJsonElement> = {};
  while (cursor.position + 8 <= bytes.length && view.getUint16(cursor.position, true) === 0x0002)
    readElement(cursor, bytes.length, metaElements, 0, false);
  const transferSyntax = metaElements['00020010']?.Value?.[0];
  if (typeof transferSyntax !== 'string') throw damaged('no transfer syntax');
  if (NOT_EXPLICIT_LITTLE_ENDIAN.has(transferSyntax))
    throw new UnreadableDicom(0xc122, 'Only Explicit VR Little Endian and compressed transfer syntaxes are kept');
  const dataset = readElements(cursor, bytes.length, 0, false);
  return { transferSyntax, dataset, ...(cursor.pixelData === undefined ? {} : { pixelData: cursor.pixelData }) };
}

function readElements(cursor: Cursor, end: number, depth: number, implicit: boolean): DicomJson {
  if (depth > MAX_DEPTH) throw damaged('sequences nested too deep');
  const elements: Record<string, DicomJsonElement> = {};
  while (cursor.position < end) if (!readElement(cursor, end, elements, depth, implicit)) break;
  return elements;
}

/** Reads one element into `elements`; false at an item delimitation. */
function readElement(
  cursor: Cursor,
  end: number,
  elements: Record<string, DicomJsonElement>,
  depth: number,
  implicit: boolean,
): boolean {
  if (++cursor.elements > MAX_ELEMENTS) throw damaged('too many elements');
  const tag = readTag(cursor, end);
  if (tag === 'FFFEE00D') {
    take(cursor, 4, end);
    return false;
  }
  const vr = implicit ? 'UN' : String.fromCharCode(cursor.bytes[cursor.position]!, cursor.bytes[cursor.position + 1]!);
  if (!/^[A-Z]{2}$/.test(vr)) throw damaged('no value representation');
  const length = readLength(cursor, vr, end, implicit);
  if (tag === '7FE00010' && depth === 0) {
    cursor.pixelData =
      length === UNDEFINED_LENGTH ? encapsulated(cursor, end) : { kind: 'native', bytes: take(cursor, length, end) };
    return true;
  }
  if (vr === 'SQ' || length === UNDEFINED_LENGTH) {
    if (vr !== 'SQ' && vr !== 'UN') throw damaged('undefined length outside of a sequence');
    const items = readItems(
      cursor,
      length === UNDEFINED_LENGTH ? undefined : within(cursor, length, end),
      end,
      depth,
      implicit || vr === 'UN',
    );
    elements[tag] = items.length === 0 ? { vr: 'SQ' } : { vr: 'SQ', Value: items };
    return true;
  }
  const read = elementValue(vr, take(cursor, length, end), cursor.text);
  // Group lengths are retired; a value too large to embed is left out.
  if (read !== undefined && !tag.endsWith('0000')) elements[tag] = read;
  if (tag === '00080005') cursor.text = decodeTextFor(read?.Value ?? []);
  return true;
}

/** Items up to `itemsEnd`, or to the sequence delimitation where the length is undefined. */
function readItems(cursor: Cursor, itemsEnd: number | undefined, end: number, depth: number, implicit: boolean): DicomJson[] {
  const items: DicomJson[] = [];
  const limit = itemsEnd ?? end;
  while (cursor.position < limit) {
    if (++cursor.elements > MAX_ELEMENTS) throw damaged('too many items');
    const tag = readTag(cursor, limit);
    const length = uint32(cursor, limit);
    if (tag === 'FFFEE0DD') return items;
    if (tag !== 'FFFEE000') throw damaged('no item where one was expected');
    items.push(readElements(cursor, length === UNDEFINED_LENGTH ? limit : within(cursor, length, limit), depth + 1, implicit));
  }
  if (itemsEnd === undefined) throw damaged('a sequence has no end');
  return items;
}

function encapsulated(cursor: Cursor, end: number): StoredPixelData {
  const pieces: Uint8Array[] = [];
  const offsets: number[] = [];
  const fragments: Fragment[] = [];
  let start = 0;
  for (;;) {
    if (++cursor.elements > MAX_ELEMENTS) throw damaged('too many fragments');
    const itemAt = cursor.position;
    const tag = readTag(cursor, end);
    const length = uint32(cursor, end);
    if (tag === 'FFFEE0DD') break;
    if (tag !== 'FFFEE000') throw damaged('no fragment where one was expected');
    const bytes = take(cursor, length, end);
    if (pieces.push(bytes) === 1) {
      const table = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let i = 0; i + 4 <= bytes.length; i += 4) offsets.push(table.getUint32(i, true));
      start = cursor.position;
    } else fragments.push({ offset: itemAt - start, bytes });
  }
  return { kind: 'encapsulated', offsets, fragments };
}

function readTag(cursor: Cursor, end: number): string {
  const bytes = take(cursor, 4, end);
  return [bytes[1]!, bytes[0]!, bytes[3]!, bytes[2]!]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

function readLength(cursor: Cursor, vr: string, end: number, implicit: boolean): number {
  if (implicit) return uint32(cursor, end);
  take(cursor, LONG_VRS.has(vr) ? 4 : 2, end);
  if (LONG_VRS.has(vr)) return uint32(cursor, end);
  const bytes = take(cursor, 2, end);
  return bytes[0]! | (bytes[1]! << 8);
}

function uint32(cursor: Cursor, end: number): number {
  const at = cursor.position;
  take(cursor, 4, end);
  return cursor.view.getUint32(at, true);
}

function take(cursor: Cursor, length: number, end: number): Uint8Array {
  const stop = within(cursor, length, end);
  const bytes = cursor.bytes.subarray(cursor.position, stop);
  cursor.position = stop;
  return bytes;
}

function within(cursor: Cursor, length: number, end: number): number {
  if (cursor.position + length > end) throw damaged('a length runs past the end');
  return cursor.position + length;
}

function damaged(message: string): UnreadableDicom {
  return new UnreadableDicom(0xc000, message);
}

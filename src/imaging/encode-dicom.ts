/**
 * A small writer of DICOM part 10 files in Explicit VR Little Endian (PS3.5 section 7.1, PS3.10 section 7.1).
 * Same data set, same bytes: elements are put in tag order, sequences have defined lengths, nothing is added.
 */
import { TRANSFER_SYNTAX } from './transfer-syntax.ts';

export type ElementValue = string | readonly string[] | number | readonly number[] | Uint8Array | readonly Dataset[];

/** Tag as eight hexadecimal digits to [VR, value]; `undefined` leaves the element out, '' writes it empty. */
export interface Dataset {
  readonly [tag: string]: readonly [vr: string, value: ElementValue] | undefined;
}

/** Root of UIDs made from UUIDs is 2.25; the class UID names this writer (PS3.7 D.3.3.2). */
const IMPLEMENTATION_CLASS_UID = '2.25.142358912409483340215047226473215983271';

export function encodeDicom(dataset: Dataset): Uint8Array {
  const sopClassUid = required(dataset, '00080016');
  const sopInstanceUid = required(dataset, '00080018');
  const meta = encodeElements({
    '00020001': ['OB', Uint8Array.of(0, 1)],
    '00020002': ['UI', sopClassUid],
    '00020003': ['UI', sopInstanceUid],
    '00020010': ['UI', TRANSFER_SYNTAX.explicitLittleEndian],
    '00020012': ['UI', IMPLEMENTATION_CLASS_UID],
    '00020013': ['SH', 'HER2LOWCDS'],
  });
  const preamble = new Uint8Array(132);
  preamble.set([0x44, 0x49, 0x43, 0x4d], 128);
  return concat([preamble, encodeElements({ '00020000': ['UL', meta.length] }), meta, encodeElements(dataset)]);
}

function required(dataset: Dataset, tag: string): string {
  const value = dataset[tag]?.[1];
  if (typeof value !== 'string' || value === '') throw new TypeError(`a DICOM object needs ${tag}`);
  return value;
}

function encodeElements(dataset: Dataset): Uint8Array {
  const tags = Object.keys(dataset).sort();
  return concat(
    tags.flatMap((tag) => {
      const element = dataset[tag];
      return element === undefined ? [] : encodeElement(tag, element[0], element[1]);
    }),
  );
}

/** PS3.5 7.1.2: these have a 32-bit length after two reserved bytes. */
const LONG_FORM = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

function encodeElement(tag: string, vr: string, value: ElementValue): Uint8Array[] {
  const body = encodeValue(vr, value);
  const long = LONG_FORM.has(vr);
  if (!long && body.length > 0xffff) throw new RangeError(`${tag}: ${body.length} bytes do not fit ${vr}`);
  const head = new Uint8Array(long ? 12 : 8);
  const view = new DataView(head.buffer);
  putTag(view, tag);
  head[4] = vr.charCodeAt(0);
  head[5] = vr.charCodeAt(1);
  if (long) view.setUint32(8, body.length, true);
  else view.setUint16(6, body.length, true);
  return [head, body];
}

function putTag(view: DataView, tag: string): void {
  view.setUint16(0, Number.parseInt(tag.slice(0, 4), 16), true);
  view.setUint16(2, Number.parseInt(tag.slice(4), 16), true);
}

const NUMERIC: Readonly<
  Record<string, { readonly size: number; readonly put: (view: DataView, at: number, value: number) => void }>
> = {
  US: { size: 2, put: (view, at, value) => view.setUint16(at, value, true) },
  UL: { size: 4, put: (view, at, value) => view.setUint32(at, value, true) },
  FD: { size: 8, put: (view, at, value) => view.setFloat64(at, value, true) },
};

function encodeValue(vr: string, value: ElementValue): Uint8Array {
  if (value instanceof Uint8Array) return padded(value, 0);
  const values: readonly (string | number | Dataset)[] = Array.isArray(value) ? value : [value];
  if (vr === 'SQ') return concat(values.flatMap((item) => encodeItem(item as Dataset)));
  const numeric = NUMERIC[vr];
  if (numeric !== undefined) {
    const bytes = new Uint8Array(values.length * numeric.size);
    const view = new DataView(bytes.buffer);
    values.forEach((entry, index) => {
      numeric.put(view, index * numeric.size, entry as number);
    });
    return bytes;
  }
  return padded(new TextEncoder().encode(values.map(String).join('\\')), vr === 'UI' ? 0 : 0x20);
}

function encodeItem(item: Dataset): Uint8Array[] {
  const body = encodeElements(item);
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  putTag(view, 'FFFEE000');
  view.setUint32(4, body.length, true);
  return [head, body];
}

function padded(bytes: Uint8Array, pad: number): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  const even = new Uint8Array(bytes.length + 1);
  even.set(bytes);
  even[bytes.length] = pad;
  return even;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

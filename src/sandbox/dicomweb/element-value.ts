/** One DICOM element's bytes as a DICOM JSON element (PS3.18 F.2.2 to F.2.5), per value representation (PS3.5 6.2). */
import type { DicomJsonElement } from './dicom-json.ts';

const MAX_INLINE_BYTES = 65_536;

type Read = (view: DataView, at: number) => number | string;
const NUMBERS: Readonly<Record<string, { readonly size: number; readonly read: Read }>> = {
  US: { size: 2, read: (view, at) => view.getUint16(at, true) },
  SS: { size: 2, read: (view, at) => view.getInt16(at, true) },
  UL: { size: 4, read: (view, at) => view.getUint32(at, true) },
  SL: { size: 4, read: (view, at) => view.getInt32(at, true) },
  FL: { size: 4, read: (view, at) => view.getFloat32(at, true) },
  FD: { size: 8, read: (view, at) => view.getFloat64(at, true) },
  UV: { size: 8, read: (view, at) => exact(view.getBigUint64(at, true)) },
  SV: { size: 8, read: (view, at) => exact(view.getBigInt64(at, true)) },
  AT: {
    size: 4,
    read: (view, at) =>
      ((view.getUint16(at, true) * 0x10000 + view.getUint16(at + 2, true)) >>> 0).toString(16).padStart(8, '0').toUpperCase(),
  },
};
const BINARY = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);
/** One value, in which a backslash is a character. */
const UNDIVIDED = new Set(['LT', 'ST', 'UT', 'UR']);
/** Not subject to Specific Character Set (PS3.5 6.1.2.2). */
const DEFAULT_CHARACTERS = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', 'UR']);
const latin1 = decoder('latin1');

export type DecodeText = (bytes: Uint8Array) => string;

function decoder(encoding: string): DecodeText {
  const own = new TextDecoder(encoding);
  return (bytes) => own.decode(bytes);
}

/** Undefined for a binary value that is too large to embed. */
export function elementValue(vr: string, bytes: Uint8Array, text: DecodeText): DicomJsonElement | undefined {
  if (BINARY.has(vr)) {
    if (bytes.length > MAX_INLINE_BYTES) return undefined;
    return bytes.length === 0 ? { vr } : { vr, InlineBinary: Buffer.from(bytes).toString('base64') };
  }
  const values = Object.hasOwn(NUMBERS, vr) ? numbers(vr, bytes) : texts(vr, bytes, text);
  return values.length === 0 ? { vr } : { vr, Value: values };
}

function numbers(vr: string, bytes: Uint8Array): unknown[] {
  const { size, read } = NUMBERS[vr]!;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => {
    const value = read(view, i * size);
    // JSON has no NaN or infinity; PS3.18 F.2.2 writes them as strings.
    return typeof value === 'number' && !Number.isFinite(value) ? String(value).replace('Infinity', 'inf') : value;
  });
}

function texts(vr: string, bytes: Uint8Array, text: DecodeText): unknown[] {
  const decoded = (DEFAULT_CHARACTERS.has(vr) ? latin1 : text)(bytes);
  // Trailing padding only: leading spaces are part of the long text representations.
  if (UNDIVIDED.has(vr)) return decoded === '' ? [] : [decoded.replace(/[ \0]+$/, '')];
  const values = decoded.split('\\').map((value) => value.replace(/^ +|[ \0]+$/g, ''));
  if (values.every((value) => value === '')) return [];
  return values.map((value) => {
    if (value === '') return null;
    if (vr === 'PN') return personName(value);
    if ((vr === 'IS' || vr === 'DS') && Number.isFinite(Number(value))) return Number(value);
    return value;
  });
}

function personName(value: string): Record<string, string> {
  const [alphabetic = '', ideographic = '', phonetic = ''] = value.split('=');
  return {
    ...(alphabetic === '' ? {} : { Alphabetic: alphabetic }),
    ...(ideographic === '' ? {} : { Ideographic: ideographic }),
    ...(phonetic === '' ? {} : { Phonetic: phonetic }),
  };
}

function exact(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}

const ENCODINGS: Readonly<Record<string, string>> = {
  ISO_IR_192: 'utf-8',
  ISO_IR_101: 'iso-8859-2',
  ISO_IR_109: 'iso-8859-3',
  ISO_IR_110: 'iso-8859-4',
  ISO_IR_144: 'iso-8859-5',
  ISO_IR_127: 'iso-8859-6',
  ISO_IR_126: 'iso-8859-7',
  ISO_IR_138: 'iso-8859-8',
  ISO_IR_148: 'windows-1254',
  ISO_IR_13: 'shift_jis',
  ISO_IR_166: 'windows-874',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** Decoding for Specific Character Set (0008,0005); code extensions (ISO 2022) are read by their first set only. */
export function decodeTextFor(characterSets: readonly unknown[]): DecodeText {
  const name = String(characterSets[0] ?? '')
    .trim()
    .replace(/ /g, '_')
    .replace(/^ISO_2022_IR/, 'ISO_IR');
  return decoder(Object.hasOwn(ENCODINGS, name) ? ENCODINGS[name]! : 'latin1');
}

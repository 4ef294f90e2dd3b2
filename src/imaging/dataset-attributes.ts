/** Attributes over a data set of dicom-parser. Its own value readers throw past the end and guess nothing about VR; these do neither. */
import type { Element } from 'dicom-parser';
import type { Attributes, Tag } from './attributes.ts';

type Elements = Readonly<Record<string, Element>>;

export function datasetAttributes(elements: Elements, bytes: Uint8Array, bigEndian: boolean): Attributes {
  return attributesOf(elements, bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bigEndian);
}

/** One view for all items: a report has tens of thousands. */
function attributesOf(elements: Elements, bytes: Uint8Array, view: DataView, bigEndian: boolean): Attributes {
  return {
    strings: (tag) => {
      const element = find(elements, tag);
      return element === undefined ? [] : stringsOf(element, tag, view, bytes, bigEndian);
    },
    numbers: (tag) => {
      const element = find(elements, tag);
      return element === undefined ? [] : numbersOf(element, tag, view, bytes, bigEndian);
    },
    items: (tag) =>
      (find(elements, tag)?.items ?? []).flatMap((item) =>
        item.dataSet === undefined ? [] : [attributesOf(item.dataSet.elements, bytes, view, bigEndian)],
      ),
    words: (tag) => {
      const element = find(elements, tag);
      return element === undefined ? undefined : wordsOf(element, view, bigEndian);
    },
  };
}

const KEYS = new Map<Tag, string>();

function find(elements: Elements, tag: Tag): Element | undefined {
  let key = KEYS.get(tag);
  if (key === undefined) {
    key = `x${tag.hex.toLowerCase()}`;
    KEYS.set(tag, key);
  }
  return Object.hasOwn(elements, key) ? elements[key] : undefined;
}

const BINARY: Readonly<
  Record<string, { readonly size: number; readonly read: (view: DataView, at: number, little: boolean) => number }>
> = {
  US: { size: 2, read: (view, at, little) => view.getUint16(at, little) },
  SS: { size: 2, read: (view, at, little) => view.getInt16(at, little) },
  UL: { size: 4, read: (view, at, little) => view.getUint32(at, little) },
  SL: { size: 4, read: (view, at, little) => view.getInt32(at, little) },
  FL: { size: 4, read: (view, at, little) => view.getFloat32(at, little) },
  FD: { size: 8, read: (view, at, little) => view.getFloat64(at, little) },
};

/** No attribute that is read here has longer values; a longer one is treated as absent. */
const MAX_VALUE_BYTES = 65_536;

function usable(element: Element, bytes: Uint8Array): boolean {
  return element.length <= MAX_VALUE_BYTES && element.dataOffset + element.length <= bytes.length;
}

/** The longest are lookup tables: 65536 entries. */
const MAX_WORDS = 65_536;

/** OB and UN bytes keep their order whatever the transfer syntax (PS3.5 6.2). */
function wordsOf(element: Element, view: DataView, bigEndian: boolean): Uint16Array | undefined {
  const count = element.length >>> 1;
  if (count > MAX_WORDS || element.dataOffset + element.length > view.byteLength) return undefined;
  const little = !bigEndian || element.vr === 'OB' || element.vr === 'UN';
  return Uint16Array.from({ length: count }, (_, index) => view.getUint16(element.dataOffset + 2 * index, little));
}

function representation(element: Element, tag: Tag): string {
  return element.vr === undefined || element.vr === 'UN' ? tag.vr : element.vr;
}

function numbersOf(element: Element, tag: Tag, view: DataView, bytes: Uint8Array, bigEndian: boolean): readonly number[] {
  const vr = representation(element, tag);
  const binary = Object.hasOwn(BINARY, vr) ? BINARY[vr] : undefined;
  const values =
    binary === undefined
      ? stringsOf(element, tag, view, bytes, bigEndian).map((value) => (value === '' ? Number.NaN : Number(value)))
      : usable(element, bytes)
        ? Array.from({ length: Math.floor(element.length / binary.size) }, (_, index) =>
            binary.read(view, element.dataOffset + index * binary.size, !bigEndian),
          )
        : [];
  return values.every(Number.isFinite) ? values : [];
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');

/** Only identifiers and codes are read, so of the character sets of PS3.3 C.12.1.1.2 just these two are told apart. */
function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

function stringsOf(element: Element, tag: Tag, view: DataView, bytes: Uint8Array, bigEndian: boolean): readonly string[] {
  if (element.length === 0 || !usable(element, bytes)) return [];
  if (Object.hasOwn(BINARY, representation(element, tag))) return numbersOf(element, tag, view, bytes, bigEndian).map(String);
  const raw = decode(bytes.subarray(element.dataOffset, element.dataOffset + element.length));
  return raw.split('\\').map((value) => value.replace(/^ +|[ \0]+$/g, ''));
}

/**
 * Attributes over DICOM JSON (PS3.18 F.2). The value is whatever an archive sent: each access looks at no more than it
 * needs, so the shape is never trusted and nothing of it is copied.
 */
import type { Attributes, Tag } from './attributes.ts';

/** Undefined where the value is not a DICOM JSON object. */
export function jsonAttributes(value: unknown): Attributes | undefined {
  if (!isObject(value)) return undefined;
  return {
    strings: (tag) => values(value, tag).map(textOf),
    numbers: (tag) => {
      const numbers = values(value, tag).map((entry) =>
        typeof entry === 'number' || (typeof entry === 'string' && entry.trim() !== '') ? Number(entry) : Number.NaN,
      );
      return numbers.every(Number.isFinite) ? numbers : [];
    },
    items: (tag) =>
      values(value, tag).flatMap((item) => {
        const attributes = jsonAttributes(item);
        return attributes === undefined ? [] : [attributes];
      }),
    words: (tag) => inlineWords(value, tag),
  };
}

/** PS3.18 F.2.7: base64 of little endian bytes. Bulk data behind an address is not fetched here. */
function inlineWords(dataset: Readonly<Record<string, unknown>>, tag: Tag): Uint16Array | undefined {
  const element = Object.hasOwn(dataset, tag.hex) ? dataset[tag.hex] : undefined;
  const inline = isObject(element) && Object.hasOwn(element, 'InlineBinary') ? element.InlineBinary : undefined;
  if (typeof inline !== 'string' || inline.length > MAX_INLINE_CHARACTERS) return undefined;
  const bytes = Buffer.from(inline, 'base64');
  return Uint16Array.from({ length: bytes.length >>> 1 }, (_, index) => bytes.readUInt16LE(2 * index));
}

/** Base64 of a lookup table of 65536 entries, and some. */
const MAX_INLINE_CHARACTERS = 180_000;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function values(dataset: Readonly<Record<string, unknown>>, tag: Tag): readonly unknown[] {
  const element = Object.hasOwn(dataset, tag.hex) ? dataset[tag.hex] : undefined;
  const list = isObject(element) && Object.hasOwn(element, 'Value') ? element.Value : undefined;
  return Array.isArray(list) ? list : [];
}

/** PS3.18 F.2.2: a name is an object of its representations. */
function textOf(value: unknown): string {
  const plain = isObject(value) && Object.hasOwn(value, 'Alphabetic') ? value.Alphabetic : value;
  return typeof plain === 'string' ? plain.trim() : typeof plain === 'number' ? String(plain) : '';
}

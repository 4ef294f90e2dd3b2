/**
 * Colour lookup tables of PALETTE COLOR images (PS3.3 C.7.6.3.1.5 and .6), plain or segmented, to eight bits a colour.
 * Of 16-bit entries the high byte is what a display of eight bits shows. Entries that claim 16 bits and are all below 256
 * are eight-bit values: writers forget to scale them, and converters to swap them, and the image would be black.
 */
import type { NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes, Tag } from './attributes.ts';
import { expandSegments } from './palette-segments.ts';
import { TAG } from './tag.ts';

export interface Palette {
  readonly kind: 'palette';
  /** Stored value that the first entry belongs to; values below take the first entry, values beyond the end the last. */
  readonly first: number;
  /** R, G, B of each entry. */
  readonly colours: Uint8Array;
}

const CHANNELS: readonly { readonly descriptor: Tag; readonly plain: Tag; readonly segmented: Tag }[] = [
  { descriptor: TAG.RedPaletteDescriptor, plain: TAG.RedPalette, segmented: TAG.SegmentedRedPalette },
  { descriptor: TAG.GreenPaletteDescriptor, plain: TAG.GreenPalette, segmented: TAG.SegmentedGreenPalette },
  { descriptor: TAG.BluePaletteDescriptor, plain: TAG.BluePalette, segmented: TAG.SegmentedBluePalette },
];

/** `signed`: whether the stored values are, and with them the first value that the table maps. */
export function readPalette(attributes: Attributes, signed: boolean): Palette | NotProduced {
  const [red, green, blue] = CHANNELS.map((channel) => readTable(attributes, channel));
  if (red === undefined || green === undefined || blue === undefined) {
    return notProduced('image-unsupported', 'PALETTE COLOR without readable lookup tables; export the image as RGB');
  }
  const { size, first, bits } = red;
  if ([green, blue].some((table) => table.size !== size || table.first !== first || table.bits !== bits)) {
    return notProduced('image-unsupported', 'the lookup tables of red, green and blue differ in size; export the image as RGB');
  }
  const tables = [red, green, blue].map(({ entries }) => entries);
  const shift = bits === 16 && tables.some((entries) => entries.some((entry) => entry > 255)) ? 8 : 0;
  const colours = new Uint8Array(3 * size);
  tables.forEach((entries, channel) => {
    for (let at = 0; at < size; at++) colours[3 * at + channel] = entries[at]! >> shift;
  });
  return { kind: 'palette', first: signed && first > 0x7fff ? first - 0x10000 : first, colours };
}

interface Table {
  readonly size: number;
  /** As 16 bits without sign. */
  readonly first: number;
  readonly bits: 8 | 16;
  readonly entries: ArrayLike<number> & { some(test: (entry: number) => boolean): boolean };
}

function readTable(attributes: Attributes, { descriptor, plain, segmented }: (typeof CHANNELS)[number]): Table | undefined {
  const [stated, first, bits] = attributes.numbers(descriptor);
  if (stated === undefined || first === undefined || (bits !== 8 && bits !== 16)) return undefined;
  // The descriptor may have been written as signed words; 0 is 65536 entries, which do not fit the field.
  const size = stated === 0 ? 65_536 : stated & 0xffff;
  const data = attributes.words(plain);
  const segments = data === undefined || data.length === 0 ? attributes.words(segmented) : undefined;
  const entries =
    segments !== undefined && segments.length > 0
      ? expandSegments(bits === 8 ? bytesOf(segments) : segments, size)
      : data === undefined
        ? undefined
        : data.length >= size
          ? data
          : bytesOf(data);
  return entries === undefined || entries.length < size ? undefined : { size, first: first & 0xffff, bits, entries };
}

/** Eight-bit entries lie two in a word, the first in the low byte. */
function bytesOf(words: Uint16Array): Uint8Array {
  return Uint8Array.from({ length: 2 * words.length }, (_, at) => (words[at >>> 1]! >> (8 * (at & 1))) & 0xff);
}

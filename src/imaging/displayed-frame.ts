/**
 * Stored values to the colours or grey that a person sees, by Photometric Interpretation (PS3.3 C.7.6.3.1.2): brighter is
 * always more, colours are always R, G, B. VOI and presentation LUTs are not applied: they are for a reader's eye.
 */
import type { NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import type { DecodedFrame } from './luminance.ts';
import type { Palette } from './palette.ts';
import { readPalette } from './palette.ts';
import type { PixelDescription } from './pixel-description.ts';
import type { StoredFrame, StoredValues } from './stored-frame.ts';
import { rgbOfYbr } from './ybr.ts';

const COLOUR = new Set(['RGB', 'YBR_FULL', 'YBR_FULL_422', 'YBR_ICT', 'YBR_RCT']);
const GREY = new Set(['MONOCHROME1', 'MONOCHROME2']);

/** Why the image cannot be shown, before any pixel is decoded. */
export function unshowable(description: PixelDescription): NotProduced | undefined {
  const { photometric, samples, bitsAllocated, signed } = description;
  const known =
    samples === 3
      ? COLOUR.has(photometric) && !signed
      : GREY.has(photometric) || (photometric === 'PALETTE COLOR' && bitsAllocated <= 16);
  const eightBitsOnly = samples === 3 && photometric !== 'RGB';
  if (known && (bitsAllocated === 8 || (bitsAllocated === 16 && !eightBitsOnly))) return undefined;
  const form = `${photometric || 'no photometric'}, ${samples} x ${bitsAllocated} bits${signed ? ', signed' : ''}`;
  return notProduced('image-unsupported', `${form}; export the image as RGB or MONOCHROME2 of 8 or 16 bits`);
}

/** `attributes` are those of the data set, for its lookup tables. */
export function displayedFrame(
  stored: StoredFrame,
  description: PixelDescription,
  attributes: Attributes,
): DecodedFrame | NotProduced {
  const { width, height, samples, values, photometric } = stored;
  const frame = { kind: 'frame', width, height, samples } as const;
  if (photometric === 'MONOCHROME1') return { ...frame, pixels: inverted(withoutSign(values), description) };
  if (photometric === 'MONOCHROME2' || photometric === 'RGB') return { ...frame, pixels: withoutSign(values) };
  if (photometric === 'PALETTE COLOR') {
    const palette = readPalette(attributes, description.signed);
    return palette.kind === 'not-produced' ? palette : { ...frame, samples: 3, pixels: coloured(values, palette) };
  }
  return values instanceof Uint8Array
    ? { ...frame, pixels: rgbOfYbr(values) }
    : notProduced('image-unsupported', `${photometric} of more than 8 bits`);
}

function withoutSign(values: StoredValues): DecodedFrame['pixels'] {
  return values instanceof Uint8Array || values instanceof Uint16Array ? values : Float64Array.from(values);
}

/** MONOCHROME1 shows the lowest value white: values change places within the range of the stored bits. */
function inverted(pixels: DecodedFrame['pixels'], { bitsStored, signed }: PixelDescription): DecodedFrame['pixels'] {
  const sum = signed ? -1 : 2 ** bitsStored - 1;
  return pixels.map((value) => sum - value) as DecodedFrame['pixels'];
}

function coloured(values: StoredValues, palette: Palette): Uint8Array {
  const lowest = values instanceof Int8Array ? -128 : values instanceof Int16Array ? -32_768 : 0;
  const table = coloursOfAll(palette, lowest, values.BYTES_PER_ELEMENT === 1 ? 256 : 65_536);
  const rgb = new Uint8Array(3 * values.length);
  for (let at = 0, to = 0; at < values.length; at++, to += 3) {
    const entry = 3 * (values[at]! - lowest);
    rgb[to] = table[entry]!;
    rgb[to + 1] = table[entry + 1]!;
    rgb[to + 2] = table[entry + 2]!;
  }
  return rgb;
}

/** One entry for every value that can be stored, so that no pixel has to look for the ends of the palette. */
function coloursOfAll({ first, colours }: Palette, lowest: number, count: number): Uint8Array {
  const last = colours.length / 3 - 1;
  const table = new Uint8Array(3 * count);
  for (let at = 0; at < count; at++) {
    const entry = 3 * Math.min(last, Math.max(0, at + lowest - first));
    table.set(colours.subarray(entry, entry + 3), 3 * at);
  }
  return table;
}

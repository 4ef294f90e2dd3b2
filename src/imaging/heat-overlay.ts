/** A feature map as colours over the grey image, for a person to look at: PNG with a colour bar, low values dark, high values light. */
import sharp from 'sharp';
import type { GreyImage, Mask, Spacing } from '../core/index.ts';
import { eightBit } from './image-files.ts';

export interface HeatMap {
  /** Row-major, `width` * `height`; only the values where `mask` is 1 are shown. NaN stays grey. */
  readonly values: Float64Array;
  readonly mask: Mask;
  readonly width: number;
  readonly height: number;
  /** Position of the centre of the first value from the centre of the image's first pixel, and distance of the values. */
  readonly originMm: { readonly x: number; readonly y: number };
  readonly spacing: Spacing;
}

export interface ValueRange {
  readonly lowest: number;
  readonly highest: number;
}

/** In order of lightness, so that it can be read without colour vision and on paper. */
const RAMP = [
  [20, 11, 52],
  [99, 24, 110],
  [176, 48, 93],
  [235, 104, 55],
  [252, 181, 25],
  [252, 255, 164],
] as const;

const OPACITY = 0.6;
const BAR = { gap: 8, width: 16, margin: 8 } as const;

/** Lowest and highest finite value of the map inside its mask; undefined where there is none. */
export function heatRange({ values, mask }: HeatMap): ValueRange | undefined {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < values.length; n++) {
    if (mask[n] === 0 || !Number.isFinite(values[n])) continue;
    lowest = Math.min(lowest, values[n]);
    highest = Math.max(highest, values[n]);
  }
  return lowest <= highest ? { lowest, highest } : undefined;
}

/** CSS colours from lowest to highest, at equal distances. */
export const HEAT_COLOURS: readonly string[] = RAMP.map((colour) => `rgb(${colour.join(' ')})`);

export interface HeatLayer {
  readonly png: Uint8Array;
  /** Pixels of the image that it covers. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The colours alone, to be laid over the image: transparent where the map has no value. */
export async function heatLayer(
  size: Pick<GreyImage, 'width' | 'height'>,
  spacing: Spacing,
  map: HeatMap,
  { lowest, highest }: ValueRange,
): Promise<HeatLayer> {
  const [x, right] = covered(map.originMm.x, map.spacing.xMm, map.width, spacing.xMm, size.width);
  const [y, bottom] = covered(map.originMm.y, map.spacing.yMm, map.height, spacing.yMm, size.height);
  const [width, height] = [right - x + 1, bottom - y + 1];
  const rgba = new Uint8Array(width * height * 4);
  for (let n = 0; n < width * height; n++) {
    const at = valueAt(map, (x + (n % width)) * spacing.xMm, (y + Math.floor(n / width)) * spacing.yMm);
    if (at === undefined) continue;
    rgba.set(colourAt((map.values[at]! - lowest) / (highest - lowest || 1)), n * 4);
    rgba[n * 4 + 3] = Math.round(255 * OPACITY);
  }
  const png = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
  return { png: new Uint8Array(png), x, y, width, height };
}

/** First and last pixel of the image that values of the map may be nearest to. */
function covered(originMm: number, stepMm: number, count: number, spacingMm: number, pixels: number): readonly [number, number] {
  const first = Math.max(0, Math.floor((originMm - stepMm / 2) / spacingMm));
  return [first, Math.max(first, Math.min(pixels - 1, Math.ceil((originMm + (count - 0.5) * stepMm) / spacingMm)))];
}

/** Index of the value nearest to a place; undefined where there is none to show. */
function valueAt({ originMm, spacing, width, height, mask, values }: HeatMap, xMm: number, yMm: number): number | undefined {
  const column = Math.round((xMm - originMm.x) / spacing.xMm);
  const row = Math.round((yMm - originMm.y) / spacing.yMm);
  if (column < 0 || column >= width || row < 0 || row >= height) return undefined;
  const at = row * width + column;
  return mask[at] === 0 || !Number.isFinite(values[at]) ? undefined : at;
}

/** The image's pixels are unchanged outside the mask; the bar to the right goes from `lowest` at the bottom to `highest`. */
export async function heatOverlay(
  image: GreyImage,
  spacing: Spacing,
  map: HeatMap,
  { lowest, highest }: ValueRange,
): Promise<Uint8Array> {
  const { width: imageWidth, height } = image;
  const width = imageWidth + BAR.gap + BAR.width + BAR.margin;
  const rgb = new Uint8Array(width * height * 3).fill(255);
  const grey = eightBit(image.pixels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < imageWidth; x++) {
      const level = grey[y * imageWidth + x];
      const at = valueAt(map, x * spacing.xMm, y * spacing.yMm);
      const to = (y * width + x) * 3;
      if (at === undefined) rgb.fill(level, to, to + 3);
      else rgb.set(blend(level, colourAt((map.values[at] - lowest) / (highest - lowest || 1))), to);
    }
    const barColour = colourAt(1 - y / Math.max(1, height - 1));
    for (let x = 0; x < BAR.width; x++) rgb.set(barColour, (y * width + imageWidth + BAR.gap + x) * 3);
  }
  const png = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
  return new Uint8Array(png);
}

type Rgb = readonly [number, number, number];

function colourAt(part: number): Rgb {
  const place = Math.min(1, Math.max(0, part)) * (RAMP.length - 1);
  const below = Math.min(RAMP.length - 2, Math.floor(place));
  return mix(RAMP[below]!, RAMP[below + 1]!, place - below);
}

function blend(level: number, colour: Rgb): Rgb {
  return mix([level, level, level], colour, OPACITY);
}

function mix(a: Rgb, b: Rgb, part: number): Rgb {
  const between = (n: 0 | 1 | 2): number => Math.round(a[n] + (b[n] - a[n]) * part);
  return [between(0), between(1), between(2)];
}

/**
 * Pixels of Doppler, elastography and coloured graphics. Many scanners show B-mode in a tint, so colour is what is far from grey
 * and far from the tint: the median chroma of the image's own pixels at that luminance. What no tint has is colour in any case.
 */
import type { GreyImage, Mask } from '../core/index.ts';
import type { PixelBox } from './mask-box.ts';

const BINS = 16;
/** Bins with less of the image take the tint of the nearest bin with more: a caption is no tint. */
const MIN_BIN_SHARE = 0.02;
/** Sepia and blue tints stay below half of this. */
const NEVER_A_TINT = 80;

/** `rgb` interleaved, 0 to 255 (of 16 bits the high ones); a mask of the image's size, empty outside `box`. `distance` in the Cb-Cr plane. */
export function colourPixels(rgb: GreyImage['pixels'], width: number, box: PixelBox, distance: number): Mask {
  const found = new Uint8Array(rgb.length / 3);
  const tints = tintByLuminance(rgb, width, box);
  for (let y = box.minY; y <= box.maxY; y++) {
    for (let x = box.minX; x <= box.maxX; x++) {
      const at = y * width + x;
      const { luminance, cb, cr } = chromaOf(rgb, at);
      const tint = tints[luminance >> 4];
      const chroma = Math.hypot(cb, cr);
      const isTint = tint !== undefined && Math.hypot(cb - tint.cb, cr - tint.cr) <= distance;
      if (chroma > NEVER_A_TINT || (chroma > distance && !isTint)) found[at] = 1;
    }
  }
  return found;
}

interface Chroma {
  readonly luminance: number;
  readonly cb: number;
  readonly cr: number;
}

/** ITU-R BT.601, without the offset of 128. */
function chromaOf(rgb: GreyImage['pixels'], at: number): Chroma {
  const red = rgb[3 * at]!;
  const green = rgb[3 * at + 1]!;
  const blue = rgb[3 * at + 2]!;
  const luminance = 0.299 * red + 0.587 * green + 0.114 * blue;
  return { luminance: Math.min(255, Math.floor(luminance)), cb: (blue - luminance) / 1.772, cr: (red - luminance) / 1.402 };
}

function tintByLuminance(rgb: GreyImage['pixels'], width: number, box: PixelBox): readonly (Chroma | undefined)[] {
  const counts = new Uint32Array(BINS);
  const cbs = new Uint32Array(BINS * 256);
  const crs = new Uint32Array(BINS * 256);
  let total = 0;
  for (let y = box.minY; y <= box.maxY; y++) {
    for (let x = box.minX; x <= box.maxX; x++) {
      const { luminance, cb, cr } = chromaOf(rgb, y * width + x);
      const bin = luminance >> 4;
      counts[bin]! += 1;
      cbs[bin * 256 + Math.round(Math.min(127, cb) + 128)]! += 1;
      crs[bin * 256 + Math.round(Math.min(127, cr) + 128)]! += 1;
      total += 1;
    }
  }
  const own = Array.from(counts, (count, bin) =>
    count > 0 && count >= MIN_BIN_SHARE * total
      ? { luminance: bin * 16, cb: median(cbs, bin, count) - 128, cr: median(crs, bin, count) - 128 }
      : undefined,
  );
  return own.map((tint, bin) => tint ?? nearest(own, bin));
}

function nearest(tints: readonly (Chroma | undefined)[], bin: number): Chroma | undefined {
  for (let step = 1; step < BINS; step++) {
    const tint = tints[bin - step] ?? tints[bin + step];
    if (tint !== undefined) return tint;
  }
  return undefined;
}

function median(histogram: Uint32Array, bin: number, count: number): number {
  let below = 0;
  for (let value = 0; value < 256; value++) {
    below += histogram[bin * 256 + value]!;
    if (2 * below >= count) return value;
  }
  return 128;
}

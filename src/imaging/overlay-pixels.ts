/**
 * Pixels of burned-in calipers, text and markers. What tells them from tissue is physics: the beam is several pixels wide, so
 * no echo is a bright upright or slanting line of one to three pixels with a sharp edge on both sides; drawn lines are.
 * Level strokes look like fascia and count only where they join a stroke found so.
 */
import type { GreyImage, Mask } from '../core/index.ts';
import type { PixelBox } from './mask-box.ts';

/** Rows that an upright stroke runs through at least; the arm of a cross that it meets may interrupt it. */
const MIN_RUN = 5;
const MAX_GAP = 2;
/** A drawn line has one grey level; resampling and compression leave it within so much, in 8-bit units. */
const SAME_LINE = 40;
/** Margin that the comparisons need. */
const REACH = 3;

/** A mask of the image's size; nothing outside `box` is found. `step`: grey-level difference to both sides of a line, 8-bit units. */
export function overlayPixels(image: GreyImage, box: PixelBox, step: number): Mask {
  const { width, height } = image;
  const inner: PixelBox = {
    minX: Math.max(box.minX, REACH),
    minY: Math.max(box.minY, REACH),
    maxX: Math.min(box.maxX, width - 1 - REACH),
    maxY: Math.min(box.maxY, height - 1 - REACH),
  };
  const unit = greyUnit(image);
  const line = { threshold: step * unit, same: SAME_LINE * unit };
  const found = uprightStrokes(image, inner, line);
  joinLevelStrokes(image, inner, line, found);
  return found;
}

/** Grey levels that one level of an 8-bit image stands for. */
function greyUnit({ pixels }: GreyImage): number {
  if (!(pixels instanceof Uint16Array)) return 1;
  let highest = 0;
  for (const value of pixels) if (value > highest) highest = value;
  return Math.max(1, highest / 255);
}

/** Brighter than both sides by the threshold, at a distance that a line of three pixels does not fill. */
function isSharp(pixels: GreyImage['pixels'], at: number, across: number, threshold: number): boolean {
  const value = pixels[at]!;
  const near = value - Math.max(pixels[at - 2 * across]!, pixels[at + 2 * across]!);
  const far = value - Math.max(pixels[at - 3 * across]!, pixels[at + 3 * across]!);
  return near >= threshold || far >= 1.6 * threshold;
}

interface Line {
  /** Step against both sides. */
  readonly threshold: number;
  /** Largest step along the line. */
  readonly same: number;
}

function uprightStrokes({ width, pixels }: GreyImage, box: PixelBox, { threshold, same }: Line): Mask {
  const sharp = new Uint8Array(pixels.length);
  const above = new Uint16Array(pixels.length);
  const below = new Uint16Array(pixels.length);
  const gaps = new Uint8Array(pixels.length);
  /** Sharp pixels of the longest line that ends here, coming from the row `towards`. */
  const extend = (lengths: Uint16Array, at: number, towards: number): void => {
    let best = 0;
    let gap = 0;
    for (let from = at + towards - 1; from <= at + towards + 1; from++) {
      if (lengths[from]! > best && Math.abs(pixels[from]! - pixels[at]!) <= same) {
        best = lengths[from]!;
        gap = gaps[from]!;
      }
    }
    if (sharp[at] === 1) {
      lengths[at] = best + 1;
      gaps[at] = 0;
    } else if (best > 0 && gap < MAX_GAP) {
      lengths[at] = best;
      gaps[at] = gap + 1;
    }
  };
  const found = new Uint8Array(pixels.length);
  forEach(box, width, (at) => {
    sharp[at] = isSharp(pixels, at, 1, threshold) ? 1 : 0;
  });
  for (let y = box.minY; y <= box.maxY; y++) {
    for (let x = box.minX; x <= box.maxX; x++) extend(above, y * width + x, -width);
  }
  gaps.fill(0);
  for (let y = box.maxY; y >= box.minY; y--) {
    for (let x = box.minX; x <= box.maxX; x++) {
      const at = y * width + x;
      extend(below, at, width);
      if (above[at]! > 0 && below[at]! > 0 && above[at]! + below[at]! - sharp[at]! >= MIN_RUN) found[at] = 1;
    }
  }
  return found;
}

/** Arms of a cross and bars of letters: sharp upwards and downwards, of the same grey level, reached sideways. */
function joinLevelStrokes({ width, pixels }: GreyImage, box: PixelBox, { threshold, same }: Line, found: Mask): void {
  const pending: number[] = [];
  forEach(box, width, (at) => {
    if (found[at] === 1) pending.push(at);
  });
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const next of [at - 1, at + 1]) {
      const x = next % width;
      if (found[next] === 1 || x < box.minX || x > box.maxX) continue;
      const sameLine = Math.abs(pixels[next]! - pixels[at]!) <= same;
      if (!sameLine || !isSharp(pixels, next, width, threshold)) continue;
      found[next] = 1;
      pending.push(next);
    }
  }
}

function forEach({ minX, minY, maxX, maxY }: PixelBox, width: number, visit: (at: number) => void): void {
  for (let y = minY; y <= maxY; y++) for (let x = minX; x <= maxX; x++) visit(y * width + x);
}

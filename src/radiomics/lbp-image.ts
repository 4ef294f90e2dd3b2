/**
 * Local binary patterns in the plane, method `uniform` of scikit-image: the number of neighbours on a circle that are not
 * darker than the pixel, or P + 1 where the pattern changes more than twice. Positions are rounded to five decimals and
 * read bilinearly; outside the window is 0. Surprise: in flat areas rounding decides which neighbours count, and that
 * depends on the position in the window; so positions are added up as scikit-image does.
 */
import type { FilterInput } from './filter-input.ts';
import type { ImageType } from './image-type.ts';
import type { Box } from './roi.ts';
import type { ImageTypeSettings } from './settings.ts';

export const lbpImage: ImageType = {
  name: 'LBP2D',
  derivedNames: () => ['lbp-2D'],
  derive: (input, box, settings) => [{ name: 'lbp-2D', pixels: patterns(input, box, settings) }],
};

function patterns(input: FilterInput, box: Box, { lbp2DRadius, lbp2DSamples }: ImageTypeSettings): Float64Array {
  const margin = Math.ceil(lbp2DRadius) + 1;
  const stride = box.width + 2 * margin;
  const tile = zeroPadded(input, box, margin);
  const pixels = new Float64Array(box.width * box.height);
  // One neighbour after the other over the whole box: how many are set, and how often the sign changed from the one before.
  const ones = new Uint8Array(pixels.length);
  const changes = new Uint8Array(pixels.length);
  const before = new Uint8Array(pixels.length);
  for (let sample = 0; sample < lbp2DSamples; sample++) {
    const angle = (2 * Math.PI * sample) / lbp2DSamples;
    const rows = positions(box.y, box.height, roundedTo5(-lbp2DRadius * Math.sin(angle)));
    const columns = positions(box.x, box.width, roundedTo5(lbp2DRadius * Math.cos(angle)));
    let n = 0;
    for (let y = 0; y < box.height; y++) {
      const dy = rows.fraction[y];
      const top = (rows.floor[y] - box.y + margin) * stride;
      const bottom = dy > 0 ? top + stride : top;
      const centre = (y + margin) * stride + margin;
      for (let x = 0; x < box.width; x++, n++) {
        const dx = columns.fraction[x];
        const left = columns.floor[x] - box.x + margin;
        const right = dx > 0 ? left + 1 : left;
        const above = (1 - dx) * tile[top + left] + dx * tile[top + right];
        const below = (1 - dx) * tile[bottom + left] + dx * tile[bottom + right];
        const sign = (1 - dy) * above + dy * below - tile[centre + x] >= 0 ? 1 : 0;
        ones[n] += sign;
        if (sample > 0 && before[n] !== sign) changes[n]++;
        before[n] = sign;
      }
    }
  }
  for (let n = 0; n < pixels.length; n++) pixels[n] = changes[n] <= 2 ? ones[n] : lbp2DSamples + 1;
  return pixels;
}

interface Positions {
  readonly floor: Int32Array;
  readonly fraction: Float64Array;
}

/** start + n + offset in window coordinates, split after the addition. */
function positions(start: number, count: number, offset: number): Positions {
  const floor = Int32Array.from({ length: count }, (_, n) => Math.floor(start + n + offset));
  return { floor, fraction: Float64Array.from(floor, (whole, n) => start + n + offset - whole) };
}

function roundedTo5(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

function zeroPadded(input: FilterInput, box: Box, margin: number): Float64Array {
  const inside = (start: number, count: number, size: number): Int32Array =>
    Int32Array.from({ length: count + 2 * margin }, (_, n) => start - margin + n).filter((index) => index >= 0 && index < size);
  const columns = inside(box.x, box.width, input.width);
  const rows = inside(box.y, box.height, input.height);
  const tile = input.tile(columns, rows);
  const stride = box.width + 2 * margin;
  const padded = new Float64Array(stride * (box.height + 2 * margin));
  for (let r = 0; r < rows.length; r++) {
    const to = (rows[r] - box.y + margin) * stride + columns[0] - box.x + margin;
    padded.set(tile.subarray(r * columns.length, (r + 1) * columns.length), to);
  }
  return padded;
}

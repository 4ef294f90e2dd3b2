/** The region's grey levels in its box with a border, so that a loop over neighbours needs no test for the box's edge. */
import type { ImageRegion } from './feature-class.ts';

export interface LevelPlane {
  /** By `of`: rank (1-based) or grey level of each pixel; `outside` where there is no pixel of the region. */
  readonly cells: Int32Array;
  readonly stride: number;
  /** Where each pixel of the region lies in `cells`, in the order of `roi.positions`. */
  readonly positions: Int32Array;
}

/** `border`: how far the farthest neighbour lies. */
export function levelPlane({ roi, greyLevels }: ImageRegion, border: number, of: 'rank' | 'level', outside: number): LevelPlane {
  const { width, height } = roi.box;
  const { rank, present } = greyLevels;
  const stride = width + 2 * border;
  const cells = new Int32Array(stride * (height + 2 * border));
  if (outside !== 0) cells.fill(outside);
  const positions = new Int32Array(roi.positions.length);
  let y = 0;
  for (let n = 0; n < positions.length; n++) {
    while (roi.positions[n] >= (y + 1) * width) y++;
    const position = (y + border) * stride + border + roi.positions[n] - y * width;
    positions[n] = position;
    cells[position] = of === 'rank' ? rank[n] : present[rank[n] - 1];
  }
  return { cells, stride, positions };
}

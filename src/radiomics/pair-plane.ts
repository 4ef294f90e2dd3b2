/** Pairs of one direction over a kernel frame, with a border of the kernel radius so that windows need no clipping. */
import type { KernelFrame } from './kernel-frame.ts';
import { neighbourOffsets } from './neighbour-offsets.ts';

/** With more levels the tables by pair code would outgrow the memory that a map needs; kernels are then taken one by one. */
export const MAX_TABLE_LEVELS = 512;

export interface PairPlane {
  /** Where the window of first pixels begins, from the centre, and its size: both pixels of a pair lie in the kernel. */
  readonly from: number;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  /** (i - 1) * size + j - 1 of the ranks i, j of the pair that begins here, -1 where none does. */
  readonly codes: Int32Array;
}

interface Bordered {
  /** Where centres and seen pixels lie in the planes. */
  readonly centres: Int32Array;
  readonly pixels: Int32Array;
  readonly stride: number;
  /** Size of a plane. */
  readonly cells: number;
}

export function bordered({ roi, kernelRadius, centres }: KernelFrame): Bordered {
  const { width, height } = roi.box;
  const stride = width + 2 * kernelRadius;
  const move = (positions: Int32Array): Int32Array => {
    const moved = new Int32Array(positions.length);
    for (let n = 0; n < positions.length; n++) {
      const x = positions[n] % width;
      moved[n] = ((positions[n] - x) / width + kernelRadius) * stride + x + kernelRadius;
    }
    return moved;
  };
  return { centres: move(centres), pixels: move(roi.positions), stride, cells: stride * (height + 2 * kernelRadius) };
}

/** One plane for each direction that fits into the kernel and occurs in the frame, one at a time. */
export function forEachPairPlane(frame: KernelFrame, use: (plane: PairPlane) => void): void {
  const { roi, kernelRadius, greyLevels, settings } = frame;
  const { pixels, stride, cells } = bordered(frame);
  const size = greyLevels.present.length;
  const ranks = new Int32Array(cells);
  pixels.forEach((position, n) => {
    ranks[position] = greyLevels.rank[n];
  });
  const codes = new Int32Array(ranks.length);
  for (const { dx, dy } of neighbourOffsets(settings.distances, roi.box.width, roi.box.height)) {
    const width = 2 * kernelRadius + 1 - Math.abs(dx);
    const height = 2 * kernelRadius + 1 - dy;
    if (width <= 0 || height <= 0) continue;
    const step = dy * stride + dx;
    codes.fill(-1);
    for (let n = 0; n < pixels.length; n++) {
      const other = ranks[pixels[n] + step];
      if (other > 0) codes[pixels[n]] = (ranks[pixels[n]] - 1) * size + other - 1;
    }
    use({ from: -kernelRadius * stride - kernelRadius + Math.max(0, -dx), width, height, stride, codes });
  }
}

/** Kernels on a coarser grid: of each block of the region one pixel is computed, and its value stands for the block. */
import type { Roi } from './roi.ts';

export interface KernelBlocks {
  /** The computed pixels: indices into `roi.positions`, in their order. */
  readonly computed: Int32Array;
  /** For each pixel of the region, in the order of `roi.positions`, the position whose value it takes. */
  readonly valueFrom: Int32Array;
}

/** Blocks of `side` x `side` pixels of the region's box; computed is the pixel nearest the block's middle, of equal ones the first. */
export function kernelBlocks({ box, positions }: Roi, side: number): KernelBlocks {
  const across = Math.ceil(box.width / side);
  const nearest = new Int32Array(across * Math.ceil(box.height / side)).fill(-1);
  const distances = new Float64Array(nearest.length).fill(Number.POSITIVE_INFINITY);
  const middle = (side - 1) / 2;
  const blockOf = (position: number): number =>
    Math.floor(position / box.width / side) * across + Math.floor((position % box.width) / side);
  positions.forEach((position, n) => {
    const x = position % box.width;
    const y = (position - x) / box.width;
    const block = blockOf(position);
    const distance = ((x % side) - middle) ** 2 + ((y % side) - middle) ** 2;
    if (distance >= distances[block]) return;
    distances[block] = distance;
    nearest[block] = n;
  });
  return {
    computed: nearest.filter((n) => n >= 0).sort(),
    valueFrom: positions.map((position) => positions[nearest[blockOf(position)]]),
  };
}

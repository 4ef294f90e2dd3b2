/** Cells of a mask's outline by the compiled kernel; undefined where it cannot be had. */
import { arrange } from './kernels.ts';
import type { Roi } from './roi.ts';

/** Kinds of 2 x 2 pixels around a mask: their contributions to the outline and, in eighths of a pixel, to the area inside. */
export interface OutlineCells {
  readonly corners: number;
  readonly horizontal: number;
  readonly vertical: number;
  readonly eighths: number;
}

export function compiledCells({ box: { width, height }, mask }: Roi): OutlineCells | undefined {
  const stride = width + 34;
  const size = stride * (height + 2);
  const arranged = arrange(size, 16);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  const rows = new Uint8Array(buffer, at[0], size).fill(0);
  for (let y = 0; y < height; y++) rows.set(mask.subarray(y * width, (y + 1) * width), (y + 1) * stride + 1);
  kernels.countCells(at[0], stride, width, height, at[1]);
  const [corners, horizontal, vertical, eighths] = new Int32Array(buffer, at[1], 4);
  return { corners, horizontal, vertical, eighths };
}

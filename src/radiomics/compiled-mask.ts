/** Extent of a mask and cells of its outline by the compiled kernels; undefined where those cannot be had. */
import { arrange } from './kernels.ts';

/** Kinds of 2 x 2 pixels around a mask: their contributions to the outline and, in eighths of a pixel, to the area inside. */
export interface OutlineCells {
  readonly corners: number;
  readonly horizontal: number;
  readonly vertical: number;
  readonly eighths: number;
}

/** `mask`: width x height. */
export function compiledCells(mask: Uint8Array, width: number, height: number): OutlineCells | undefined {
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

/** Pixels that are not 0: their extent (of an empty range where there are none), their number, and the bits that any of them has. */
export interface MaskBounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly pixels: number;
  readonly bits: number;
}

export function compiledBounds(mask: Uint8Array, width: number): MaskBounds | undefined {
  const arranged = arrange(mask.length, 24);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  new Uint8Array(buffer, at[0], mask.length).set(mask);
  kernels.maskBounds(at[0], width, mask.length / width, at[1]);
  const [left, right, top, bottom, pixels, bits] = new Int32Array(buffer, at[1], 6);
  return { left, right, top, bottom, pixels, bits };
}

/** Exact sums over the pixels of an 8-bit image by the compiled kernel; undefined where it cannot be had. */
import { arrange } from './kernels.ts';

/** Exact sums of whole numbers. */
export interface IntegerSums {
  readonly sum: number;
  readonly squares: number;
  readonly isConstant: boolean;
}

export function compiledByteSums(pixels: Uint8Array): IntegerSums | undefined {
  const arranged = arrange(pixels.length, 24);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  new Uint8Array(buffer, at[0], pixels.length).set(pixels);
  kernels.sumBytes(at[0], pixels.length, at[1]);
  const [sum, squares, others] = new Float64Array(buffer, at[1], 3);
  return { sum, squares, isConstant: others === 0 };
}

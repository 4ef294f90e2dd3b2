/**
 * Seeded random numbers: sfc32 (Chris Doty-Humphrey, PractRand) on 32-bit integers, so the same seed gives the
 * same stream on every machine. Each use names its own stream: a new draw in one place shifts no other.
 */
export interface RandomStream {
  /** Fills the block with uniform 32-bit integers and returns it. */
  fill(block: Uint32Array): Uint32Array;
  /** Uniform in [0, 1) in steps of 2^-32. */
  uniform(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Zero mean, unit variance: the sum of twelve 16-bit uniforms (Irwin-Hall), bounded by +-6. */
  normal(): number;
}

/** FNV-1a over the name's UTF-16 code units, started from the seed. */
function hash(seed: number, name: string): number {
  let h = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}

/** @param seed any integer; only its low 32 bits count. */
export function randomStream(seed: number, name: string): RandomStream {
  let a = hash(seed, name) | 0;
  let b = hash(seed, `${name}/b`) | 0;
  let c = seed | 0;
  let counter = 1;
  const fill = (block: Uint32Array): Uint32Array => {
    // The state stays in local variables for the length of the block: ten times faster than one call a number.
    let [x, y, z, n] = [a, b, c, counter];
    for (let i = 0; i < block.length; i++) {
      const t = (x + y + n) | 0;
      n = (n + 1) | 0;
      x = y ^ (y >>> 9);
      y = (z + (z << 3)) | 0;
      z = (((z << 21) | (z >>> 11)) + t) | 0;
      block[i] = t;
    }
    [a, b, c, counter] = [x, y, z, n];
    return block;
  };
  const single = new Uint32Array(1);
  const integer = (): number => fill(single)[0] as number;
  const uniform = (): number => integer() / 4294967296;
  fill(new Uint32Array(16));
  return {
    fill,
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    normal: () => {
      let sum = 0;
      for (let i = 0; i < 6; i++) {
        const bits = integer();
        sum += (bits & 0xffff) + (bits >>> 16);
      }
      return (sum - 6 * 0xffff) / 65536;
    },
  };
}

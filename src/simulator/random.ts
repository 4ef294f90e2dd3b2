/**
 * Seeded random numbers: sfc32 (Chris Doty-Humphrey, PractRand) on 32-bit integers, so the same seed gives the
 * same stream on every machine. Each use names its own stream: a new draw in one place shifts no other.
 */
export interface RandomStream {
  /** Uniform 32-bit integer. */
  integer(): number;
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
  let a = hash(seed, name);
  let b = hash(seed, `${name}/b`);
  let c = seed >>> 0;
  let counter = 1;
  const integer = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 16; i++) integer();
  const uniform = (): number => integer() / 4294967296;
  return {
    integer,
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

/** One-bit pixels (PS3.5 8.1.1): least significant bit first, and frames run on across byte borders. */

/** `count` bits from bit `start` on, one byte each: 0 or 1. */
export function unpackBits(packed: Uint8Array, start: number, count: number): Uint8Array {
  const bits = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    const at = start + index;
    bits[index] = (packed[at >>> 3]! >> (at & 7)) & 1;
  }
  return bits;
}

/** Whether any of `count` bits from bit `start` on is set. */
export function hasBits(packed: Uint8Array, start: number, count: number): boolean {
  let at = start;
  const end = start + count;
  while (at < end) {
    const wholeByte = (at & 7) === 0 && at + 8 <= end;
    if (wholeByte ? packed[at >>> 3] !== 0 : ((packed[at >>> 3]! >> (at & 7)) & 1) === 1) return true;
    at += wholeByte ? 8 : 1;
  }
  return false;
}

/** Any value other than 0 is 1. */
export function packBits(bits: Uint8Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil(bits.length / 8));
  for (let index = 0; index < bits.length; index++) {
    if (bits[index] !== 0) packed[index >>> 3]! |= 1 << (index & 7);
  }
  return packed;
}

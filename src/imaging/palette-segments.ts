/** Segmented Palette Color Lookup Table Data (PS3.3 C.7.9.2): discrete, linear and indirect segments to one list of entries. */

const DISCRETE = 0;
const LINEAR = 1;
const INDIRECT = 2;

/** Undefined where the segments are not those of the standard, or give another count than `size`. */
export function expandSegments(data: Uint8Array | Uint16Array, size: number): Uint16Array | undefined {
  const entries = new Uint16Array(size);
  const offsetWords = data instanceof Uint8Array ? 4 : 2;
  const offsetBits = data instanceof Uint8Array ? 8 : 16;
  let filled = 0;

  /** Position behind the segment at `at`, or undefined. */
  const expand = (at: number): number | undefined => {
    const opcode = data[at];
    const length = data[at + 1];
    if (opcode === undefined || length === undefined || length === 0 || filled + length > size) return undefined;
    if (opcode === DISCRETE) {
      if (at + 2 + length > data.length) return undefined;
      entries.set(data.subarray(at + 2, at + 2 + length), filled);
      filled += length;
      return at + 2 + length;
    }
    const end = data[at + 2];
    const start = entries[filled - 1];
    if (opcode !== LINEAR || end === undefined || start === undefined) return undefined;
    for (let step = 1; step <= length; step++) entries[filled++] = Math.round(start + ((end - start) * step) / length);
    return at + 3;
  };

  let at = 0;
  while (at < data.length && filled < size) {
    if (data[at] !== INDIRECT) {
      const next = expand(at);
      if (next === undefined) return undefined;
      at = next;
      continue;
    }
    // A copy of segments that came before, given by their byte offset; low part first. They are not indirect themselves.
    const count = data[at + 1];
    if (count === undefined || at + 2 + offsetWords > data.length) return undefined;
    let offset = 0;
    for (let part = offsetWords - 1; part >= 0; part--) offset = offset * 2 ** offsetBits + data[at + 2 + part]!;
    let from: number | undefined = offset / data.BYTES_PER_ELEMENT;
    for (let segment = 0; segment < count; segment++) {
      from = from !== undefined && Number.isInteger(from) && from < at ? expand(from) : undefined;
      if (from === undefined) return undefined;
    }
    at += 2 + offsetWords;
  }
  return filled === size ? entries : undefined;
}

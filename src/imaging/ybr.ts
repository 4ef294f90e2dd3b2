/**
 * Inverse of the YBR_FULL equations of PS3.3 C.7.6.3.1.2, rounded half up and clipped. In whole numbers, since with
 * Cb 50 above and Cr 50 below the middle green is exactly a half, which the coefficients in floating point fall short of.
 * Y adds a whole number, so that what the two others add can be looked up: a third of the time of working it out.
 */
export function rgbOfYbr(ybr: Uint8Array): Uint8Array {
  const { red, green, blue } = additions();
  // Clips what is put into it.
  const rgb = new Uint8ClampedArray(ybr.length);
  for (let at = 0; at < ybr.length; at += 3) {
    const y = ybr[at]!;
    const cb = ybr[at + 1]!;
    const cr = ybr[at + 2]!;
    rgb[at] = y + red[cr]!;
    rgb[at + 1] = y + green[256 * cb + cr]!;
    rgb[at + 2] = y + blue[cb]!;
  }
  return new Uint8Array(rgb.buffer);
}

interface Additions {
  readonly red: Int16Array;
  /** At 256 Cb + Cr. */
  readonly green: Int16Array;
  readonly blue: Int16Array;
}

let made: Additions | undefined;

function additions(): Additions {
  made ??= {
    red: Int16Array.from({ length: 256 }, (_, cr) => Math.floor((1402 * (cr - 128) + 500) / 1000)),
    // 0.114 x 1.772 and 0.299 x 1.402, over 0.587.
    green: Int16Array.from({ length: 65_536 }, (_, at) =>
      Math.floor((293_500 - 202_008 * ((at >> 8) - 128) - 419_198 * ((at & 255) - 128)) / 587_000),
    ),
    blue: Int16Array.from({ length: 256 }, (_, cb) => Math.floor((1772 * (cb - 128) + 500) / 1000)),
  };
  return made;
}

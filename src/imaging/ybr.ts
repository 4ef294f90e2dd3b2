/**
 * Inverse of the YBR_FULL equations of PS3.3 C.7.6.3.1.2, rounded half up and clipped. In whole numbers, since with
 * Cb 50 above and Cr 50 below the middle green is exactly a half, which the coefficients in floating point fall short of.
 */
export function rgbOfYbr(ybr: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(ybr.length);
  for (let at = 0; at < ybr.length; at += 3) {
    const y = ybr[at]!;
    const cb = ybr[at + 1]! - 128;
    const cr = ybr[at + 2]! - 128;
    rgb[at] = clipped((1000 * y + 1402 * cr + 500) / 1000);
    // 0.114 x 1.772 and 0.299 x 1.402, over 0.587.
    rgb[at + 1] = clipped((587_000 * y - 202_008 * cb - 419_198 * cr + 293_500) / 587_000);
    rgb[at + 2] = clipped((1000 * y + 1772 * cb + 500) / 1000);
  }
  return rgb;
}

function clipped(value: number): number {
  return Math.min(255, Math.max(0, Math.floor(value)));
}

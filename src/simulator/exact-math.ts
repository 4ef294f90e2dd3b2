/**
 * Elementary functions from +, -, x, / and sqrt only, which IEEE 754 rounds the same everywhere. The accuracy of
 * Math.exp and its kin is left open by ECMA-262 (21.3), and a last bit can tip an 8-bit grey value.
 * Relative error about 1e-10 over the ranges used here: ample for pixels, not meant for statistics.
 */

/** 1/k! from k = 12 down to 0. */
const EXPONENTIAL = Array.from({ length: 13 }, (_, i) => {
  let factorial = 1;
  for (let k = 2; k <= 12 - i; k++) factorial *= k;
  return 1 / factorial;
});

/** 1/13, 1/11, ..., 1. */
const ODD_RECIPROCALS = Array.from({ length: 7 }, (_, i) => 1 / (13 - 2 * i));

/** 2^x for |x| < 1000. */
export function exp2(x: number): number {
  const whole = Math.floor(x);
  const t = (x - whole) * Math.LN2;
  let sum = 0;
  for (const coefficient of EXPONENTIAL) sum = sum * t + coefficient;
  let scale = 1;
  const base = whole < 0 ? 0.5 : 2;
  for (let n = Math.abs(whole); n > 0; n--) scale *= base;
  return sum * scale;
}

/** log2(x) for x > 0. */
export function log2(x: number): number {
  let mantissa = x;
  let exponent = 0;
  while (mantissa >= Math.SQRT2) {
    mantissa *= 0.5;
    exponent++;
  }
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent--;
  }
  const u = (mantissa - 1) / (mantissa + 1);
  const square = u * u;
  let sum = 0;
  for (const coefficient of ODD_RECIPROCALS) sum = sum * square + coefficient;
  return exponent + 2 * u * sum * Math.LOG2E;
}

/** exp(-x^2 / 2); 0 beyond eight standard deviations. */
export const gaussian = (x: number): number => (Math.abs(x) > 8 ? 0 : exp2(-0.7213475204444817 * x * x));

/** 10^(dB / 20). */
export const amplitude = (decibel: number): number => exp2(decibel * 0.16609640474436813);

/** 20 log10(x), x > 0. */
export const decibels = (x: number): number => 6.020599913279624 * log2(x);

export function sin(x: number): number {
  const turns = x / 6.283185307179586;
  let t = (turns - Math.floor(turns + 0.5)) * 6.283185307179586;
  if (t > 1.5707963267948966) t = Math.PI - t;
  if (t < -1.5707963267948966) t = -Math.PI - t;
  const square = t * t;
  let sum = 1;
  for (let k = 15; k >= 3; k -= 2) sum = 1 - (sum * square) / (k * (k - 1));
  return t * sum;
}

export const cos = (x: number): number => sin(x + 1.5707963267948966);

/** Angle of (x, y) in (-pi, pi]; 0 for the origin. */
export function atan2(y: number, x: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  if (ax === 0 && ay === 0) return 0;
  let t = ay > ax ? ax / ay : ay / ax;
  // Two half-angle steps bring the argument under 0.2, where the series is short.
  t = t / (1 + Math.sqrt(1 + t * t));
  t = t / (1 + Math.sqrt(1 + t * t));
  const square = t * t;
  let sum = 0;
  for (let k = 13; k >= 1; k -= 2) sum = 1 / k - sum * square;
  let angle = 4 * t * sum;
  if (ay > ax) angle = 1.5707963267948966 - angle;
  if (x < 0) angle = Math.PI - angle;
  return y < 0 ? -angle : angle;
}

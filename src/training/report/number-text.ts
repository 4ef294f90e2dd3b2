/** Numbers as they are printed: three decimals for shares and areas, intervals with "to", p never as 0 and never broken over two lines. */
import type { Estimate } from '../evaluation/results-parts.ts';

const MINUS = '\u2212';

export function decimals(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'not defined';
  if (!Number.isFinite(value)) return value > 0 ? 'infinite' : `${MINUS}infinite`;
  const text = Math.abs(value) < 1e6 ? Math.abs(value).toFixed(digits) : Math.abs(value).toExponential(2);
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
}

export const estimateText = ({ value, lower, upper }: Estimate, digits = 3): string =>
  `${decimals(value, digits)} (${decimals(lower, digits)} to ${decimals(upper, digits)})`;

export const pText = (p: number): string => (p < 0.001 ? 'p\u00a0<\u00a00.001' : `p\u00a0=\u00a0${p.toFixed(3)}`);

export const percent = (share: number, digits = 0): string => `${(100 * share).toFixed(digits)} %`;

/** At most four significant digits, for axes and lists. */
export function short(value: number): string {
  const text = Number(value.toPrecision(4)).toString().replace('-', MINUS);
  return text;
}

/** Which readings of one result agree: a vague one leaves a more exact one open, any other pair excludes each other. */
import type { IhcReading } from './ihc-text.ts';
import type { MarkerValue } from './marker-value.ts';

/** What a vague reading leaves open: "negative" may be 0 or 1+, and with ISH 2+; "0" may be either kind of 0. */
const REFINED_BY: Partial<Record<IhcReading, ReadonlySet<IhcReading>>> = {
  negative: new Set(['0', '0-absent', '0+', '1+', 'her2-low', 'low-by-definition']),
  positive: new Set(['3+']),
  equivocal: new Set(['2+']),
  '0': new Set(['0-absent', '0+']),
  'her2-low': new Set(['1+', '2+', 'low-by-definition']),
  'low-by-definition': new Set(['1+', '2+']),
};

export function isScore(reading: IhcReading): boolean {
  return reading[0]! >= '0' && reading[0]! <= '3';
}

/** Both may be true of one tissue. */
export function areOpen(a: IhcReading, b: IhcReading): boolean {
  return a === b || REFINED_BY[a]?.has(b) === true || REFINED_BY[b]?.has(a) === true;
}

/** The most exact of several readings of one value, or indeterminate where two exclude each other; any order. */
export function combined(values: readonly MarkerValue<IhcReading>[]): MarkerValue<IhcReading> | undefined {
  if (values.length < 2) return values[0];
  const exact = values.filter((value) => !isProse(value));
  return (exact.length > 0 ? exact : values).reduce<MarkerValue<IhcReading> | undefined>((best, next) => {
    if (best === undefined || REFINED_BY[best.value]?.has(next.value)) return next;
    return areOpen(best.value, next.value) ? best : { ...next, value: 'indeterminate' };
  }, undefined);
}

/** Text that the grammar does not accept says nothing against a coded answer, unless it holds a score of its own. */
function isProse(value: MarkerValue<IhcReading>): boolean {
  return value.confidence === 'text' && value.value === 'indeterminate' && !/[0-3]\s?\+|\bnot\b/i.test(value.raw ?? '');
}

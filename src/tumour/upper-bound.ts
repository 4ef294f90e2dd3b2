/**
 * The percentage that an ejection fraction without one exact number does not exceed: "<40 %", "30-35 %", valueRange. For rules
 * that ask whether it is low; a lower bound (">40 %") and an estimate in words have none.
 */
import { child, conceptText, text } from './elements.ts';
import { valueText } from './marker-value.ts';

export interface UpperBound {
  readonly upper: number;
  /** As recorded. */
  readonly text: string;
}

const NUMBER = String.raw`(\d{1,3}(?:[.,]\d{1,3})?)`;
const WRITTEN = new RegExp(
  `^(?:(?:lv)?ef[ :=]*)?(?:(?:<=?|≤|less than|under|below|unter|up to) ?${NUMBER}|${NUMBER}(?: ?%)?(?: ?(?:-|to|bis) ?${NUMBER})?) ?(?:%|percent|prozent)?$`,
);

export function upperBound(element: unknown): UpperBound | undefined {
  const found = quantityBound(element) ?? rangeBound(child(element, 'valueRange')) ?? writtenBound(element);
  // A fraction (0.4) is no percentage.
  return found !== undefined && found.upper > 1 && found.upper <= 100 ? found : undefined;
}

function quantityBound(element: unknown): UpperBound | undefined {
  const quantity = child(element, 'valueQuantity');
  const upper = percentageOf(quantity);
  const shown = valueText({ valueQuantity: quantity });
  const comparator = text(quantity, 'comparator');
  return (comparator === '<' || comparator === '<=') && upper !== undefined && shown !== undefined
    ? { upper, text: shown }
    : undefined;
}

function rangeBound(range: unknown): UpperBound | undefined {
  const [low, high] = [percentageOf(child(range, 'low')), percentageOf(child(range, 'high'))];
  if (high === undefined || (child(range, 'low') !== undefined && (low === undefined || low > high))) return undefined;
  return { upper: high, text: low === undefined ? `up to ${high} %` : `${low}-${high} %` };
}

function percentageOf(quantity: unknown): number | undefined {
  const value = child(quantity, 'value');
  const unit = (text(quantity, 'code') ?? text(quantity, 'unit') ?? '').trim();
  return typeof value === 'number' && /^(?:%|percent|per cent)?$/i.test(unit) ? value : undefined;
}

function writtenBound(element: unknown): UpperBound | undefined {
  const raw = conceptText(child(element, 'valueCodeableConcept')) ?? text(element, 'valueString');
  if (raw === undefined || raw.length > 60) return undefined;
  const line = raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐‑‒–−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
  const [, bound, first, second] = WRITTEN.exec(line) ?? [];
  const [from, to] = [first ?? bound, second ?? first ?? bound].map((digits) => Number(digits?.replace(',', '.')));
  return from !== undefined && to !== undefined && from <= to ? { upper: to, text: raw.trim() } : undefined;
}

/**
 * The percentage that an ejection fraction without one exact number does not exceed: "<40 %", "30-35 %", "~45 % (Simpson)",
 * valueRange, and 0.45 as a fraction. For rules that ask whether it is low; a lower bound (">40 %") and words have none.
 */
import { child, conceptText, text } from './elements.ts';
import { valueText } from './marker-value.ts';

export interface UpperBound {
  readonly upper: number;
  /** As recorded. */
  readonly text: string;
}

const NUMBER = String.raw`(\d{1,3}(?:[.,]\d{1,3})?)`;
const METHOD =
  "(?:by |nach |visual |visuell)?(?:simpson(?:'s)?|biplane?|teichholz|echo\\w*|tte|mri|cmr|mrt|muga|2d|3d|visual|visuell|estimated|geschätzt)(?: (?:method|biplane?|echo))?";
const WRITTEN = new RegExp(
  `^(?:(?:lv[ -]?)?ef[ :=]*)?(?:(?:~|≈|ca\\.?|circa|etwa|about|around|approx(?:\\.|imately)?|est(?:\\.|imated)?|geschätzt)[ :]*)?(?:(?:<=?|≤|less than|under|below|unter|up to) ?${NUMBER}|${NUMBER}(?: ?%)?(?: ?(?:-|to|bis) ?${NUMBER})?) ?(?:%|percent|prozent)?(?:,? ?\\(?(?:${METHOD})\\)?)?$`,
);

export function upperBound(element: unknown): UpperBound | undefined {
  const found = quantityBound(element) ?? rangeBound(child(element, 'valueRange')) ?? writtenBound(element);
  if (found === undefined || found.upper <= 0 || found.upper > 100) return undefined;
  // No heart ejects under 1 %: 0.45 is a fraction, whatever its unit. 1 may be either.
  if (found.upper < 1) return { upper: Number((found.upper * 100).toPrecision(5)), text: `${found.text} (fraction)` };
  return found.upper === 1 ? undefined : found;
}

function quantityBound(element: unknown): UpperBound | undefined {
  const quantity = child(element, 'valueQuantity');
  const upper = percentageOf(quantity);
  const shown = valueText({ valueQuantity: quantity });
  const comparator = text(quantity, 'comparator');
  if (upper === undefined || shown === undefined) return undefined;
  const isBound = comparator === '<' || comparator === '<=';
  return isBound || (comparator === undefined && upper < 1) ? { upper, text: shown } : undefined;
}

function rangeBound(range: unknown): UpperBound | undefined {
  const [low, high] = [percentageOf(child(range, 'low')), percentageOf(child(range, 'high'))];
  if (high === undefined || (child(range, 'low') !== undefined && (low === undefined || low > high))) return undefined;
  return { upper: high, text: low === undefined ? `up to ${high} %` : `${low}-${high} %` };
}

function percentageOf(quantity: unknown): number | undefined {
  const value = child(quantity, 'value');
  const unit = (text(quantity, 'code') ?? text(quantity, 'unit') ?? '').trim();
  return typeof value === 'number' && /^(?:%|percent|per cent|1|\{?fraction\}?)?$/i.test(unit) ? value : undefined;
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

/** Every figure of the results that was not computed, with its reason; figures with one reason are listed together. */
import { notComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';

export interface MissingFigure {
  readonly where: string;
  readonly reason: string;
}

export function notComputedIn(results: ValidationResults): readonly MissingFigure[] {
  const found = new Map<string, string[]>();
  const visit = (value: unknown, path: readonly string[]): void => {
    if (value === null || typeof value !== 'object') return;
    const missing = notComputed.safeParse(value);
    if (missing.success) {
      const { notComputed: reason } = missing.data;
      found.set(reason, [...(found.get(reason) ?? []), path.join(', ')]);
      return;
    }
    for (const [key, item] of Object.entries(value)) visit(item, [...path, nameOf(key, item)]);
  };
  visit(results, []);
  return [...found].map(([reason, places]) => ({ where: [...new Set(places)].join('; '), reason }));
}

/** An element of a list is known by what it is of. */
function nameOf(key: string, item: unknown): string {
  if (!/^\d+$/.test(key) || item === null || typeof item !== 'object') return inWords(key);
  const { split, stratum, name, site, against } = item as Readonly<Record<string, unknown>>;
  const parts = [split, stratum, name, site, against].filter((part) => typeof part === 'string');
  return parts.length === 0 ? key : parts.join(' ');
}

/** "leaveOneSiteOut" -> "leave one site out"; names of splits and features stay. */
const inWords = (key: string): string => key.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`);

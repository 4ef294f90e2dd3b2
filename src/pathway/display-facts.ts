/** A copy of the facts whose every text is fit for a card: the copy also keeps the FHIRPath engine off the original. */

import type { PathwayFacts } from '../core/index.ts';
import { holdsBannedPhrase } from './banned-phrases.ts';
import { type DisplayLimits, toDisplayText } from './display-text.ts';

/**
 * Words and phrases of this product's own, with the room that its sentences leave for them; all else is the record's.
 * The current result must keep its ISH part: "ISH not…" reads as "not done".
 */
const LIMITS: ReadonlyMap<string, DisplayLimits> = new Map([
  ['current.text', { characters: 90, words: 12 }],
  ['reasonText', { characters: 160, words: 20 }],
  ['modelStatement', { characters: 80, words: 10 }],
  ['lesionText', { characters: 36, words: 6 }],
]);

/** @param leftOut in place of a text that no card may hold (PATHWAY M6) */
export function displayFacts(facts: PathwayFacts, leftOut: string): PathwayFacts {
  return copyOf(facts, '', '', { leftOut, known: new Map() }) as PathwayFacts;
}

interface Shown {
  readonly leftOut: string;
  /** What texts under the general limits became: facts repeat most of theirs (paths, codes, days). */
  readonly known: Map<string, string>;
}

function copyOf(value: unknown, parent: string, name: string, shared: Shown): unknown {
  if (typeof value === 'string') {
    const { known, leftOut } = shared;
    const limits = LIMITS.get(`${parent}.${name}`) ?? LIMITS.get(name);
    if (limits !== undefined) return displayed(value, leftOut, limits);
    const shown = known.get(value) ?? displayed(value, leftOut);
    known.set(value, shown);
    return shown;
  }
  if (Array.isArray(value)) return value.map((item) => copyOf(item, parent, name, shared));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item, name, key, shared)]));
}

function displayed(text: string, leftOut: string, limits?: DisplayLimits): string {
  const shown = toDisplayText(text, limits);
  const isBanned = holdsBannedPhrase(shown) || (shown !== text && holdsBannedPhrase(text));
  return isBanned ? leftOut : shown;
}

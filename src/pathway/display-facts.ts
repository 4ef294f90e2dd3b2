/** A copy of the facts whose every text is fit for a card: the copy also keeps the FHIRPath engine off the original. */
import { toDisplayText } from './display-text.ts';
import type { RuleFacts } from './fact-shape.ts';

/** Sentences made by this product, not by the record, may be longer. */
const OWN_SENTENCES: ReadonlySet<string> = new Set(['reasonText', 'modelStatement']);
const OWN_SENTENCE_CHARACTERS = 160;

export function displayFacts(facts: RuleFacts): RuleFacts {
  return copyOf(facts, '') as RuleFacts;
}

function copyOf(value: unknown, name: string): unknown {
  if (typeof value === 'string') {
    return OWN_SENTENCES.has(name) ? toDisplayText(value, OWN_SENTENCE_CHARACTERS) : toDisplayText(value);
  }
  if (Array.isArray(value)) return value.map((item) => copyOf(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item, key)]));
}

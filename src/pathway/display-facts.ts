/** A view of the facts whose every text is fit for a card. */
import type { PathwayFacts } from '../core/index.ts';
import { holdsBannedPhrase } from './banned-phrases.ts';
import { type DisplayLimits, toDisplayText } from './display-text.ts';

/**
 * Words and phrases of this product's own, with the room that its sentences leave for them; all else is the record's.
 * The current result must keep its ISH part: "ISH not…" reads as "not done".
 */
const LIMITS: ReadonlyMap<string, DisplayLimits> = new Map([
  ['current.text', { characters: 90, words: 12 }],
  ['pending.text', { characters: 90, words: 10 }],
  ['lab', { characters: 60, words: 6 }],
  ['ild.text', { characters: 60, words: 6 }],
  ['comment', { characters: 140, words: 24 }],
  ['reasonText', { characters: 160, words: 20 }],
  ['modelStatement', { characters: 80, words: 10 }],
  ['lesionText', { characters: 36, words: 6 }],
]);

/**
 * The facts as a card may show them. A text is made fit where an expression reads it: facts hold the evidence of dozens of
 * results, of which a card names one.
 * @param leftOut in place of a text that no card may hold (PATHWAY M6)
 */
export function displayFacts(facts: PathwayFacts, leftOut: string): PathwayFacts {
  return shownValue(facts, '', '', leftOut) as PathwayFacts;
}

function shownValue(value: unknown, parent: string, name: string, leftOut: string): unknown {
  if (typeof value === 'string') return displayed(value, leftOut, LIMITS.get(`${parent}.${name}`) ?? LIMITS.get(name));
  if (Array.isArray(value)) return value.map((item) => shownValue(item, parent, name, leftOut));
  return typeof value === 'object' && value !== null ? new Proxy({}, new ShownObject(value, name, leftOut)) : value;
}

class ShownObject implements ProxyHandler<object> {
  readonly #facts: object;
  readonly #name: string;
  readonly #leftOut: string;

  constructor(facts: object, name: string, leftOut: string) {
    this.#facts = facts;
    this.#name = name;
    this.#leftOut = leftOut;
  }

  get(_: object, key: string | symbol): unknown {
    if (typeof key === 'symbol' || !Object.hasOwn(this.#facts, key)) return undefined;
    return shownValue((this.#facts as Readonly<Record<string, unknown>>)[key], this.#name, key, this.#leftOut);
  }

  has(_: object, key: string | symbol): boolean {
    return Object.hasOwn(this.#facts, key);
  }

  ownKeys(): (string | symbol)[] {
    return Reflect.ownKeys(this.#facts);
  }

  getOwnPropertyDescriptor(target: object, key: string | symbol): PropertyDescriptor | undefined {
    return this.has(target, key) ? { value: this.get(target, key), enumerable: true, configurable: true } : undefined;
  }
}

function displayed(text: string, leftOut: string, limits?: DisplayLimits): string {
  const shown = toDisplayText(text, limits);
  const isBanned = holdsBannedPhrase(shown) || (shown !== text && holdsBannedPhrase(text));
  return isBanned ? leftOut : shown;
}

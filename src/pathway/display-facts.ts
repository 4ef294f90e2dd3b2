/** A view of the facts whose every text is fit for a card. */
import type { FactSentence, PathwayFacts } from '../core/index.ts';
import { holdsBannedPhrase } from './banned-phrases.ts';
import { type DisplayLimits, toDisplayText } from './display-text.ts';
import type { FactWording } from './fact-wording.ts';

/** Room that the sentences of cards leave: the current result must keep its ISH part, "ISH not…" reads as "not done". */
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

/** Sentences of the facts' own; all else is the record's, and stays in its language. */
const OWN_SENTENCES: ReadonlyMap<string, FactSentence> = new Map([
  ['current.text', 'result'],
  ['results.text', 'result'],
  ['specimenResult.text', 'result'],
  ['siteResult.text', 'result'],
  ['current.comment', 'result'],
  ['pending.text', 'notUsed'],
  ['imaging.reasonText', 'imaging'],
  ['imaging.lesionText', 'imaging'],
]);

export interface Display {
  /** In place of a text that no card may hold (PATHWAY M6). */
  readonly leftOut: string;
  readonly wording: FactWording;
}

/**
 * The facts as a card may show them. A text is made fit where an expression reads it: facts hold the evidence of dozens of
 * results, of which a card names one.
 */
export function displayFacts(facts: PathwayFacts, display: Display): PathwayFacts {
  return shownValue(facts, '', '', display) as PathwayFacts;
}

function shownValue(value: unknown, parent: string, name: string, display: Display): unknown {
  if (typeof value === 'string') return displayed(value, `${parent}.${name}`, name, display);
  if (Array.isArray(value)) return value.map((item) => shownValue(item, parent, name, display));
  return typeof value === 'object' && value !== null ? new Proxy({}, new ShownObject(value, name, display)) : value;
}

class ShownObject implements ProxyHandler<object> {
  readonly #facts: object;
  readonly #name: string;
  readonly #display: Display;

  constructor(facts: object, name: string, display: Display) {
    this.#facts = facts;
    this.#name = name;
    this.#display = display;
  }

  get(_: object, key: string | symbol): unknown {
    if (typeof key === 'symbol' || !Object.hasOwn(this.#facts, key)) return undefined;
    return shownValue((this.#facts as Readonly<Record<string, unknown>>)[key], this.#name, key, this.#display);
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

function displayed(written: string, path: string, name: string, { leftOut, wording }: Display): string {
  const sentence = OWN_SENTENCES.get(path);
  const text = sentence === undefined ? written : wording(sentence, written);
  const shown = toDisplayText(text, LIMITS.get(path) ?? LIMITS.get(name));
  const isBanned = holdsBannedPhrase(shown) || (shown !== text && holdsBannedPhrase(text));
  return isBanned ? leftOut : shown;
}

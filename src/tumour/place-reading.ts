/**
 * What all names of a tissue say together: which breast it is of, why its side may not be relied on, and whether it may be of
 * another cancer. Places that contradict each other give no side. A distant organ has a side that is not the breast's, and so
 * has a tissue that is stated to be a metastasis and is not of breast or axilla.
 */
import type { Laterality } from '../core/index.ts';
import { hasOwnCancers, isNear, type Organ, organOf, statesMetastasis } from './body-site.ts';
import { isOtherPrimary } from './disease-codes.ts';
import { child, codingsOf, conceptWords, elements, text, textOf } from './elements.ts';
import { joined, type Sides, sideOf, sidesOf } from './laterality.ts';

/**
 * `contradictory`: both sides are named. `not certain`: the side that is not the disease's, of a place that need not be the
 * breast ("right cervical lymph node", "metastasis in the right breast").
 */
export type SideDoubt = 'not stated' | 'contradictory' | 'not certain';

export interface PlaceReading {
  readonly laterality: Laterality;
  readonly doubt: SideDoubt | undefined;
  /** The side is of no importance: not a place of one breast. */
  readonly elsewhere: boolean;
  /** Named as another cancer; or from an organ that has its own, by its kind or in this record, and not stated to be a metastasis. */
  readonly otherCancer: boolean;
}

export type PlaceReader = (concepts: readonly unknown[]) => PlaceReading;

/**
 * Of thousands of specimens most are called alike: each name is read once.
 *
 * @param disease side being treated
 * @param otherPrimaries organs with a cancer of their own; asked for only where a tissue is of a distant organ
 */
export function placeReader(disease: Laterality, otherPrimaries: () => ReadonlySet<Organ>): PlaceReader {
  const root = new Names();
  return (concepts) => {
    let names: Names | undefined = root;
    for (const concept of concepts) names = names?.followedBy(concept);
    if (names === undefined) return readPlace(concepts, disease, otherPrimaries);
    names.reading ??= readPlace(concepts, disease, otherPrimaries);
    return names.reading;
  };
}

/** The names that concepts have one after the other, so that no text has to be put together to find them again. */
class Names {
  reading: PlaceReading | undefined;
  readonly #next = new Map<string, Names>();

  /** Undefined where an extension says more than texts and codes do. */
  followedBy(concept: unknown): Names | undefined {
    const name = nameOf(concept);
    if (name === undefined) return undefined;
    const known = this.#next.get(name);
    if (known !== undefined) return known;
    const names = new Names();
    this.#next.set(name, names);
    return names;
  }
}

function nameOf(concept: unknown): string | undefined {
  const { extension, text: called } = elements(concept);
  if (extension !== undefined) return undefined;
  let name = textOf(called) ?? '';
  for (const coding of codingsOf(concept)) {
    if (child(coding, 'extension') !== undefined) return undefined;
    name += `|${text(coding, 'system') ?? ''}|${text(coding, 'code') ?? ''}|${text(coding, 'display') ?? ''}`;
  }
  return name;
}

function readPlace(concepts: readonly unknown[], disease: Laterality, otherPrimaries: () => ReadonlySet<Organ>): PlaceReading {
  let sides: Sides = 0;
  let isBare = true;
  for (const concept of concepts) {
    const named = sidesOf(concept);
    sides = joined(sides, named);
    if (named !== 0 && /[a-z]/.test(conceptWords(concept).replace(SIDE_ALONE, ''))) isBare = false;
  }
  const words = concepts.map(conceptWords).join(' ; ');
  const organ = organOf(concepts);
  const stated = statesMetastasis(words);
  const bearing = bearingOf(organ, words, stated, isBare);
  const isDistant = organ !== undefined && !isNear(organ);
  const mayBeOther = isDistant && !stated && (hasOwnCancers(organ) || otherPrimaries().has(organ));
  const side = bearing === 'none' ? 'unknown' : sideOf(sides);
  const isDoubtful = bearing === 'doubtful' && side !== 'unknown' && disease !== 'unknown' && side !== disease;
  return {
    laterality: isDoubtful ? 'unknown' : side,
    doubt: isDoubtful ? 'not certain' : sides === 3 && bearing !== 'none' ? 'contradictory' : undefined,
    elsewhere: bearing === 'none',
    otherCancer: mayBeOther || isOtherPrimary({ text: words }),
  };
}

const SIDE_ALONE = /\b(?:left|right|links|rechts|linke[nrs]?|rechte[nrs]?|side|sided|seite|qualifier value)\b/g;
const OF_BREAST = /\bbreast|\bmamma|\bbrust|\baxill|\bchest wall|\bsentinel|\bintramammar/;

/** What left and right of the place say of the breast. */
function bearingOf(organ: Organ | undefined, words: string, stated: boolean, isBare: boolean): 'breast' | 'doubtful' | 'none' {
  if (organ !== undefined && !isNear(organ)) return 'none';
  if (organ === 'breast' || OF_BREAST.test(words) || (organ === undefined && isBare)) return stated ? 'doubtful' : 'breast';
  return stated ? 'none' : 'doubtful';
}

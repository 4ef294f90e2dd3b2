/**
 * What all names of a tissue say together: which breast it is of, why its side may not be relied on, and whether it may be of
 * another cancer. Places that contradict each other give no side. A distant organ has a side that is not the breast's, and so
 * has a tissue that is stated to be a metastasis and is not of breast or axilla.
 */
import type { Laterality } from '../core/index.ts';
import { hasOwnCancers, isNear, type Organ, organOf, statesMetastasis } from './body-site.ts';
import { children, conceptWords, text } from './elements.ts';
import { joined, type Sides, sideOf, sidesOf } from './laterality.ts';
import { namesOtherCancer } from './other-cancers.ts';

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
  /** From an organ with cancers of its own, or one that the record names such a cancer of; not stated to be a metastasis. */
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
  const known = new Map<string, PlaceReading>();
  return (concepts) => {
    const name = nameOf(concepts);
    const found = name === undefined ? undefined : known.get(name);
    if (found !== undefined) return found;
    const reading = readPlace(concepts, disease, otherPrimaries);
    if (name !== undefined) known.set(name, reading);
    return reading;
  };
}

/** Undefined where an extension says more than texts and codes do. */
function nameOf(concepts: readonly unknown[]): string | undefined {
  let name = '';
  for (const concept of concepts) {
    if (children(concept, 'extension').length > 0) return undefined;
    name += `\n${text(concept, 'text') ?? ''}`;
    for (const coding of children(concept, 'coding')) {
      if (children(coding, 'extension').length > 0) return undefined;
      name += `|${text(coding, 'system') ?? ''}|${text(coding, 'code') ?? ''}|${text(coding, 'display') ?? ''}`;
    }
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
    otherCancer: mayBeOther || namesOtherCancer(words),
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

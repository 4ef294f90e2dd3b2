/**
 * Organ of a tissue or an order, and whether it is the primary or a metastasis. Axillary and other regional lymph nodes are
 * neither: the record has to say it in words.
 */
import type { TissueOrigin } from '../core/index.ts';
import { codesOf, conceptWords, SNOMED } from './elements.ts';

export type Organ =
  | 'breast'
  | 'liver'
  | 'lung'
  | 'bone'
  | 'brain'
  | 'pleura'
  | 'peritoneum'
  | 'adrenal'
  | 'skin'
  | 'ovary'
  | 'lymph-node';

const ORGAN_CODES: ReadonlyMap<string, Organ> = new Map([
  ['76752008', 'breast'],
  ['80248007', 'breast'],
  ['73056007', 'breast'],
  ['10200004', 'liver'],
  ['39607008', 'lung'],
  ['272673000', 'bone'],
  ['12738006', 'brain'],
]);

const ORGAN_WORDS: readonly (readonly [RegExp, Organ])[] = [
  [/\blymph node|\bnodal\b|lymphknoten|\baxilla/, 'lymph-node'],
  [/\bliver\b|\bhepatic\b|\bleber/, 'liver'],
  [/\bpleura|\bpleural/, 'pleura'],
  [/\blung|\bpulmonary\b|\bbronch|\blunge/, 'lung'],
  [/\bbone(?! marrow)|\bvertebra|\bspine\b|\bsacr|\biliac\b|\bfemur|\brib\b|\bknochen/, 'bone'],
  [/\bbrain\b|\bcerebr|\bmening|\bhirn/, 'brain'],
  [/\bperitone|\boment|\bascites/, 'peritoneum'],
  [/\badrenal/, 'adrenal'],
  [/\bovar(?:y|ies|ian)/, 'ovary'],
  [/\bskin\b|\bcutaneous|\bchest wall/, 'skin'],
  [/\bbreast|\bmamma(?:e|ry)?\b|\bbrust/, 'breast'],
];

/** The first organ that a code, else a word, of the concepts names. */
export function organOf(concepts: readonly unknown[]): Organ | undefined {
  for (const concept of concepts) {
    for (const { system, code } of codesOf(concept)) {
      const organ = system === SNOMED ? ORGAN_CODES.get(code) : undefined;
      if (organ !== undefined) return organ;
    }
  }
  const words = concepts.map(conceptWords).join(' ; ');
  return ORGAN_WORDS.find(([pattern]) => pattern.test(words))?.[1];
}

const NEAR_THE_BREAST: ReadonlySet<Organ> = new Set(['lymph-node', 'skin']);

/** Left and right of a distant organ ("right lobe of liver") say nothing of the breast that the disease began in. */
export function isDistantOrgan(concepts: readonly unknown[]): boolean {
  const organ = organOf(concepts);
  return organ !== undefined && organ !== 'breast' && !NEAR_THE_BREAST.has(organ);
}

/** @param concepts site, and the name of specimen or procedure */
export function originOf(concepts: readonly unknown[]): TissueOrigin | undefined {
  const words = concepts.map(conceptWords).join(' ; ');
  if (/(?<!non-)metasta|\bsecondary\b/.test(words)) return 'metastasis';
  if (isDistantOrgan(concepts)) return 'metastasis';
  return organOf(concepts) === 'breast' ? 'primary' : undefined;
}

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
  | 'lymph-node'
  | 'head-neck'
  | 'limb'
  | 'trunk'
  | 'digestive'
  | 'urogenital'
  | 'thyroid';

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
  [/\blymph node|\bnodal\b|lymphknoten|\baxilla|\b(?:supra|infra)clavic/, 'lymph-node'],
  [/\bliver\b|\bhepatic\b|\bhepatocell|\bleber/, 'liver'],
  [/\bpleura|\bpleural/, 'pleura'],
  [/\blung|\bpulmonary\b|\bbronch|\blunge/, 'lung'],
  [
    /\bbone(?! marrow)|\bvertebra|\bspine\b|\bsacr|\bilia[cl]\b|\bilium\b|\bfemur|\brib\b|\bknochen|wirbel|humer(?:us|al)|\btibia|\bfibula|\bulna|clavic|scapul|\bskull|\bmandib|\bmaxilla\b|\bsternum|\bacetab|\bischi|\bpubi[cs]\b|\bpelvi[cs]\b|\bbecken|\bschädel|schlüsselbein|schulterblatt/,
    'bone',
  ],
  [/\bbrain\b|\bcerebr|\bmening|\bhirn|\bspinal cord/, 'brain'],
  [/\bperitone|\boment|\bascites/, 'peritoneum'],
  [/\badrenal|nebenniere/, 'adrenal'],
  [/\bovar(?:y|ies|ian)/, 'ovary'],
  [
    /\bstomach|\bgastric|\bmagen|\bo?esophag|speiseröhre|\bcolon|\bcolorect|\bsigmoid|\brect(?:um|al)\b|\bc(?:a?e)cum|\bbowel|\bduoden|\bjejun|\bileum|\bappendix|\bdarm|\b(?:dick|dünn|mast|zwölffinger)darm|\bkolon|\brektum|\bpancrea|\bpankreas|\bgall|\bbile duct/,
    'digestive',
  ],
  [
    /\bbladder|harnblase|\burothel|\bkidney|\brenal|\bniere|\bureter|\bprostat|\buter|\bendometri|\bcervix|\bvagina|\bvulva/,
    'urogenital',
  ],
  [/\bthyroid|schilddrüse|\bparotid|\bsalivary/, 'thyroid'],
  [
    /\bthigh|\bshoulder|\bforearm|\b(?:upper|left|right|of) arm\b|\bleg\b|\bcalf\b|\bhand\b(?![- ]?held)|\bfoot\b|\bknee|\bbuttock|\bglute|\bgroin|\bhip\b|oberschenkel|oberarm|schulter|leiste\b/,
    'limb',
  ],
  [/\bneck\b|\bscalp|(?<!\ben )\bface\b|\bfacial|\borbit|\beye(?:lid)?\b|\bcheek|\bhals\b|kopfhaut/, 'head-neck'],
  [/\b(?:upper|lower|of(?: the)?) back\b|\bflank|\babdom|\bumbilic|\brücken|\bbauch/, 'trunk'],
  [/\bskin\b|\bcutaneous|\bchest wall/, 'skin'],
  [/\bbreast|\bmamma(?:e|ry)?\b|\bmamma-?(?:stanz|biops)|\bbrust|\b(?:mast|lump|quadrant)ectom|\bnipple|\bareola/, 'breast'],
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

const NEAR_THE_BREAST: ReadonlySet<Organ> = new Set(['breast', 'lymph-node', 'skin']);

export function isNear(organ: Organ): boolean {
  return NEAR_THE_BREAST.has(organ);
}

/** Organs whose own cancers are tested for HER2, or that breast cancer seldom reaches. */
const OWN_CANCERS: ReadonlySet<Organ> = new Set(['digestive', 'urogenital', 'thyroid']);

export function hasOwnCancers(organ: Organ): boolean {
  return OWN_CANCERS.has(organ);
}

/** In words, whichever organ. */
export function statesMetastasis(words: string): boolean {
  return /(?<!\bno |\bnon[- ]|\bnot |\bwithout |\bkeine |\bohne |\bnegative for )metasta|\bsecondary\b/.test(words);
}

/** @param concepts site, and the name of specimen or procedure */
export function originOf(concepts: readonly unknown[]): TissueOrigin | undefined {
  if (statesMetastasis(concepts.map(conceptWords).join(' ; '))) return 'metastasis';
  const organ = organOf(concepts);
  if (organ === 'breast') return 'primary';
  return organ === undefined || isNear(organ) || hasOwnCancers(organ) ? undefined : 'metastasis';
}

/**
 * The controlled vocabulary of HER2 status for readers: what pathology reported comes first, the drug-label word is
 * named as such (ASCO-CAP knows no result category "HER2-low").
 */
import type { Her2Status, IshResult, Laterality, OutlineAuthor } from '../../src/core/index.ts';

export const HER2_STATUS_WORDS: Readonly<Record<Her2Status, string>> = {
  POSITIVE: 'HER2-positive',
  EQUIVOCAL: 'Equivocal; ISH result not found',
  LOW: 'HER2-low (drug-label word)',
  ULTRALOW: 'HER2-ultralow (drug-label word)',
  ZERO: 'IHC 0, no membrane staining',
  ZERO_UNSPECIFIED: 'IHC 0, staining not stated',
  NEGATIVE_UNSPECIFIED: 'Negative, score not stated',
  INDETERMINATE: 'Indeterminate',
  DISCORDANT: 'IHC and ISH disagree',
  UNKNOWN: 'No usable HER2 result found',
};

export const ISH_WORDS: Readonly<Record<IshResult, string>> = {
  amplified: 'amplified',
  'not-amplified': 'not amplified',
  equivocal: 'equivocal',
};

export const OUTLINE_AUTHOR_WORDS: Readonly<Record<OutlineAuthor, string>> = {
  human: 'a person',
  algorithm: 'an algorithm',
  unknown: 'an author not stated',
};

export function lateralityWords(laterality: Laterality): string {
  return laterality === 'unknown' ? 'side not stated' : `${laterality} breast`;
}

export const NOT_FOUND = 'not found';

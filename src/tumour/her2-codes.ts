/** HER2, ER and PR codes (EVIDENCE 2.1). Serum HER2 (32996-1, 42914-2, 51981-9) is in no list and so never read. */
import { type Code, conceptWords, LOINC, SNOMED } from './elements.ts';

export type MarkerRole = 'ihc' | 'overall' | 'ish' | 'ish-ratio' | 'ish-copies' | 'ish-cep17' | 'er' | 'pr';

const ROLES: ReadonlyMap<string, MarkerRole> = new Map([
  ['85319-2', 'ihc'],
  ['18474-7', 'ihc'],
  ['72383-3', 'ihc'],
  ['48676-1', 'overall'],
  ['31150-6', 'ish'],
  ['85318-4', 'ish'],
  ['96893-3', 'ish'],
  ['74885-5', 'ish'],
  ['49683-6', 'ish-ratio'],
  ['74860-8', 'ish-copies'],
  ['74861-6', 'ish-cep17'],
  ['85337-4', 'er'],
  ['40556-3', 'er'],
  ['16112-5', 'er'],
  ['85329-1', 'er'],
  ['85339-0', 'pr'],
  ['40557-1', 'pr'],
  ['16113-3', 'pr'],
  ['85325-9', 'pr'],
]);

const HER2_WORD = /\bher-?2\b|\berb-?b-?2\b|\bher-?2\/neu\b/;

/** Local codes carry no meaning of their own: their text must name HER2 and the method, and nothing else. */
function roleOfWords(words: string): MarkerRole | undefined {
  if (!HER2_WORD.test(words) || /serum|plasma|blood|dna|mutation/.test(words)) return undefined;
  if (/immunohistochem|\bihc\b|immune stain/.test(words)) return 'ihc';
  return undefined;
}

/** Role of an Observation or component by its code; a LOINC code outside the list is never read by its words. */
export function markerRole(concept: unknown, codes: readonly Code[]): MarkerRole | undefined {
  for (const coding of codes) {
    const role = coding.system === LOINC ? ROLES.get(coding.code) : undefined;
    if (role !== undefined) return role;
  }
  const standard = codes.some((coding) => coding.system === LOINC || coding.system === SNOMED);
  return standard ? undefined : roleOfWords(conceptWords(concept));
}

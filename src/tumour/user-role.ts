/** Specialty of the hook's user, by NUCC taxonomy code or by words; the site decides which of them get cards. */
import type { PatientRecord, UserFacts, UserRole } from '../core/index.ts';
import { child, children, codesOf, conceptText, conceptWords } from './elements.ts';

/** http://nucc.org/provider-taxonomy: medical and haematological oncology, surgical oncology, radiology, pathology. */
const NUCC: readonly (readonly [string, UserRole])[] = [
  ['207RX0202X', 'oncology'],
  ['207RH0003X', 'oncology'],
  ['2086X0206X', 'breast-surgery'],
  ['2085R0202X', 'breast-radiology'],
  ['2085B0100X', 'breast-radiology'],
  ['207ZP', 'pathology'],
];
/** Radiation oncology is oncology, and no radiology. */
const WORDS: readonly (readonly [RegExp, UserRole])[] = [
  [/\bpatholog/, 'pathology'],
  [/\bbreast surg|\bsurgical oncolog|\bsenolog/, 'breast-surgery'],
  [/\boncolog|\bonkolog/, 'oncology'],
  [/\bradiolog|\bbreast imaging/, 'breast-radiology'],
];

export function userFacts(record: PatientRecord): UserFacts {
  const concepts = record.users.flatMap((user) => [
    ...children(user, 'specialty'),
    ...children(user, 'code'),
    ...children(user, 'qualification').map((qualification) => child(qualification, 'code')),
  ]);
  const named = concepts.flatMap((concept) => conceptText(concept) ?? []);
  const roles = [...new Set(concepts.flatMap((concept) => roleOf(concept) ?? []))].sort();
  return {
    state: record.users.length > 0 ? 'found' : 'not-found',
    roles: roles.length > 0 || concepts.length === 0 ? roles : ['other'],
    ...(named.length === 0 ? {} : { text: [...new Set(named)].join(', ') }),
  };
}

function roleOf(concept: unknown): UserRole | undefined {
  for (const { code } of codesOf(concept)) {
    const found = NUCC.find(([taxonomy]) => code.startsWith(taxonomy));
    if (found !== undefined) return found[1];
  }
  const words = conceptWords(concept);
  return WORDS.find(([pattern]) => pattern.test(words))?.[1];
}

/**
 * The words of a texts file, before any case renders them: a phrase that no card may contain (PATHWAY M6) is refused where it
 * stands. What a text takes from the record is held against the same list when it is shown.
 */
import { BANNED } from './banned-phrases.ts';
import { contentError } from './content-error.ts';
import type { FileOf } from './content-files.ts';
import type { Texts } from './content-schemas.ts';

/** Throws ServiceError `bad-configuration` naming the text. */
export function checkPhrases({ file, content }: FileOf<Texts>): void {
  for (const [at, text] of wordsOf(content, '')) {
    const banned = BANNED.find(([, pattern]) => pattern.test(text))?.[0];
    if (banned !== undefined) throw contentError({ file, at }, `no card may say "${banned}"; write what was found instead`);
  }
}

function wordsOf(value: unknown, at: string): readonly (readonly [at: string, text: string])[] {
  if (typeof value === 'string') return [[at, value.replace(/\{\{.*?\}\}/g, ' ')]];
  if (typeof value !== 'object' || value === null) return [];
  const below = (name: string): string => (Array.isArray(value) ? `${at}[${name}]` : at === '' ? name : `${at}.${name}`);
  // A condition of a text is FHIRPath: nobody reads it on a card.
  const entries = Object.entries(value).filter(([name]) => name !== 'when');
  return entries.flatMap(([name, item]) => wordsOf(item, below(name)));
}

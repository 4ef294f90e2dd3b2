/** One file of texts a language, all with the same keys; the service speaks one of them. */
import { type Coding, FACT_LANGUAGE } from '../core/index.ts';
import { BANNED_BY_LANGUAGE } from './banned-phrases.ts';
import { checkPhrases } from './check-phrases.ts';
import { contentError } from './content-error.ts';
import type { ContentFiles } from './content-files.ts';
import { factWording } from './fact-wording.ts';

const SECTIONS = ['phrases', 'rows', 'suggestions', 'drafts', 'links', 'labels', 'overrideReasons'] as const;

export function checkLanguages({ texts, languages, service }: ContentFiles): void {
  for (const other of languages) {
    const { language } = other.content;
    if (!BANNED_BY_LANGUAGE.has(language))
      throw contentError(
        { file: other.file, at: 'language' },
        'no phrases are known that cards of this language may not contain',
      );
    checkPhrases(other);
    factWording(other);
    // The plan has the titles of rows in the language of the facts.
    const untitled = Object.entries(other.content.rows).find(([, { title }]) => title === undefined)?.[0];
    if (language !== FACT_LANGUAGE && untitled !== undefined)
      throw contentError({ file: other.file, at: `rows.${untitled}.title` }, 'the text is missing');
    for (const section of SECTIONS) {
      const [own, theirs] = [new Set(Object.keys(texts.content[section])), new Set(Object.keys(other.content[section]))];
      const missing = [...own].find((key) => !theirs.has(key));
      if (missing !== undefined) throw contentError({ file: other.file, at: `${section}.${missing}` }, 'the text is missing');
      const extra = [...theirs].find((key) => !own.has(key));
      if (extra !== undefined) throw contentError({ file: texts.file, at: `${section}.${extra}` }, 'the text is missing');
    }
    const { codes } = service.content.overrideReasons;
    for (const code of codes) {
      if (other.content.overrideReasons[code] === undefined) {
        throw contentError({ file: other.file, at: `overrideReasons.${code}` }, 'the display is missing');
      }
    }
    const unused = Object.keys(other.content.overrideReasons).find((code) => !codes.includes(code));
    if (unused !== undefined) throw contentError({ file: other.file, at: `overrideReasons.${unused}` }, 'nothing uses this text');
  }
}

/** PATHWAY section 8. */
export function overrideReasonsOf({ service, texts }: ContentFiles): readonly Coding[] {
  const { system, codes } = service.content.overrideReasons;
  return codes.map((code) => ({ system, code, display: texts.content.overrideReasons[code]! }));
}

/**
 * The sentences that facts make of their own (FACT_WORDS) in the language of a texts file. Facts are English; a file of another
 * language words every phrase, so that no card is in two languages.
 */
import { FACT_LANGUAGE, FACT_WORDS, type FactSentence } from '../core/index.ts';
import { contentError } from './content-error.ts';
import type { FileOf } from './content-files.ts';
import type { Texts } from './content-schemas.ts';

export type FactWording = (sentence: FactSentence, text: string) => string;

/** Throws where a phrase is missing, or one is worded that facts do not use. */
export function factWording({ file, content }: FileOf<Texts>): FactWording {
  const { language, factWords } = content;
  if (language === FACT_LANGUAGE) {
    if (factWords !== undefined) throw contentError({ file, at: 'factWords' }, 'facts are written in this language');
    return (_sentence, text) => text;
  }
  if (factWords === undefined) throw contentError({ file, at: 'factWords' }, 'the text is missing');
  const of = (sentence: FactSentence) => replacer(FACT_WORDS[sentence], factWords[sentence], { file, sentence });
  const replacers = { result: of('result'), notUsed: of('notUsed'), imaging: of('imaging') };
  return (sentence, text) => replacers[sentence](text);
}

function replacer(
  phrases: readonly string[],
  words: Readonly<Record<string, string>>,
  { file, sentence }: { readonly file: string; readonly sentence: FactSentence },
): (text: string) => string {
  const at = (phrase: string) => ({ file, at: `factWords.${sentence}.${phrase}` });
  const missing = phrases.find((phrase) => !Object.hasOwn(words, phrase));
  if (missing !== undefined) throw contentError(at(missing), 'the text is missing');
  const unused = Object.keys(words).find((phrase) => !phrases.includes(phrase));
  if (unused !== undefined) throw contentError(at(unused), 'nothing uses this text');
  // Longest first: a phrase may begin like another.
  const longestFirst = [...phrases].sort((a, b) => b.length - a.length).map((phrase) => phrase.replace(/[+().?*]/g, '\\$&'));
  const any = new RegExp(longestFirst.join('|'), 'g');
  return (text) => text.replace(any, (phrase) => words[phrase] ?? phrase);
}

/**
 * ISH results inside the text of an IHC result: "2+ (FISH negative)", "IHC 2+/ISH-" (EVIDENCE 1.1: 2+ with ISH is settled).
 * Only sentences that name ISH or amplification are read. A test that is pending, advised, of another time or not done is no
 * result, and a negation that belongs to no result withholds all of them.
 */
import type { IshResult } from '../core/index.ts';
import { type IshGroup, readIshGroup } from './ish-group.ts';
import { numbersContradict } from './ish-numbers-in-text.ts';

export interface IshInText {
  /** More than one where the text contradicts itself. */
  readonly results: readonly IshResult[];
  readonly group?: IshGroup;
  /** ISH is under way, and the text has no result of it. */
  readonly pending?: true;
}

const NOTHING: IshInText = { results: [] };
const ISH_PENDING: IshInText = { results: [], pending: true };
const LONGEST_TEXT = 1000;

const ISH = `(?<![a-z])(?:(?:dd|bd|[cdfs])?ish(?![a-z])|in situ hybridi[sz]ation)`;
const NAMES_ISH = new RegExp(`${ISH}|amplifi`);
const BETWEEN = String.raw`[\s:=,(]*(?:-\s?)?(?:(?:result|status|test|testing|performed|is|was|her-?2|gene|erbb2)[\s:=,(]+)*`;
const NO_RESULT =
  /\?|\b(?:pending|await\w*|recommend\w*|request\w*|order\w*|follows?|suggest\w*|advis\w*|consider\w*|requir\w*|need\w*|will|if|unless|should|send|sent|planned|scheduled|progress|previous(?:ly)?|prior|formerly|history|outside|controls?|possibl[ey]|probabl[ey]|suspected|inconclusive|indeterminate|fail\w*|insufficient|uninterpretable|cannot|whether|exclude\w*|rule[ds]?|or|vs|versus|ausstehend|empfohlen|folgt|steht|veranlasst)\b/;

const PENDING =
  /\b(?:pending|await\w*|to follow|follows|in progress|sent (?:out|for)|requested|ordered|ausstehend|folgt|steht (?:noch )?aus|veranlasst)\b/;
const NOT_AMPLIFIED =
  /\b(?:un|non[- ]?|not[- ]|nicht )amplifi(?:ed|ziert)\b|\b(?:no|without|keine|neg(?:ative|ativ)? for)(?: evidence of)?(?: her-?2| erbb2)?[- ]?(?:gene?)?[- ]?amplifi[ck]ation\b|\bamplification(?: is| was)? (?:not (?:seen|detected|present|identified|found)|absent)\b/g;
const AMPLIFIED =
  /\bamplifi(?:ed|ziert)\b|\bpositive? for (?:her-?2 |erbb2 )?(?:gene )?amplification\b|\bamplification(?: is| was)? (?:seen|detected|present|identified|found)\b/;
const NEGATION = /\b(?:not|no|without|never|nicht|keine?r?|neither|borderline amplifi)\b/;

const WORDS: readonly (readonly [string, IshResult])[] = [
  [String.raw`neg(?:ativ(?:e)?)?\b`, 'not-amplified'],
  [String.raw`pos(?:itiv(?:e)?)?\b`, 'amplified'],
  [String.raw`(?:equivocal|borderline)\b`, 'equivocal'],
];
const ADJACENT: readonly (readonly [RegExp, IshResult])[] = [
  ...WORDS.map(
    ([word, result]) => [new RegExp(`${ISH}${BETWEEN}${word}|\\b${word} (?:by|on|in|with) (?:her-?2 )?${ISH}`), result] as const,
  ),
  [new RegExp(`${ISH}(?:-| ?\\(-\\))(?=$|[\\s),;./])`), 'not-amplified'],
  [new RegExp(`${ISH} ?(?:\\+|\\(\\+\\))(?=$|[\\s),;./])`), 'amplified'],
];

/** @param raw the whole text of the result; empty results where it states none */
export function readIshInText(raw: string): IshInText {
  if (raw.length > LONGEST_TEXT) return NOTHING;
  const text = raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐‑‒–−]/g, '-')
    .replace(/\s+/g, ' ');
  if (!NAMES_ISH.test(text)) return NOTHING;
  const sentences = text.split(/;|\.(?!\d)/).filter((sentence) => NAMES_ISH.test(sentence));
  const results = new Set<IshResult>();
  for (const sentence of sentences) {
    const rest = sentence.replace(NOT_AMPLIFIED, ' ');
    if (NEGATION.test(rest)) return NOTHING;
    if (NO_RESULT.test(sentence)) return PENDING.test(sentence) ? ISH_PENDING : NOTHING;
    if (rest !== sentence) results.add('not-amplified');
    if (AMPLIFIED.test(rest)) results.add('amplified');
    for (const [pattern, result] of ADJACENT) if (pattern.test(rest)) results.add(result);
  }
  const [result] = results;
  if (results.size === 1 && numbersContradict(text, result!)) results.add(result === 'amplified' ? 'not-amplified' : 'amplified');
  const group = sentences.length === 0 ? undefined : readIshGroup(sentences.join('; '));
  return { results: [...results], ...(group === undefined ? {} : { group }) };
}

/**
 * HER2 IHC results written as text (EVIDENCE 2.2): an anchored grammar, never "the first digit found".
 *   result := qualifier* score comment   |   marker* word
 * Only known qualifiers may stand before the score; a second, different score, a range, a negation, a history, another
 * marker or carcinoma in situ (the score is of the invasive part, EVIDENCE 1.1) makes the result indeterminate. "0" is three
 * things: staining absent, present ("0+"), not stated.
 */
import type { IhcScore } from '../core/index.ts';
import { readIshInText } from './ish-in-text.ts';
import { membraneStaining } from './membrane-staining.ts';

/** `her2-low` is the word alone, without a score; `low-by-definition` is a code that its system defines as 1+, or 2+ with ISH negative. */
export type IhcReading = IhcScore | 'equivocal' | 'her2-low' | 'low-by-definition';

export type ReadIhcText = (raw: string) => IhcReading | undefined;

/** A longer text is a narrative, not a result. */
const LONGEST_TEXT = 1000;

const MARKER = /her[- ]?2(?:[-/ ]?neu)?|c-?erb-?b-?2|erb-?b-?2/g;
const LEADING = /^(?:(?:her[- ]?2(?:[-/ ]?neu)?|c-?erb-?b-?2|erb-?b-?2|ihc|status|result)(?![a-z\d+])|[\s:;,=()"'./-])+/;
const QUALIFIER =
  /^(?:her[- ]?2(?:[-/ ]?neu)?|c-?erb-?b-?2|erb-?b-?2|hercep-?test|immunohistochemi(?:stry|cal)|immunhistochemie|ihc|ihk|protein|(?:over)?expression|by|stain(?:ing)?|membrane|result|status|score|final|positive?|negative?|equivocal|weak|moderate|strong|(?:ultra)?-?low|is|of|grade)(?=$|[\s:;,=()\-/]|\d)/;
const PUNCTUATION = /^[\s:;,=()"'./-]+/;
const BARE_ALLOWED_AFTER = /^(?:score|ihc|ihk|immunohistochemistry)$/;

const MARKED_SCORE = /^([0-3])(?:\s?\+(?!\s?\d)| plus\b)|^\+\s?([0-3])(?![\d.+])/;
const BARE_SCORE = /^([0-3])(?![\d.%+])(?!\s?[-–]\s?\d)/;
const BARE_ZERO = /^0(?=$|\s?[/(),;:]|\s(?:with|without|no|absent)\b)/;
const ANY_SCORE =
  /(?<![\d.])([0-3])\s?\+|\+\s?([0-3])(?![\d.])|\b(?:score|ihc|ihk)\s?[:=]?\s?([0-3])(?![\d.%])|\b([0-3]) plus\b/g;
/** A bare score of another tissue: "1+ in primary tumour, 0 in lymph node". */
const SCORE_ELSEWHERE =
  /[,;(]\s?(?:and |but )?([0-3])(?= (?:in|on|at)\b|\s?\()|\b(?:(?:nodes?|metastas[ei]s|primary|left|right|excision|resection)\s?[:=]?|(?:core|recurrence)\s?[:=])\s?([0-3])(?![\d.%+:]| ?(?:cm|mm|of|o'?clock)\b)/g;
const PERCENT = /(?:[<>≤≥=]+\s?)?\d{1,3}(?:[.,]\d{1,3})?(?:\s?(?:-|to)\s?\d{1,3})?\s?(?:%|percent\b|per cent\b|prozent\b)/g;

const RANGE = /^\s*(?:-|\/|to\b|bis\b|or\b|oder\b|vs\b\.?|and\b)\s*\+?[0-3](?:\b|\+)/;
const UNCERTAIN =
  /\?|\b(?:previous(?:ly)?|prior|formerly|history|was|outside|controls?|exclude[sd]?|ruled|unlikely|possibl[ey]|probabl[ey]|suspected|inconclusive|indeterminate|cannot|insufficient|versus|vs|dcis|carcinoma in situ|never)\b|\b(?:nicht|kein(?:e|er)?)\b(?! amplifi)|\bnot\b(?! (?:amplified|performed|done|yet|available|applicable)\b)/;
const OTHER_MARKER = /\b(?:er|pr|pgr|estrogen|oestrogen|progesterone|ki-?67|pd-?l1|p53|egfr|ar)\b/;
const ISH_CLAUSE =
  /(?:\b(?:positive?|negative?|equivocal|borderline) (?:by|on|in|with) )?\b(?:[cdfs]?ish|in situ|(?:non-?|un)?amplif\w*|ratio)\b.*/s;

const STAINING_PHRASE =
  /\bstain\w*(?: (?:is|was))?(?: not)?(?: (?:stated|specified|seen|detected|observed|present|identified))?/g;

const WHOLE_WORDS: readonly (readonly [RegExp, IhcReading])[] = [
  [/^(?:is )?positive?$/, 'positive'],
  [/^(?:is )?negative?$/, 'negative'],
  [/^equivocal$/, 'equivocal'],
  [/^(?:is )?low$/, 'her2-low'],
];

/** Undefined for an empty text; `indeterminate` for every text that the grammar does not accept. */
export function readIhcText(raw: string): IhcReading | undefined {
  if (raw.trim() === '') return undefined;
  if (raw.length > LONGEST_TEXT) return 'indeterminate';
  const text = normalise(raw);
  const word = text
    .replace(LEADING, '')
    .replace(/\(qualifier value\)$/, '')
    .replace(/[\s.()"']+$/, '');
  const whole = WHOLE_WORDS.find(([pattern]) => pattern.test(word));
  if (whole !== undefined) return whole[1];
  const found = scoreAtStart(text);
  if (found === undefined || !isOnlyScore(text, found) || contradicts(text, found)) return 'indeterminate';
  return withStaining(found);
}

function normalise(raw: string): string {
  return raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐‑‒–−]/g, '-')
    .replace(/阴性/g, ' negative ')
    .replace(/阳性/g, ' positive ')
    .replace(/\s+/g, ' ')
    .trim();
}

interface FoundScore {
  readonly score: '0' | '0+' | '1+' | '2+' | '3+';
  readonly before: string;
  /** What follows the score, without percentages. */
  readonly comment: string;
}

/** Consumes qualifiers and punctuation; anything else before the score ends the reading. */
function scoreAtStart(text: string): FoundScore | undefined {
  let rest = text;
  let bareAllowed = false;
  for (;;) {
    const marked = MARKED_SCORE.exec(rest);
    const match = marked ?? (bareAllowed ? BARE_SCORE.exec(rest) : BARE_ZERO.exec(rest));
    if (match !== null) {
      const digit = match[0].replace(/\D/g, '') as '0' | '1' | '2' | '3';
      const score = digit === '0' ? (marked === null ? '0' : '0+') : (`${digit}+` as const);
      const before = text.slice(0, text.length - rest.length);
      return { score, before, comment: rest.slice(match[0].length).replace(PERCENT, ' ') };
    }
    const qualifier = QUALIFIER.exec(rest);
    const skipped = qualifier ?? PUNCTUATION.exec(rest);
    if (skipped === null) return undefined;
    if (qualifier !== null) bareAllowed = BARE_ALLOWED_AFTER.test(qualifier[0]);
    rest = rest.slice(skipped[0].length);
  }
}

/** "1+ to 2+", "2+ / 3+", "3+ not confirmed", "1+ in control", "1+; ER 90 %": more than one plain result. */
function isOnlyScore(text: string, found: FoundScore): boolean {
  const rest = text.replace(MARKER, ' ').replace(PERCENT, ' ');
  const tokens = [...rest.matchAll(ANY_SCORE), ...rest.matchAll(SCORE_ELSEWHERE)];
  const digits = tokens.map((match) => match[1] ?? match[2] ?? match[3] ?? match[4]);
  if (digits.some((digit) => digit !== found.score[0])) return false;
  const comment = found.comment.replace(STAINING_PHRASE, ' ');
  return !RANGE.test(found.comment) && !UNCERTAIN.test(comment) && !OTHER_MARKER.test(comment);
}

/**
 * Words that belong to another score: "Negative (3+)", "Positive (1+)". What follows an ISH word is about ISH, and with IHC 2+
 * it is ISH that makes the whole positive, or negative and low.
 */
function contradicts(text: string, { score, before, comment }: FoundScore): boolean {
  const own = `${before} ${comment.replace(ISH_CLAUSE, '')}`;
  const positive = /\bpositiv/.test(own);
  const negative = /\bnegativ/.test(own);
  const equivocal = /\bequivocal\b/.test(own);
  if (score === '3+') return negative || equivocal || /\blow\b/.test(own);
  if (score === '2+') {
    const low = /\blow\b/.test(own);
    const isAmplified = (positive || negative || low) && readIshInText(text).results.includes('amplified');
    return isAmplified ? negative || low : positive;
  }
  return positive || equivocal;
}

/** The CAP text of score 0 reads "no staining, or faint staining in 10 % or less": with both, staining is not stated. */
function withStaining({ score, comment }: FoundScore): IhcReading {
  if (score !== '0' && score !== '0+') return score;
  const { absent, present } = membraneStaining(comment);
  if (score === '0+') return absent && !present ? 'indeterminate' : '0+';
  if (absent === present) return '0';
  return absent ? '0-absent' : '0+';
}

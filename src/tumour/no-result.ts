/**
 * Texts in place of a result: not there yet, not to be had, or never asked for. The whole text must say so; what names a score
 * or an answer beside it is for the readings of results.
 */

/** `pending`: awaited. `failed`: no result came of it. `not-done`: as if there were no such Observation. */
export type NoResult = 'pending' | 'failed' | 'not-done';

const LONGEST_TEXT = 200;
const SUBJECT =
  /^(?:(?:the|her[- ]?2(?:[-/ ]?neu)?|erb-?b-?2|ihc|(?:dd|bd|[cdfs])?ish|test(?:ing)?|stain(?:ing)?|analysis|results?|reports?|gene|by|is|are|was|has been|wird|wurde|ist|noch)\b|[\s:;,()./-])+/;
const WORDS: readonly (readonly [NoResult, RegExp])[] = [
  [
    'pending',
    /^(?:pending|await\w*|to follow|follows|in progress|sent (?:out|for|to (?:[a-z]+ ){0,3}(?:lab|laboratory|institute|pathology))|send[- ]out|ausstehend|folgt|in arbeit|steht (?:noch )?aus)\b/,
  ],
  [
    'failed',
    /^(?:qns|quantity (?:is )?(?:not sufficient|insufficient)|insufficient (?:tissue|quantity|sample|material|specimen|tumou?r)|cancel+ed)\b/,
  ],
  [
    'not-done',
    /^(?:not (?:yet )?(?:performed|done|tested|available|applicable|reported|resulted|received|ordered|known)|no (?:results?|data)|unknown|n\/a|nicht (?:durchgeführt|untersucht|bestimmt|erfolgt|vorhanden|bekannt)|unbekannt)(?![a-z])/,
  ],
];
/** "not performed; FISH positive", "pending, preliminary 3+": the rest is a result. */
const MORE_THAN_THAT = /\d|positiv|negativ|equivocal|amplifi|\blow\b|detected/;

export function noResult(raw: string): NoResult | undefined {
  if (raw.length > LONGEST_TEXT) return undefined;
  const text = raw.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  const rest = text.replace(SUBJECT, '');
  const found = WORDS.find(([, pattern]) => pattern.test(rest) || pattern.test(text));
  return found === undefined || MORE_THAN_THAT.test(rest.replace(found[1], '')) ? undefined : found[0];
}

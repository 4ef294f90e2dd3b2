/**
 * Text of the record made fit for a card. EHRs show the same sentence as Markdown, as HTML or as plain text
 * (CDS Hooks card.detail; Epic, sandbox), so nothing is escaped with backslashes or entities, which two of the three
 * would show: characters that any of them interprets are replaced by look-alikes. Applying it twice changes nothing.
 */
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  '<': '\u2039',
  '>': '\u203a',
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '`': '\u2019',
  '*': '\u2217',
  _: '\u02cd',
  '~': '\u223c',
  '|': '\u00a6',
  '\\': '/',
};

export interface DisplayLimits {
  readonly characters: number;
  readonly words: number;
}

const DEFAULT_LIMITS: DisplayLimits = { characters: 60, words: 8 };

/** One line within the limits, cut at a word where possible and marked with an ellipsis. */
export function toDisplayText(text: string, limits: DisplayLimits = DEFAULT_LIMITS): string {
  const start = text.slice(0, limits.characters * 20);
  return cut(TO_CHANGE.test(start) ? fitForDisplay(start) : start, limits);
}

/** What the replacements below look for, or a little more: most texts hold none of it. */
const TO_CHANGE = /[^ -~]|[<>[\]{}`*_~|\\&@]|:\/\/|\bwww\.|^ | (?= |$)/i;

function fitForDisplay(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, '')
    .replace(/[<>[\]{}`*_~|\\]/g, (character) => LOOK_ALIKE[character] ?? '')
    .replace(/&(?=#?\w{1,32};)/g, '+')
    .replace(/:\/\//g, ': / /')
    .replace(/\bwww\./gi, 'www ')
    .replace(/@/g, ' at ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function cut(line: string, { characters: limit, words: maxWords }: DisplayLimits): string {
  const words = line.split(' ');
  const short = words.length > maxWords ? `${words.slice(0, maxWords).join(' ').replace(/…$/, '')}…` : line;
  if (short.length <= limit) return short;
  const characters = [...short];
  if (characters.length <= limit) return short;
  const start = characters.slice(0, limit - 1).join('');
  const space = start.lastIndexOf(' ');
  return `${(space > limit / 2 ? start.slice(0, space) : start).trimEnd()}…`;
}

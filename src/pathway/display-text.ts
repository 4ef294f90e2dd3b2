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

const CHARACTER_LIMIT = 60;

/** One line of at most `limit` characters, cut at a word where possible and marked with an ellipsis. */
export function toDisplayText(text: string, limit = CHARACTER_LIMIT): string {
  const line = text
    .slice(0, limit * 20)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/[<>[\]{}`*_~|\\]/g, (character) => LOOK_ALIKE[character] ?? '')
    .replace(/&(?=#?\w{1,32};)/g, '+')
    .replace(/:\/\//g, ': / /')
    .replace(/\bwww\./gi, 'www ')
    .replace(/@/g, ' at ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const characters = [...line];
  if (characters.length <= limit) return line;
  const cut = characters.slice(0, limit - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

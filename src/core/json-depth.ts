/**
 * Whether JSON text nests deeper than a limit, without parsing it: parsing millions of brackets takes seconds, and walking
 * what comes out overflows the stack. Brackets inside strings do not count.
 */
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** FHIR resources and CDS Hooks requests stay far below this. */
export const MAX_JSON_DEPTH = 100;

/** `text` is UTF-8; one pass over the bytes. */
export function isTooDeep(text: Uint8Array, limit: number = MAX_JSON_DEPTH): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    switch (text[i]) {
      case QUOTE:
        i = endOfString(text, i);
        break;
      case 0x5b:
      case 0x7b:
        depth += 1;
        if (depth > limit) return true;
        break;
      case 0x5d:
      case 0x7d:
        depth -= 1;
        break;
    }
  }
  return false;
}

/** Index of the closing quote, or the end of the text. */
function endOfString(text: Uint8Array, start: number): number {
  let end = text.indexOf(QUOTE, start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf(QUOTE, end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: Uint8Array, quote: number): boolean {
  let before = quote - 1;
  while (text[before] === BACKSLASH) before -= 1;
  return (quote - before) % 2 === 0;
}

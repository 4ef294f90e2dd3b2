/** Splits Markdown text into blocks, line by line; linear in the length of the text. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

const HEADING = /^(#{1,6}) +(.*)$/;
const BULLET = /^ {0,3}[-*+] +(.*)$/;
const NUMBERED = /^ {0,3}\d{1,3}[.)] +(.*)$/;
const TABLE_RULE = /^[ :|-]{3,}$/;
const MAX_CHARACTERS = 100_000;

export function markdownBlocks(text: string): readonly Block[] {
  const lines = text.slice(0, MAX_CHARACTERS).replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;

  const takeWhile = (accept: (line: string) => boolean): string[] => {
    const taken: string[] = [];
    while (at < lines.length && accept(lines[at]!)) taken.push(lines[at++]!);
    return taken;
  };

  while (at < lines.length) {
    const line = lines[at]!;
    const heading = HEADING.exec(line);
    if (line.trim() === '') {
      at += 1;
    } else if (line.startsWith('```')) {
      at += 1;
      blocks.push({ kind: 'code', text: takeWhile((next) => !next.startsWith('```')).join('\n') });
      at += 1;
    } else if (heading !== null) {
      at += 1;
      blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! });
    } else if (BULLET.test(line) || NUMBERED.test(line)) {
      const marker = BULLET.test(line) ? BULLET : NUMBERED;
      const items: string[] = [];
      for (const next of takeWhile((candidate) => marker.test(candidate) || /^ {2,}\S/.test(candidate))) {
        const item = marker.exec(next);
        if (item !== null) items.push(item[1]!);
        else items.push(`${items.pop() ?? ''} ${next.trim()}`);
      }
      blocks.push({ kind: 'list', ordered: marker === NUMBERED, items });
    } else if (line.includes('|') && isTableRule(lines[at + 1])) {
      at += 2;
      blocks.push({ kind: 'table', header: cells(line), rows: takeWhile((next) => next.includes('|')).map(cells) });
    } else {
      blocks.push({ kind: 'paragraph', text: takeWhile((next) => continuesParagraph(next)).join(' ') });
    }
  }
  return blocks;
}

function continuesParagraph(line: string): boolean {
  return line.trim() !== '' && !HEADING.test(line) && !BULLET.test(line) && !NUMBERED.test(line) && !line.startsWith('```');
}

function cells(row: string): string[] {
  return row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

function isTableRule(line: string | undefined): boolean {
  return line !== undefined && TABLE_RULE.test(line) && line.includes('-');
}

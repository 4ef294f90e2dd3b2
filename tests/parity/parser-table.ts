/** The table of parser vectors in the evidence file (section 2.2): the name of each row and its examples in quotation marks. */

export interface TableRow {
  readonly shape: string;
  readonly examples: readonly string[];
}

export function tableRows(markdown: string): readonly TableRow[] {
  const start = markdown.indexOf('### 2.2');
  const section = start < 0 ? '' : markdown.slice(start, markdown.indexOf('\n### ', start + 1));
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => {
      const [, shape = '', example = ''] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
      return { shape, examples: [...example.matchAll(/"([^"]+)"/g)].map((match) => match[1]!) };
    });
}

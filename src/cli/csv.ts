/** Comma separated values, RFC 4180: quoted fields, CRLF or LF, a byte order mark is skipped. */

/** Rows of fields; blank lines are left out. An open quote takes the rest of the text. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  // One field with the separator that ends it.
  const field = /(?:"((?:[^"]|"")*)"?|([^",\r\n]*))(,|\r?\n|$)/gy;
  field.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
  while (field.lastIndex <= text.length) {
    const match = field.exec(text);
    if (match === null) throw new SyntaxError(`row ${rows.length + 1}: a quote inside a field`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    if (match[3] === '') break;
  }
  return rows;
}

export function csvLine(fields: readonly string[]): string {
  return `${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\n`;
}

/** One line of CSV, RFC 4180. A field that a spreadsheet would run as a formula gets a leading apostrophe. */
export function csvLine(fields: readonly string[]): string {
  const safe = fields.map((field) => (/^[=+@]|^-(?![\d.])/.test(field) ? `'${field}` : field));
  return `${safe.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\n`;
}

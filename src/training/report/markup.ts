/** HTML and SVG text. Everything that is not markup of this folder goes through `escaped`. */
import { isComputed, type NotComputed, type OrNot } from '../evaluation/results-parts.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Also drops control characters, which no XML reader accepts. */
export function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"']/g, (c) => ENTITIES[c] as string);
}

/** Tables of no more rows stay on one page of paper. */
const LONGEST_WHOLE = 12;

export type Cell = string | { readonly html: string };

const cell = (value: Cell): string => (typeof value === 'string' ? escaped(value) : value.html);

/** First column: row headers, left; the others to the right unless `left` names their positions. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[], left: readonly number[] = []): string {
  const side = (i: number): string => (i === 0 || left.includes(i) ? '' : ' class="number"');
  const header = head.map((name, i) => `<th scope="col"${side(i)}>${escaped(name)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = row.map((value, i) => (i === 0 ? `<th scope="row">${cell(value)}</th>` : `<td${side(i)}>${cell(value)}</td>`));
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="table${rows.length <= LONGEST_WHOLE ? ' whole' : ''}"><table><thead><tr>${header}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

export const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;

export const missing = ({ notComputed }: NotComputed): string =>
  `<p class="missing"><strong>Not computed:</strong> ${escaped(notComputed)}.</p>`;

const missingCell = ({ notComputed }: NotComputed): Cell => ({
  html: `<span class="missing">not computed: ${escaped(notComputed)}</span>`,
});

/** The cell of a value, or why there is none. */
export function orMissing<T extends object>(value: OrNot<T>, show: (value: T) => Cell): Cell {
  return isComputed(value) ? show(value) : missingCell(value as NotComputed);
}

/** A numbered section of the report. */
export function section(id: string, title: string, body: readonly string[]): string {
  return `<section id="${id}"><h2>${escaped(title)}</h2>\n${body.join('\n')}\n</section>`;
}

/** One or several drawings side by side under one caption. */
export function figure(drawings: readonly string[], caption: string): string {
  const columns = `columns-${Math.min(drawings.length, 3)}`;
  return `<figure><div class="drawings ${columns}">${drawings.join('\n')}</div><figcaption>${escaped(caption)}</figcaption></figure>`;
}

/** A figure with the table that belongs to it; one below the other where there is no room. */
export const beside = (figureHtml: string, tableHtml: string): string => `<div class="beside">${figureHtml}${tableHtml}</div>`;

/** Flow of patients: what remains after each step in a column, what was left out and why beside it. */
import type { ValidationResults } from '../validation-results.ts';
import { escaped } from './markup.ts';
import { drawing } from './plot.ts';

type Flow = Extract<ValidationResults['flow'], readonly unknown[]>;

const [WIDTH, BOX, LINE, GAP, SIDE_AT] = [936, 320, 17, 22, 470];

export function flowFigure(flow: Flow, mark: string | undefined): string {
  const parts: string[] = [];
  let y = 20;
  flow.forEach(({ step, remaining, excluded }, i) => {
    if (excluded.length > 0) {
      const height = 14 + LINE * (excluded.length + 1);
      const total = excluded.reduce((sum, { count }) => sum + count, 0);
      const lines = [`Left out: ${total}`, ...excluded.map(({ reason, count }) => `${count}  ${reason}`)];
      parts.push(
        `<path class="axis" d="M${20 + BOX / 2} ${y - GAP}V${y + height}M${20 + BOX / 2} ${y + height / 2}H${SIDE_AT}"/>`,
      );
      parts.push(`<rect class="box side" x="${SIDE_AT}" y="${y}" width="${WIDTH - SIDE_AT - 10}" height="${height}" rx="4"/>`);
      lines.forEach((line, n) => {
        parts.push(`<text class="row" x="${SIDE_AT + 14}" y="${y + 20 + LINE * n}">${escaped(line)}</text>`);
      });
      y += height + GAP;
    }
    if (i > 0) parts.push(`<path class="axis" d="M${20 + BOX / 2} ${y - GAP}V${y}"/>`);
    parts.push(`<rect class="box" x="20" y="${y}" width="${BOX}" height="46" rx="4"/>`);
    parts.push(`<text class="row" x="${20 + BOX / 2}" y="${y + 20}" text-anchor="middle">${escaped(step)}</text>`);
    parts.push(`<text class="count" x="${20 + BOX / 2}" y="${y + 38}" text-anchor="middle">n = ${remaining}</text>`);
    y += 46 + GAP;
  });
  if (mark !== undefined) parts.push(`<text class="mark" x="20" y="12">${escaped(mark)}</text>`);
  return drawing(WIDTH, y - GAP + 8, 'Flow of patients', parts);
}

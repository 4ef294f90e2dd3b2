/** Flow of patients: what remains after each step in a column, what was left out and why beside it, the splits at its foot. */
import type { ValidationResults } from '../validation-results.ts';
import { escaped } from './markup.ts';
import { drawing, tenth } from './plot.ts';
import { SPLIT_TITLES } from './split-style.ts';

type Flow = Extract<ValidationResults['flow'], readonly unknown[]>;

type Cohort = ValidationResults['cohort'];

const [WIDTH, BOX, LINE, GAP, SIDE_AT, FOOT_GAP] = [936, 320, 17, 22, 470, 16];
const MIDDLE = 20 + BOX / 2;

export function flowFigure(flow: Flow, cohort: Cohort, mark: string | undefined): string {
  const parts: string[] = [];
  let y = 20;
  flow.forEach(({ step, remaining, excluded }, i) => {
    if (excluded.length > 0) {
      const height = 14 + LINE * (excluded.length + 1);
      const total = excluded.reduce((sum, { count }) => sum + count, 0);
      const lines = [`Left out: ${total}`, ...excluded.map(({ reason, count }) => `${count}  ${reason}`)];
      parts.push(`<path class="axis" d="M${MIDDLE} ${y - GAP}V${y + height}M${MIDDLE} ${y + height / 2}H${SIDE_AT}"/>`);
      parts.push(`<rect class="box side" x="${SIDE_AT}" y="${y}" width="${WIDTH - SIDE_AT - 10}" height="${height}" rx="4"/>`);
      lines.forEach((line, n) => {
        parts.push(`<text class="row" x="${SIDE_AT + 14}" y="${y + 20 + LINE * n}">${escaped(line)}</text>`);
      });
      y += height + GAP;
    }
    if (i > 0) parts.push(`<path class="axis" d="M${MIDDLE} ${y - GAP}V${y}"/>`);
    parts.push(`<rect class="box" x="20" y="${y}" width="${BOX}" height="46" rx="4"/>`);
    parts.push(`<text class="row" x="${MIDDLE}" y="${y + 20}" text-anchor="middle">${escaped(step)}</text>`);
    parts.push(`<text class="count" x="${MIDDLE}" y="${y + 38}" text-anchor="middle">n = ${remaining}</text>`);
    y += 46 + GAP;
  });
  if (mark !== undefined) parts.push(`<text class="mark" x="20" y="12">${escaped(mark)}</text>`);
  parts.push(splitsAt(y - GAP, cohort));
  const steps = flow.map(({ step, remaining }) => `${step} ${remaining}`).join('; ');
  return drawing(WIDTH, y + (cohort.length > 1 ? GAP + 72 : 0), `Flow of patients: ${steps}`, parts);
}

/** Side by side below `top`; a single split is what the last step left. */
function splitsAt(top: number, cohort: Cohort): string {
  if (cohort.length < 2) return '';
  const width = (WIDTH - 30 - FOOT_GAP * (cohort.length - 1)) / cohort.length;
  const [bar, box] = [top + GAP, top + 2 * GAP];
  const boxes = cohort.map(({ split, patients, lesions, positives }, i) => {
    const left = tenth(20 + i * (width + FOOT_GAP));
    const middle = tenth(left + width / 2);
    const counts = `${patients} patients, ${lesions} lesions, ${positives} positive`;
    return `<path class="axis" d="M${middle} ${bar}V${box}"/><rect class="box" x="${left}" y="${box}" width="${tenth(width)}" height="46" rx="4"/><text class="count" x="${middle}" y="${box + 20}" text-anchor="middle">${SPLIT_TITLES[split]}</text><text class="row" x="${middle}" y="${box + 38}" text-anchor="middle">${counts}</text>`;
  });
  const last = tenth(20 + (cohort.length - 1) * (width + FOOT_GAP) + width / 2);
  return `<path class="axis" d="M${MIDDLE} ${top}V${bar}M${tenth(20 + width / 2)} ${bar}H${last}"/>${boxes.join('')}`;
}

/** A list of estimates with intervals on one axis; a row without an estimate says why. */
import { type Estimate, isComputed, type OrNot } from '../evaluation/results-parts.ts';
import { escaped } from './markup.ts';
import { estimateText } from './number-text.ts';
import { drawing, roundTicks, tenth } from './plot.ts';

export interface ForestRow {
  readonly label: string;
  /** e.g. "84 / 36". */
  readonly counts: string;
  readonly result: OrNot<Estimate>;
  /** Class of the marker. */
  readonly kind: string;
  /** Starts a new group under this heading. */
  readonly heading?: string;
}

export interface ForestShape {
  readonly alternative: string;
  readonly measure: string;
  readonly countsTitle: string;
  readonly reference: number;
  readonly from: number;
  readonly to: number;
  readonly mark?: string | undefined;
}

const [WIDTH, ROW, HEAD, FOOT] = [936, 22, 30, 44];
const [LABEL_AT, COUNTS_AT, LEFT, RIGHT, TEXT_AT] = [16, 322, 346, 740, 760];

export function forestFigure(rows: readonly ForestRow[], shape: ForestShape): string {
  const from = Math.min(shape.from, ...rows.map(({ result }) => (isComputed(result) ? result.lower : shape.from)));
  const to = Math.max(shape.to, ...rows.map(({ result }) => (isComputed(result) ? result.upper : shape.to)));
  const x = (value: number): number => tenth(LEFT + ((value - from) / (to - from)) * (RIGHT - LEFT));
  const parts: string[] = [];
  let y = HEAD;
  for (const { label, counts, result, kind, heading } of rows) {
    if (heading !== undefined) {
      y += 6;
      parts.push(`<text class="heading" x="2" y="${y + 14}">${escaped(heading)}</text>`);
      y += ROW;
    }
    const middle = y + ROW / 2;
    parts.push(`<text class="row" x="${LABEL_AT}" y="${middle + 4}">${escaped(label)}</text>`);
    parts.push(`<text class="row" x="${COUNTS_AT}" y="${middle + 4}" text-anchor="end">${escaped(counts)}</text>`);
    parts.push(
      isComputed(result)
        ? `<path class="whisker" d="M${x(result.lower)} ${middle}H${x(result.upper)}"/><rect class="dot ${kind}" x="${tenth(x(result.value) - 4)}" y="${middle - 4}" width="8" height="8"/><text class="row" x="${TEXT_AT}" y="${middle + 4}">${escaped(estimateText(result))}</text>`
        : `<text class="row absent" x="${LEFT}" y="${middle + 4}">not computed: ${escaped((result as { notComputed: string }).notComputed)}</text>`,
    );
    y += ROW;
  }
  const ticks = roundTicks(from, to, 6).map(
    (value) =>
      `<path class="grid" d="M${x(value)} ${HEAD}V${y + 4}"/><text class="tick" x="${x(value)}" y="${y + 19}" text-anchor="middle">${value}</text>`,
  );
  const titles = [
    `<text class="label" x="${COUNTS_AT}" y="18" text-anchor="end">${escaped(shape.countsTitle)}</text>`,
    `<text class="label" x="${TEXT_AT}" y="18">${escaped(shape.measure)} (95 % CI)</text>`,
    `<text class="label" x="${(LEFT + RIGHT) / 2}" y="${y + 37}" text-anchor="middle">${escaped(shape.measure)}</text>`,
    shape.mark === undefined ? '' : `<text class="mark" x="2" y="${y + 37}">${escaped(shape.mark)}</text>`,
    `<path class="reference" d="M${x(shape.reference)} ${HEAD}V${y + 4}"/><path class="axis" d="M${LEFT} ${y + 4}H${RIGHT}"/>`,
  ];
  return drawing(WIDTH, y + FOOT, shape.alternative, [...ticks, ...titles, ...parts]);
}

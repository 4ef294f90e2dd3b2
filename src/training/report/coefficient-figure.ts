/** Coefficients of the final model as bars, largest first. */
import type { ModelSection } from '../evaluation/model-section.ts';
import { escaped } from './markup.ts';
import { decimals } from './number-text.ts';
import { drawing, roundTicks, tenth } from './plot.ts';

const [WIDTH, ROW, HEAD, FOOT, LEFT, RIGHT, MOST] = [936, 20, 14, 44, 400, 850, 40];

export function coefficientFigure({ coefficients }: ModelSection, mark: string | undefined): string {
  const shown = coefficients.toSorted((a, b) => Math.abs(b.standardised) - Math.abs(a.standardised)).slice(0, MOST);
  const limit = Math.max(...shown.map(({ standardised }) => Math.abs(standardised)), 1e-9) * 1.08;
  const x = (value: number): number => tenth(LEFT + ((value + limit) / (2 * limit)) * (RIGHT - LEFT));
  const bottom = HEAD + ROW * shown.length;
  const rows = shown.map(({ name, kind, standardised }, i) => {
    const y = HEAD + ROW * i;
    const [a, b] = [x(Math.min(0, standardised)), x(Math.max(0, standardised))];
    return `<text class="row" x="${LEFT - 12}" y="${y + 14}" text-anchor="end">${escaped(name)}</text><rect class="bar ${kind}" x="${a}" y="${y + 4}" width="${tenth(b - a)}" height="${ROW - 8}"/><text class="row" x="${RIGHT + 10}" y="${y + 14}">${decimals(standardised)}</text>`;
  });
  const ticks = roundTicks(-limit, limit, 6).map(
    (value) =>
      `<path class="grid" d="M${x(value)} ${HEAD}V${bottom}"/><text class="tick" x="${x(value)}" y="${bottom + 16}" text-anchor="middle">${decimals(value, 2)}</text>`,
  );
  return drawing(WIDTH, bottom + FOOT, 'Coefficients of the final model', [
    ...ticks,
    `<path class="axis" d="M${x(0)} ${HEAD}V${bottom}"/>`,
    ...rows,
    `<text class="label" x="${(LEFT + RIGHT) / 2}" y="${bottom + 36}" text-anchor="middle">Change in log odds per standard deviation</text>`,
    mark === undefined ? '' : `<text class="mark" x="2" y="${bottom + 36}">${escaped(mark)}</text>`,
  ]);
}

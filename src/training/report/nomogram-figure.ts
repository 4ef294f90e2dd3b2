/**
 * Nomogram of a logistic model: points for each variable (100 for the widest one), their sum, and the probability that
 * the sum stands for. It computes what the model computes, to the width of a line.
 */
import type { ModelSection } from '../evaluation/model-section.ts';
import { escaped } from './markup.ts';
import { short } from './number-text.ts';
import { drawing, roundTicks, tenth } from './plot.ts';

type Nomogram = Exclude<ModelSection['nomogram'], { notComputed: string }>;
type Term = Nomogram['terms'][number];

const [WIDTH, ROW, LEFT, RIGHT] = [936, 48, 250, 900];
const PROBABILITIES = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];
const POINTS = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Ticks whose labels keep clear of each other, from the first on. */
function labelled(ticks: readonly Tick[]): ReadonlySet<Tick> {
  const kept: Tick[] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    if (last === undefined || Math.abs(tick.at - last.at) >= 3.4 * (tick.text.length + last.text.length) + 8) kept.push(tick);
  }
  return new Set(kept);
}

/** Points per unit of the linear predictor, and the linear predictor at zero points. */
export function nomogramScale({ intercept, terms }: Nomogram): { readonly perUnit: number; readonly atZero: number } {
  const widest = Math.max(...terms.map((term) => Math.abs(term.coefficient) * (term.to - term.from)));
  const lowest = (term: Term): number => Math.min(term.coefficient * term.from, term.coefficient * term.to);
  return { perUnit: 100 / widest, atZero: intercept + terms.reduce((sum, term) => sum + lowest(term), 0) };
}

export function nomogramFigure(nomogram: Nomogram, mark: string | undefined): string {
  const { perUnit, atZero } = nomogramScale(nomogram);
  const pointsOf = (term: Term, value: number): number =>
    perUnit * (term.coefficient * value - Math.min(term.coefficient * term.from, term.coefficient * term.to));
  const most = nomogram.terms.reduce((sum, term) => sum + perUnit * Math.abs(term.coefficient) * (term.to - term.from), 0);
  const total = Math.max(Math.ceil(most / 20) * 20, 20);
  const onPoints = (points: number): number => tenth(LEFT + (points / 100) * (RIGHT - LEFT));
  const onTotal = (points: number): number => tenth(LEFT + (points / total) * (RIGHT - LEFT));
  let y = 30;
  const scale = (name: string, ticks: readonly Tick[], named = false): string => {
    const at = y;
    y += ROW;
    if (ticks.length === 0) return `<text class="row" x="2" y="${at + 4}">${escaped(name)}</text>`;
    const ends = ticks.map((tick) => tick.at);
    const kept = labelled(ticks);
    const marks = ticks.map((tick, i) => {
      const { at: x, text } = tick;
      const above = named && i % 2 === 1;
      const label = `<text class="tick" x="${x}" y="${above ? at - 5 : at + 17}" text-anchor="middle">${escaped(text)}</text>`;
      return `<path class="axis" d="M${x} ${at}v${above ? -4 : 5}"/>${named || kept.has(tick) ? label : ''}`;
    });
    return `<text class="row" x="2" y="${at + 4}">${escaped(name)}</text><path class="axis" d="M${Math.min(...ends)} ${at}H${Math.max(...ends)}"/>${marks.join('')}`;
  };
  const termScale = (term: Term): string => {
    const values = term.values ?? roundTicks(term.from, term.to, 6).map((value) => ({ value, label: short(value) }));
    const name = term.unit === '' ? term.name : `${term.name}, ${term.unit}`;
    return scale(
      name,
      values.map(({ value, label }) => ({ at: onPoints(pointsOf(term, value)), text: label })),
      term.values !== undefined,
    );
  };
  const ofProbability = (p: number): number => perUnit * (Math.log(p / (1 - p)) - atZero);
  const parts = [
    scale(
      'Points',
      POINTS.map((points) => ({ at: onPoints(points), text: String(points) })),
    ),
    ...nomogram.terms.map(termScale),
    scale(
      'Total points',
      roundTicks(0, total, 10).map((points) => ({ at: onTotal(points), text: String(points) })),
    ),
    scale(
      'Probability',
      PROBABILITIES.filter((p) => ofProbability(p) >= 0 && ofProbability(p) <= total).map((p) => ({
        at: onTotal(ofProbability(p)),
        text: String(p),
      })),
    ),
    mark === undefined ? '' : `<text class="mark" x="${RIGHT}" y="12" text-anchor="end">${escaped(mark)}</text>`,
  ];
  return drawing(WIDTH, y, 'Nomogram of the final model', parts);
}

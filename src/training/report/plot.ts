/** The frame of a drawing: scales, axes with ticks and labels, and lines in it. Coordinates are rounded to 0.1. */
import { escaped } from './markup.ts';
import { short } from './number-text.ts';

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly ticks: readonly number[];
  readonly format?: (value: number) => string;
}

export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  x(value: number): number;
  y(value: number): number;
  readonly frame: string;
}

export interface PlotShape {
  readonly width: number;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly title?: string;
  readonly margins?: { readonly left?: number; readonly right?: number; readonly top?: number; readonly bottom?: number };
  /** Written into the corner of the drawing, so that it stays with a copied figure. */
  readonly mark?: string | undefined;
  /** Beside the label of the x axis rather than above the frame. */
  readonly markBelow?: boolean;
}

export const tenth = (value: number): number => Math.round(value * 10) / 10;

export function plot({ width, height, x, y, title, margins = {}, mark, markBelow = false }: PlotShape): Plot {
  const left = margins.left ?? 54;
  const right = width - (margins.right ?? 14);
  const top = margins.top ?? (title === undefined ? 20 : 30);
  const bottom = height - (margins.bottom ?? 46);
  const scale = (axis: Axis, a: number, b: number) => (value: number) =>
    tenth(a + ((value - axis.from) / (axis.to - axis.from)) * (b - a));
  const [sx, sy] = [scale(x, left, right), scale(y, bottom, top)];
  const xTicks = x.ticks.map((value) => {
    const at = sx(value);
    return `<path class="grid" d="M${at} ${top}V${bottom}"/><text class="tick" x="${at}" y="${bottom + 16}" text-anchor="middle">${escaped((x.format ?? short)(value))}</text>`;
  });
  const yTicks = y.ticks.map((value) => {
    const at = sy(value);
    return `<path class="grid" d="M${left} ${at}H${right}"/><text class="tick" x="${left - 7}" y="${at + 3.5}" text-anchor="end">${escaped((y.format ?? short)(value))}</text>`;
  });
  const middle = tenth((top + bottom) / 2);
  const labels = [
    `<text class="label" x="${(left + right) / 2}" y="${bottom + 36}" text-anchor="middle">${escaped(x.label)}</text>`,
    `<text class="label" transform="translate(14 ${middle}) rotate(-90)" text-anchor="middle">${escaped(y.label)}</text>`,
    title === undefined ? '' : `<text class="title" x="${left}" y="18">${escaped(title)}</text>`,
    mark === undefined
      ? ''
      : `<text class="mark" x="${right}" y="${markBelow ? bottom + 36 : top - 6}" text-anchor="end">${escaped(mark)}</text>`,
  ];
  const axes = `<path class="axis" d="M${left} ${top}V${bottom}H${right}"/>`;
  return { width, height, left, right, top, bottom, x: sx, y: sy, frame: [...xTicks, ...yTicks, axes, ...labels].join('') };
}

/** `alternative` is read instead of the drawing by those who cannot see it. */
export function drawing(width: number, height: number, alternative: string, parts: readonly string[]): string {
  const label = escaped(alternative);
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}" style="max-width:${width}px"><title>${label}</title>${parts.join('')}</svg>`;
}

/** Path data through the points, in pixels; points that round to the one before are left out, NaN breaks the line. */
export function pathThrough(p: Pick<Plot, 'x' | 'y'>, xs: readonly number[], ys: readonly number[]): string {
  let d = '';
  let last = '';
  let open = false;
  xs.forEach((value, i) => {
    const [x, y] = [p.x(value), p.y(ys[i] as number)];
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      open = false;
      return;
    }
    const point = `${x} ${y}`;
    if (point !== last || !open) d += `${open ? 'L' : 'M'}${point}`;
    last = point;
    open = true;
  });
  return d;
}

/** Round numbers that cover the range, about `count` of them. */
export function roundTicks(from: number, to: number, count = 5): readonly number[] {
  const rough = (to - from) / count;
  if (!(rough > 0)) return [from];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((m) => m * power >= rough * 0.999) as number);
  const first = Math.ceil(from / step - 1e-9);
  const ticks: number[] = [];
  for (let i = first; i * step <= to + step * 1e-9; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

export const UNIT_TICKS: readonly number[] = [0, 0.2, 0.4, 0.6, 0.8, 1];

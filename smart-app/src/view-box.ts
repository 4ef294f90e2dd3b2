/**
 * The visible part of an image as numbers. Units are image columns; rows are stretched by the ratio of the pixel
 * spacings, so that a millimetre has the same length both ways on the screen.
 */
export interface ViewBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const MAX_ZOOM = 16;
const SCALE_BAR_MM = [100, 50, 20, 10, 5, 2, 1, 0.5, 0.2];

/** Same shape as `full`, `factor` times closer, around a centre; always inside `full`. */
export function zoomed(view: ViewBox, full: ViewBox, factor: number): ViewBox {
  const width = Math.min(full.width, Math.max(full.width / MAX_ZOOM, view.width / factor));
  return centredOn(view.x + view.width / 2, view.y + view.height / 2, width, full);
}

/** Moved by fractions of the visible width and height. */
export function panned(view: ViewBox, full: ViewBox, right: number, down: number): ViewBox {
  const x = view.x + view.width * (0.5 + right);
  const y = view.y + view.height * (0.5 + down);
  return centredOn(x, y, view.width, full);
}

export function centredOn(x: number, y: number, width: number, full: ViewBox): ViewBox {
  if (width >= full.width) return full;
  const height = (width * full.height) / full.width;
  return { x: clamp(x - width / 2, full.width - width), y: clamp(y - height / 2, full.height - height), width, height };
}

/** The closest view that holds all rings with a margin around them. */
export function aroundRings(rings: readonly (readonly number[])[], rowStretch: number, full: ViewBox): ViewBox {
  const points = rings.flat();
  if (points.length === 0) return full;
  const [left, right] = extent(points.filter((_, index) => index % 2 === 0));
  const [top, bottom] = extent(points.filter((_, index) => index % 2 === 1).map((y) => y * rowStretch));
  const width = Math.max(right - left, ((bottom - top) * full.width) / full.height) * 1.3;
  const allowed = Math.min(full.width, Math.max(full.width / MAX_ZOOM, width));
  return centredOn((left + right) / 2, (top + bottom) / 2, allowed, full);
}

/** The longest round length that takes at most a third of the visible width. */
export function scaleBarMm(visibleWidthMm: number): number {
  return SCALE_BAR_MM.find((length) => length <= visibleWidthMm / 3) ?? 0.1;
}

function extent(values: readonly number[]): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(0, value), Math.max(0, max));
}

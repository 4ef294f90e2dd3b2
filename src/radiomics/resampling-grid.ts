/**
 * The grid that PyRadiomics resampleImage puts over the region. It is aligned to the corner of the image, not to the
 * centre of its first pixel, and covers the region's box with padDistance new pixels around it: filters see nothing else.
 */
import type { Spacing } from '../core/index.ts';
import type { ResamplingSettings } from './filter-settings.ts';
import type { Box } from './roi.ts';

/** One axis of the grid. */
export interface GridAxis {
  readonly spacingMm: number;
  /** Of the first pixel, in pixels of the whole image at the new spacing. */
  readonly from: number;
  /** Position of every pixel of the grid in pixels of the image. */
  readonly positions: Float64Array;
}

export interface ResamplingGrid {
  readonly kind: 'grid';
  readonly x: GridAxis;
  readonly y: GridAxis;
}

/** A larger grid is refused: 128 MB. */
export const MAX_GRID_PIXELS = 2 ** 24;

/**
 * undefined where the image has the wanted spacing already (within numpy.allclose). An axis along which the region has one
 * pixel keeps its own.
 */
export function resamplingGrid(
  { width, height }: { readonly width: number; readonly height: number },
  { xMm, yMm }: Spacing,
  box: Box,
  { resampledPixelSpacing, padDistance }: ResamplingSettings & { readonly padDistance: number },
): ResamplingGrid | { readonly kind: 'too-large'; readonly pixels: number } | undefined {
  const [wantedX, wantedY] = resampledPixelSpacing ?? [0, 0];
  const newX = wantedX === 0 || box.width === 1 ? xMm : wantedX;
  const newY = wantedY === 0 || box.height === 1 ? yMm : wantedY;
  if (isClose(xMm, newX) && isClose(yMm, newY)) return undefined;
  const x = extent(xMm, newX, box.x, box.width, width, padDistance);
  const y = extent(yMm, newY, box.y, box.height, height, padDistance);
  const pixels = x.count * y.count;
  return pixels <= MAX_GRID_PIXELS ? { kind: 'grid', x: columns(x), y: rows(y) } : { kind: 'too-large', pixels };
}

function isClose(value: number, wanted: number): boolean {
  return Math.abs(value - wanted) <= 1e-8 + 1e-5 * Math.abs(wanted);
}

interface Extent {
  readonly oldMm: number;
  readonly newMm: number;
  readonly from: number;
  readonly count: number;
}

function extent(oldMm: number, newMm: number, start: number, count: number, size: number, padding: number): Extent {
  const ratio = oldMm / newMm;
  const from = Math.max(0, Math.floor((start - 0.5) * ratio - padding));
  const to = Math.min(Math.ceil(size * ratio) - 1, Math.ceil((start + count - 0.5) * ratio + padding));
  return { oldMm, newMm, from, count: Math.max(0, to - from + 1) };
}

function originMm({ oldMm, newMm, from }: Extent): number {
  return ((0.5 * (newMm - oldMm)) / oldMm + from / (oldMm / newMm)) * oldMm;
}

/** Position of pixel n of the grid in pixels of the image, as ITK computes it: ties of the nearest pixel depend on its bits. */
function positionOf(extent: Extent): (n: number) => number {
  const origin = originMm(extent);
  return (n) => (origin + extent.newMm * n) * (1 / extent.oldMm);
}

/** ITK walks along a line from the position of its first pixel towards that after its last. */
function columns(extent: Extent): GridAxis {
  const { count } = extent;
  const at = positionOf(extent);
  const first = at(0);
  const length = at(count) - first;
  return axis(extent, (n) => first + (n / count) * length);
}

function rows(extent: Extent): GridAxis {
  return axis(extent, positionOf(extent));
}

function axis({ newMm, from, count }: Extent, position: (n: number) => number): GridAxis {
  return { spacingMm: newMm, from, positions: Float64Array.from({ length: count }, (_, n) => position(n)) };
}

/**
 * Border of a mask as closed rings along pixel edges, so that what is drawn is exactly what is measured.
 * Corner coordinates: pixel (x, y) covers x to x + 1, y to y + 1. Outer rings run clockwise on the screen, holes the other way;
 * pixels that touch only at a corner are in rings of their own.
 */
import type { Mask } from '../core/index.ts';

const RIGHT = 0;
const DOWN = 1;
const LEFT = 2;
const UP = 3;
const STEP_X = [1, 0, -1, 0] as const;
const STEP_Y = [0, 1, 0, -1] as const;

/** Far above any lesion: a mask of scattered pixels would otherwise give hundreds of megabytes of rings. */
const MAX_CORNERS = 20_000;

/** Rings as [x0, y0, x1, y1, ...], corners only, without repeating the first; undefined for more than MAX_CORNERS corners. */
export function outlineRings(mask: Mask, width: number, height: number): readonly (readonly number[])[] | undefined {
  const inside = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height && mask[y * width + x] !== 0;
  // An edge is named by the corner it starts from and its direction; the inside is on its right-hand side.
  const isEdge = (x: number, y: number, direction: number): boolean => {
    switch (direction) {
      case RIGHT:
        return inside(x, y) && !inside(x, y - 1);
      case DOWN:
        return inside(x - 1, y) && !inside(x, y);
      case LEFT:
        return inside(x - 1, y - 1) && !inside(x - 1, y);
      default:
        return inside(x, y - 1) && !inside(x - 1, y - 1);
    }
  };
  const walked = new Uint8Array((width + 1) * (height + 1));
  const rings: number[][] = [];
  let numbers = 0;
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) {
      if (!isEdge(x, y, RIGHT) || (walked[y * (width + 1) + x]! & (1 << RIGHT)) !== 0) continue;
      const ring = walk(x, y, width + 1, isEdge, walked);
      numbers += ring.length;
      if (numbers > 2 * MAX_CORNERS) return undefined;
      rings.push(ring);
    }
  }
  return rings;
}

function walk(
  startX: number,
  startY: number,
  stride: number,
  isEdge: (x: number, y: number, direction: number) => boolean,
  walked: Uint8Array,
): number[] {
  const ring: number[] = [];
  let x = startX;
  let y = startY;
  let direction = RIGHT;
  do {
    walked[y * stride + x]! |= 1 << direction;
    x += STEP_X[direction]!;
    y += STEP_Y[direction]!;
    const next = nextDirection(x, y, direction, isEdge);
    if (next !== direction) ring.push(x, y);
    direction = next;
  } while (x !== startX || y !== startY || direction !== RIGHT);
  return ring;
}

/** Turning to the inside first keeps pixels that touch at a corner apart. */
function nextDirection(
  x: number,
  y: number,
  direction: number,
  isEdge: (x: number, y: number, direction: number) => boolean,
): number {
  const inward = (direction + 1) % 4;
  if (isEdge(x, y, inward)) return inward;
  return isEdge(x, y, direction) ? direction : (direction + UP) % 4;
}

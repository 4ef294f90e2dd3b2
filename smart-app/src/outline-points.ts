/** A drawn outline as numbers: points [x, y] in pixel-corner coordinates of the frame, closed by itself from last to first. */
export type Point = readonly [x: number, y: number];

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** As the service limits a ring. */
export const MAX_POINTS = 1000;

/** Inside the frame, at a hundredth of a pixel. */
export function insideFrame([x, y]: Point, { width, height }: FrameSize): Point {
  const within = (value: number, limit: number): number => Math.round(Math.min(limit, Math.max(0, value)) * 100) / 100;
  return [within(x, width), within(y, height)];
}

/** `point` put into the closest side, so that a line is refined where one clicks on it; at the end while there is no area. */
export function withPoint(points: readonly Point[], point: Point): readonly Point[] {
  if (points.length < 3) return [...points, point];
  let closest = 0;
  let shortest = Infinity;
  points.forEach((from, index) => {
    const distance = distanceToSide(point, from, points[(index + 1) % points.length]!);
    // Of equal distances the later side: points set in a row around a lesion stay in their order.
    if (distance <= shortest) [closest, shortest] = [index, distance];
  });
  return points.toSpliced(closest + 1, 0, point);
}

export function movedPoint(points: readonly Point[], index: number, to: Point): readonly Point[] {
  return points.with(index, to);
}

/** Square pixels; 0 for less than three points. */
export function areaOf(points: readonly Point[]): number {
  let twice = 0;
  points.forEach(([x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length]!;
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}

/** What is wrong with the outline, in words for the person who draws it; undefined where it can be saved. */
export function problemOf(points: readonly Point[]): string | undefined {
  if (points.length < 3) return `Set at least 3 points around the lesion (${points.length} so far).`;
  if (crossesItself(points)) return 'The outline crosses itself. Move or remove a point.';
  if (areaOf(points) < 4) return 'The outline is too small.';
  return undefined;
}

export function crossesItself(points: readonly Point[]): boolean {
  const count = points.length;
  for (let a = 0; a < count; a++) {
    for (let b = a + 2; b < count; b++) {
      if (a === 0 && b === count - 1) continue;
      if (sidesCross(points[a]!, points[a + 1]!, points[b]!, points[(b + 1) % count]!)) return true;
    }
  }
  return false;
}

/** [x0, y0, x1, y1, ...] as the service takes it. */
export function ringOf(points: readonly Point[]): number[] {
  return points.flat();
}

function sidesCross(a: Point, b: Point, c: Point, d: Point): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** Above 0 where c lies to one side of the line a to b, below 0 on the other. */
function turn([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

function distanceToSide([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

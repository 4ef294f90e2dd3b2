/**
 * Shapes in pixel coordinates to one mask: SCOORD of structured reports (PS3.3 C.18.6) and regions of an ImagingSelection, which
 * have the same coordinates: 0\0 is the outer corner of the first pixel. What leaves the frame was drawn on another image.
 */
import type { Mask, NotProduced, RegionShape } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Ellipse } from './fill-ellipse.ts';
import { ellipseReach, fillEllipse } from './fill-ellipse.ts';
import { fillPolygons } from './fill-polygons.ts';
import { ImageFileError } from './image-file-error.ts';

/** A drawing tool that counts from pixel centres reaches half a pixel beyond the border. */
const BEYOND = 0.5;
/** Axes of an ellipse that are further from crossing at right angles in their middle belong to none. */
const AXIS_TOLERANCE = 0.05;

/** More than anyone draws around one lesion: the time that a drawing takes grows with them. */
const MAX_SHAPES = 32;
const MAX_COORDINATES = 20_000;

/** The shapes united; each of them must lie on the frame. */
export function drawShapes(shapes: readonly RegionShape[], width: number, height: number): Mask | NotProduced {
  const coordinates = shapes.reduce((sum, { points }) => sum + points.length, 0);
  if (shapes.length > MAX_SHAPES || coordinates > MAX_COORDINATES)
    return notProduced('outline-unusable', `an outline of ${shapes.length} shapes with ${coordinates / 2} points`);
  const mask = new Uint8Array(width * height);
  for (const shape of shapes) {
    const drawn = drawShape(shape, width, height);
    if ('kind' in drawn) return drawn;
    for (let at = 0; at < mask.length; at++) mask[at]! |= drawn[at]!;
  }
  return mask;
}

function drawShape({ type, points }: RegionShape, width: number, height: number): Mask | NotProduced {
  if (points.length % 2 !== 0 || !points.every(Number.isFinite))
    return notProduced('outline-unusable', 'a point lacks a coordinate');
  if (type === 'polygon') return drawRings([points], width, height);
  const ellipse = type === 'circle' ? circle(points) : ellipseOf(points);
  if (ellipse === undefined) return notProduced('outline-unusable', `the points make no ${type}`);
  const [x, y] = ellipseReach(ellipse);
  const { centreX, centreY } = ellipse;
  return isOnFrame([centreX - x, centreY - y, centreX + x, centreY + y], width, height)
    ? fillEllipse(ellipse, width, height)
    : leavesFrame();
}

/** Even-odd over the rings, corner coordinates. */
export function drawRings(rings: readonly (readonly number[])[], width: number, height: number): Mask | NotProduced {
  if (rings.some((ring) => ring.length < 6)) return notProduced('outline-unusable', 'fewer than three corners');
  if (!rings.every((ring) => isOnFrame(ring, width, height))) return leavesFrame();
  try {
    return fillPolygons(rings, width, height);
  } catch (error) {
    if (!(error instanceof ImageFileError)) throw error;
    return notProduced('outline-unusable', error.message);
  }
}

export function isOnFrame(points: readonly number[], width: number, height: number): boolean {
  return points.every((value, at) => value >= -BEYOND && value <= (at % 2 === 0 ? width : height) + BEYOND);
}

function leavesFrame(): NotProduced {
  return notProduced('outline-unusable', 'the outline leaves the image frame');
}

function circle(points: readonly number[]): Ellipse | undefined {
  const [centreX, centreY, x, y, ...more] = points;
  if (centreX === undefined || centreY === undefined || x === undefined || y === undefined || more.length > 0) return undefined;
  const radius = Math.hypot(x - centreX, y - centreY);
  return radius > 0 ? { centreX, centreY, halfAxis: radius, otherHalfAxis: radius, angle: 0 } : undefined;
}

function ellipseOf(points: readonly number[]): Ellipse | undefined {
  if (points.length !== 8) return undefined;
  const [ax, ay, bx, by, cx, cy, dx, dy] = points as [number, number, number, number, number, number, number, number];
  const major = Math.hypot(bx - ax, by - ay);
  const minor = Math.hypot(dx - cx, dy - cy);
  if (major === 0 || minor === 0) return undefined;
  const cosine = ((bx - ax) * (dx - cx) + (by - ay) * (dy - cy)) / (major * minor);
  const apart = Math.hypot((ax + bx - cx - dx) / 2, (ay + by - cy - dy) / 2);
  if (Math.abs(cosine) > AXIS_TOLERANCE || apart > AXIS_TOLERANCE * major) return undefined;
  return {
    centreX: (ax + bx) / 2,
    centreY: (ay + by) / 2,
    halfAxis: major / 2,
    otherHalfAxis: minor / 2,
    angle: Math.atan2(by - ay, bx - ax),
  };
}

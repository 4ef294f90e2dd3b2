/**
 * Where the pixels of a frame lie in the patient (PS3.3 C.7.6.2.1.1): position of the first pixel's centre, directions of a
 * row and of a column, distances. Ultrasound mostly has none of it; enhanced objects have it per frame (C.7.6.16.2).
 */
import type { Attributes } from './attributes.ts';
import { text } from './attributes.ts';
import { TAG } from './tag.ts';

type Vector = readonly [x: number, y: number, z: number];

export interface ImagePlane {
  readonly frameOfReferenceUid: string | undefined;
  /** Centre of the first pixel, mm. */
  readonly position: Vector;
  /** Unit vectors: along a row (columns rise) and along a column (rows rise). */
  readonly rowDirection: Vector;
  readonly columnDirection: Vector;
  readonly columnSpacingMm: number;
  readonly rowSpacingMm: number;
}

/** `frame` counts from 1. Undefined where any part of it is missing or makes no sense. */
export function imagePlane(attributes: Attributes, frame: number): ImagePlane | undefined {
  const groups = [
    attributes.items(TAG.PerFrameFunctionalGroupsSequence)[frame - 1],
    attributes.items(TAG.SharedFunctionalGroupsSequence)[0],
  ].filter((group) => group !== undefined);
  return planeOfGroups(attributes, groups);
}

/** The same with the functional groups at hand, the frame's own before the shared one. */
export function planeOfGroups(attributes: Attributes, groups: readonly Attributes[]): ImagePlane | undefined {
  const stated = (sequence: typeof TAG.PlanePositionSequence, tag: typeof TAG.ImagePositionPatient): readonly number[] => {
    for (const group of groups) {
      const item = group.items(sequence)[0];
      if (item !== undefined) return item.numbers(tag);
    }
    return attributes.numbers(tag);
  };
  const position = vector(stated(TAG.PlanePositionSequence, TAG.ImagePositionPatient));
  const directions = stated(TAG.PlaneOrientationSequence, TAG.ImageOrientationPatient);
  const rowDirection = vector(directions.slice(0, 3));
  const columnDirection = vector(directions.slice(3));
  const [rowSpacingMm = 0, columnSpacingMm = 0] = stated(TAG.PixelMeasuresSequence, TAG.PixelSpacing);
  if (position === undefined || rowDirection === undefined || columnDirection === undefined) return undefined;
  if (!isUnit(rowDirection) || !isUnit(columnDirection) || Math.abs(dot(rowDirection, columnDirection)) > 1e-3) return undefined;
  if (!(rowSpacingMm > 0 && columnSpacingMm > 0)) return undefined;
  const frameOfReferenceUid = text(attributes, TAG.FrameOfReferenceUid);
  return { frameOfReferenceUid, position, rowDirection, columnDirection, columnSpacingMm, rowSpacingMm };
}

export interface PlanePoint {
  /** Corner coordinates: the centre of the first pixel is 0.5, 0.5. */
  readonly x: number;
  readonly y: number;
  /** Distance from the plane, mm. */
  readonly awayMm: number;
}

export function toPlane(plane: ImagePlane, point: Vector): PlanePoint {
  const from: Vector = [point[0] - plane.position[0], point[1] - plane.position[1], point[2] - plane.position[2]];
  return {
    x: dot(from, plane.rowDirection) / plane.columnSpacingMm + 0.5,
    y: dot(from, plane.columnDirection) / plane.rowSpacingMm + 0.5,
    awayMm: Math.abs(dot(from, cross(plane.rowDirection, plane.columnDirection))),
  };
}

/** `x`, `y` in corner coordinates. */
export function toPatient(plane: ImagePlane, x: number, y: number): Vector {
  const along = (x - 0.5) * plane.columnSpacingMm;
  const down = (y - 0.5) * plane.rowSpacingMm;
  const at = (axis: 0 | 1 | 2): number =>
    plane.position[axis] + along * plane.rowDirection[axis] + down * plane.columnDirection[axis];
  return [at(0), at(1), at(2)];
}

function vector(values: readonly number[]): Vector | undefined {
  const [x, y, z, ...more] = values;
  return x === undefined || y === undefined || z === undefined || more.length > 0 ? undefined : [x, y, z];
}

function isUnit(v: Vector): boolean {
  return Math.abs(dot(v, v) - 1) < 1e-2;
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

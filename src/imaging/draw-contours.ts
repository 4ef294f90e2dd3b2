/**
 * Contours of one region of a structure set onto its ultrasound frame, even-odd over all of them, so that a contour inside
 * another is a hole. An image with a plane is drawn on by it. Ultrasound mostly states none; then drawing programs count from
 * the centre of the first pixel along rows and columns, in the spacing they know, or in pixels where they know none: a contour
 * is placed where just one of these readings puts it on the frame.
 */
import type { Mask, NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { drawRings, isOnFrame } from './draw-shapes.ts';
import type { DrawnOutline, OutlinedImage } from './drawn-outline.ts';
import type { SourceFrame } from './functional-groups.ts';
import type { ImagePlane } from './image-plane.ts';
import { imagePlane, toPlane } from './image-plane.ts';
import type { Contour, StructureSet } from './read-structure-set.ts';
import { describeRegions } from './read-structure-set.ts';
import { TAG } from './tag.ts';
import { readUltrasoundRegions } from './ultrasound-regions.ts';

/** `regionNumber` 0: the only one. */
export function drawContours(structureSet: StructureSet, regionNumber: number): DrawnOutline | NotProduced {
  const outlines = describeRegions(structureSet);
  if (regionNumber === 0 && outlines.length > 1) return notProduced('several-outlines', `${outlines.length} regions`);
  const description = outlines.find((outline) => regionNumber === 0 || outline.segmentNumber === regionNumber);
  if (description === undefined) return notProduced('outline-unusable', 'the structure set has no such closed contour');
  const contours = structureSet.contours(description.segmentNumber);
  const source = commonSource(contours);
  if ('kind' in source) return source;
  const frameOfReference = structureSet.frameOfReferenceOf.get(description.segmentNumber);
  const sourceSeriesUid = structureSet.seriesOfInstance.get(source.sopInstanceUid);
  return {
    kind: 'drawn',
    description,
    source,
    ...(sourceSeriesUid === undefined ? {} : { sourceSeriesUid }),
    drawOn: async (image) => drawOnFrame(contours, frameOfReference, image),
  };
}

function commonSource(contours: readonly Contour[]): SourceFrame | NotProduced {
  const sources = new Map(
    contours.flatMap((contour) => contour.sources).map((source) => [`${source.sopInstanceUid} ${source.frame ?? ''}`, source]),
  );
  if (contours.some((contour) => contour.sources.length !== 1))
    return notProduced('outline-unusable', 'a contour names no image, or several');
  const [source, ...others] = sources.values();
  if (source === undefined) return notProduced('outline-unusable', 'the contours name no image');
  return others.length === 0 ? source : notProduced('several-outlines', `the region is drawn on ${sources.size} images`);
}

/** x, y, z in mm -> corner coordinates and distance from the image. */
type Placement = (x: number, y: number, z: number) => readonly [x: number, y: number, awayMm: number];

const MAX_AWAY_MM = 0.5;

function drawOnFrame(
  contours: readonly Contour[],
  frameOfReference: string | undefined,
  image: OutlinedImage,
): Mask | NotProduced {
  const { width, height } = image;
  if (contours.some(({ points }) => points.length < 9 || points.length % 3 !== 0))
    return notProduced('outline-unusable', 'a contour has fewer than three corners');
  const plane = imagePlane(image.attributes, image.frame);
  if (plane !== undefined && frameOfReference !== undefined && plane.frameOfReferenceUid !== frameOfReference)
    return notProduced('outline-unusable', 'outline and image are in different frames of reference');
  const placed = (plane === undefined ? readings(image.attributes) : [inPlane(plane)])
    .map((placement) => contours.map(({ points }) => ringOf(points, placement)))
    .filter((rings) => rings.every((ring) => ring !== undefined && isOnFrame(ring, width, height)));
  const [rings, ...others] = placed;
  if (rings === undefined) return notProduced('outline-unusable', 'the contour does not lie on the image frame');
  if (others.length > 0)
    return notProduced('outline-unusable', 'the image states no position, and the contour may be in millimetres or in pixels');
  return drawRings(rings as readonly (readonly number[])[], width, height);
}

function inPlane(plane: ImagePlane): Placement {
  return (x, y, z) => {
    const point = toPlane(plane, [x, y, z]);
    return [point.x, point.y, point.awayMm];
  };
}

function readings(attributes: Attributes): readonly Placement[] {
  const scaled =
    (columnMm: number, rowMm: number): Placement =>
    (x, y, z) => [x / columnMm + 0.5, y / rowMm + 0.5, Math.abs(z)];
  const [rowMm, columnMm] = attributes.numbers(TAG.PixelSpacing);
  if (rowMm !== undefined && columnMm !== undefined && rowMm > 0 && columnMm > 0) return [scaled(columnMm, rowMm)];
  const spacings = new Map(
    readUltrasoundRegions(attributes).regions.flatMap(({ spacing }) =>
      spacing === undefined ? [] : [[`${spacing.xMm} ${spacing.yMm}`, spacing] as const],
    ),
  );
  return [...[...spacings.values()].map(({ xMm, yMm }) => scaled(xMm, yMm)), scaled(1, 1)];
}

/** Undefined where a corner lies off the image's plane. */
function ringOf(points: readonly number[], placement: Placement): readonly number[] | undefined {
  const ring: number[] = [];
  for (let at = 0; at < points.length; at += 3) {
    const [x, y, awayMm] = placement(points[at]!, points[at + 1]!, points[at + 2]!);
    if (awayMm > MAX_AWAY_MM) return undefined;
    ring.push(x, y);
  }
  return ring;
}

/**
 * RT Structure Set Storage (PS3.3 A.19, C.8.8.5, C.8.8.6): regions of interest as closed planar contours, in mm of the patient,
 * each with the image frame that it was drawn on. Points and open contours outline nothing and are left out.
 */
import type { NotProduced, OutlineAuthor } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { number, text, uid } from './attributes.ts';
import type { SourceFrame } from './functional-groups.ts';
import { sourceFrames } from './functional-groups.ts';
import type { OutlineDescription } from './outline-description.ts';
import { createdAt } from './outline-description.ts';
import { SOP_CLASS } from './sop-class.ts';
import { TAG } from './tag.ts';

export interface Contour {
  /** x, y, z of each corner, mm. */
  readonly points: readonly number[];
  /** More than one, or none, where the file says so. */
  readonly sources: readonly SourceFrame[];
}

export interface StructureSet {
  readonly kind: 'structure-set';
  /** Every region, also those without a closed contour. */
  readonly regions: readonly OutlineDescription[];
  readonly frameOfReferenceOf: ReadonlyMap<number, string>;
  readonly seriesOfInstance: ReadonlyMap<string, string>;
  /** Type of every contour of the object, for a count of them. */
  readonly contourTypes: readonly string[];
  /** Whether the region has a closed contour. */
  isOutlined(regionNumber: number): boolean;
  /** The closed ones. */
  contours(regionNumber: number): readonly Contour[];
}

const CLOSED: ReadonlySet<string> = new Set(['CLOSED_PLANAR', 'CLOSEDPLANAR_XOR']);

export function readStructureSet(attributes: Attributes): StructureSet | NotProduced {
  if (text(attributes, TAG.SopClassUid) !== SOP_CLASS.rtStructureSet)
    return notProduced('outline-unsupported', 'not a structure set');
  const created = createdAt(attributes, TAG.StructureSetDate, TAG.StructureSetTime);
  const regions = attributes.items(TAG.StructureSetRoiSequence);
  const ofRegion = contoursByRegion(attributes);
  const only = onlyReferencedImage(attributes);
  return {
    kind: 'structure-set',
    regions: regions.flatMap((item) => describeRegion(item, created)),
    frameOfReferenceOf: new Map(
      regions.flatMap((item) => {
        const of = number(item, TAG.RoiNumber);
        const frame = uid(item, TAG.ReferencedFrameOfReferenceUid);
        return of === undefined || frame === undefined ? [] : [[of, frame] as const];
      }),
    ),
    seriesOfInstance: seriesOfImage(attributes),
    contourTypes: [...ofRegion.values()].flat().map(({ type }) => type),
    isOutlined: (regionNumber) => (ofRegion.get(regionNumber) ?? []).some(({ type }) => CLOSED.has(type)),
    contours: (regionNumber) =>
      (ofRegion.get(regionNumber) ?? [])
        .filter(({ type }) => CLOSED.has(type))
        .map(({ item }) => {
          const sources = item.items(TAG.ContourImageSequence).flatMap(sourceFrames);
          return { points: item.numbers(TAG.ContourData), sources: sources.length > 0 || only === undefined ? sources : [only] };
        }),
  };
}

/** Regions that have a closed contour. */
export function describeRegions(structureSet: StructureSet): readonly OutlineDescription[] {
  return structureSet.regions.filter(({ segmentNumber }) => structureSet.isOutlined(segmentNumber));
}

function describeRegion(item: Attributes, created: string | undefined): readonly OutlineDescription[] {
  const segmentNumber = number(item, TAG.RoiNumber);
  if (segmentNumber === undefined || !Number.isInteger(segmentNumber)) return [];
  const label = text(item, TAG.RoiName);
  return [
    {
      kind: 'dicom-rtstruct',
      segmentNumber,
      author: authorOf(text(item, TAG.RoiGenerationAlgorithm)),
      laterality: 'unknown',
      ...(label === undefined ? {} : { label }),
      ...(created === undefined ? {} : { created }),
    },
  ];
}

function authorOf(algorithm: string | undefined): OutlineAuthor {
  if (algorithm === 'MANUAL' || algorithm === 'SEMIAUTOMATIC') return 'human';
  return algorithm === 'AUTOMATIC' ? 'algorithm' : 'unknown';
}

interface StoredContour {
  readonly item: Attributes;
  readonly type: string;
}

/** The type of each is read once: regions and contours may be as many as the object has bytes for. */
function contoursByRegion(attributes: Attributes): ReadonlyMap<number, readonly StoredContour[]> {
  const byRegion = new Map<number, StoredContour[]>();
  for (const region of attributes.items(TAG.RoiContourSequence)) {
    const of = number(region, TAG.ReferencedRoiNumber);
    if (of === undefined) continue;
    const held = byRegion.get(of) ?? [];
    byRegion.set(of, held);
    for (const item of region.items(TAG.ContourSequence)) held.push({ item, type: text(item, TAG.ContourGeometricType) ?? '' });
  }
  return byRegion;
}

function referencedSeries(attributes: Attributes): readonly Attributes[] {
  return attributes
    .items(TAG.ReferencedFrameOfReferenceSequence)
    .flatMap((item) => item.items(TAG.RtReferencedStudySequence))
    .flatMap((item) => item.items(TAG.RtReferencedSeriesSequence));
}

function onlyReferencedImage(attributes: Attributes): SourceFrame | undefined {
  const images = referencedSeries(attributes).flatMap((series) => series.items(TAG.ContourImageSequence).flatMap(sourceFrames));
  return images.length === 1 ? images[0] : undefined;
}

function seriesOfImage(attributes: Attributes): ReadonlyMap<string, string> {
  return new Map(
    referencedSeries(attributes).flatMap((series) => {
      const seriesUid = uid(series, TAG.SeriesInstanceUid);
      if (seriesUid === undefined) return [];
      const images = series.items(TAG.ContourImageSequence).flatMap(sourceFrames);
      return images.map(({ sopInstanceUid }) => [sopInstanceUid, seriesUid] as const);
    }),
  );
}

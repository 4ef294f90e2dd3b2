/**
 * Structured reports with measurement groups (PS3.16 TID 1500, TID 1410 and 1411): each group with an outline, which is an image
 * region in the group, or the coordinates that one of its measurements was inferred from, or a segment of a segmentation.
 * Lengths, points and open lines outline nothing.
 */
import type { NotProduced, OutlineAuthor, RegionShape } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { text } from './attributes.ts';
import { clockPositionOf, sideOf } from './coded-site.ts';
import type { ContentItem } from './content-tree.ts';
import { codesNamed, contentItem, descendants, isNamed } from './content-tree.ts';
import type { SourceFrame } from './functional-groups.ts';
import { sourceFrames } from './functional-groups.ts';
import type { OutlineDescription } from './outline-description.ts';
import { createdAt } from './outline-description.ts';
import { SOP_CLASS } from './sop-class.ts';
import { TAG } from './tag.ts';

export interface MeasuredOutline {
  readonly description: OutlineDescription;
  readonly shapes: readonly RegionShape[];
  /** The image frame of each shape. */
  readonly sources: readonly SourceFrame[];
  /** Coordinates in space, which no ultrasound frame can be found for. */
  readonly inSpace: boolean;
}

const REPORTS: ReadonlySet<string> = new Set([
  SOP_CLASS.enhancedSr,
  SOP_CLASS.comprehensiveSr,
  SOP_CLASS.comprehensive3dSr,
  SOP_CLASS.extensibleSr,
]);

export function isMeasurementReport(sopClassUid: string | undefined): boolean {
  return sopClassUid !== undefined && REPORTS.has(sopClassUid);
}

const MEASUREMENT_GROUP = 'DCM|125007';
const TRACKING_ID = 'DCM|112039';
const TRACKING_UID = 'DCM|112040';
const FINDING_SITE = ['SCT|363698007', 'SRT|G-C0E3'] as const;
const LATERALITY = ['SCT|272741003', 'SRT|G-C171'] as const;
const CLOCK_FACE = 'DCM|111014';
const OBSERVER_TYPE = 'DCM|121005';
const PERSON_OBSERVER_NAME = 'DCM|121008';
const IMAGE_REGION = 'DCM|111030';

/** The number of an outline is that of its group in the report, counted from 1. */
export function readMeasurements(attributes: Attributes): readonly MeasuredOutline[] | NotProduced {
  if (!isMeasurementReport(text(attributes, TAG.SopClassUid)))
    return notProduced('outline-unsupported', 'not a measurement report');
  const report = contentItem(attributes);
  const observer = authorOf(report.children());
  const created = createdAt(attributes, TAG.ContentDate, TAG.ContentTime);
  const groups = [...descendants(report)].filter((item) => item.valueType === 'CONTAINER' && isNamed(item, MEASUREMENT_GROUP));
  return groups.flatMap((group, at) => readGroup(group, at + 1, observer, created));
}

function readGroup(
  group: ContentItem,
  segmentNumber: number,
  observer: OutlineAuthor,
  created: string | undefined,
): readonly MeasuredOutline[] {
  const items = group.children();
  const segment = referencedSegment(items);
  const regions = regionsOf(items);
  const inSpace = items.some(({ valueType }) => valueType === 'SCOORD3D');
  if (segment === undefined && regions.length === 0 && !inSpace) return [];
  const own = authorOf(items);
  const site = [...codesNamed(items, ...FINDING_SITE), ...codesNamed(items, ...LATERALITY)];
  const trackingId = textNamed(items, TRACKING_ID, TAG.TextValue);
  const trackingUid = textNamed(items, TRACKING_UID, TAG.Uid);
  const clockPosition = clockPositionOf([...site, ...codesNamed(items, CLOCK_FACE)]);
  return [
    {
      description: {
        kind: 'dicom-sr',
        segmentNumber,
        author: own === 'unknown' ? observer : own,
        laterality: sideOf(site),
        ...(trackingId === undefined ? {} : { trackingId }),
        ...(trackingUid === undefined ? {} : { trackingUid }),
        ...(clockPosition === undefined ? {} : { clockPosition }),
        ...(created === undefined ? {} : { created }),
        ...(segment === undefined ? {} : { segment }),
      },
      shapes: regions.flatMap(({ shape }) => shape ?? []),
      sources: regions.flatMap(({ sources }) => sources),
      inSpace: inSpace && regions.length === 0,
    },
  ];
}

/** A person who observes makes it a person's outline, with or without a device; a device alone makes it an algorithm's. */
function authorOf(items: readonly ContentItem[]): OutlineAuthor {
  const types = codesNamed(items, OBSERVER_TYPE).map(({ value }) => value);
  if (types.includes('121006') || items.some((item) => isNamed(item, PERSON_OBSERVER_NAME))) return 'human';
  return types.includes('121007') ? 'algorithm' : 'unknown';
}

function textNamed(items: readonly ContentItem[], name: string, tag: typeof TAG.TextValue): string | undefined {
  const item = items.find((candidate) => isNamed(candidate, name));
  return item === undefined ? undefined : text(item.attributes, tag);
}

const SEGMENTATIONS: ReadonlySet<string> = new Set([SOP_CLASS.segmentation, SOP_CLASS.labelMapSegmentation]);

function referencedSegment(items: readonly ContentItem[]): OutlineDescription['segment'] {
  for (const { valueType, attributes } of items) {
    const [reference] = valueType === 'IMAGE' ? attributes.items(TAG.ReferencedSopSequence) : [];
    if (reference === undefined || !SEGMENTATIONS.has(text(reference, TAG.ReferencedSopClassUid) ?? '')) continue;
    const [source] = sourceFrames(reference);
    const numbers = reference.numbers(TAG.ReferencedSegmentNumber);
    if (source !== undefined && numbers.length <= 1)
      return { sopInstanceUid: source.sopInstanceUid, segmentNumber: numbers[0] ?? 0 };
  }
  return undefined;
}

interface Region {
  readonly shape: RegionShape;
  readonly sources: readonly SourceFrame[];
}

/** Image regions of the group; where it has none, closed shapes that its measurements were inferred from. */
function regionsOf(items: readonly ContentItem[]): readonly Region[] {
  const coordinates = (among: readonly ContentItem[]): readonly ContentItem[] =>
    among.filter(({ valueType }) => valueType === 'SCOORD');
  const named = coordinates(items).flatMap((item) => regionOf(item, isNamed(item, IMAGE_REGION)));
  if (named.length > 0) return named;
  const measured = items.filter(({ valueType }) => valueType === 'NUM').flatMap((item) => coordinates(item.children()));
  const inferred = measured.flatMap((item) => regionOf(item, false));
  // Area and mean grey value of one region are often inferred from a copy of it each.
  return [...new Map(inferred.map((region) => [JSON.stringify(region), region])).values()];
}

/** `isRegion`: said to be an area, so that the last corner joins the first. */
function regionOf(item: ContentItem, isRegion: boolean): readonly Region[] {
  const points = item.attributes.numbers(TAG.GraphicData);
  const shape = shapeOf(text(item.attributes, TAG.GraphicType), points, isRegion);
  if (shape === undefined) return [];
  const images = item.children().filter(({ valueType }) => valueType === 'IMAGE');
  const sources = images.flatMap(({ attributes }) => attributes.items(TAG.ReferencedSopSequence).flatMap(sourceFrames));
  return [{ shape, sources }];
}

function shapeOf(type: string | undefined, points: readonly number[], isRegion: boolean): RegionShape | undefined {
  switch (type) {
    case 'CIRCLE':
      return { type: 'circle', points };
    case 'ELLIPSE':
      return { type: 'ellipse', points };
    case 'POLYLINE': {
      const isClosed = points.length >= 8 && points[0] === points.at(-2) && points[1] === points.at(-1);
      return isClosed || (isRegion && points.length >= 6) ? { type: 'polygon', points } : undefined;
    }
    default:
      return undefined;
  }
}

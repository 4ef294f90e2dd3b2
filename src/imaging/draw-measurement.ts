/** The outline of one measurement group of a report, to be drawn on its image; or the segment that it names instead. */
import type { NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import { drawShapes } from './draw-shapes.ts';
import type { DrawnOutline, SegmentElsewhere } from './drawn-outline.ts';
import type { MeasuredOutline } from './read-measurements.ts';

/** `groupNumber` 0: the only one. */
export function drawMeasurement(
  measured: readonly MeasuredOutline[],
  groupNumber: number,
): DrawnOutline | SegmentElsewhere | NotProduced {
  if (groupNumber === 0 && measured.length > 1) return notProduced('several-outlines', `${measured.length} measurement groups`);
  const group = measured.find(({ description }) => groupNumber === 0 || description.segmentNumber === groupNumber);
  if (group === undefined) return notProduced('outline-unusable', 'the report has no such outline');
  const { description, shapes, sources } = group;
  if (description.segment !== undefined) return { kind: 'segment-elsewhere', ...description.segment, description };
  if (group.inSpace) return notProduced('outline-unsupported', 'an outline in coordinates of space (SCOORD3D)');
  const images = new Map(sources.map((source) => [`${source.sopInstanceUid} ${source.frame ?? ''}`, source]));
  const [source, ...others] = images.values();
  if (source === undefined) return notProduced('outline-unusable', 'the outline names no image');
  if (others.length > 0) return notProduced('several-outlines', `the outline is drawn on ${images.size} image frames`);
  return { kind: 'drawn', description, source, drawOn: async ({ width, height }) => drawShapes(shapes, width, height) };
}

/** Any DICOM object that can hold an outline: which outlines it has, and one of them to draw. */
import type { NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { text } from './attributes.ts';
import { drawContours } from './draw-contours.ts';
import { drawMeasurement } from './draw-measurement.ts';
import { drawSegment } from './draw-segment.ts';
import type { DrawnOutline, SegmentElsewhere } from './drawn-outline.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import type { OutlineDescription } from './outline-description.ts';
import type { DicomObject } from './parse-dicom.ts';
import { isMeasurementReport, readMeasurements } from './read-measurements.ts';
import { readSegmentation } from './read-segmentation.ts';
import { describeRegions, readStructureSet } from './read-structure-set.ts';
import { describeSegments } from './segments.ts';
import { SOP_CLASS } from './sop-class.ts';
import { TAG } from './tag.ts';

/** Modalities of series that may hold outlines. */
export const OUTLINE_MODALITIES = ['SEG', 'RTSTRUCT', 'SR'] as const;

/** Whether objects of the class may hold outlines; an object whose class is not known may. */
export function mayHoldOutlines(sopClassUid: string | undefined): boolean {
  return (
    sopClassUid === undefined ||
    sopClassUid === SOP_CLASS.segmentation ||
    sopClassUid === SOP_CLASS.labelMapSegmentation ||
    sopClassUid === SOP_CLASS.rtStructureSet ||
    isMeasurementReport(sopClassUid)
  );
}

/** Without pixel data, so that metadata will do; empty for an object of another kind, and where nothing is outlined. */
export function describeOutlines(attributes: Attributes): readonly OutlineDescription[] {
  switch (text(attributes, TAG.SopClassUid)) {
    case SOP_CLASS.segmentation:
    case SOP_CLASS.labelMapSegmentation:
      return describeSegments(attributes);
    case SOP_CLASS.rtStructureSet: {
      const structureSet = readStructureSet(attributes);
      return structureSet.kind === 'not-produced' ? [] : describeRegions(structureSet);
    }
    default: {
      const measured = readMeasurements(attributes);
      return 'kind' in measured ? [] : measured.map(({ description }) => description);
    }
  }
}

/** `segmentNumber` 0: the only outline of the object. */
export async function drawOutline(
  object: DicomObject,
  segmentNumber: number,
  limits: ImagingLimits,
): Promise<DrawnOutline | SegmentElsewhere | NotProduced> {
  const { attributes } = object;
  const sopClassUid = text(attributes, TAG.SopClassUid);
  if (sopClassUid === SOP_CLASS.rtStructureSet) {
    const structureSet = readStructureSet(attributes);
    return structureSet.kind === 'not-produced' ? structureSet : drawContours(structureSet, segmentNumber);
  }
  if (isMeasurementReport(sopClassUid)) {
    const measured = readMeasurements(attributes);
    return 'kind' in measured ? measured : drawMeasurement(measured, segmentNumber);
  }
  if (!mayHoldOutlines(sopClassUid)) return notProduced('outline-unsupported', 'an object that holds no outlines');
  const segmentation = readSegmentation(object, limits);
  return segmentation.kind === 'not-produced' ? segmentation : drawSegment(segmentation, attributes, segmentNumber);
}

/**
 * Outlines that a FHIR server holds: a DICOM object, a picture of the mask, or regions of an ImagingSelection. A DICOM object
 * must name the patient and the study itself, like one from an archive; the others are tied to an image of the study by the
 * resource, and that image is checked.
 */
import type { Mask, NotProduced, RecordedOutline, StudyReference } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import { text, uid } from './attributes.ts';
import { drawShapes } from './draw-shapes.ts';
import type { DrawnOutline, SegmentElsewhere } from './drawn-outline.ts';
import { ImageFileError } from './image-file-error.ts';
import { readMask } from './image-files.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { identityProblem } from './object-identity.ts';
import type { OutlineDescription } from './outline-description.ts';
import { describeOutlines, drawOutline } from './outlines-of-object.ts';
import type { DicomObject } from './parse-dicom.ts';
import { parseDicom } from './parse-dicom.ts';
import { TAG } from './tag.ts';

export interface RecordedDescription {
  readonly description: OutlineDescription;
  readonly sopInstanceUid: string;
  readonly seriesUid: string;
}

export function describeRecorded(
  outline: RecordedOutline,
  study: StudyReference,
  limits: ImagingLimits,
): readonly RecordedDescription[] | NotProduced {
  if (outline.kind !== 'dicom-object') {
    return [{ description: describePlain(outline), sopInstanceUid: outline.reference, seriesUid: outline.imageSeriesUid ?? '' }];
  }
  const object = recordedObject(outline.bytes, study, limits);
  if (object.kind === 'not-produced') return object;
  const sopInstanceUid = text(object.attributes, TAG.SopInstanceUid) ?? '';
  const seriesUid = uid(object.attributes, TAG.SeriesInstanceUid) ?? '';
  return describeOutlines(object.attributes).map((description) => ({ description, sopInstanceUid, seriesUid }));
}

function describePlain(outline: Exclude<RecordedOutline, { kind: 'dicom-object' }>): OutlineDescription {
  const { author, laterality, label, created } = outline;
  return {
    kind: outline.kind === 'regions' ? 'fhir-region' : 'fhir-mask',
    segmentNumber: 1,
    author,
    laterality,
    ...(label === undefined ? {} : { label }),
    ...(created === undefined ? {} : { created }),
  };
}

function recordedObject(bytes: Uint8Array, study: StudyReference, limits: ImagingLimits): DicomObject | NotProduced {
  const object = parseDicom(bytes, limits);
  if (object.kind === 'unreadable')
    return notProduced(object.cause === 'too-large' ? 'object-too-large' : 'outline-unusable', object.detail);
  return identityProblem(object.attributes, study, text(object.attributes, TAG.SopInstanceUid) ?? '') ?? object;
}

/** `segmentNumber` 0: the only outline of the object. */
export async function drawRecorded(
  outline: RecordedOutline,
  study: StudyReference,
  segmentNumber: number,
  limits: ImagingLimits,
): Promise<DrawnOutline | SegmentElsewhere | NotProduced> {
  if (outline.kind === 'dicom-object') {
    const object = recordedObject(outline.bytes, study, limits);
    return object.kind === 'not-produced' ? object : drawOutline(object, segmentNumber, limits);
  }
  const { imageSopInstanceUid, imageSeriesUid, frame } = outline;
  return {
    kind: 'drawn',
    description: describePlain(outline),
    source: { sopInstanceUid: imageSopInstanceUid, ...(frame === undefined ? {} : { frame }) },
    ...(imageSeriesUid === undefined ? {} : { sourceSeriesUid: imageSeriesUid }),
    drawOn: async ({ width, height }) =>
      outline.kind === 'regions' ? drawShapes(outline.shapes, width, height) : maskImage(outline.bytes, width, height),
  };
}

/** A lossy picture has soft edges, and which of them belong to the outline would be a guess. */
async function maskImage(bytes: Uint8Array, width: number, height: number): Promise<Mask | NotProduced> {
  if (bytes[0] !== 0x89) return notProduced('outline-unsupported', 'a mask that is no PNG file');
  try {
    return await readMask(bytes, { width, height });
  } catch (error) {
    if (!(error instanceof ImageFileError)) throw error;
    return notProduced('outline-unusable', error.message);
  }
}

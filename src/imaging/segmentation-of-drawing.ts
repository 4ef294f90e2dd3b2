/**
 * What a person has drawn on one frame of an archived image, as a segmentation on that frame. Patient and study are copied from
 * the image, whose identity is checked first, so that the outline can belong to nobody else.
 */
import type { Deadline, NotProduced, StudyReference } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { isoDate, text, uid } from './attributes.ts';
import type { Dicomweb } from './dicomweb.ts';
import { drawRings } from './draw-shapes.ts';
import { imageLaterality } from './image-laterality.ts';
import { instanceAddress } from './instance-address.ts';
import { identityProblem } from './object-identity.ts';
import { describePixels } from './pixel-description.ts';
import { TAG } from './tag.ts';
import { writeSegmentation } from './write-segmentation.ts';
import type { MadeAt, WrittenPatient, WrittenStudy } from './written-study.ts';

export interface Drawing {
  readonly imageSopInstanceUid: string;
  /** 1-based. */
  readonly frame: number;
  /** Closed rings [x0, y0, x1, y1, ...] in corner coordinates, filled even-odd. */
  readonly rings: readonly (readonly number[])[];
  readonly made: MadeAt;
  readonly creator?: string;
  readonly trackingId?: string;
  readonly trackingUid?: string;
}

export interface DrawnSegmentation {
  readonly kind: 'segmentation';
  /** Part 10 bytes. */
  readonly object: Uint8Array;
  readonly sopInstanceUid: string;
  readonly seriesUid: string;
  /** Where the image is. */
  readonly archive: string;
  /** Pixels inside. */
  readonly pixels: number;
}

/** `newUid` gives a UID at each call. */
export async function segmentationOfDrawing(
  study: StudyReference,
  drawing: Drawing,
  dicomweb: Dicomweb,
  newUid: () => string,
  deadline: Deadline,
): Promise<DrawnSegmentation | NotProduced> {
  const { archive } = study;
  const address = await instanceAddress({ study, archive }, drawing.imageSopInstanceUid, undefined, dicomweb, deadline);
  if ('kind' in address) return address;
  const metadata = await dicomweb.metadata(address, deadline);
  if (metadata.kind === 'not-produced') return metadata;
  const attributes = metadata.value;
  const problem = identityProblem(attributes, study, drawing.imageSopInstanceUid);
  if (problem !== undefined) return problem;
  if (text(attributes, TAG.Modality) !== 'US') return notProduced('image-unsupported', 'the image is not ultrasound');
  const description = describePixels(attributes, dicomweb.limits);
  if (description.kind === 'not-produced') return description;
  const { width, height, frames } = description;
  if (drawing.frame > frames) return notProduced('outline-unusable', `frame ${drawing.frame} of ${frames}`);
  const mask = drawRings(drawing.rings, width, height);
  if ('kind' in mask) return mask;
  const pixels = mask.reduce((sum, value) => sum + value, 0);
  if (pixels === 0) return notProduced('outline-unusable', 'the outline holds no pixel');
  const { trackingId, trackingUid, creator, made } = drawing;
  const sopClassUid = uid(attributes, TAG.SopClassUid);
  const [seriesUid, sopInstanceUid] = [newUid(), newUid()];
  const object = writeSegmentation({
    patient: patientOf(attributes),
    study: studyOf(attributes, study, made),
    seriesUid,
    sopInstanceUid,
    laterality: imageLaterality(attributes),
    width,
    height,
    mask,
    source: {
      sopInstanceUid: drawing.imageSopInstanceUid,
      seriesUid: address.seriesUid,
      ...(sopClassUid === undefined ? {} : { sopClassUid }),
      ...(frames > 1 ? { frame: drawing.frame } : {}),
    },
    author: { kind: 'human' },
    made,
    ...(creator === undefined ? {} : { creator }),
    ...(trackingId === undefined ? {} : { trackingId }),
    ...(trackingUid === undefined ? {} : { trackingUid }),
  });
  return { kind: 'segmentation', object, sopInstanceUid, seriesUid, archive: address.archive, pixels };
}

function patientOf(attributes: Attributes): WrittenPatient {
  const name = text(attributes, TAG.PatientName);
  const birthDate = isoDate(attributes, TAG.PatientBirthDate);
  const sex = text(attributes, TAG.PatientSex);
  return {
    id: text(attributes, TAG.PatientId) ?? '',
    ...(name === undefined ? {} : { name }),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(sex === 'F' || sex === 'M' || sex === 'O' ? { sex } : {}),
  };
}

function studyOf(attributes: Attributes, study: StudyReference, made: MadeAt): WrittenStudy {
  const time = /^\d{6}/.exec(text(attributes, TAG.StudyTime) ?? '')?.[0];
  const description = text(attributes, TAG.StudyDescription);
  const accessionNumber = text(attributes, TAG.AccessionNumber);
  const studyId = text(attributes, TAG.StudyId);
  return {
    studyUid: study.studyUid,
    // An image without a study date breaks the standard; the date of drawing is then the only one there is.
    date: isoDate(attributes, TAG.StudyDate) ?? study.date ?? made.date,
    ...(time === undefined ? {} : { time }),
    ...(description === undefined ? {} : { description }),
    ...(accessionNumber === undefined ? {} : { accessionNumber }),
    ...(studyId === undefined ? {} : { studyId }),
  };
}

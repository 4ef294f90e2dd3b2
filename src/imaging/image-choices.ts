/** The ultrasound images of a study that an outline can be drawn on, and one frame of them as a picture. */
import type { Deadline, FrameChoice, FramePicture, ImageChoice, NotProduced, StudyReference } from '../core/index.ts';
import type { Answer } from './archive-request.ts';
import { number, text, uid } from './attributes.ts';
import type { Dicomweb } from './dicomweb.ts';
import { pngAddress } from './image-files.ts';
import { instanceAddress } from './instance-address.ts';
import { loadImage } from './load-image.ts';
import { TAG } from './tag.ts';
import { ultrasoundCalibration } from './ultrasound-calibration.ts';

const ULTRASOUND = 'US';

/** A study of more series is not a breast examination by hand. */
const MAX_SERIES = 16;

/** In the order of the archive. */
export async function imageChoices(
  study: StudyReference,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<Answer<readonly ImageChoice[]> | NotProduced> {
  const series = await ultrasoundSeries(study, dicomweb, deadline);
  if (series.kind === 'not-produced') return series;
  const answers = await Promise.all(
    series.value
      .slice(0, MAX_SERIES)
      .map(({ seriesUid, archive }) => dicomweb.searchInstances(archive, study.studyUid, seriesUid, deadline)),
  );
  const value: ImageChoice[] = [];
  for (const answer of answers) {
    if (answer.kind === 'not-produced') return answer;
    for (const attributes of answer.value) {
      const sopInstanceUid = uid(attributes, TAG.SopInstanceUid);
      if (sopInstanceUid !== undefined) value.push({ sopInstanceUid, frames: framesOf(number(attributes, TAG.NumberOfFrames)) });
    }
  }
  return { kind: 'answer', value };
}

/** As the ImagingStudy lists them, else as the archive finds them. */
async function ultrasoundSeries(
  study: StudyReference,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<Answer<readonly { readonly seriesUid: string; readonly archive: string }[]> | NotProduced> {
  const listed = study.series.filter(({ modality }) => modality === ULTRASOUND);
  if (listed.length > 0) {
    return { kind: 'answer', value: listed.map(({ seriesUid, archive = study.archive }) => ({ seriesUid, archive })) };
  }
  const found = await dicomweb.searchSeries(study.archive, study.studyUid, ULTRASOUND, deadline);
  if (found.kind === 'not-produced') return found;
  // Some archives ignore the filter.
  const usable = found.value.filter((attributes) => text(attributes, TAG.Modality) === ULTRASOUND);
  const value = usable.flatMap((attributes) => uid(attributes, TAG.SeriesInstanceUid) ?? []);
  return { kind: 'answer', value: value.map((seriesUid) => ({ seriesUid, archive: study.archive })) };
}

function framesOf(stated: number | undefined): number {
  return stated !== undefined && Number.isInteger(stated) && stated >= 1 ? stated : 1;
}

/** Spacing is that of the frame's middle: of several regions an outline may have another one. */
export async function framePicture(
  study: StudyReference,
  { sopInstanceUid, frame }: FrameChoice,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<{ readonly kind: 'picture'; readonly picture: FramePicture } | NotProduced> {
  const address = await instanceAddress({ study, archive: study.archive }, sopInstanceUid, undefined, dicomweb, deadline);
  if ('kind' in address) return address;
  const loaded = await loadImage(study, address, { sopInstanceUid, frame }, dicomweb, deadline);
  if (loaded.kind === 'not-produced') return loaded;
  const { image, attributes } = loaded;
  const { width, height } = image;
  const [x, y] = [width >> 1, height >> 1];
  const calibration = ultrasoundCalibration(attributes, { minX: x, minY: y, maxX: x, maxY: y });
  return {
    kind: 'picture',
    picture: {
      sopInstanceUid,
      frame,
      width,
      height,
      png: await pngAddress(image),
      ...(calibration.kind === 'calibrated' ? { spacingMm: [calibration.spacing.xMm, calibration.spacing.yMm] } : {}),
    },
  };
}

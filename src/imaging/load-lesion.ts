/**
 * From an outline reference to a Lesion: the segmentation, the one image frame it was drawn on, spacing, side and date.
 * Objects of another patient or study, and outlines that fit their image in no certain way, are refused with a reason.
 */
import type { Deadline, Laterality, Lesion, Mask, NotProduced, OutlineReference } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { isoDate, text, uid } from './attributes.ts';
import type { Dicomweb, InstanceAddress } from './dicomweb.ts';
import type { LoadedImage } from './load-image.ts';
import { loadImage, loadObject } from './load-image.ts';
import { ONLY_SEGMENT } from './locate-outline.ts';
import { maskBox } from './mask-box.ts';
import type { Segmentation, SourceFrame } from './read-segmentation.ts';
import { readSegmentation } from './read-segmentation.ts';
import type { Segment } from './segments.ts';
import { segmentAuthor } from './segments.ts';
import { TAG } from './tag.ts';
import { ultrasoundCalibration } from './ultrasound-calibration.ts';

export interface LoadedLesion {
  readonly kind: 'lesion';
  readonly lesion: Lesion;
}

export async function loadLesion(
  outline: OutlineReference,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<LoadedLesion | NotProduced> {
  const { study, archive, seriesUid, sopInstanceUid } = outline;
  const object = await loadObject(study, { archive, studyUid: study.studyUid, seriesUid, sopInstanceUid }, dicomweb, deadline);
  if (object.kind === 'not-produced') return object;
  const segmentation = readSegmentation(object, dicomweb.limits);
  if (segmentation.kind === 'not-produced') return segmentation;
  const drawn = drawnOutline(segmentation, outline.segmentNumber);
  if (drawn.kind === 'not-produced') return drawn;
  const address = await imageAddress(outline, segmentation, drawn.source, dicomweb, deadline);
  if ('kind' in address) return address;
  const image = await loadImage(study, address, drawn.source, dicomweb, deadline);
  return image.kind === 'not-produced' ? image : lesionOf(outline, drawn, segmentation, image);
}

interface DrawnOutline {
  readonly kind: 'drawn';
  readonly segment: Segment;
  readonly mask: Mask;
  readonly source: SourceFrame;
}

function drawnOutline(segmentation: Segmentation, segmentNumber: number): DrawnOutline | NotProduced {
  const { segments } = segmentation;
  if (segmentNumber === ONLY_SEGMENT && segments.length > 1)
    return notProduced('several-outlines', `${segments.length} segments`);
  const segment = segmentNumber === ONLY_SEGMENT ? segments[0] : segments.find((candidate) => candidate.number === segmentNumber);
  if (segment === undefined) return notProduced('outline-unusable', 'the segment does not exist');
  const filled = segmentation.frames.filter(
    (frame) => frame.segmentNumber === segment.number && !segmentation.isEmpty(frame.index),
  );
  const [frame, ...others] = filled;
  if (frame === undefined) return notProduced('outline-unusable', 'the outline holds no pixel');
  if (others.length > 0) return notProduced('several-outlines', `the segment is drawn on ${filled.length} frames`);
  const [source, ...moreSources] = frame.sources;
  if (source === undefined || moreSources.length > 0) {
    return notProduced('outline-unusable', `the outline refers to ${frame.sources.length} image frames`);
  }
  return { kind: 'drawn', segment, mask: segmentation.mask(frame.index), source };
}

/** The image's series is said by the segmentation, else by the ImagingStudy, else by the archive. */
async function imageAddress(
  { study, archive: outlineArchive }: OutlineReference,
  segmentation: Segmentation,
  { sopInstanceUid }: SourceFrame,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<InstanceAddress | NotProduced> {
  const stated = segmentation.seriesOfInstance.get(sopInstanceUid);
  const listed =
    study.series.find(({ instances }) => instances.some((instance) => instance.sopInstanceUid === sopInstanceUid)) ??
    study.series.find((series) => series.seriesUid === stated);
  const archive = listed?.archive ?? (listed === undefined ? outlineArchive : study.archive);
  const seriesUid = listed?.seriesUid ?? stated;
  if (seriesUid !== undefined) return { archive, studyUid: study.studyUid, seriesUid, sopInstanceUid };
  const found = await dicomweb.findInstance(archive, study.studyUid, sopInstanceUid, deadline);
  if (found.kind === 'not-produced') return found;
  const matching = found.value.find((attributes) => text(attributes, TAG.SopInstanceUid) === sopInstanceUid);
  const foundSeries = matching === undefined ? undefined : uid(matching, TAG.SeriesInstanceUid);
  return foundSeries === undefined
    ? notProduced('outline-unusable', 'the outlined image is not in the study')
    : { archive, studyUid: study.studyUid, seriesUid: foundSeries, sopInstanceUid };
}

function lesionOf(
  outline: OutlineReference,
  drawn: DrawnOutline,
  { width, height }: Segmentation,
  loaded: LoadedImage,
): LoadedLesion | NotProduced {
  const { image, attributes, frame } = loaded;
  if (image.width !== width || image.height !== height) {
    return notProduced('outline-unusable', `outline of ${width} x ${height} on an image of ${image.width} x ${image.height}`);
  }
  const box = maskBox(drawn.mask, width);
  if (box === undefined) return notProduced('outline-unusable', 'the outline holds no pixel');
  const { study } = outline;
  const studyDate = isoDate(attributes, TAG.StudyDate);
  return {
    kind: 'lesion',
    lesion: {
      image,
      mask: drawn.mask,
      calibration: ultrasoundCalibration(attributes, box),
      laterality: lateralityOf(attributes),
      ...(studyDate === undefined ? {} : { studyDate }),
      source: {
        studyUid: study.studyUid,
        imageSopInstanceUid: drawn.source.sopInstanceUid,
        frame,
        outlineSopInstanceUid: outline.sopInstanceUid,
        segmentNumber: drawn.segment.number,
        outlineKind: 'dicom-seg',
        outlineAuthor: segmentAuthor(drawn.segment),
      },
    },
  };
}

function lateralityOf(attributes: Attributes): Laterality {
  switch (text(attributes, TAG.ImageLaterality) ?? text(attributes, TAG.Laterality)) {
    case 'L':
      return 'left';
    case 'R':
      return 'right';
    default:
      return 'unknown';
  }
}

/**
 * From an outline reference to a Lesion: the outline, the one image frame it was drawn on, spacing, side and date.
 * Objects of another patient or study, and outlines that fit their image in no certain way, are refused with a reason.
 */
import type { Deadline, Lesion, Mask, NotProduced, OutlineReference } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import { isoDate } from './attributes.ts';
import type { Dicomweb } from './dicomweb.ts';
import type { DrawnOutline, SegmentElsewhere } from './drawn-outline.ts';
import { imageLaterality } from './image-laterality.ts';
import { instanceAddress } from './instance-address.ts';
import type { LoadedImage } from './load-image.ts';
import { loadImage, loadObject } from './load-image.ts';
import { maskBox } from './mask-box.ts';
import { agreedLaterality, completedBy, outlineChoice } from './outline-description.ts';
import { describeOutlines, drawOutline } from './outlines-of-object.ts';
import type { QualityInput } from './quality-input.ts';
import { drawRecorded } from './recorded-outline.ts';
import { TAG } from './tag.ts';
import { ultrasoundGeometry } from './ultrasound-calibration.ts';

export interface LoadedLesion {
  readonly kind: 'lesion';
  readonly lesion: Lesion;
  /** What the quality gate looks at. */
  readonly quality: QualityInput;
}

export async function loadLesion(
  outline: OutlineReference,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<LoadedLesion | NotProduced> {
  const drawn = await drawnOutline(outline, dicomweb, deadline);
  if (drawn.kind === 'not-produced') return drawn;
  const { source, sourceSeriesUid } = drawn;
  const address = await instanceAddress(outline, source.sopInstanceUid, sourceSeriesUid, dicomweb, deadline);
  if ('kind' in address) return address;
  const loaded = await loadImage(outline.study, address, source, dicomweb, deadline);
  if (loaded.kind === 'not-produced') return loaded;
  const { width, height } = loaded.image;
  const mask = await drawn.drawOn({ width, height, attributes: loaded.attributes, frame: loaded.frame });
  return 'kind' in mask ? mask : lesionOf(outline, drawn, mask, loaded);
}

/** An outline together with the object that it is in. */
interface LocatedOutline extends DrawnOutline {
  readonly sopInstanceUid: string;
}

async function drawnOutline(
  outline: OutlineReference,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<LocatedOutline | NotProduced> {
  const drawn = await read(outline, dicomweb, deadline);
  if (drawn.kind === 'not-produced') return drawn;
  if (drawn.kind === 'drawn') return { ...drawn, sopInstanceUid: outline.sopInstanceUid };
  const { sopInstanceUid, segmentNumber, description } = drawn;
  const address = await instanceAddress(outline, sopInstanceUid, undefined, dicomweb, deadline);
  if ('kind' in address) return address;
  const segmentation = await read({ study: outline.study, ...address, segmentNumber }, dicomweb, deadline);
  if (segmentation.kind === 'segment-elsewhere') return notProduced('outline-unusable', 'a report that points at a report');
  if (segmentation.kind === 'not-produced') return segmentation;
  return { ...segmentation, description: completedBy(segmentation.description, description), sopInstanceUid };
}

async function read(
  { study, archive, seriesUid, sopInstanceUid, segmentNumber, recorded }: OutlineReference,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<DrawnOutline | SegmentElsewhere | NotProduced> {
  if (recorded !== undefined) return drawRecorded(recorded, study, segmentNumber, dicomweb.limits);
  const object = await loadObject(study, { archive, studyUid: study.studyUid, seriesUid, sopInstanceUid }, dicomweb, deadline);
  if (object.kind === 'not-produced') return object;
  const drawn = await drawOutline(object, segmentNumber, dicomweb.limits);
  if (drawn.kind !== 'not-produced' || !drawn.reasons.some(({ code }) => code === 'several-outlines')) return drawn;
  const outlines = describeOutlines(object.attributes).map((description) => outlineChoice(description, sopInstanceUid));
  return { ...drawn, outlines };
}

function lesionOf(
  outline: OutlineReference,
  { description, source, threshold, sopInstanceUid }: LocatedOutline,
  mask: Mask,
  { image, colour, attributes, frame }: LoadedImage,
): LoadedLesion | NotProduced {
  const box = maskBox(mask, image.width);
  if (box === undefined) return notProduced('outline-unusable', 'the outline holds no pixel');
  const { trackingId, trackingUid, clockPosition } = description;
  const studyDate = isoDate(attributes, TAG.StudyDate);
  const { calibration, region, regions, staleRegions } = ultrasoundGeometry(attributes, box);
  const shared = {
    image,
    mask,
    calibration,
    ...(region === undefined ? {} : { region }),
    laterality: agreedLaterality(imageLaterality(attributes), description.laterality),
  };
  return {
    kind: 'lesion',
    quality: {
      ...shared,
      ...(colour === undefined ? {} : { colour }),
      regions,
      staleRegions,
      attributes,
      outlineLaterality: description.laterality,
    },
    lesion: {
      ...shared,
      ...(studyDate === undefined ? {} : { studyDate }),
      source: {
        studyUid: outline.study.studyUid,
        imageSopInstanceUid: source.sopInstanceUid,
        frame,
        outlineSopInstanceUid: sopInstanceUid,
        segmentNumber: description.segmentNumber,
        outlineKind: description.kind,
        outlineAuthor: description.author,
        ...(trackingId === undefined ? {} : { trackingId }),
        ...(trackingUid === undefined ? {} : { trackingUid }),
        ...(clockPosition === undefined ? {} : { clockPosition }),
        ...(threshold === undefined ? {} : { threshold }),
      },
    },
  };
}

/**
 * PNG or JPEG image, mask and spacing to an ultrasound object and a segmentation on it.
 * Grey is stored as MONOCHROME2 and colour as RGB, uncompressed, so that no pixel changes on the way. Same input, same bytes.
 */
import type { Laterality, Spacing } from '../core/index.ts';
import { readImageFile, readMask } from './image-files.ts';
import { SOP_CLASS } from './sop-class.ts';
import { uidFromSeed } from './uid-from-seed.ts';
import { writeSegmentation } from './write-segmentation.ts';
import { writeUltrasound } from './write-ultrasound.ts';
import type { WrittenPatient, WrittenStudy } from './written-study.ts';

export interface ImageToImport {
  readonly image: Uint8Array;
  readonly mask: Uint8Array;
  /** Left out where unknown. */
  readonly spacing?: Spacing;
  readonly patient: WrittenPatient;
  /** `studyUid` is derived from `seed` where not given. */
  readonly study: Omit<WrittenStudy, 'studyUid'> & { readonly studyUid?: string };
  readonly laterality: Laterality;
  /** What the UIDs are derived from: the same seed gives the same UIDs. */
  readonly seed: string;
  readonly author?: { readonly kind: 'human' } | { readonly kind: 'algorithm'; readonly name: string };
}

export interface ImportedUids {
  readonly studyUid: string;
  readonly imageSeriesUid: string;
  readonly imageSopInstanceUid: string;
  readonly imageSopClassUid: string;
  readonly segmentationSeriesUid: string;
  readonly segmentationSopInstanceUid: string;
  readonly segmentationSopClassUid: string;
}

export interface ImportedImage {
  readonly ultrasound: Uint8Array;
  readonly segmentation: Uint8Array;
  readonly uids: ImportedUids;
}

/** Throws ImageFileError where image or mask cannot be used. */
export async function importImage(input: ImageToImport): Promise<ImportedImage> {
  const { patient, laterality } = input;
  const image = await readImageFile(input.image);
  const mask = await readMask(input.mask, image);
  const uids = importedUids(input);
  const shared = {
    patient,
    study: { ...input.study, studyUid: uids.studyUid },
    laterality,
  };
  const ultrasound = writeUltrasound({
    ...shared,
    ...(input.spacing === undefined ? {} : { spacing: input.spacing }),
    seriesUid: uids.imageSeriesUid,
    sopInstanceUid: uids.imageSopInstanceUid,
    image,
  });
  const segmentation = writeSegmentation({
    ...shared,
    seriesUid: uids.segmentationSeriesUid,
    sopInstanceUid: uids.segmentationSopInstanceUid,
    width: image.width,
    height: image.height,
    mask,
    source: { seriesUid: uids.imageSeriesUid, sopInstanceUid: uids.imageSopInstanceUid },
    author: input.author ?? { kind: 'human' },
  });
  return { ultrasound, segmentation, uids };
}

function importedUids({ seed, study }: ImageToImport): ImportedUids {
  return {
    studyUid: study.studyUid ?? uidFromSeed(`${seed}|study`),
    imageSeriesUid: uidFromSeed(`${seed}|image series`),
    imageSopInstanceUid: uidFromSeed(`${seed}|image`),
    imageSopClassUid: SOP_CLASS.ultrasoundImage,
    segmentationSeriesUid: uidFromSeed(`${seed}|segmentation series`),
    segmentationSopInstanceUid: uidFromSeed(`${seed}|segmentation`),
    segmentationSopClassUid: SOP_CLASS.segmentation,
  };
}

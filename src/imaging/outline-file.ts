/**
 * A DICOM segmentation, structure set or measurement report as the outline file of one DICOM image. It is drawn only on the
 * image that it names, by SOP Instance UID and frame: two images of one size are not told apart by anything else.
 */
import type { Mask, NotProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { number, text } from './attributes.ts';
import type { DrawnOutline } from './drawn-outline.ts';
import type { SourceFrame } from './functional-groups.ts';
import { ImageFileError, type ImageFileProblem } from './image-file-error.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { ANY_LABEL } from './label-mask.ts';
import { describeOutlines, drawOutline, mayHoldOutlines } from './outlines-of-object.ts';
import type { DicomObject, Unreadable } from './parse-dicom.ts';
import { parseDicom } from './parse-dicom.ts';
import type { Raster } from './raster.ts';
import { TAG } from './tag.ts';

export interface OutlinedFiles {
  readonly image: Uint8Array;
  readonly mask: Uint8Array;
  /** Number of the segment, region or measurement group, or `any`; left out where there is only one. */
  readonly label?: string;
  /** 1-based frame of the image; left out where there is only one, or where the outline names it. */
  readonly frame?: number;
}

export interface OutlineFile {
  /** 1-based frame of the image that it was drawn on; undefined where neither object nor caller names one. */
  readonly frame: number | undefined;
  readonly notes: readonly string[];
  drawOn(image: Raster): Promise<Mask>;
}

/** Undefined for a mask file of another kind. Throws ImageFileError. */
export async function readOutlineFile(
  { image, mask: bytes, label, frame }: OutlinedFiles,
  limits: ImagingLimits,
): Promise<OutlineFile | undefined> {
  const object = parseDicom(bytes, limits);
  if (object.kind === 'unreadable') {
    if (object.cause === 'not-dicom') return undefined;
    throw refused('unreadable-file', `the DICOM file cannot be read: ${object.detail}`);
  }
  const sopClassUid = text(object.attributes, TAG.SopClassUid);
  if (sopClassUid === undefined || !mayHoldOutlines(sopClassUid)) return undefined;
  const drawn = await Promise.all(chosenNumbers(object.attributes, label).map((chosen) => drawnOutline(object, chosen, limits)));
  const [first] = drawn;
  if (first === undefined) throw refused('outline-unusable', 'the DICOM object outlines nothing');
  const { source } = first;
  if (
    drawn.some(({ source: { sopInstanceUid, frame: on } }) => sopInstanceUid !== source.sopInstanceUid || on !== source.frame)
  ) {
    throw refused('several-labels', 'its outlines are on several images or frames; choose one with --label');
  }
  checkImage(parseDicom(image, limits), frame, source);
  const chosenFrame = frame ?? source.frame;
  return {
    frame: chosenFrame,
    notes: drawn.map(({ description: { segmentNumber, label: name } }) => `mask outline ${outlineName(segmentNumber, name)}`),
    drawOn: async (raster) => {
      const { attributes, width, height } = raster;
      if (attributes === undefined) throw refused('other-image', 'a DICOM outline needs a DICOM image');
      const masks = await Promise.all(drawn.map(({ drawOn }) => drawOn({ width, height, attributes, frame: chosenFrame ?? 1 })));
      return masks.map((mask) => ('kind' in mask ? misfit(object.attributes, raster, mask) : mask)).reduce(united);
    },
  };
}

function checkImage(image: DicomObject | Unreadable, frame: number | undefined, source: SourceFrame): void {
  const uid = image.kind === 'unreadable' ? undefined : text(image.attributes, TAG.SopInstanceUid);
  const sameFrame = frame === undefined || source.frame === undefined || frame === source.frame;
  if (uid === source.sopInstanceUid && sameFrame) return;
  const given = image.kind === 'unreadable' ? 'no DICOM file' : `the image ${uid ?? 'without a UID'}${ofFrame(frame)}`;
  throw refused('other-image', `it outlines the DICOM image ${source.sopInstanceUid}${ofFrame(source.frame)}; given is ${given}`);
}

function ofFrame(frame: number | undefined): string {
  return frame === undefined ? '' : `, frame ${frame}`;
}

function outlineName(segmentNumber: number, label: string | undefined): string {
  return label === undefined ? String(segmentNumber) : `${segmentNumber} (${label})`;
}

/** Of more outlines no lesion is made, and uniting them would take long. */
const MAX_UNITED = 64;

/** Without a choice there must be one. */
function chosenNumbers(attributes: Attributes, label: string | undefined): readonly number[] {
  const outlines = describeOutlines(attributes);
  const isAll = outlines.length <= (label === ANY_LABEL ? MAX_UNITED : 1);
  if (isAll && (label === undefined || label === ANY_LABEL)) return outlines.map(({ segmentNumber }) => segmentNumber);
  const all = outlines
    .map(({ segmentNumber, label: name }) => outlineName(segmentNumber, name))
    .join(', ')
    .slice(0, 400);
  if (label === undefined || label === ANY_LABEL)
    throw refused('several-labels', `${outlines.length} outlines; choose one with --label: ${all}`);
  const wanted = Number(label);
  if (label.trim() === '' || !outlines.some(({ segmentNumber }) => segmentNumber === wanted)) {
    throw refused('label-absent', `outline "${label.slice(0, 40)}" is not in it; it has ${all || 'none'}`);
  }
  return [wanted];
}

async function drawnOutline(object: DicomObject, segmentNumber: number, limits: ImagingLimits): Promise<DrawnOutline> {
  const drawn = await drawOutline(object, segmentNumber, limits);
  if (drawn.kind === 'drawn') return drawn;
  if (drawn.kind === 'not-produced') throw refused('outline-unusable', `the outline cannot be used: ${detailOf(drawn)}`);
  throw refused(
    'outline-unusable',
    `the report points at segment ${drawn.segmentNumber} of the segmentation ${drawn.sopInstanceUid}; give that file`,
  );
}

function misfit(attributes: Attributes, { width, height }: Raster, problem: NotProduced): never {
  const size = [number(attributes, TAG.Columns), number(attributes, TAG.Rows)];
  const otherSize = size[0] !== undefined && (size[0] !== width || size[1] !== height);
  throw refused(otherSize ? 'size-mismatch' : 'outline-unusable', `the outline cannot be used: ${detailOf(problem)}`);
}

function united(a: Mask, b: Mask): Mask {
  return a.map((inside, at) => inside | b[at]!);
}

function detailOf({ reasons }: NotProduced): string {
  return reasons.map(({ detail, code }) => detail ?? code).join(', ');
}

function refused(code: ImageFileProblem, why: string): ImageFileError {
  return new ImageFileError(`mask: ${why}`, { code });
}

/**
 * One frame of an ultrasound image from an archive, with the attributes that describe it.
 * Of an image with several frames only the metadata and the one frame are fetched; where the archive cannot do that, or
 * where it may have converted the colours so that the metadata no longer fit, the whole object is.
 */
import type { Deadline, GreyImage, NotProduced, StudyReference } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { text } from './attributes.ts';
import { decodeColourFrame, decodeFrameBytes } from './decode-frame.ts';
import type { Dicomweb, InstanceAddress } from './dicomweb.ts';
import type { FramePreference } from './frame-media-types.ts';
import type { SourceFrame } from './functional-groups.ts';
import { type DecodedFrame, greyOf } from './luminance.ts';
import { identityProblem } from './object-identity.ts';
import { readPalette } from './palette.ts';
import type { DicomObject, Unreadable } from './parse-dicom.ts';
import { parseDicom } from './parse-dicom.ts';
import type { PixelDescription } from './pixel-description.ts';
import { describePixels } from './pixel-description.ts';
import { SOP_CLASS } from './sop-class.ts';
import { TAG } from './tag.ts';
import { frameCoding } from './transfer-syntax.ts';

export interface LoadedImage {
  readonly kind: 'image';
  readonly image: GreyImage;
  /** Interleaved R, G, B that `image` is the luminance of; left out where the frame has no colour. */
  readonly colour?: GreyImage['pixels'];
  readonly attributes: Attributes;
  /** 1-based. */
  readonly frame: number;
}

export async function loadImage(
  study: StudyReference,
  address: InstanceAddress,
  source: SourceFrame,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<LoadedImage | NotProduced> {
  const several = source.frame !== undefined || source.sopClassUid === SOP_CLASS.ultrasoundMultiframeImage;
  const alone = several ? await loadFrameAlone(study, address, source, dicomweb, deadline) : 'whole-object';
  return alone === 'whole-object' ? loadWhole(study, address, source, dicomweb, deadline) : alone;
}

/** The part 10 object of an address, checked to be the one that was asked for. */
export async function loadObject(
  study: StudyReference,
  address: InstanceAddress,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<DicomObject | NotProduced> {
  const bytes = await dicomweb.instance(address, deadline);
  if (bytes.kind === 'not-produced') return bytes;
  const object = parseDicom(bytes.value, dicomweb.limits);
  if (object.kind === 'unreadable') return unreadableObject(object);
  return identityProblem(object.attributes, study, address.sopInstanceUid) ?? object;
}

function unreadableObject({ cause, detail }: Unreadable): NotProduced {
  return notProduced(cause === 'too-large' ? 'object-too-large' : 'archive-bad-answer', detail);
}

async function loadWhole(
  study: StudyReference,
  address: InstanceAddress,
  source: SourceFrame,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<LoadedImage | NotProduced> {
  const object = await loadObject(study, address, dicomweb, deadline);
  if (object.kind === 'not-produced') return object;
  const description = describeUltrasound(object.attributes, source, dicomweb);
  if (description.kind === 'not-produced') return description;
  const frame = source.frame ?? 1;
  const decoded = await decodeColourFrame(object, frame, dicomweb.limits);
  return decoded.kind === 'not-produced' ? decoded : loadedImage(decoded, object.attributes, frame);
}

async function loadFrameAlone(
  study: StudyReference,
  address: InstanceAddress,
  source: SourceFrame,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<LoadedImage | NotProduced | 'whole-object'> {
  const metadata = await dicomweb.metadata(address, deadline);
  if (metadata.kind === 'not-produced') return isBadAnswer(metadata) ? 'whole-object' : metadata;
  const problem = identityProblem(metadata.value, study, address.sopInstanceUid);
  if (problem !== undefined) return problem;
  const description = describeUltrasound(metadata.value, source, dicomweb);
  if (description.kind === 'not-produced') return description;
  // Metadata may leave lookup tables out, as bulk data.
  const { photometric, signed } = description;
  const unresolved = photometric === 'PALETTE COLOR' && readPalette(metadata.value, signed).kind === 'not-produced';
  if (unresolved) return 'whole-object';
  const frame = source.frame ?? 1;
  const archived = await dicomweb.frame(address, frame, deadline, preferenceFor(description, metadata.value));
  if (archived.kind === 'not-produced') return isBadAnswer(archived) ? 'whole-object' : archived;
  if (coloursMayBeConverted(description, archived.value.transferSyntax)) return 'whole-object';
  const decoded = await decodeFrameBytes(description, metadata.value, archived.value, dicomweb.limits);
  // Archives call frames in a syntax that they do not know uncompressed; the object itself says what it is.
  const mislabelled = decoded.kind === 'not-produced' && frameCoding(archived.value.transferSyntax) === 'native';
  if (mislabelled) return 'whole-object';
  return decoded.kind === 'not-produced' ? decoded : loadedImage(decoded, metadata.value, frame);
}

/** An archive may decode what has no loss; JPEG it decodes a little differently, and YBR it may turn to RGB without saying so. */
function preferenceFor({ photometric }: PixelDescription, attributes: Attributes): FramePreference {
  const lossy = text(attributes, TAG.LossyImageCompression) === '01';
  return lossy || photometric.startsWith('YBR') ? 'stored' : 'cheapest-lossless';
}

function loadedImage(decoded: DecodedFrame, attributes: Attributes, frame: number): LoadedImage {
  const image = greyOf(decoded);
  // Luminance has fractions only where a pixel has colour.
  const hasColour = decoded.samples === 3 && image.pixels instanceof Float64Array;
  return { kind: 'image', image, ...(hasColour ? { colour: decoded.pixels } : {}), attributes, frame };
}

function isBadAnswer({ reasons }: NotProduced): boolean {
  return reasons.some(({ code }) => code === 'archive-bad-answer');
}

/**
 * An archive that decompresses or transcodes YBR may send RGB, and nothing in a frame tells which; but streams of JPEG say it
 * themselves, and those of JPEG 2000 where their own transform is meant.
 */
function coloursMayBeConverted({ photometric }: PixelDescription, transferSyntax: string): boolean {
  if (!photometric.startsWith('YBR')) return false;
  const coding = frameCoding(transferSyntax);
  const ownTransform = photometric === 'YBR_ICT' || photometric === 'YBR_RCT';
  return !(coding === 'jpeg' || (ownTransform && (coding === 'jpeg-2000' || coding === 'htj2k')));
}

function describeUltrasound(attributes: Attributes, source: SourceFrame, dicomweb: Dicomweb): PixelDescription | NotProduced {
  if (text(attributes, TAG.Modality) !== 'US') return notProduced('image-unsupported', 'the outlined image is not ultrasound');
  const description = describePixels(attributes, dicomweb.limits);
  if (description.kind === 'not-produced') return description;
  if (source.frame === undefined && description.frames > 1) {
    return notProduced('outline-unusable', `the outline names none of the image's ${description.frames} frames`);
  }
  return source.frame !== undefined && (!Number.isInteger(source.frame) || source.frame < 1 || source.frame > description.frames)
    ? notProduced('outline-unusable', `the outline names frame ${source.frame} of ${description.frames}`)
    : description;
}

/**
 * WADO-RS (PS3.18 10.4): whole instances, metadata, frames and rendered frames of stored instances. Instances go
 * out in the transfer syntax they are stored in; one that a request does not accept is 406, nothing is re-encoded
 * except for rendering.
 */
import { decodeFrame, encodePng, parseDicom } from '../../imaging/index.ts';
import type { AcceptedType } from './accept.ts';
import type { ArchivedInstance } from './dicom-archive.ts';
import { type DicomJson, element } from './dicom-json.ts';
import { DicomwebFailure } from './dicomweb-failure.ts';
import type { Part } from './multipart.ts';
import { retrieveUrl } from './search-studies.ts';
import { storedFrame } from './stored-frame.ts';

export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';
/** Media types of compressed frames (PS3.18 table 8.7.3-5), each the default transfer syntax of its type. */
const FRAME_TYPES: Readonly<Record<string, string>> = {
  [JPEG_BASELINE]: 'image/jpeg',
  '1.2.840.10008.1.2.4.51': 'image/jpeg',
  '1.2.840.10008.1.2.4.57': 'image/jpeg',
  '1.2.840.10008.1.2.4.70': 'image/jpeg',
  '1.2.840.10008.1.2.4.80': 'image/jls',
  '1.2.840.10008.1.2.4.81': 'image/jls',
  '1.2.840.10008.1.2.4.90': 'image/jp2',
  '1.2.840.10008.1.2.4.91': 'image/jp2',
};
const MAX_FRAMES = 200;

export function instanceMetadata(instance: ArchivedInstance): DicomJson {
  const { dataset, transferSyntax } = instance;
  const merged = { ...dataset, '00080005': element('CS', 'ISO_IR 192'), '00083002': element('UI', transferSyntax) };
  return Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function instanceParts(instances: readonly ArchivedInstance[], accepted: readonly AcceptedType[], base: string): Part[] {
  const parts = instances.filter((instance) =>
    accepted.some(
      ({ mediaType, multipart, transferSyntax }) =>
        multipart &&
        isOneOf(mediaType, 'application/dicom') &&
        syntaxAccepted(mediaType, transferSyntax, instance.transferSyntax),
    ),
  );
  if (parts.length < instances.length)
    throw new DicomwebFailure(406, 'Ask for multipart/related; type="application/dicom"; transfer-syntax=*');
  return parts.map((instance) => ({
    contentType: `application/dicom; transfer-syntax=${instance.transferSyntax}`,
    bytes: instance.file,
    location: retrieveUrl('instances', instance, base),
  }));
}

/** `list` is "1" or "1,4,2": frame numbers from 1, answered in this order. */
export function frameParts(instance: ArchivedInstance, list: string, accepted: readonly AcceptedType[], base: string): Part[] {
  const type = frameType(instance.transferSyntax, accepted);
  const address = retrieveUrl('instances', instance, base);
  return frameNumbers(list).map((frame) => ({
    contentType: `${type}; transfer-syntax=${instance.transferSyntax}`,
    bytes: requireFrame(instance, frame),
    location: `${address}/frames/${frame}`,
  }));
}

function frameType(stored: string, accepted: readonly AcceptedType[]): string {
  const own = FRAME_TYPES[stored];
  for (const { mediaType, multipart, transferSyntax } of accepted) {
    if (!multipart) continue;
    const syntaxGiven = transferSyntax === undefined ? undefined : transferSyntax === '*' || transferSyntax === stored;
    if (own !== undefined && isOneOf(mediaType, own) && syntaxGiven !== false) return own;
    if (isOneOf(mediaType, 'application/octet-stream') && (syntaxGiven ?? stored === EXPLICIT_LITTLE_ENDIAN))
      return 'application/octet-stream';
  }
  throw new DicomwebFailure(406, `The frames are stored as ${stored}; ask for it or for transfer-syntax=*`);
}

/** PNG of one frame as grey, or the stored JPEG where PNG is not accepted. */
export async function renderedFrame(
  instance: ArchivedInstance,
  list: string,
  accepted: readonly AcceptedType[],
): Promise<{ readonly contentType: string; readonly bytes: Uint8Array }> {
  const [frame = 1, ...others] = frameNumbers(list);
  if (others.length > 0) throw new DicomwebFailure(406, 'One frame is rendered at a time');
  const stored = requireFrame(instance, frame);
  for (const { mediaType } of accepted) {
    if (mediaType === 'image/jpeg' && instance.transferSyntax === JPEG_BASELINE)
      return { contentType: 'image/jpeg', bytes: stored };
    if (!isOneOf(mediaType, 'image/png')) continue;
    const object = parseDicom(instance.file);
    const image = object.kind === 'dicom' ? await decodeFrame(object, frame) : object;
    if ('pixels' in image) return { contentType: 'image/png', bytes: await encodePng(image) };
    throw new DicomwebFailure(406, 'This kind of image is not rendered here');
  }
  throw new DicomwebFailure(406, 'Rendered images are image/png');
}

function requireFrame({ dataset, pixelData }: ArchivedInstance, frame: number): Uint8Array {
  const bytes = pixelData === undefined ? undefined : storedFrame(dataset, pixelData, frame);
  if (bytes === undefined) throw new DicomwebFailure(404, 'The instance has no such frame');
  return bytes;
}

function frameNumbers(list: string): number[] {
  const numbers = list.split(',');
  if (numbers.length > MAX_FRAMES || !numbers.every((text) => /^[1-9]\d{0,6}$/.test(text)))
    throw new DicomwebFailure(400, `Frames are at most ${MAX_FRAMES} numbers from 1, separated by commas`);
  return numbers.map(Number);
}

function isOneOf(accepted: string, type: string): boolean {
  return accepted === '*/*' || accepted === type || accepted === `${type.split('/')[0]}/*`;
}

/** Without a transfer syntax, application/dicom means Explicit VR Little Endian and any type means as stored. */
function syntaxAccepted(mediaType: string, wanted: string | undefined, stored: string): boolean {
  if (wanted === undefined) return mediaType === '*/*' || stored === EXPLICIT_LITTLE_ENDIAN;
  return wanted === '*' || wanted === stored;
}

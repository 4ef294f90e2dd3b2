/**
 * What is asked of an archive for one frame (PS3.18 8.7.3). Of a lossless image the form that is cheapest to decode, so that the
 * archive's codec works and not ours; of a lossy one the stored stream, since archives decode JPEG to slightly different pixels.
 * An archive never gets the chance to compress with loss: no lossy syntax is asked for by name.
 */
import { TRANSFER_SYNTAX } from './transfer-syntax.ts';

/** `stored`: as the archive holds it. */
export type FramePreference = 'cheapest-lossless' | 'stored';

const STORED = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';

const UNCOMPRESSED = `multipart/related; type="application/octet-stream"; transfer-syntax=${TRANSFER_SYNTAX.explicitLittleEndian}`;

/** In the order of what one frame costs to decode. */
const COMPRESSED: readonly (readonly [mediaType: string, transferSyntax: string])[] = [
  ['image/dicom-rle', TRANSFER_SYNTAX.rle],
  ['image/jls', TRANSFER_SYNTAX.jpegLsLossless],
  ['image/jpeg', TRANSFER_SYNTAX.jpegLosslessFirstOrder],
  ['image/jphc', TRANSFER_SYNTAX.htj2kLossless],
  ['image/jp2', TRANSFER_SYNTAX.jpeg2000Lossless],
];

const BY_COST = [
  ...COMPRESSED.map(
    ([type, syntax], place) => `multipart/related; type="${type}"; transfer-syntax=${syntax}; q=${(0.9 - place / 10).toFixed(1)}`,
  ),
  `${STORED}; q=0.1`,
].join(', ');

/**
 * Accept values in the order to try them. The uncompressed form stands alone because Orthanc, given a list with an asterisk,
 * takes the asterisk whatever its weight; what it cannot decode it answers with 500, and is then asked by the list.
 */
export function frameMediaTypes(preference: FramePreference): readonly [string, ...string[]] {
  return preference === 'stored' ? [STORED, '*/*'] : [UNCOMPRESSED, BY_COST, '*/*'];
}

export const OBJECT_MEDIA_TYPES: readonly [string, ...string[]] = [
  'multipart/related; type="application/dicom"; transfer-syntax=*',
  'multipart/related; type="application/dicom"',
  'application/dicom',
];

export const BULK_MEDIA_TYPES: readonly [string, ...string[]] = [
  'multipart/related; type="application/octet-stream"; transfer-syntax=*',
  'application/octet-stream',
  '*/*',
];

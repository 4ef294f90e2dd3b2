/** Transfer syntaxes (PS3.5 section 10, PS3.6 annex A): which reader takes a frame, and the name of those that none does. */
export const TRANSFER_SYNTAX = {
  implicitLittleEndian: '1.2.840.10008.1.2',
  explicitLittleEndian: '1.2.840.10008.1.2.1',
  deflatedExplicitLittleEndian: '1.2.840.10008.1.2.1.99',
  explicitBigEndian: '1.2.840.10008.1.2.2',
  jpegBaseline: '1.2.840.10008.1.2.4.50',
  jpegExtended: '1.2.840.10008.1.2.4.51',
  jpegLossless: '1.2.840.10008.1.2.4.57',
  jpegLosslessFirstOrder: '1.2.840.10008.1.2.4.70',
  jpegLsLossless: '1.2.840.10008.1.2.4.80',
  jpegLsNearLossless: '1.2.840.10008.1.2.4.81',
  jpeg2000Lossless: '1.2.840.10008.1.2.4.90',
  jpeg2000: '1.2.840.10008.1.2.4.91',
  htj2kLossless: '1.2.840.10008.1.2.4.201',
  htj2kLosslessRpcl: '1.2.840.10008.1.2.4.202',
  htj2k: '1.2.840.10008.1.2.4.203',
  rle: '1.2.840.10008.1.2.5',
  deflatedImageFrame: '1.2.840.10008.1.2.8.1',
} as const;

/** What reads one frame. */
export type FrameCoding = 'native' | 'deflated' | 'rle' | 'jpeg' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k';

const SYNTAXES: Readonly<Record<string, readonly [name: string, coding?: FrameCoding]>> = {
  [TRANSFER_SYNTAX.implicitLittleEndian]: ['implicit little endian', 'native'],
  [TRANSFER_SYNTAX.explicitLittleEndian]: ['explicit little endian', 'native'],
  [TRANSFER_SYNTAX.deflatedExplicitLittleEndian]: ['deflated', 'native'],
  [TRANSFER_SYNTAX.explicitBigEndian]: ['explicit big endian', 'native'],
  [TRANSFER_SYNTAX.jpegBaseline]: ['JPEG baseline', 'jpeg'],
  [TRANSFER_SYNTAX.jpegExtended]: ['JPEG extended', 'jpeg'],
  [TRANSFER_SYNTAX.jpegLossless]: ['JPEG lossless', 'jpeg-lossless'],
  [TRANSFER_SYNTAX.jpegLosslessFirstOrder]: ['JPEG lossless', 'jpeg-lossless'],
  [TRANSFER_SYNTAX.jpegLsLossless]: ['JPEG-LS lossless', 'jpeg-ls'],
  [TRANSFER_SYNTAX.jpegLsNearLossless]: ['JPEG-LS', 'jpeg-ls'],
  [TRANSFER_SYNTAX.jpeg2000Lossless]: ['JPEG 2000 lossless', 'jpeg-2000'],
  [TRANSFER_SYNTAX.jpeg2000]: ['JPEG 2000', 'jpeg-2000'],
  [TRANSFER_SYNTAX.htj2kLossless]: ['HTJ2K lossless', 'htj2k'],
  [TRANSFER_SYNTAX.htj2kLosslessRpcl]: ['HTJ2K lossless RPCL', 'htj2k'],
  [TRANSFER_SYNTAX.htj2k]: ['HTJ2K', 'htj2k'],
  [TRANSFER_SYNTAX.rle]: ['RLE', 'rle'],
  [TRANSFER_SYNTAX.deflatedImageFrame]: ['deflated image frames', 'deflated'],
  '1.2.840.10008.1.2.4.53': ['JPEG spectral selection'],
  '1.2.840.10008.1.2.4.55': ['JPEG progressive'],
  '1.2.840.10008.1.2.4.92': ['JPEG 2000 part 2 lossless'],
  '1.2.840.10008.1.2.4.93': ['JPEG 2000 part 2'],
  '1.2.840.10008.1.2.4.94': ['JPIP'],
  '1.2.840.10008.1.2.4.95': ['JPIP deflated'],
  '1.2.840.10008.1.2.4.100': ['MPEG-2 main level'],
  '1.2.840.10008.1.2.4.101': ['MPEG-2 high level'],
  '1.2.840.10008.1.2.4.102': ['MPEG-4 AVC'],
  '1.2.840.10008.1.2.4.103': ['MPEG-4 AVC, Blu-ray'],
  '1.2.840.10008.1.2.4.104': ['MPEG-4 AVC, 2D'],
  '1.2.840.10008.1.2.4.105': ['MPEG-4 AVC, 3D'],
  '1.2.840.10008.1.2.4.106': ['MPEG-4 AVC, stereo'],
  '1.2.840.10008.1.2.4.107': ['HEVC'],
  '1.2.840.10008.1.2.4.108': ['HEVC, 10 bits'],
  '1.2.840.10008.1.2.4.110': ['JPEG XL lossless'],
  '1.2.840.10008.1.2.4.111': ['JPEG XL from JPEG'],
  '1.2.840.10008.1.2.4.112': ['JPEG XL'],
};

function syntax(uid: string): readonly [name: string, coding?: FrameCoding] | undefined {
  return Object.hasOwn(SYNTAXES, uid) ? SYNTAXES[uid] : undefined;
}

/** "JPEG 2000 (1.2.840...)", or the UID alone where it has no name here. */
export function transferSyntaxName(uid: string): string {
  const name = syntax(uid)?.[0];
  return name === undefined ? uid : `${name} (${uid})`;
}

export function frameCoding(uid: string): FrameCoding | undefined {
  return syntax(uid)?.[1];
}

/** SOP classes (PS3.4 B.5) and transfer syntaxes (PS3.5 section 10) that this folder knows by name. */
export const SOP_CLASS = {
  ultrasoundImage: '1.2.840.10008.5.1.4.1.1.6.1',
  ultrasoundMultiframeImage: '1.2.840.10008.5.1.4.1.1.3.1',
  segmentation: '1.2.840.10008.5.1.4.1.1.66.4',
  labelMapSegmentation: '1.2.840.10008.5.1.4.1.1.66.7',
} as const;

export const TRANSFER_SYNTAX = {
  implicitLittleEndian: '1.2.840.10008.1.2',
  explicitLittleEndian: '1.2.840.10008.1.2.1',
  deflatedExplicitLittleEndian: '1.2.840.10008.1.2.1.99',
  explicitBigEndian: '1.2.840.10008.1.2.2',
  jpegBaseline: '1.2.840.10008.1.2.4.50',
} as const;

const NAMES: Readonly<Record<string, string>> = {
  '1.2.840.10008.1.2.4.51': 'JPEG extended',
  '1.2.840.10008.1.2.4.57': 'JPEG lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG lossless',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS lossless',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000 lossless',
  '1.2.840.10008.1.2.4.91': 'JPEG 2000',
  '1.2.840.10008.1.2.4.110': 'JPEG XL lossless',
  '1.2.840.10008.1.2.4.112': 'JPEG XL',
  '1.2.840.10008.1.2.4.201': 'HTJ2K lossless',
  '1.2.840.10008.1.2.4.202': 'HTJ2K lossless RPCL',
  '1.2.840.10008.1.2.4.203': 'HTJ2K',
  '1.2.840.10008.1.2.5': 'RLE',
  '1.2.840.10008.1.2.8.1': 'deflated image frames',
};

/** "JPEG 2000 (1.2.840...)", or the UID alone where it has no name here. */
export function transferSyntaxName(uid: string): string {
  const name = Object.hasOwn(NAMES, uid) ? NAMES[uid] : undefined;
  return name === undefined ? uid : `${name} (${uid})`;
}

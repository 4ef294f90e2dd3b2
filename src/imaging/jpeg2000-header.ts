/** Main header of a JPEG 2000 codestream (ISO/IEC 15444-1 A.5.1), read without decoding; HTJ2K (15444-15) has the same. */
export interface Jpeg2000Header {
  readonly width: number;
  readonly height: number;
  /** Of every component; undefined where they differ or one is subsampled. */
  readonly bits: number | undefined;
  readonly components: number;
}

const SOC_SIZ = 0xff4fff51;
const SIZ_BYTES = 40;

/**
 * The codestream and its header: what lies in a JP2 file (15444-1 I.4), where a writer has put one, or all of the bytes.
 * Undefined where there is none.
 */
export function readJpeg2000(
  bytes: Uint8Array,
): { readonly codestream: Uint8Array; readonly header: Jpeg2000Header } | undefined {
  const start = codestreamStart(bytes);
  if (start === undefined || bytes.length < start + SIZ_BYTES + 2) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  if (view.getUint32(0) !== SOC_SIZ) return undefined;
  const [right, bottom, left, top] = [view.getUint32(8), view.getUint32(12), view.getUint32(16), view.getUint32(20)];
  const components = view.getUint16(40);
  if (view.byteLength < 42 + 3 * components) return undefined;
  const forms = Array.from({ length: components }, (_, index) => view.getUint32(41 + 3 * index) & 0xffffff);
  const same = forms.every((form) => form === forms[0]) && (forms[0]! & 0xffff) === 0x0101;
  return {
    codestream: bytes.subarray(start),
    header: {
      width: right - left,
      height: bottom - top,
      // The highest bit tells signed from unsigned.
      bits: same ? ((forms[0]! >> 16) & 0x7f) + 1 : undefined,
      components,
    },
  };
}

const JP2_SIGNATURE = 0x6a502020;
const CODESTREAM_BOX = 0x6a703263;

function codestreamStart(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 12 || view.getUint32(4) !== JP2_SIGNATURE) return 0;
  let at = 0;
  while (at + 8 <= bytes.length) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === CODESTREAM_BOX) return at + (length === 1 ? 16 : 8);
    if (length < 8) return undefined;
    at += length;
  }
  return undefined;
}

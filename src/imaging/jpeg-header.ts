/** Frame header and colour markers of a JPEG or JPEG-LS stream (ITU-T T.81 B.2, T.87 C.2), read without decoding. */
export interface JpegHeader {
  /** Marker of the frame header: 0xc0 is baseline, 0xc3 lossless, 0xf7 JPEG-LS. */
  readonly process: number;
  readonly precision: number;
  readonly width: number;
  readonly height: number;
  readonly components: readonly { readonly id: number; readonly sampling: number }[];
  readonly jfif: boolean;
  /** Colour transform of the Adobe APP14 marker: 0 none, 1 YCbCr. */
  readonly adobeTransform?: number;
}

/** T.81 process 1: eight bits, Huffman, sequential. */
export function isBaseline(header: JpegHeader | undefined): boolean {
  return header?.process === 0xc0 && header.precision === 8;
}

/** Processes 1, 2 and 4 with eight bits: Huffman, sequential. */
export function isSequential(header: JpegHeader): boolean {
  return (header.process === 0xc0 || header.process === 0xc1) && header.precision === 8;
}

/** Process 14: lossless, Huffman. */
export function isLossless(header: JpegHeader): boolean {
  return header.process === 0xc3;
}

/** Undefined where the stream is not JPEG or ends before its frame header. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const colour: { jfif: boolean; adobeTransform?: number } = { jfif: false };
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = bytes[at + 2]! * 256 + bytes[at + 3]!;
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length || marker === 0xda || marker === 0xd9) return undefined;
    if (isFrameHeader(marker)) return frameHeader(bytes.subarray(at + 4, end), marker, colour);
    if (marker === 0xe0 && startsWith(bytes, at + 4, 'JFIF')) colour.jfif = true;
    if (marker === 0xee && length >= 14 && startsWith(bytes, at + 4, 'Adobe')) colour.adobeTransform = bytes[at + 15]!;
    at = end;
  }
  return undefined;
}

/** SOF0 to SOF15 but for DHT, JPG and DAC, which share the range; SOF55 of JPEG-LS. */
function isFrameHeader(marker: number): boolean {
  return marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc);
}

function startsWith(bytes: Uint8Array, at: number, word: string): boolean {
  return [...word].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));
}

function frameHeader(
  body: Uint8Array,
  process: number,
  colour: { jfif: boolean; adobeTransform?: number },
): JpegHeader | undefined {
  const count = body[5] ?? 0;
  if (body.length < 6 + 3 * count) return undefined;
  return {
    process,
    precision: body[0]!,
    height: body[1]! * 256 + body[2]!,
    width: body[3]! * 256 + body[4]!,
    components: Array.from({ length: count }, (_, index) => ({ id: body[6 + 3 * index]!, sampling: body[7 + 3 * index]! })),
    ...colour,
  };
}

/**
 * JPEG lossless, JPEG-LS, JPEG 2000 and HTJ2K frames by the codec threads. The stream's own header must say what the data set
 * says before a codec sees it, and what comes out must be of that size.
 */
import type { NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Codec, CodecFailure, CodecPixels } from './codec-messages.ts';
import { runCodec } from './codec-pool.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import type { JpegHeader } from './jpeg-header.ts';
import { isLossless, readJpegHeader } from './jpeg-header.ts';
import { readJpeg2000 } from './jpeg2000-header.ts';
import type { PixelDescription } from './pixel-description.ts';
import type { StoredFrame } from './stored-frame.ts';
import { interleaved, storedFrame } from './stored-frame.ts';

export type CodecCoding = 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k';

const CODEC_OF: Readonly<Record<CodecCoding, Codec>> = {
  'jpeg-lossless': 'jpeg-lossless',
  'jpeg-ls': 'charls',
  'jpeg-2000': 'openjpeg',
  htj2k: 'openjph',
};

/** What the stream says of itself; `obstacle` is why it is not given to a codec although it is well formed. */
interface StreamHeader {
  readonly stream: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bits: number;
  readonly obstacle?: string | undefined;
}

export async function decodeCodecFrame(
  description: PixelDescription,
  coding: CodecCoding,
  bytes: Uint8Array,
  limits: ImagingLimits,
): Promise<StoredFrame | NotProduced> {
  const unsupported = (detail: string): NotProduced => notProduced('image-unsupported', `stream ${detail}`);
  const header = readHeader(coding, bytes);
  if (header === undefined) return unsupported('without frame header');
  if (header.obstacle !== undefined) return unsupported(header.obstacle);
  const { width, height, samples, bitsAllocated, bitsStored, signed } = description;
  if (header.width !== width || header.height !== height || header.samples !== samples) {
    return unsupported('and data set state different sizes or components');
  }
  // Fewer bits than stated are zeros above, except where the highest stated bit is a sign.
  if (header.bits < 1 || header.bits > Math.max(8, bitsAllocated) || (header.bits < bitsStored && signed)) {
    return unsupported(`of ${header.bits} bits in a data set of ${bitsAllocated}/${bitsStored}`);
  }
  const request = { codec: CODEC_OF[coding], bytes: header.stream, maxMemoryBytes: memoryFor(description, bytes.length) };
  const timeoutMs = timeFor(description, limits);
  const reply = await runCodec(request, timeoutMs);
  if (reply.kind === 'failed') return failure(reply, timeoutMs);
  const sameForm = reply.width === width && reply.height === height && reply.samples === samples && reply.bits === header.bits;
  const complete = reply.bytes.length === width * height * samples * (header.bits > 8 ? 2 : 1);
  return sameForm && complete ? storedFrom(description, reply) : unsupported('is damaged');
}

function readHeader(coding: CodecCoding, bytes: Uint8Array): StreamHeader | undefined {
  if (coding === 'jpeg-2000' || coding === 'htj2k') {
    const found = readJpeg2000(bytes);
    if (found === undefined) return undefined;
    const { width, height, components, bits } = found.header;
    // OpenJPH makes what it has not got; OpenJPEG and the JPEG lossless decoder tell.
    const cut = coding === 'htj2k' && !endsAsItShould(bytes) ? 'without end' : undefined;
    const obstacle = bits === undefined ? 'with components of different sampling or precision' : cut;
    return { stream: found.codestream, width, height, samples: components, bits: bits ?? 0, obstacle };
  }
  const header = readJpegHeader(bytes);
  if (header === undefined) return undefined;
  const { width, height, components, precision } = header;
  const expected = coding === 'jpeg-ls' ? header.process === JPEG_LS : isLossless(header);
  const obstacle = expected ? losslessObstacle(coding, header, bytes) : 'of another JPEG process';
  return { stream: bytes, width, height, samples: components.length, bits: precision, obstacle };
}

const JPEG_LS = 0xf7;

/** EOI or EOC, and padding to an even length. */
function endsAsItShould(stream: Uint8Array): boolean {
  let end = stream.length;
  while (end > 0 && stream[end - 1] === 0) end -= 1;
  return end >= 2 && stream[end - 2] === 0xff && stream[end - 1] === 0xd9;
}

function losslessObstacle(coding: CodecCoding, header: JpegHeader, stream: Uint8Array): string | undefined {
  // CharLS may search for ever.
  if (coding === 'jpeg-ls') return endsAsItShould(stream) ? undefined : 'without end';
  if (header.components.some(({ sampling }) => sampling !== 0x11)) return 'with subsampled components';
  return header.components.length === 3 && header.precision > 8 ? 'of colours of more than 8 bits' : undefined;
}

/** The codecs begin with 50 MiB; OpenJPEG, the hungriest, keeps about twelve bytes a sample at its height. */
function memoryFor({ width, height, samples }: PixelDescription, encodedBytes: number): number {
  return 96 * 1024 * 1024 + 24 * width * height * samples + 4 * encodedBytes;
}

/** Twenty times what OpenJPEG, the slowest, takes for a sample. */
function timeFor({ width, height, samples }: PixelDescription, { maxDecodeMs }: ImagingLimits): number {
  return Math.min(maxDecodeMs, 1000 + Math.ceil(0.002 * width * height * samples));
}

/** Where the machine may have been too busy, or the thread died of something else, the next attempt may succeed. */
function failure({ cause }: CodecFailure, timeoutMs: number): NotProduced {
  switch (cause) {
    case 'damaged':
      return notProduced('image-unsupported', 'stream is damaged');
    case 'form':
      return notProduced(
        'image-unsupported',
        'stream with a point transform, or with restart intervals in colour; export the image uncompressed or as RLE',
      );
    case 'time':
      return notProduced('internal-failure', `stream took more than ${timeoutMs} ms`);
    case 'memory':
      return notProduced('object-too-large', 'stream needs more memory than its size explains');
    case 'ended':
      return notProduced('internal-failure', 'stream ended the decoder');
  }
}

function storedFrom(description: PixelDescription, { bits, samples, planar, bytes }: CodecPixels): StoredFrame {
  const decoded = bits > 8 ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2) : bytes;
  const raw = description.bitsAllocated === 16 ? Uint16Array.from(decoded) : decoded;
  const ordered = planar && samples === 3 ? interleaved<Uint8Array | Uint16Array>(raw, samples) : raw;
  const stored = storedFrame(description, ordered);
  // Decoders of JPEG 2000 undo its colour transforms themselves (PS3.5 8.2.4).
  const converted = description.photometric === 'YBR_ICT' || description.photometric === 'YBR_RCT';
  return converted ? { ...stored, photometric: 'RGB' } : stored;
}

/**
 * JPEG baseline and extended frames of eight bits (PS3.5 8.2.1) by libjpeg, through sharp.
 * Whether three components are YCbCr or RGB is said by the stream's own JFIF or Adobe marker or component ids; only where
 * it has none of them does Photometric Interpretation decide, and libjpeg is told so by an Adobe marker put in front.
 */
import sharp from 'sharp';
import type { NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { JpegHeader } from './jpeg-header.ts';
import { isSequential, readJpegHeader } from './jpeg-header.ts';
import type { PixelDescription } from './pixel-description.ts';
import type { StoredFrame } from './stored-frame.ts';
import { storedFrame } from './stored-frame.ts';

const PHOTOMETRIC = new Set(['MONOCHROME1', 'MONOCHROME2', 'RGB', 'YBR_FULL', 'YBR_FULL_422']);

/** libjpeg turns YCbCr into RGB itself. */
export async function decodeJpegFrame(description: PixelDescription, bytes: Uint8Array): Promise<StoredFrame | NotProduced> {
  const { width, height, samples, photometric, bitsAllocated, signed } = description;
  const header = readJpegHeader(bytes);
  if (header === undefined) return unsupported('stream without frame header');
  const { process, precision } = header;
  if (!isSequential(header)) {
    return unsupported(
      `process SOF${process - 0xc0} of ${precision} bits is not decoded; export the image uncompressed, as RLE or as JPEG 2000`,
    );
  }
  if (!PHOTOMETRIC.has(photometric) || bitsAllocated !== 8 || signed)
    return unsupported(
      `${photometric || 'no photometric'} of ${bitsAllocated} bits${signed ? ', signed' : ''}; export the image as RGB`,
    );
  if (header.width !== width || header.height !== height || header.components.length !== samples)
    return unsupported('stream and data set state different sizes or components');
  if ((samples === 1) !== photometric.startsWith('MONOCHROME')) return unsupported(`${photometric} with ${samples} components`);
  const stream = statesItsColour(header) || photometric !== 'RGB' ? bytes : withAdobeMarker(bytes);
  const pixels = await decode(stream, samples, width * height);
  if (pixels === undefined) return unsupported('stream is damaged');
  const stored = storedFrame(description, pixels);
  return samples === 3 ? { ...stored, photometric: 'RGB' } : stored;
}

function unsupported(detail: string): NotProduced {
  return notProduced('image-unsupported', detail);
}

function statesItsColour({ components, jfif, adobeTransform }: JpegHeader): boolean {
  const subsampled = components.some((component) => component.sampling !== components[0]!.sampling);
  const named = String.fromCharCode(...components.map((component) => component.id)) === 'RGB';
  return jfif || adobeTransform !== undefined || subsampled || named;
}

/** APP14 with colour transform 0: the components are R, G, B. */
const ADOBE_RGB = Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0);

function withAdobeMarker(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, 2), ADOBE_RGB, bytes.subarray(2)]);
}

async function decode(bytes: Uint8Array, samples: 1 | 3, pixels: number): Promise<Uint8Array | undefined> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: pixels, failOn: 'error', ignoreIcc: true })
      .toColourspace(samples === 1 ? 'b-w' : 'srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return info.channels === samples ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : undefined;
  } catch {
    // What libjpeg says of a damaged stream is of no use to a reader of the reason.
    return undefined;
  }
}

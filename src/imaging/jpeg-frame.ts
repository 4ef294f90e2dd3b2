/**
 * JPEG baseline frames (PS3.5 8.2.1) by libjpeg, through sharp.
 * Whether three components are YCbCr or RGB is said by the stream's own JFIF or Adobe marker or component ids; only where
 * it has none of them does Photometric Interpretation decide, and libjpeg is told so by an Adobe marker put in front.
 */
import sharp from 'sharp';
import type { NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { JpegHeader } from './jpeg-header.ts';
import { isBaseline, readJpegHeader } from './jpeg-header.ts';
import type { DecodedFrame } from './luminance.ts';
import type { PixelDescription } from './pixel-description.ts';

const PHOTOMETRIC = new Set(['MONOCHROME2', 'RGB', 'YBR_FULL', 'YBR_FULL_422']);

export async function decodeJpegBaselineFrame(
  description: PixelDescription,
  bytes: Uint8Array,
): Promise<DecodedFrame | NotProduced> {
  const { width, height, samples, photometric } = description;
  if (!PHOTOMETRIC.has(photometric))
    return notProduced('image-unsupported', `JPEG baseline with ${photometric || 'no photometric interpretation'}`);
  const header = readJpegHeader(bytes);
  if (header === undefined) return notProduced('image-unsupported', 'JPEG stream without frame header');
  if (!isBaseline(header)) {
    return notProduced(
      'image-unsupported',
      `JPEG process SOF${header.process - 0xc0} with ${header.precision} bits in a baseline object`,
    );
  }
  if (
    header.width !== width ||
    header.height !== height ||
    header.components.length !== samples ||
    (samples === 1) !== (photometric === 'MONOCHROME2')
  ) {
    return notProduced('image-unsupported', 'JPEG stream and data set state different sizes or components');
  }
  const pixels = await decode(
    statesItsColour(header) || photometric !== 'RGB' ? bytes : withAdobeMarker(bytes),
    samples,
    width * height,
  );
  return pixels === undefined
    ? notProduced('image-unsupported', 'JPEG stream is damaged')
    : { kind: 'frame', width, height, samples, pixels };
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

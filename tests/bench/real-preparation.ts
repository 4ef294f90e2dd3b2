/**
 * Lesions on a common scale, for images without pixel spacing: the surroundings of each lesion are cut out and resized until its
 * area is that of a circle of `diameterPixels`. Magnification, burned-in text and the size of the image then decide no feature, and
 * grey values are normalised over tissue near the lesion. What a lesion measures is lost, which pixels without spacing never told.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { readRegionFiles } from '../../src/cli/features-region.ts';
import type { GreyImage } from '../../src/core/index.ts';
import type { CohortMember } from '../../src/training/cohort/parse-cohort.ts';

export interface Preparation {
  readonly diameterPixels: number;
  /** Tissue kept around the bounding box of the lesion, in equivalent diameters. */
  readonly margin: number;
  /** `ranks`: each grey value becomes its rank among those kept, so that no monotone greyscale map counts. */
  readonly grey: 'stored' | 'ranks';
}

/** The lesion as it is now in `out`, or why there is none. Files that are there already are kept. */
export async function prepared(
  member: CohortMember,
  folder: string,
  out: string,
  preparation: Preparation,
): Promise<CohortMember | string> {
  const { image = '', mask = '' } = member.lesion;
  const key = createHash('sha256')
    .update(JSON.stringify([image, mask, preparation]))
    .digest('hex')
    .slice(0, 16);
  const [ownImage, ownMask] = [`${key}.png`, `${key}-mask.png`];
  if (!existsSync(path.join(out, ownMask))) {
    await mkdir(out, { recursive: true });
    const region = await readRegionFiles({ image: path.join(folder, image), mask: path.join(folder, mask), label: 'any' });
    if ('kind' in region) return `not readable: ${region.code}`;
    const scaled = await onCommonScale(region.image, region.mask, preparation);
    if (scaled === undefined) return 'empty mask';
    await writePng(path.join(out, ownImage), scaled.image);
    await writePng(path.join(out, ownMask), scaled.mask);
  }
  return { ...member, lesion: { ...member.lesion, image: ownImage, mask: ownMask } };
}

/** Mask 0 and 255. undefined for an empty mask. */
async function onCommonScale(
  image: GreyImage,
  mask: Uint8Array,
  { diameterPixels, margin, grey }: Preparation,
): Promise<{ readonly image: GreyImage; readonly mask: GreyImage } | undefined> {
  const inside = Array.from(mask.keys()).filter((n) => mask[n] === 1);
  if (inside.length === 0) return undefined;
  const diameter = 2 * Math.sqrt(inside.length / Math.PI);
  const span = (positions: readonly number[], size: number) => {
    const kept = Math.ceil(margin * diameter);
    const low = Math.max(0, positions.reduce((a, b) => Math.min(a, b)) - kept);
    const high = Math.min(size - 1, positions.reduce((a, b) => Math.max(a, b)) + kept);
    return { low, count: high - low + 1 };
  };
  const across = span(
    inside.map((n) => n % image.width),
    image.width,
  );
  const down = span(
    inside.map((n) => Math.floor(n / image.width)),
    image.height,
  );
  const box = { left: across.low, top: down.low, width: across.count, height: down.count };
  const [width, height] = [across.count, down.count].map((count) => Math.max(2, Math.round((count * diameterPixels) / diameter)));
  const resized = async (pixels: ArrayLike<number>): Promise<Uint8Array> => {
    const own = Uint8Array.from(pixels, (value) => Math.min(255, Math.max(0, Math.round(value))));
    const cut = await sharp(own, { raw: { width: image.width, height: image.height, channels: 1 } })
      .extract(box)
      .png()
      .toBuffer();
    const bytes = await sharp(cut)
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .toColourspace('b-w')
      .extractChannel(0)
      .raw()
      .toBuffer();
    return new Uint8Array(bytes);
  };
  const pixels = await resized(image.pixels);
  const covered = await resized(mask.map((value) => 255 * value));
  return {
    image: { width, height, pixels: grey === 'ranks' ? ranked(pixels) : pixels },
    mask: { width, height, pixels: covered.map((value) => (value >= 128 ? 255 : 0)) },
  };
}

/** Mid-rank of each grey value on the scale 0 to 255. */
function ranked(pixels: Uint8Array): Uint8Array {
  const counts = new Float64Array(256);
  for (const value of pixels) counts[value]++;
  let below = 0;
  const rank = counts.map((count) => {
    const middle = below + count / 2;
    below += count;
    return Math.round((255 * middle) / pixels.length);
  });
  return pixels.map((value) => rank[value]);
}

async function writePng(file: string, { width, height, pixels }: GreyImage): Promise<void> {
  const png = sharp(pixels as Uint8Array, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png();
  await writeFile(`${file}.new`, await png.toBuffer());
  await rename(`${file}.new`, file);
}

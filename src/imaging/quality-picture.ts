/**
 * The quality gate's view of a frame for a person to look at: ultrasound regions as rectangles (the lesion's own in cyan, others
 * in blue), the outline in orange, coloured pixels in magenta, drawn lines in green. Every other pixel is as in the image.
 */
import sharp from 'sharp';
import { eightBit } from './image-files.ts';
import type { PixelBox } from './mask-box.ts';
import type { QualityReport } from './quality-gate.ts';
import { type QualityInput, shownBox } from './quality-input.ts';

type Rgb = readonly [red: number, green: number, blue: number];

const REGION: Rgb = [0, 220, 220];
const OTHER_REGION: Rgb = [60, 90, 255];
const OUTLINE: Rgb = [255, 140, 0];
const COLOUR: Rgb = [255, 0, 255];
const OVERLAY: Rgb = [0, 255, 0];

/** PNG, 8-bit RGB, of the frame's size. */
export async function qualityPicture(input: QualityInput, { flagged }: QualityReport): Promise<Uint8Array> {
  const { width, height } = input.image;
  const rgb = greyAsRgb(input);
  const paint = (at: number, colour: Rgb): void => rgb.set(colour, 3 * at);
  for (const { box } of input.regions) frame(box, width, (at) => paint(at, OTHER_REGION));
  if (input.region !== undefined) frame(shownBox(input), width, (at) => paint(at, REGION));
  for (let at = 0; at < input.mask.length; at++) {
    if (flagged.overlay?.[at] === 1) paint(at, OVERLAY);
    else if (flagged.colour?.[at] === 1) paint(at, COLOUR);
    else if (isBorder(input, at)) paint(at, OUTLINE);
  }
  const png = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
  return new Uint8Array(png);
}

function greyAsRgb({ image, colour }: QualityInput): Uint8Array {
  if (colour !== undefined) return new Uint8Array(eightBit(colour));
  const grey = eightBit(image.pixels);
  const rgb = new Uint8Array(grey.length * 3);
  for (let at = 0; at < grey.length; at++) rgb.fill(grey[at]!, 3 * at, 3 * at + 3);
  return rgb;
}

function isBorder({ mask, image: { width, height } }: QualityInput, at: number): boolean {
  if (mask[at] === 0) return false;
  const x = at % width;
  const y = (at - x) / width;
  if (x === 0 || y === 0 || x === width - 1 || y === height - 1) return true;
  return mask[at - 1] === 0 || mask[at + 1] === 0 || mask[at - width] === 0 || mask[at + width] === 0;
}

function frame({ minX, minY, maxX, maxY }: PixelBox, width: number, visit: (at: number) => void): void {
  for (let x = minX; x <= maxX; x++) {
    visit(minY * width + x);
    visit(maxY * width + x);
  }
  for (let y = minY; y <= maxY; y++) {
    visit(y * width + minX);
    visit(y * width + maxX);
  }
}

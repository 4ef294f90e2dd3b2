/** Reads the reference cases of reference/radiomics/pyradiomics-cases: layout and rules in the README there. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { GreyImage, Mask } from '../../src/core/index.ts';

export type ReferenceNumber = number | 'NaN' | 'Infinity' | '-Infinity';

export interface ReferenceCase {
  readonly id: string;
  readonly image: string;
  readonly mask: string;
  readonly maskLabelValue: number;
  readonly width: number;
  readonly height: number;
  readonly bits: 8 | 16;
  readonly spacingXY: readonly [number, number];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly imageTypes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly featureClasses: readonly string[];
  readonly error: { readonly type: string; readonly message: string } | null;
  readonly values: Readonly<Record<string, ReferenceNumber>>;
  readonly fragileImageTypes: readonly string[];
  readonly severelyFragileImageTypes: readonly string[];
  readonly unstableFeatures: readonly string[];
}

export function readCases(folder: string): ReferenceCase[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'index.json')
    .sort()
    .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
}

export async function readImage(folder: string, { image, width, height, bits }: ReferenceCase): Promise<GreyImage> {
  return { width, height, pixels: await readGreyPng(path.join(folder, image), bits) };
}

export async function readMask(folder: string, { mask, maskLabelValue }: ReferenceCase): Promise<Mask> {
  const pixels = await readGreyPng(path.join(folder, mask), 8);
  return Uint8Array.from(pixels, (value) => (value === maskLabelValue ? 1 : 0));
}

async function readGreyPng(file: string, bits: 8 | 16): Promise<Uint8Array | Uint16Array> {
  const png = bits === 8 ? sharp(file).toColourspace('b-w') : sharp(file).toColourspace('grey16');
  const { data, info } = await png.raw({ depth: bits === 8 ? 'uchar' : 'ushort' }).toBuffer({ resolveWithObject: true });
  if (info.channels !== 1) throw new Error(`${file}: expected one channel, found ${info.channels}`);
  const bytes = Uint8Array.from(data);
  return bits === 8 ? bytes : new Uint16Array(bytes.buffer);
}

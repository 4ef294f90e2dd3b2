/**
 * Image file + outline file of any supported kind -> what radiomics takes, with notes on everything that was done to
 * them. An empty mask comes back as it is, so that the caller's own refusal names it.
 */
import type { GreyImage, Mask, Spacing } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { ImageFileError } from './image-file-error.ts';
import { DEFAULT_LIMITS, type ImagingLimits } from './imaging-limits.ts';
import { labelMask } from './label-mask.ts';
import { greyOf } from './luminance.ts';
import { maskBox } from './mask-box.ts';
import { type OutlineFile, readOutlineFile } from './outline-file.ts';
import { isJson, polygonMask } from './polygon-file.ts';
import type { Raster } from './raster.ts';
import { readRaster } from './read-raster.ts';

export interface RegionFiles {
  readonly image: Uint8Array;
  readonly mask: Uint8Array;
  /** Name of the image file, to find it in a COCO file. */
  readonly imageName?: string;
  /** Number in a label image or of a DICOM outline, name in a polygon file, or `any`; left out where there is only one. */
  readonly label?: string;
  /** 1-based frame of a DICOM image; a DICOM outline names it itself. */
  readonly frame?: number;
}

export interface ImageRegionInput {
  readonly image: GreyImage;
  readonly mask: Mask;
  /** What the image file states for this outline. */
  readonly spacing: Spacing | undefined;
  readonly notes: readonly string[];
  /** Interleaved R, G, B that `image` is the luminance of; left out where the file has no colour. */
  readonly colour?: GreyImage['pixels'];
  /** Of a DICOM object. */
  readonly attributes?: Attributes;
}

/** Throws ImageFileError. */
export async function readImageRegion(files: RegionFiles, limits: ImagingLimits = DEFAULT_LIMITS): Promise<ImageRegionInput> {
  const outlined = await readOutlineFile(files, limits);
  const { frame = outlined?.frame } = files;
  const raster = await readRaster(files.image, frame === undefined ? {} : { frame }, limits);
  const { image, notes } = greyRaster(raster);
  const outline = outlined === undefined ? await readOutline(files, image, limits) : await drawnOn(outlined, raster);
  const box = maskBox(outline.mask, image.width);
  return {
    image,
    mask: outline.mask,
    spacing: box === undefined ? undefined : raster.spacingOf(box),
    notes: [...raster.notes, ...notes, ...outline.notes],
    ...(raster.samples === 3 && image.pixels instanceof Float64Array ? { colour: raster.values } : {}),
    ...(raster.attributes === undefined ? {} : { attributes: raster.attributes }),
  };
}

function greyRaster({ width, height, samples, values }: Raster): { image: GreyImage; notes: readonly string[] } {
  if (samples === 1 || values instanceof Float64Array) return { image: { width, height, pixels: values }, notes: [] };
  const image = greyOf({ kind: 'frame', width, height, samples, pixels: values });
  const coloured = image.pixels instanceof Float64Array;
  return {
    image,
    notes: [coloured ? 'RGB to luminance 0.299 R + 0.587 G + 0.114 B, not rounded' : 'RGB without colour to grey'],
  };
}

interface FileOutline {
  readonly mask: Mask;
  readonly notes: readonly string[];
}

async function drawnOn({ drawOn, notes }: OutlineFile, raster: Raster): Promise<FileOutline> {
  return { mask: await drawOn(raster), notes };
}

async function readOutline(files: RegionFiles, image: GreyImage, limits: ImagingLimits): Promise<FileOutline> {
  const { width, height } = image;
  if (isJson(files.mask)) {
    const target = { width, height, ...(files.imageName === undefined ? {} : { imageName: files.imageName }) };
    return polygonMask(files.mask, target, files.label, limits);
  }
  const raster = await asMask(readRaster(files.mask, {}, limits));
  if (raster.width !== width || raster.height !== height) {
    throw new ImageFileError(
      `mask: expected ${width} x ${height} pixels as in the image, got ${raster.width} x ${raster.height}`,
      {
        code: 'size-mismatch',
      },
    );
  }
  const { mask, notes } = labelMask(raster, files.label);
  return { mask, notes: [...raster.notes.map((note) => `mask: ${note}`), ...notes] };
}

/** Problems of the mask file say so. */
async function asMask(reading: Promise<Raster>): Promise<Raster> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ImageFileError)) throw error;
    throw new ImageFileError(error.message.replace(/^image:/, 'mask:'), { code: error.code, cause: error });
  }
}

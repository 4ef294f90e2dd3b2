/** Options that several commands share, parsed once. */
import { InvalidArgumentError, Option } from 'commander';
import type { Spacing } from '../core/index.ts';

/** "0.078,0.078" or "0.078": millimetres between pixel centres in x and y. */
export function parseSpacing(text: string): Spacing {
  const numbers = text.split(',').map(Number);
  const [xMm, yMm = xMm] = numbers;
  const usable = (value: number | undefined): value is number => value !== undefined && value > 0 && value < 100;
  if (numbers.length > 2 || !usable(xMm) || !usable(yMm)) {
    throw new InvalidArgumentError('expected millimetres as X,Y, for example 0.078,0.078');
  }
  return { xMm, yMm };
}

/** What the commands read that take single files. */
export const IMAGE_FILE = 'PNG, JPEG, TIFF, DICOM, 2-D NRRD or NIfTI';
export const OUTLINE_FILE =
  'label image of the same size; polygons: labelme, COCO or {"width","height","rings"} JSON; or of a DICOM image its SEG, RTSTRUCT or SR';

export const imageOption = () => new Option('--image <file>', 'ultrasound image: PNG or JPEG').makeOptionMandatory();
export const maskOption = () =>
  new Option('--mask <file>', 'lesion mask of the same size: PNG, inside is not 0').makeOptionMandatory();
export const spacingOption = () => new Option('--spacing <x,y>', 'pixel spacing in mm').argParser(parseSpacing);
export const labelOption = () =>
  new Option('--label <label>', 'label or segment number of the lesion in the mask, or "any"; needed where there are several');
export const frameOption = () =>
  new Option('--frame <number>', 'frame of a DICOM image with several, from 1; an outline in DICOM names it').argParser(
    parseCount,
  );
export const jsonOption = () => new Option('--json', 'print JSON');

/** A whole number from 1. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('expected a whole number from 1');
  return Number(text);
}

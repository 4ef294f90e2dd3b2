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

export const imageOption = () => new Option('--image <file>', 'ultrasound image: PNG or JPEG').makeOptionMandatory();
export const maskOption = () =>
  new Option('--mask <file>', 'lesion mask of the same size: PNG, inside is not 0').makeOptionMandatory();
export const spacingOption = () => new Option('--spacing <x,y>', 'pixel spacing in mm').argParser(parseSpacing);
export const jsonOption = () => new Option('--json', 'print JSON');

/** A whole number from 1. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('expected a whole number from 1');
  return Number(text);
}

/** From envelope to 8-bit frame: residual attenuation, log compression, edge enhancement, grey curve, black border. */
import { decibels } from './exact-math.ts';
import { type Field, rowMm } from './field.ts';
import type { ScannerStyle } from './scanner.ts';

/** 0 to 1 to 0 to 1: straight line mixed with a parabola, which darkens the low levels. */
const curve = (t: number, contrast: number): number => t + contrast * (t * t - t);

export function display(field: Field, scanner: ScannerStyle, envelope: Float64Array, gainDb: number): Uint8Array {
  const { region } = scanner;
  const scaled = new Float64Array(envelope.length);
  for (let row = 0; row < field.height; row++) {
    const offset = gainDb - scanner.residualDbPerMm * rowMm(field, row) - scanner.whiteDb;
    for (let i = row * field.width; i < (row + 1) * field.width; i++) {
      scaled[i] = 1 + (decibels((envelope[i] as number) + 1e-9) + offset) / scanner.dynamicRangeDb;
    }
  }
  const pixels = new Uint8Array(scanner.frameWidth * scanner.frameHeight);
  const reach = Math.max(1, Math.round((2 * scanner.axialSigmaMm) / field.spacingMm));
  for (let row = 0; row < region.height; row++) {
    const up = Math.max(0, row - reach) * field.width;
    const down = Math.min(field.height - 1, row + reach) * field.width;
    for (let column = 0; column < region.width; column++) {
      const inField = column + field.marginColumns;
      const here = scaled[row * field.width + inField] as number;
      const around = ((scaled[up + inField] as number) + (scaled[down + inField] as number)) / 2;
      const sharp = Math.min(1, Math.max(0, here + scanner.edgeEnhancement * (here - around)));
      pixels[(region.y + row) * scanner.frameWidth + region.x + column] = Math.round(255 * curve(sharp, scanner.contrast));
    }
  }
  return pixels;
}

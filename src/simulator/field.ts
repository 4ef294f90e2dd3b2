/** The sampled scan plane: the scanner's region, widened on both sides by the reach of the lateral blur. */
import { lateralSigmaMm, type ScannerStyle } from './scanner.ts';

export interface Field {
  readonly width: number;
  readonly height: number;
  /** Extra columns on each side, cut off again when the frame is made. */
  readonly marginColumns: number;
  readonly spacingMm: number;
}

export function fieldOf(scanner: ScannerStyle): Field {
  const deepest = lateralSigmaMm(scanner, scanner.region.height * scanner.spacingMm);
  const marginColumns = Math.ceil((3 * deepest) / scanner.spacingMm);
  return {
    width: scanner.region.width + 2 * marginColumns,
    height: scanner.region.height,
    marginColumns,
    spacingMm: scanner.spacingMm,
  };
}

/** Lateral position of a column, zero in the middle of the region. */
export const columnMm = (field: Field, column: number): number => (column + 0.5 - field.width / 2) * field.spacingMm;

/** Depth of a row. */
export const rowMm = (field: Field, row: number): number => (row + 0.5) * field.spacingMm;

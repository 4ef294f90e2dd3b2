/** A spacing in a table beside the one that the image states. */
import type { Spacing } from '../core/index.ts';

/** Up to which two spacings are the same one, rounded differently; as imaging/ compares those of one image. */
const TOLERANCE = 0.01;

/** Undefined where they agree or one is missing. Neither is more likely to be right, so that none is taken. */
export function spacingConflict(table: Spacing | undefined, image: Spacing | undefined): string | undefined {
  if (table === undefined || image === undefined) return undefined;
  const differ = (a: number, b: number): boolean => Math.abs(a - b) > TOLERANCE * Math.max(a, b);
  if (!differ(table.xMm, image.xMm) && !differ(table.yMm, image.yMm)) return undefined;
  return `spacing: the table says ${inMm(table)}, the image ${inMm(image)}; empty the field to use that of the image`;
}

const inMm = ({ xMm, yMm }: Spacing): string => `${xMm} x ${yMm} mm`;

/** Which pixels the features see: the outlined lesion, the ring of tissue around it, or both (settings `region`, `ringMm`). */
import type { Mask, Spacing } from '../core/index.ts';
import { peritumoralRing } from './peritumoral-ring.ts';
import { type Refusal, refuse } from './refusals.ts';
import type { Box } from './roi.ts';

export const REGIONS = ['lesion', 'ring', 'combined'] as const;

export type Region = (typeof REGIONS)[number];

interface Outline {
  readonly mask: Mask;
  readonly width: number;
  readonly height: number;
  readonly spacing: Spacing;
  readonly within: Mask | Box | undefined;
}

/** A mask of the image's size. All inputs but `within` are checked before. */
export function regionMask(outline: Outline, region: Region, ringMm: number | null): Mask | Refusal {
  const { mask, width, height, spacing, within } = outline;
  if (region === 'lesion' || ringMm === null) return mask;
  if (within instanceof Uint8Array && within.length !== mask.length) {
    return refuse(
      'size-mismatch',
      `The image has ${mask.length} pixels (${width}x${height}), the mask of its tissue ${within.length}`,
    );
  }
  if (!mask.includes(1)) return refuse('empty-mask', 'The mask has no pixel');
  const margins = { outerMm: ringMm, ...(within === undefined ? {} : { within }) };
  const ring = peritumoralRing(mask, width, height, spacing, margins);
  if (!ring.includes(1)) return refuse('empty-ring', `No pixel lies within ${ringMm} mm around the outline`);
  return region === 'ring' ? ring : ring.map((value, n) => value | mask[n]);
}

/**
 * The quality gate: may this lesion be measured by a model that was fitted on plain B-mode images? Pure; nothing is corrected,
 * every problem is a finding with what was measured and the limit it was held against.
 */
import type { GreyImage, Mask, QualityFinding, QualityRules } from '../core/index.ts';
import { acquisitionFindings } from './acquisition-findings.ts';
import { colourPixels } from './colour-pixels.ts';
import { geometryFindings } from './geometry-findings.ts';
import { maskBox } from './mask-box.ts';
import { overlayPixels } from './overlay-pixels.ts';
import { pixelFindings } from './pixel-findings.ts';
import { type QualityInput, shownBox } from './quality-input.ts';

/** Changes whenever the same image and rules may give other findings. */
export const QUALITY_GATE = 'quality-gate 2';

export interface QualityReport {
  /** Those that block come first. */
  readonly findings: readonly QualityFinding[];
  /** Pixels that findings speak of, for a picture. */
  readonly flagged: { readonly colour?: Mask; readonly overlay?: Mask };
}

export function checkQuality(input: QualityInput, rules: QualityRules): QualityReport {
  const { image, mask } = input;
  const box = maskBox(mask, image.width);
  if (box === undefined) return { findings: [], flagged: {} };
  const outline = { box, pixels: mask.reduce((sum, inside) => sum + inside, 0) };
  const shown = shownBox(input);
  const colour =
    input.colour === undefined
      ? undefined
      : colourPixels(eightBits(input.colour), image.width, shown, rules.limits.colourDistance);
  const band = rules.limits.overlayBandPixels;
  const around = { minX: box.minX - band, minY: box.minY - band, maxX: box.maxX + band, maxY: box.maxY + band };
  const overlay = overlayPixels(image, around, rules.limits.overlayStep);
  const findings = [
    ...acquisitionFindings(input, outline, rules),
    ...geometryFindings(input, outline, rules),
    ...pixelFindings(input, outline, { colour, overlay }, rules),
  ];
  const blocking = findings.filter(({ severity }) => severity === 'blocks');
  return {
    findings: [...blocking, ...findings.filter(({ severity }) => severity === 'warns')],
    flagged: { overlay, ...(colour === undefined ? {} : { colour }) },
  };
}

function eightBits(pixels: GreyImage['pixels']): GreyImage['pixels'] {
  return pixels instanceof Uint16Array ? pixels.map((value) => value >> 8) : pixels;
}

/** Small inputs for radiomics tests: a seeded image with structure, masks, and settings that must be valid. */
import type { GreyImage, Mask } from '../../src/core/index.ts';
import {
  allFeatureNames,
  compilePlan,
  FEATURE_CLASS_NAMES,
  type FeaturePlan,
  parseSettings,
  type RadiomicsSettings,
} from '../../src/radiomics/index.ts';

export const SPACING = { xMm: 0.1, yMm: 0.2 };

export function settingsFrom(input: unknown): RadiomicsSettings {
  const parsed = parseSettings(input);
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('; '));
  return parsed.settings;
}

export function fullPlan(input: unknown = {}, classes: readonly string[] = FEATURE_CLASS_NAMES): FeaturePlan {
  const settings = settingsFrom(input);
  return compilePlan(allFeatureNames(classes, settings), settings);
}

/** Values 0 to 255, smooth over a few pixels, the same for the same seed. */
export function speckle(width: number, height: number, seed = 1): GreyImage {
  const pixels = Uint8Array.from({ length: width * height }, (_, n) => {
    const x = n % width;
    const y = Math.floor(n / width);
    const noise = Math.abs(Math.sin(12.9898 * x + 78.233 * y + seed) * 43758.5453) % 1;
    return Math.round(90 + 60 * Math.sin(x / 5 + seed) * Math.cos(y / 4) + 100 * noise);
  });
  return { width, height, pixels };
}

export function maskWhere({ width, height }: { width: number; height: number }, inside: (x: number, y: number) => boolean): Mask {
  return Uint8Array.from({ length: width * height }, (_, n) => (inside(n % width, Math.floor(n / width)) ? 1 : 0));
}

/** An ellipse with a bite, so that it has no symmetry. */
export function lesionMask(size: { width: number; height: number }, cx: number, cy: number): Mask {
  return maskWhere(size, (x, y) => {
    const inside = ((x - cx) / 9) ** 2 + ((y - cy) / 6) ** 2 <= 1;
    return inside && !(x > cx + 3 && y > cy + 1);
  });
}

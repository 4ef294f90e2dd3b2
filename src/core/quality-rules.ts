/**
 * What the image quality gate measures against: data, so that a model's manifest and a site's configuration can change it.
 * Later sources win: these defaults, the manifest, the site.
 */
import { z } from 'zod';
import { QUALITY_CODES, type QualityCode, type Severity } from './quality.ts';

const fraction = z.number().min(0).max(1);
const positive = z.number().positive();

const limitsShape = z.strictObject({
  /** Pixels inside the outline. */
  minRoiPixels: z.int().min(1),
  /** Shorter side of the box around the outline, mm. */
  minRoiSideMm: positive,
  /** Longer side of that box, mm. */
  maxRoiSideMm: positive,
  /** Outline / ultrasound region (or frame), in pixels. */
  maxRoiShare: fraction,
  /** Outline pixels on the edge of the region or frame / pixels of the outline's border. */
  maxCutOffShare: fraction,
  /** Distance in the Cb-Cr plane (8-bit units) from the tint of the image at which a pixel is coloured. */
  colourDistance: positive,
  maxColourInRoiShare: fraction,
  maxColourInRegionShare: fraction,
  /** Grey-level step (8-bit units) of a drawn line against both of its sides. */
  overlayStep: positive,
  maxOverlayInRoiShare: fraction,
  /** Width of the band around the outline in which drawn lines are looked for. */
  overlayBandPixels: z.int().min(1).max(100),
  maxSaturatedShare: fraction,
  maxClippedShare: fraction,
  minSpacingMm: positive,
  maxSpacingMm: positive,
  /** Larger / smaller of the two spacings. */
  maxSpacingRatio: z.number().min(1),
  /** Days that an image may be younger than a biopsy or the first therapy: same-day images are usually taken before. */
  daysAfterBiopsy: z.int().min(0),
  daysAfterTherapy: z.int().min(0),
});

const severities = z.partialRecord(z.enum(QUALITY_CODES), z.enum(['blocks', 'warns', 'off']));

/** What a manifest or a configuration may change. */
export const qualityOverridesSchema = z.strictObject({
  limits: limitsShape.partial().exactOptional(),
  severity: severities.exactOptional(),
});

export type QualityLimits = z.infer<typeof limitsShape>;
export type QualityOverrides = z.infer<typeof qualityOverridesSchema>;

export interface QualityRules {
  readonly limits: QualityLimits;
  readonly severity: Readonly<Record<QualityCode, Severity | 'off'>>;
}

/**
 * Chosen on 777 BUS-BRA images, of which 109 are refused for calipers inside the outline (so they are in the 36 of these looked
 * at), on 10 BrEaST images and on simulated lesions, of which none is. A site with other scanners or a model with other needs
 * changes them.
 */
export const DEFAULT_QUALITY_RULES: QualityRules = {
  limits: {
    minRoiPixels: 100,
    minRoiSideMm: 2,
    maxRoiSideMm: 100,
    maxRoiShare: 0.75,
    maxCutOffShare: 0.1,
    colourDistance: 24,
    maxColourInRoiShare: 0.002,
    maxColourInRegionShare: 0.01,
    overlayStep: 28,
    maxOverlayInRoiShare: 0.005,
    overlayBandPixels: 8,
    maxSaturatedShare: 0.02,
    maxClippedShare: 0.6,
    minSpacingMm: 0.02,
    maxSpacingMm: 0.3,
    maxSpacingRatio: 2,
    daysAfterBiopsy: 0,
    daysAfterTherapy: 0,
  },
  severity: {
    'not-b-mode': 'blocks',
    'colour-in-roi': 'blocks',
    'colour-in-region': 'warns',
    'overlay-in-roi': 'blocks',
    'overlay-near-roi': 'warns',
    'roi-outside-region': 'blocks',
    'roi-cut-off': 'blocks',
    'roi-too-small': 'blocks',
    'roi-too-large': 'blocks',
    'roi-saturated': 'blocks',
    'roi-clipped': 'blocks',
    'wrong-organ': 'blocks',
    'wrong-side': 'blocks',
    'after-therapy': 'blocks',
    'after-biopsy': 'warns',
    'spacing-out-of-range': 'blocks',
    'spacing-conflict': 'blocks',
    'spacing-of-detector': 'warns',
    'stale-region': 'warns',
  },
};

export function qualityRules(...overrides: readonly (QualityOverrides | undefined)[]): QualityRules {
  return overrides.reduce<QualityRules>(
    (rules, override) => ({
      limits: { ...rules.limits, ...defined(override?.limits) },
      severity: { ...rules.severity, ...defined(override?.severity) },
    }),
    DEFAULT_QUALITY_RULES,
  );
}

function defined<T extends object>(value: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, entry]) => entry !== undefined)) as never;
}

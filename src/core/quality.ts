/**
 * Findings of the image quality gate. A finding that blocks becomes a reason for "not produced" under the same code; one
 * that warns travels with the score.
 */
import { z } from 'zod';

/** `text` is what a clinician reads; the measured value is in the finding. */
export const QUALITY_TEXT = {
  'not-b-mode': 'the image is not a plain B-mode image',
  'colour-in-roi': 'colour is drawn inside the lesion outline',
  'colour-in-region': 'colour is drawn over the ultrasound image beside the lesion',
  'overlay-in-roi': 'calipers, text or markers lie inside the lesion outline',
  'overlay-near-roi': 'calipers, text or markers lie beside the lesion outline',
  'roi-outside-region': 'the lesion outline leaves the ultrasound region of the image',
  'roi-cut-off': 'the lesion outline is cut off at the edge of the image',
  'roi-too-small': 'the lesion outline is too small to measure',
  'roi-too-large': 'the lesion outline is too large for a lesion',
  'roi-saturated': 'too much of the lesion is saturated white',
  'roi-clipped': 'too much of the lesion is clipped to black',
  'wrong-organ': 'the image is not labelled as an image of the breast',
  'wrong-side': 'the image is of the other breast',
  'after-therapy': 'the image was taken after the start of systemic therapy',
  'after-biopsy': 'the image was taken after a biopsy',
  'spacing-out-of-range': 'the pixel spacing is implausible',
  'spacing-conflict': 'the image states pixel spacings that contradict each other',
  'spacing-of-detector': 'the pixel spacing is that of a detector or film',
  'stale-region': 'the image states ultrasound regions of another image size',
} as const;

export type QualityCode = keyof typeof QUALITY_TEXT;
export const QUALITY_CODES = Object.keys(QUALITY_TEXT) as [QualityCode, ...QualityCode[]];

export type Severity = 'blocks' | 'warns';

export interface QualityFinding {
  readonly code: QualityCode;
  readonly severity: Severity;
  readonly text: string;
  /** What was measured or read, with its unit; no patient data. */
  readonly measured: string;
  /** What it was held against, where there is such a thing. */
  readonly limit?: string;
}

export const qualityFindingSchema = z.object({
  code: z.enum(QUALITY_CODES),
  severity: z.enum(['blocks', 'warns']),
  text: z.string().max(500),
  measured: z.string().max(500),
  limit: z.string().max(500).exactOptional(),
});

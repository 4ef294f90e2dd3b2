/**
 * Why a score was not produced. These are answers, not exceptions: they travel inside an assessment
 * to the card's research line and to the app. `text` is what a clinician reads after "not produced:".
 */
import type { OutlineChoice } from './outline.ts';
import { QUALITY_TEXT } from './quality.ts';

export const NOT_PRODUCED_TEXT = {
  'record-unavailable': 'the imaging record could not be read in time from the FHIR server',
  'no-study': 'no breast ultrasound study found',
  'no-archive': 'the ultrasound study names no image archive',
  'archive-not-allowed': 'the image archive is not on the allow-list of this service',
  'archive-unreachable': 'the image archive could not be reached',
  'archive-refused': 'the image archive refused access',
  'archive-bad-answer': 'the image archive gave an unreadable answer',
  'still-computing': 'still being computed',
  'object-too-large': 'the image object is larger than this service accepts',
  'patient-mismatch': 'the image object could not be matched to this patient and study',
  'no-outline': 'no lesion outline',
  'several-outlines': 'several lesion outlines, none chosen',
  'outline-unsupported': 'the kind of lesion outline is not supported',
  'outline-unusable': 'the lesion outline does not fit the image',
  'image-unsupported': 'the image format is not supported',
  'no-pixel-spacing': 'the image states no pixel spacing',
  ...QUALITY_TEXT,
  'roi-refused': 'the lesion outline cannot be measured',
  'no-model': 'no model is loaded',
  'internal-failure': 'an internal failure',
} as const;

export type NotProducedCode = keyof typeof NOT_PRODUCED_TEXT;

export interface NotProducedReason {
  readonly code: NotProducedCode;
  /** Technical detail for the log and the app; no patient data. */
  readonly detail?: string;
}

export interface NotProduced {
  readonly kind: 'not-produced';
  readonly reasons: readonly NotProducedReason[];
  /** With `several-outlines`: what there is to choose from. */
  readonly outlines?: readonly OutlineChoice[];
}

export function notProduced(code: NotProducedCode, detail?: string): NotProduced {
  return { kind: 'not-produced', reasons: [detail === undefined ? { code } : { code, detail }] };
}

/** Reasons that may vanish by themselves; a result with one of them is never cached. */
export const TRANSIENT_REASONS: ReadonlySet<NotProducedCode> = new Set([
  'record-unavailable',
  'archive-unreachable',
  'archive-refused',
  'archive-bad-answer',
  'still-computing',
  'internal-failure',
]);

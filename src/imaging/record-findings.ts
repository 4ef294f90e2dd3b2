/**
 * What the record says against the image: its side and its date. Kept apart from the other findings because the record may be
 * corrected while the image never changes.
 */
import type { Laterality, QualityFinding, QualityRules } from '../core/index.ts';
import { finding } from './quality-input.ts';

export interface ImageInRecord {
  /** As the image object states it. */
  readonly laterality: Laterality;
  /** ISO date of the image. */
  readonly date?: string;
}

/** What is left out was not found. */
export interface RecordOfLesion {
  /** Side of the ImagingStudy and of the tumour; `unknown` where they state none or both. */
  readonly sides: readonly Laterality[];
  /** ISO dates. */
  readonly biopsies?: readonly string[];
  /** ISO date of the first systemic therapy of this disease. */
  readonly therapyStart?: string;
}

export function recordFindings(image: ImageInRecord, record: RecordOfLesion, rules: QualityRules): readonly QualityFinding[] {
  const { daysAfterBiopsy, daysAfterTherapy } = rules.limits;
  const other = record.sides.find((side) => side !== 'unknown' && image.laterality !== 'unknown' && side !== image.laterality);
  const sinceBiopsy = (record.biopsies ?? [])
    .map((date) => daysBetween(date, image.date))
    .filter((days) => days > daysAfterBiopsy);
  const sinceTherapy = daysBetween(record.therapyStart, image.date);
  return [
    ...(other === undefined ? [] : finding(rules, 'wrong-side', image.laterality, other)),
    ...(sinceTherapy > daysAfterTherapy
      ? finding(rules, 'after-therapy', `${sinceTherapy} days after`, `${daysAfterTherapy} days`)
      : []),
    ...(sinceBiopsy.length > 0
      ? finding(rules, 'after-biopsy', `${Math.min(...sinceBiopsy)} days after`, `${daysAfterBiopsy} days`)
      : []),
  ];
}

const DAY = 86_400_000;

/** Not a number where a date is missing or not a whole day. */
function daysBetween(from: string | undefined, to: string | undefined): number {
  return Math.round((startOf(to) - startOf(from)) / DAY);
}

function startOf(date: string | undefined): number {
  return date !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
}

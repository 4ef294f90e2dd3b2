/**
 * One row of a cohort table, as text fields at the door and as a lesion inside. Words that are not understood reject the
 * row with the reason: a HER2 result is never guessed.
 */
import { z } from 'zod';
import type { ImageBox } from '../../core/index.ts';
import { IHC_SCORES } from '../evaluation/validation-rows.ts';
import { optional, text, words } from './cohort-field.ts';
import { type ArchivedLesion, archivedLesion, studyColumns } from './study-columns.ts';

const SPLITS: Readonly<Record<string, 'training' | 'validation' | 'external'>> = {
  train: 'training',
  training: 'training',
  val: 'validation',
  validation: 'validation',
  test: 'external',
  external: 'external',
};

const present = z.string().trim().min(1, 'is empty').max(400);

/** Words of public tables for a number that nobody wrote down. */
const NOT_WRITTEN = new Set(['na', 'n/a', 'nan', 'not available', 'unknown']);

const number = (low: number, high: number) => {
  const understood = optional((text) => {
    const value = Number(text);
    return Number.isFinite(value) && value >= low && value <= high ? value : undefined;
  }, `a number from ${low} to ${high}`);
  return z.preprocess((text) => (NOT_WRITTEN.has(words(String(text))) ? '' : text), understood);
};

const ihc = optional((text) => {
  const score = words(text)
    .replace(/^ihc\s*/, '')
    .replace(/^([123])$/, '$1+');
  return IHC_SCORES.find((known) => known === score);
}, 'an IHC score (0, 0+, 1+, 2+, 3+)');

const ISH: Readonly<Record<string, 'amplified' | 'not-amplified'>> = {
  amplified: 'amplified',
  positive: 'amplified',
  '+': 'amplified',
  'not amplified': 'not-amplified',
  'not-amplified': 'not-amplified',
  'non-amplified': 'not-amplified',
  negative: 'not-amplified',
  '-': 'not-amplified',
};

const spacing = optional((text) => {
  const numbers = text
    .trim()
    .split(/[\s;,x]+/)
    .map(Number);
  const [xMm, yMm = xMm] = numbers;
  const usable = (value: number): boolean => value > 0.005 && value < 5;
  return numbers.length <= 2 && usable(xMm) && usable(yMm) ? { xMm, yMm } : undefined;
}, 'a pixel spacing in mm (0.005 to 5)');

const calendarDate = optional((text) => {
  const own = text.trim();
  const date = new Date(`${own}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(own) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(own) ? own : undefined;
}, 'a date as YYYY-MM-DD');

/** Columns with a meaning; all others are kept as text in `other`. */
const lesionColumns = z.object({
  patient: present,
  lesion: text.default('1').transform((value) => value ?? '1'),
  site: text.optional(),
  device: text.optional(),
  split: optional((value) => SPLITS[words(value)], 'a split (train, validation, external)').optional(),
  image: text.optional(),
  mask: text.optional(),
  spacing: spacing.optional(),
  ihc: ihc.optional(),
  ish: optional((value) => ISH[words(value)], 'an ISH result (amplified, not amplified)').optional(),
  her2_source: text.optional(),
  ultrasound_date: calendarDate.optional(),
  her2_date: calendarDate.optional(),
  age: number(18, 120).optional(),
  size_mm: number(0.5, 300).optional(),
});
const known = z.object({ ...lesionColumns.shape, ...studyColumns });

export type CohortFields = z.infer<typeof lesionColumns>;

export interface CohortLesion extends CohortFields {
  /** Row of the table, the header being row 1. */
  readonly row: number;
  /** Masks of other readers, in the order of their columns mask2, mask3, ... */
  readonly otherMasks: readonly string[];
  /** Where image and outline are in an archive. */
  readonly archived?: ArchivedLesion;
  /** The ultrasound region of the image, where an archive stated one. */
  readonly region?: ImageBox;
  /** Every other column, by name. */
  readonly other: Readonly<Record<string, string>>;
}

const KNOWN = new Set(Object.keys(known.shape));
/** Names in public tables. */
const ALIASES: Readonly<Record<string, string>> = {
  pixel_size_mm: 'spacing',
  patient_id: 'patient',
  lesion_id: 'lesion',
  age_years: 'age',
};

export const columnName = (name: string): string => {
  const own = words(name).replaceAll(/[\s-]+/g, '_');
  return ALIASES[own] ?? own;
};

/** Of a header. Where nothing is called lesion, the image tells the lesions of a patient apart. */
export function columnNames(header: readonly string[]): readonly string[] {
  const names = header.map(columnName);
  return names.includes('lesion') ? names : names.map((name) => (name === 'image_id' ? 'lesion' : name));
}

/** The lesion, or what is wrong with the row. */
export function parseLesion(names: readonly string[], fields: readonly string[], row: number): CohortLesion | string {
  const given = Object.fromEntries(names.map((name, i) => [name, (fields[i] ?? '').trim()]));
  const parsed = known.safeParse(Object.fromEntries(Object.entries(given).filter(([name]) => KNOWN.has(name))));
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  const masks = ofReaders('mask', names);
  const outlines = ofReaders('outline', names);
  const { study, imaging_study, series, instance, outline, dicom_patient, ...rest } = parsed.data;
  const otherMasks = masks.map((name) => given[name]).filter((mask) => mask !== '');
  const archived = archivedLesion(
    { study, imaging_study, series, instance, outline, dicom_patient },
    Object.fromEntries(outlines.flatMap((name) => (given[name] === '' ? [] : [[name, given[name]]]))),
    rest.image !== undefined || rest.mask !== undefined || otherMasks.length > 0,
  );
  if (typeof archived === 'string') return archived;
  const understood = new Set([...KNOWN, ...masks, ...outlines]);
  return {
    ...rest,
    row,
    otherMasks,
    ...(archived === undefined ? {} : { archived }),
    other: Object.fromEntries(Object.entries(given).filter(([name]) => !understood.has(name))),
  };
}

/** `mask2`, `mask3`, ... in their order. */
function ofReaders(kind: string, names: readonly string[]): readonly string[] {
  const number = (name: string): number => Number(name.slice(kind.length));
  return names.filter((name) => new RegExp(`^${kind}\\d+$`).test(name)).sort((a, b) => number(a) - number(b));
}

/** Lesions with their features -> the table that the pipeline takes, and what validation knows of each lesion. */
import type { FeatureVector } from '../../core/index.ts';
import type { LesionTable } from '../pipeline/lesion-table.ts';
import type { CohortMember } from './parse-cohort.ts';

export interface MeasuredLesion {
  readonly member: CohortMember;
  readonly features: FeatureVector;
}

/** A feature that a lesion lacks is missing (NaN); clinical columns are those named, as numbers. */
export function lesionTable(
  lesions: readonly MeasuredLesion[],
  names: readonly string[],
  clinical: readonly string[],
): LesionTable {
  return {
    names,
    columns: names.map((name) => Float64Array.from(lesions, ({ features }) => features.get(name) ?? Number.NaN)),
    outcome: Uint8Array.from(lesions, ({ member }) => member.outcome),
    patients: lesions.map(({ member }) => member.lesion.patient),
    sites: lesions.map(({ member }) => member.lesion.site ?? ''),
    clinical: Object.fromEntries(
      clinical.map((name) => [name, Float64Array.from(lesions, ({ member }) => clinicalValue(member, name))]),
    ),
  };
}

/** NaN where there is none or it is no number. */
export function clinicalValue({ lesion }: CohortMember, name: string): number {
  if (name === 'age') return lesion.age ?? Number.NaN;
  if (name === 'size_mm') return lesion.size_mm ?? Number.NaN;
  const text = lesion.other[name] ?? '';
  return text === '' ? Number.NaN : Number(text);
}

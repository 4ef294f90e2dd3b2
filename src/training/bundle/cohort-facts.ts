/** What the columns of the cohort table say of the study, for the reporting checklists. Absent where the table does not say it. */
import type { CohortMember } from '../cohort/parse-cohort.ts';
import { quantile } from '../evaluation/quantile.ts';
import type { StudyFacts } from '../evaluation/study-facts.ts';

export interface CohortRecord {
  readonly member: CohortMember;
}

const DAY_MS = 86_400_000;
const MOST_SOURCES = 8;

export function cohortFacts(lesions: readonly CohortRecord[]): Pick<StudyFacts, 'referenceStandard' | 'interval'> {
  const [source, interval] = [sourceText(lesions), intervalText(lesions)];
  return {
    ...(source === undefined ? {} : { referenceStandard: source }),
    ...(interval === undefined ? {} : { interval }),
  };
}

function sourceText(lesions: readonly CohortRecord[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { member } of lesions) {
    const own = member.lesion.her2_source ?? 'not stated';
    counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  if (counts.size === 1 && counts.has('not stated')) return undefined;
  const named = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = named.slice(0, MOST_SOURCES).map(([name, count]) => `${name.slice(0, 80)} ${count}`);
  return `Source of the HER2 result, lesions: ${shown.join(', ')}${named.length > MOST_SOURCES ? ', others' : ''}.`;
}

/** Days from the ultrasound to the HER2 result, of the lesions with both dates. */
function intervalText(lesions: readonly CohortRecord[]): string | undefined {
  const days = Float64Array.from(
    lesions.flatMap(({ member: { lesion } }) =>
      lesion.ultrasound_date === undefined || lesion.her2_date === undefined
        ? []
        : [(Date.parse(lesion.her2_date) - Date.parse(lesion.ultrasound_date)) / DAY_MS],
    ),
  ).sort();
  if (days.length === 0) return undefined;
  const [median, first, last] = [quantile(days, 0.5), days[0], days[days.length - 1]];
  return `From ultrasound to HER2 result: median ${median} days, ${first} to ${last}; ${days.length} of ${lesions.length} lesions with both dates.`;
}

/** What the record says of the lesion that an image may contradict: side, biopsies and systemic therapy with their dates. */
import type { StudyReference, TissueFacts } from '../core/index.ts';
import type { RecordOfLesion } from '../imaging/index.ts';

/** Therapy that ended longer before the image than this belongs to an earlier disease. */
const EARLIER_DISEASE_DAYS = 365;
const DAY = 86_400_000;

export function lesionRecord(
  { disease, her2, therapy, untestedSpecimens }: TissueFacts,
  { date, laterality }: StudyReference,
): RecordOfLesion {
  const otherSide = laterality === 'left' ? 'right' : laterality === 'right' ? 'left' : undefined;
  const ofThisSide = her2.results.filter((result) => result.laterality !== otherSide);
  const biopsies = [...ofThisSide, ...untestedSpecimens].flatMap((tissue) => tissue.date ?? []);
  const starts = therapy.courses
    .filter(({ end }) => end === undefined || !(daysFrom(end, date) > EARLIER_DISEASE_DAYS))
    .flatMap(({ start }) => start ?? []);
  // A month or a year cannot be held against a day, and sorts before the days in it.
  const [therapyStart] = starts.filter((start) => start.length === 10).toSorted();
  return { sides: [disease.laterality], biopsies, ...(therapyStart === undefined ? {} : { therapyStart }) };
}

/** Not a number where a date is missing. */
function daysFrom(from: string, to: string | undefined): number {
  return (Date.parse(to ?? '') - Date.parse(from)) / DAY;
}

/** Clinical content is valid for a time: past its review or outside its period it is refused (PATHWAY section 7). */
import { contentError } from './content-error.ts';
import type { FileOf } from './content-files.ts';
import type { Activity } from './content-schemas.ts';
import type { Label, Plan } from './plan-schemas.ts';

/** @param today ISO date. Throws ServiceError. */
export function checkDates({ file, content }: FileOf<Plan | Activity | Label>, maxMonths: number, today: string): void {
  if (content.lastReviewDate > dayAfter(today))
    throw contentError({ file, at: 'lastReviewDate' }, `lies after ${today}; enter the day on which the content was reviewed`);
  const due = addMonths(content.lastReviewDate, maxMonths);
  if (today > due)
    throw contentError(
      { file, at: 'lastReviewDate' },
      `the review was due on ${due}; have the content reviewed and enter the day of that review here`,
    );
  const { start, end } = content.effectivePeriod;
  if (today < start || (end !== undefined && today > end)) {
    throw contentError({ file, at: 'effectivePeriod' }, `does not include ${today}; after a review, change the period`);
  }
}

/** A review in another time zone may be of tomorrow. */
function dayAfter(today: string): string {
  return new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10);
}

function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const index = year * 12 + month - 1 + months;
  const pad = (value: number, length: number): string => String(value).padStart(length, '0');
  return `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1, 2)}-${pad(day, 2)}`;
}

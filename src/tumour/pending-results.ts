/** HER2 results that exist and must not be used: not final, dated in the future, or written as prose only. */
import type { PatientRecord } from '../core/index.ts';
import { dated, resultDay } from './dates.ts';
import { child, children, conceptText, referenceOf, selfReference, text } from './elements.ts';
import type { ReadValue } from './her2-values.ts';

export interface PendingResult {
  readonly text: string;
  readonly date?: string;
  readonly source: string;
}

export function pendingText(observation: unknown, values: readonly ReadValue[], why: string): string {
  const raw = values.find((value) => value.raw !== undefined)?.raw;
  const name = conceptText(child(observation, 'code')) ?? 'HER2 result';
  return `${raw === undefined ? name : `HER2 ${raw.replace(/^HER-?2[: ]*/i, '')}`} (${why})`;
}

/** Prose is never read for decisions (EVIDENCE 2.2); that it exists is said. */
export function unreadReports(record: PatientRecord, usedSources: ReadonlySet<string>): readonly PendingResult[] {
  return record.diagnosticReports.flatMap((report) => {
    const mentions = /\bher-?2\b|\berb-?b-?2\b/i.test(
      `${text(report, 'conclusion') ?? ''} ${conceptText(child(report, 'code')) ?? ''}`,
    );
    const covered = children(report, 'result').some((result) => usedSources.has(referenceOf(result) ?? ''));
    if (!mentions || covered || text(report, 'status') === 'entered-in-error') return [];
    return [
      {
        text: 'a report mentions HER2 (text, not read)',
        source: selfReference(report, 'DiagnosticReport'),
        ...dated(resultDay(report)),
      },
    ];
  });
}

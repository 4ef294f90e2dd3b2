/** HER2 results that exist and must not be used: not final, dated in the future, awaited, or written as prose only. */
import type { PatientRecord } from '../core/index.ts';
import { hasOwnCancers, organOf, statesMetastasis } from './body-site.ts';
import { dated, resultDay } from './dates.ts';
import { child, children, codesOf, conceptText, conceptWords, LOINC, referenceOf, selfReference, text } from './elements.ts';
import { HER2_WORD } from './her2-names.ts';
import type { ReadValue } from './read-value.ts';

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

/**
 * Prose is never read for decisions (EVIDENCE 2.2); that it exists is said. Where nothing at all is known of HER2, so is a
 * pathology report that is a document, whatever it may hold.
 */
export function unreadReports(record: PatientRecord, usedSources: ReadonlySet<string>): readonly PendingResult[] {
  return record.diagnosticReports.flatMap((report) => {
    const covered = children(report, 'result').some((result) => usedSources.has(referenceOf(result) ?? ''));
    if (covered || text(report, 'status') === 'entered-in-error') return [];
    const found = HER2_WORD.test(wordsOf(report))
      ? MENTIONS
      : usedSources.size === 0 && isDocument(report)
        ? DOCUMENT
        : undefined;
    if (found === undefined) return [];
    return [{ text: found, source: selfReference(report, 'DiagnosticReport'), ...dated(resultDay(report)) }];
  });
}

const MENTIONS = 'a report mentions HER2 (text, not read)';
const DOCUMENT = 'a pathology report is on file as a document (not read)';

/** A conclusion beyond this is not looked at. */
const LONGEST_PROSE = 20_000;

function wordsOf(report: unknown): string {
  const conclusion = (text(report, 'conclusion') ?? '').slice(0, LONGEST_PROSE).toLowerCase();
  const concepts = [child(report, 'code'), ...children(report, 'conclusionCode')].map(conceptWords);
  const titles = children(report, 'presentedForm').map((form) => (text(form, 'title') ?? '').slice(0, 200).toLowerCase());
  return [conclusion, ...concepts, ...titles].join(' ; ');
}

const PATHOLOGY_CODES: ReadonlySet<string> = new Set([
  `${LOINC}|11526-1`,
  `${LOINC}|60567-5`,
  ...['SP', 'PAT', 'CP'].map((section) => `http://terminology.hl7.org/CodeSystem/v2-0074|${section}`),
]);
const PATHOLOGY_WORDS = /(?<!speech(?:-language)? )patholog|histolog|zytolog|cytolog|biops|immuno?histoch/;

/** A smear of the cervix, which most women have on file, and organs with cancers of their own. */
const GYNAECOLOGICAL = /\bpap\b|\bcervical(?!,? lymph| node)|\bcervico-?vag|\bzervi|\bvagin|\bgyn/;

function isOfOtherOrgan(code: unknown): boolean {
  const words = conceptWords(code);
  if (statesMetastasis(words)) return false;
  const organ = organOf([code]);
  return GYNAECOLOGICAL.test(words) || (organ !== undefined && hasOwnCancers(organ));
}

function isDocument(report: unknown): boolean {
  if (children(report, 'presentedForm').length === 0 || isOfOtherOrgan(child(report, 'code'))) return false;
  return [child(report, 'code'), ...children(report, 'category')].some(
    (concept) =>
      codesOf(concept).some(({ system, code }) => PATHOLOGY_CODES.has(`${system}|${code}`)) ||
      PATHOLOGY_WORDS.test(conceptWords(concept)),
  );
}

/**
 * Prior systemic therapy (EVIDENCE 2.3): a line counts only with its intent and its start. A drug without them is listed,
 * and the line stays "not found". Orders of one drug that follow each other are one course, not several lines.
 */
import type { Evidence, PatientRecord, TherapyCourse, TherapyFacts, TherapyKind } from '../core/index.ts';
import { dated, day, dayOf, isFuture } from './dates.ts';
import { child, codesOf, conceptText, selfReference, text } from './elements.ts';
import { drugOf } from './medication-concept.ts';
import { intentOf, type TherapyReasons, therapyReasons } from './therapy-intent.ts';
import { type TherapyCodes, therapyKind } from './therapy-kinds.ts';

export interface TherapyContext {
  readonly today: string;
  readonly siteCodes: TherapyCodes;
  /** First date of metastatic disease, where known. */
  readonly metastaticSince: string | undefined;
}

export function therapyFacts(record: PatientRecord, context: TherapyContext): TherapyFacts {
  const reasons = therapyReasons(record.conditions);
  const uses = [
    ...record.medicationRequests.flatMap((order) => usesOf(order, 'MedicationRequest', reasons, context)),
    ...record.medicationStatements.flatMap((taken) => usesOf(taken, 'MedicationStatement', reasons, context)),
    ...record.medicationAdministrations.flatMap((given) => usesOf(given, 'MedicationAdministration', reasons, context)),
  ];
  const courses = coursesOf(uses);
  const hasLine = (kind: TherapyKind): boolean => courses.some((course) => course.kind === kind && course.metastaticLine);
  const relapsed = courses.some((course) => isEarlyRelapse(course, context.metastaticSince));
  return {
    endocrineLine: hasLine('endocrine') ? 'found' : 'not-found',
    chemotherapyLine: hasLine('chemotherapy') || relapsed ? 'found' : 'not-found',
    courses,
  };
}

interface DrugUse {
  readonly kind: TherapyKind;
  readonly text: string;
  readonly start?: string;
  readonly end?: string;
  readonly intent?: 'palliative' | 'curative';
  readonly evidence: Evidence;
}

type MedicationType = 'MedicationRequest' | 'MedicationStatement' | 'MedicationAdministration';

/** Ordered, taken or given; an order that is only proposed, cancelled or a draft is no therapy. */
const LIVE: Readonly<Record<MedicationType, ReadonlySet<string>>> = {
  MedicationRequest: new Set(['active', 'completed', 'stopped', 'on-hold']),
  MedicationStatement: new Set(['active', 'completed', 'stopped', 'on-hold']),
  MedicationAdministration: new Set(['in-progress', 'completed', 'stopped', 'on-hold']),
};
const ORDERED: ReadonlySet<string> = new Set(['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order']);

function usesOf(
  resource: unknown,
  type: MedicationType,
  known: TherapyReasons,
  { today, siteCodes }: TherapyContext,
): readonly DrugUse[] {
  if (!LIVE[type].has(text(resource, 'status') ?? '') || child(resource, 'doNotPerform') === true) return [];
  if (type === 'MedicationRequest' && !ORDERED.has(text(resource, 'intent') ?? '')) return [];
  const drug = drugOf(resource);
  const kind = therapyKind(drug, siteCodes);
  const name = conceptText(drug);
  if (kind === undefined) return [];
  const { start, end } = periodOf(resource, type);
  if (isFuture(start, today)) return [];
  const intent = intentOf(resource, known);
  const isCoded = codesOf(drug).length > 0;
  return [
    {
      kind,
      text: name ?? kind,
      ...(start === undefined ? {} : { start }),
      ...(end === undefined ? {} : { end }),
      ...(intent === undefined ? {} : { intent }),
      evidence: {
        source: selfReference(resource, type),
        path: `${type}.medication`,
        confidence: isCoded ? 'coded' : 'text',
        ...dated(start),
        ...(name === undefined ? {} : { raw: name }),
      },
    },
  ];
}

function periodOf(
  resource: unknown,
  type: MedicationType,
): { readonly start?: string | undefined; readonly end?: string | undefined } {
  if (type === 'MedicationRequest') {
    const validity = child(child(resource, 'dispenseRequest'), 'validityPeriod');
    return { start: day(text(resource, 'authoredOn')) ?? day(text(validity, 'start')), end: day(text(validity, 'end')) };
  }
  const period = child(resource, 'effectivePeriod');
  const start = day(text(period, 'start')) ?? day(text(resource, 'effectiveDateTime'));
  return { start, end: period === undefined ? dayOf(resource, 'effective') : day(text(period, 'end')) };
}

/** The same day of the sixth month, in milliseconds; the last one of a month that is shorter. */
function sixMonthsAfter(date: string): number {
  const from = new Date(date);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + 6];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(from.getUTCDate(), last));
}

/** A course that further orders may still continue. */
interface OpenCourse {
  readonly first: DrugUse;
  end: string | undefined;
  /** Last day on which the drug is known to have been ordered, taken or given. */
  until: string;
  readonly evidence: Evidence[];
}

function coursesOf(uses: readonly DrugUse[]): readonly TherapyCourse[] {
  const courses: OpenCourse[] = [];
  const sorted = uses.map((use) => ({ use, key: keyOf(use) })).sort((a, b) => compare(a.key, b.key));
  for (const { use } of sorted) {
    const last = courses.at(-1);
    const course = last !== undefined && continues(last, use) ? last : openCourse(use);
    if (course !== last) courses.push(course);
    course.evidence.push(use.evidence);
    if (use.end !== undefined && use.end > (course.end ?? '')) course.end = use.end;
    course.until = [course.until, use.start ?? '', use.end ?? ''].reduce((a, b) => (a > b ? a : b));
  }
  return courses.map(therapyCourse).sort((a, b) => compare(b.start ?? '', a.start ?? '') || compare(a.text, b.text));
}

function openCourse(first: DrugUse): OpenCourse {
  return { first, end: undefined, until: '', evidence: [] };
}

function therapyCourse({ first, end, evidence }: OpenCourse): TherapyCourse {
  const { evidence: _evidence, ...use } = first;
  return { ...use, metastaticLine: isLine(use), evidence, ...(end === undefined ? {} : { end }) };
}

function isLine({ intent, start }: Pick<DrugUse, 'intent' | 'start'>): boolean {
  return intent === 'palliative' && start !== undefined;
}

function keyOf({ kind, text: name, intent, start, evidence }: DrugUse): string {
  return [kind, name.toLowerCase(), intent ?? '', start ?? '', evidence.source].join('\n');
}

/** A gap of more than six months between two orders of one drug begins another course. */
function continues({ first, until }: OpenCourse, use: DrugUse): boolean {
  const isSame = first.kind === use.kind && first.text.toLowerCase() === use.text.toLowerCase() && first.intent === use.intent;
  if (!isSame) return false;
  if (first.start === undefined || use.start === undefined) return first.start === use.start;
  return Date.parse(use.start) <= sixMonthsAfter(until);
}

/** Recurrence during or within six months after adjuvant chemotherapy, which the label counts. */
function isEarlyRelapse({ kind, intent, start, end }: TherapyCourse, since: string | undefined): boolean {
  if (kind !== 'chemotherapy' || intent !== 'curative' || since?.length !== 10) return false;
  if (start === undefined || end?.length !== 10 || since < start) return false;
  return Date.parse(since) <= sixMonthsAfter(end);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

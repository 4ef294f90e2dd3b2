/** Every HER2 statement of a record, one entry an Observation or component, with the tissue it is about. */
import type { Evidence, PatientRecord } from '../core/index.ts';
import { child, children, codesOf, conceptText, isFuture, selfReference, text } from './elements.ts';
import { type MarkerRole, markerRole } from './her2-codes.ts';
import type { IhcReading } from './ihc-text.ts';
import { type IshGroup, readIshGroup, readIshText } from './ish-group.ts';
import { generalAnswers, ihcValue } from './marker-value.ts';
import { indexTissue, resultDay, type Tissue } from './specimens.ts';

/** `ish` readings without a result keep their evidence: "a result exists that cannot be read". */
export type Her2Value =
  | { readonly kind: 'ihc' | 'overall'; readonly reading: IhcReading }
  | { readonly kind: 'ish'; readonly result?: 'amplified' | 'not-amplified' | 'equivocal'; readonly group?: IshGroup }
  | { readonly kind: 'ratio' | 'copies' | 'cep17'; readonly number: number };

export interface Her2Reading {
  readonly value: Her2Value;
  readonly tissue: Tissue;
  /** Day of the result itself, which orders repeated results on one specimen. */
  readonly resultDay?: string;
  /** A correction outranks the final result of the same day. */
  readonly corrected: boolean;
  readonly lab?: string;
  readonly evidence: Evidence;
}

export interface PendingResult {
  readonly text: string;
  readonly date?: string;
  readonly source: string;
}

const USABLE = new Set(['final', 'amended', 'corrected']);
const DROPPED = new Set(['entered-in-error']);

export interface Her2Statements {
  readonly readings: readonly Her2Reading[];
  readonly pending: readonly PendingResult[];
}

export function readHer2Statements(record: PatientRecord, today: string): Her2Statements {
  const index = indexTissue(record);
  const readings: Her2Reading[] = [];
  const pending: PendingResult[] = [];
  for (const observation of inFixedOrder(record.observations)) {
    const status = text(observation, 'status') ?? 'unknown';
    const values = valuesOf(observation);
    if (values.length === 0 || DROPPED.has(status)) continue;
    const date = resultDay(observation);
    const future = isFuture(date, today);
    const source = selfReference(observation, 'Observation');
    if (!USABLE.has(status) || future) {
      pending.push({ text: pendingText(observation, values, future ? 'dated in the future' : status), source, ...dated(date) });
      continue;
    }
    const lab = children(observation, 'performer').flatMap((performer) => text(performer, 'display') ?? [])[0];
    const tissue = index.tissueOf(observation);
    for (const { value, evidence } of values) {
      const resultOn = date === undefined ? {} : { resultDay: date };
      const from = lab === undefined ? {} : { lab };
      readings.push({ value, tissue, corrected: status !== 'final', evidence: { source, ...evidence }, ...resultOn, ...from });
    }
  }
  return { readings, pending: [...pending, ...unreadReports(record, readings)] };
}

/** The order in which a server sends resources must not matter, nor a resource sent twice. */
export function inFixedOrder(observations: readonly unknown[]): readonly unknown[] {
  const unique = new Map(observations.map((observation, index) => [text(observation, 'id') ?? `#${index}`, observation]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, observation]) => observation);
}

interface ReadValue {
  readonly value: Her2Value;
  readonly evidence: Omit<Evidence, 'source'>;
}

function valuesOf(observation: unknown): readonly ReadValue[] {
  const components = children(observation, 'component');
  return [
    ...elementValue(observation, 'Observation'),
    ...components.flatMap((component, index) => elementValue(component, `Observation.component[${index}]`)),
  ];
}

function elementValue(element: unknown, at: string): readonly ReadValue[] {
  const concept = child(element, 'code');
  const role = markerRole(concept, codesOf(concept));
  switch (role) {
    case undefined:
    case 'er':
    case 'pr':
      return [];
    case 'ihc':
    case 'overall':
      return ihcReading(element, role, at);
    case 'ish':
      return ishReading(element, at);
    case 'ish-ratio':
    case 'ish-copies':
    case 'ish-cep17':
      return numberReading(element, role, at);
  }
}

function ihcReading(element: unknown, kind: 'ihc' | 'overall', at: string): readonly ReadValue[] {
  const found = ihcValue(element);
  if (found === undefined) return [];
  const { value: reading, path, ...rest } = found;
  return [{ value: { kind, reading }, evidence: { ...rest, path: `${at}.${path}` } }];
}

const ISH_OF_ANSWER = {
  positive: 'amplified',
  negative: 'not-amplified',
  equivocal: 'equivocal',
  indeterminate: undefined,
} as const;

function ishReading(element: unknown, at: string): readonly ReadValue[] {
  const concept = child(element, 'valueCodeableConcept');
  const raw = conceptText(concept) ?? text(element, 'valueString');
  const answers = generalAnswers(element);
  if (raw === undefined && answers.length === 0) return [];
  const coded = new Set(answers.map((answer) => ISH_OF_ANSWER[answer.value]));
  const result = coded.size > 0 ? (coded.size === 1 ? [...coded][0] : undefined) : readIshText(raw ?? '');
  const group = readIshGroup(raw ?? '');
  return [
    {
      value: { kind: 'ish', ...(result === undefined ? {} : { result }), ...(group === undefined ? {} : { group }) },
      evidence: {
        path: `${at}.value`,
        confidence: coded.size > 0 ? 'coded' : 'text',
        ...(raw === undefined ? {} : { raw }),
      },
    },
  ];
}

const NUMBER_KIND = { 'ish-ratio': 'ratio', 'ish-copies': 'copies', 'ish-cep17': 'cep17' } as const;

/** A finite number from 0 up; a comparator such as "<" leaves the number open, so it is not read. */
function numberReading(element: unknown, role: Extract<MarkerRole, `ish-${string}`>, at: string): readonly ReadValue[] {
  const ratio = child(element, 'valueRatio');
  const quantity = child(element, 'valueQuantity');
  const numerator = child(child(ratio, 'numerator'), 'value');
  const denominator = child(child(ratio, 'denominator'), 'value');
  const single = text(quantity, 'comparator') === undefined ? child(quantity, 'value') : undefined;
  const fromRatio =
    role === 'ish-ratio' && typeof numerator === 'number' && typeof denominator === 'number' && denominator > 0
      ? numerator / denominator
      : undefined;
  const number = fromRatio ?? single;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return [];
  return [
    { value: { kind: NUMBER_KIND[role], number }, evidence: { path: `${at}.value`, confidence: 'coded', raw: String(number) } },
  ];
}

function pendingText(observation: unknown, values: readonly ReadValue[], why: string): string {
  const raw = values.flatMap(({ evidence }) => evidence.raw ?? [])[0];
  const name = conceptText(child(observation, 'code')) ?? 'HER2 result';
  return `${raw === undefined ? name : `HER2 ${raw.replace(/^HER-?2[: ]*/i, '')}`} (${why})`;
}

function dated(date: string | undefined): { readonly date?: string } {
  return date === undefined ? {} : { date };
}

/** Prose is never read for decisions (EVIDENCE 2.2); that it exists is said. */
function unreadReports(record: PatientRecord, readings: readonly Her2Reading[]): readonly PendingResult[] {
  const used = new Set(readings.map((reading) => reading.evidence.source));
  return inFixedOrder(record.diagnosticReports).flatMap((report) => {
    const mentions = /\bher-?2\b|\berb-?b-?2\b/i.test(
      `${text(report, 'conclusion') ?? ''} ${conceptText(child(report, 'code')) ?? ''}`,
    );
    const covered = children(report, 'result').some((result) => used.has(text(result, 'reference') ?? ''));
    if (!mentions || covered || DROPPED.has(text(report, 'status') ?? '')) return [];
    return [
      {
        text: 'a report mentions HER2 (text, not read)',
        source: selfReference(report, 'DiagnosticReport'),
        ...dated(resultDay(report)),
      },
    ];
  });
}

/** Every HER2 statement of a record, one entry an Observation or component, with the tissue it is about. */
import type { PatientRecord } from '../core/index.ts';
import { dated } from './dates.ts';
import { children, text } from './elements.ts';
import { her2Values, type ReadValue } from './her2-values.ts';
import { type IhcReading, type ReadIhcText, readIhcText } from './ihc-text.ts';
import { type PendingResult, pendingText, unreadReports } from './pending-results.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';
import { indexTissue, type Tissue, type TissueIndex } from './specimens.ts';

export interface Her2Reading extends ReadValue {
  readonly resource: unknown;
  readonly source: string;
  readonly tissue: Tissue;
  /** Day of the result itself, which orders repeated results on one specimen. */
  readonly resultDay: string | undefined;
  /** A correction outranks the final result of the same day. */
  readonly corrected: boolean;
  /** Another resource of the same id says something else of HER2: neither of them counts for more. */
  readonly disputed: boolean;
  readonly lab: string | undefined;
}

export interface Her2Statements {
  readonly readings: readonly Her2Reading[];
  readonly pending: readonly PendingResult[];
}

export function readHer2Statements(record: PatientRecord, index: RecordIndex): Her2Statements {
  const tissue = indexTissue(record, index);
  const readText = rememberingReader();
  const disputed = disputedIds(index, tissue, readText);
  const readings: Her2Reading[] = [];
  const unusable: Her2Reading[] = [];
  const pending: PendingResult[] = [];
  for (const observation of index.her2) {
    if (observation.status === 'entered-in-error') continue;
    const values = her2Values(observation, readText);
    if (values.length === 0) continue;
    if (!observation.usable) {
      const why = observation.future ? 'dated in the future' : observation.status;
      pending.push(pendingResult(observation, values, why));
      continue;
    }
    const tissueOf = tissue.tissueOf(observation);
    const isDisputed = disputed.has(observation.id);
    for (const value of values) {
      if (value.value.kind !== 'unusable') readings.push(readingOf(observation, value, tissueOf, isDisputed));
      else {
        pending.push(pendingResult(observation, [value], UNUSABLE_TEXT[value.value.why]));
        const asIndeterminate = { ...value, value: { kind: 'ihc', reading: 'indeterminate' } } as const;
        if (value.value.why === 'mislabelled') unusable.push(readingOf(observation, asIndeterminate, tissueOf, isDisputed));
      }
    }
  }
  // What is coded as HER2 and named as another test is a result only where there is no other.
  const used = readings.length > 0 ? readings : unusable;
  const sources = new Set(used.map(({ source }) => source));
  return { readings: used, pending: [...pending, ...unreadReports(record, sources)] };
}

const UNUSABLE_TEXT = { quantity: 'a quantity, not a score', mislabelled: 'coded as HER2, named as another test' } as const;

function pendingResult(observation: IndexedObservation, values: readonly ReadValue[], why: string): PendingResult {
  return { text: pendingText(observation.resource, values, why), source: observation.source, ...dated(observation.date) };
}

function readingOf(
  { resource, source, status, date }: IndexedObservation,
  { value, at, confidence, raw }: ReadValue,
  tissue: Tissue,
  disputed: boolean,
): Her2Reading {
  const performers = children(resource, 'performer');
  const lab = performers.length === 0 ? undefined : performers.flatMap((performer) => text(performer, 'display') ?? [])[0];
  return { value, at, confidence, raw, resource, source, tissue, resultDay: date, corrected: status !== 'final', disputed, lab };
}

/** For one record: a text that ten thousand results share is read once, and nothing of it is kept afterwards. */
function rememberingReader(): ReadIhcText {
  const known = new Map<string, IhcReading | undefined>();
  return (raw) => {
    const found = known.get(raw);
    if (found !== undefined || known.has(raw)) return found;
    const reading = readIhcText(raw);
    known.set(raw, reading);
    return reading;
  };
}

/** Ids under which Observations with different HER2 values, tissue, day or status were sent. */
function disputedIds(index: RecordIndex, tissue: TissueIndex, readText: ReadIhcText): ReadonlySet<string> {
  const statementOf = (observation: IndexedObservation): string => {
    const values = her2Values(observation, readText).map(({ value }) => value);
    const { key, laterality } = tissue.tissueOf(observation);
    return JSON.stringify([values, key, laterality, observation.date, observation.status]);
  };
  const disputed = [...index.contested].filter(([, versions]) => new Set(versions.map(statementOf)).size > 1);
  return new Set(disputed.map(([id]) => id));
}

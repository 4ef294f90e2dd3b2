/** Every HER2 statement of a record, one entry an Observation or component, with the tissue it is about. */
import type { Evidence, PatientRecord } from '../core/index.ts';
import { dated } from './dates.ts';
import { child, children, conceptText, text } from './elements.ts';
import { type Her2Value, her2Values, type ReadValue } from './her2-values.ts';
import { type IhcReading, type ReadIhcText, readIhcText } from './ihc-text.ts';
import { type PendingResult, pendingText, unreadReports } from './pending-results.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';
import { indexTissue, type Tissue, type TissueIndex } from './specimens.ts';

export interface Her2Reading {
  readonly value: Her2Value;
  readonly tissue: Tissue;
  /** Day of the result itself, which orders repeated results on one specimen. */
  readonly resultDay?: string;
  /** A correction outranks the final result of the same day. */
  readonly corrected: boolean;
  /** Another resource of the same id says something else of HER2: neither of them counts for more. */
  readonly disputed: boolean;
  readonly lab?: string;
  /** The laboratory calls its result borderline. */
  readonly borderline: boolean;
  readonly evidence: Evidence;
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
    const common = commonOf(observation, tissue.tissueOf(observation), disputed.has(observation.id));
    for (const { value, evidence } of values) {
      const reading = { ...common, value, evidence: { source: observation.source, ...evidence, ...dated(observation.date) } };
      if (value.kind !== 'unusable') readings.push(reading);
      else {
        pending.push(pendingResult(observation, [{ value, evidence }], UNUSABLE_TEXT[value.why]));
        if (value.why === 'mislabelled') unusable.push(asIndeterminate(reading));
      }
    }
  }
  // What is coded as HER2 and named as another test is a result only where there is no other.
  const used = readings.length > 0 ? readings : unusable;
  const sources = new Set(used.map((reading) => reading.evidence.source));
  return { readings: used, pending: [...pending, ...unreadReports(record, sources)] };
}

const UNUSABLE_TEXT = { quantity: 'a quantity, not a score', mislabelled: 'coded as HER2, named as another test' } as const;

function pendingResult(observation: IndexedObservation, values: readonly ReadValue[], why: string): PendingResult {
  return { text: pendingText(observation.resource, values, why), source: observation.source, ...dated(observation.date) };
}

function asIndeterminate(reading: Her2Reading): Her2Reading {
  return { ...reading, value: { kind: 'ihc', reading: 'indeterminate' } };
}

function commonOf({ resource, status, date }: IndexedObservation, tissue: Tissue, disputed: boolean) {
  const lab = children(resource, 'performer').flatMap((performer) => text(performer, 'display') ?? [])[0];
  return {
    tissue,
    corrected: status !== 'final',
    disputed,
    borderline: isBorderline(resource),
    ...(date === undefined ? {} : { resultDay: date }),
    ...(lab === undefined ? {} : { lab }),
  };
}

/** In a note, or in the words of the value itself: a flag for a second look (PATHWAY P3), no other result. */
function isBorderline(resource: unknown): boolean {
  const notes = children(resource, 'note').map((note) => text(note, 'text') ?? '');
  const value = child(resource, 'valueCodeableConcept');
  const words = [...notes, conceptText(value) ?? '', text(resource, 'valueString') ?? ''];
  return words.some((part) => part.length > 9 && /\bborderline\b|\bgrenzwertig/i.test(part.slice(0, 2000)));
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

/** Every HER2 statement of a record, one entry an Observation or component, with the tissue it is about. */
import type { PatientRecord } from '../core/index.ts';
import { dated } from './dates.ts';
import { her2Values } from './her2-values.ts';
import { type PendingResult, pendingText, unreadReports } from './pending-results.ts';
import type { ReadValue, WhyUnusable } from './read-value.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';
import type { TissueIndex } from './specimens.ts';
import { type TextReaders, textReaders } from './text-readers.ts';
import type { Tissue } from './tissue.ts';

/** One statement, with what it is of; it refers to its Observation, so that ten thousand of them are not copied. */
export interface Her2Reading {
  readonly observation: IndexedObservation;
  readonly read: ReadValue;
  readonly tissue: Tissue;
  /** Another resource of the same id says something else of HER2: neither of them counts for more. */
  readonly disputed: boolean;
}

export interface Her2Statements {
  readonly readings: readonly Her2Reading[];
  readonly pending: readonly PendingResult[];
}

export function readHer2Statements(record: PatientRecord, index: RecordIndex, tissue: TissueIndex): Her2Statements {
  const readers = textReaders();
  const disputed = disputedIds(index, tissue, readers);
  const readings: Her2Reading[] = [];
  const unusable: Her2Reading[] = [];
  const pending: PendingResult[] = [];
  for (const observation of index.her2) {
    if (observation.status === 'entered-in-error') continue;
    const values = her2Values(observation, readers);
    if (values.length === 0) continue;
    if (!observation.usable) {
      const why = observation.future ? 'dated in the future' : observation.status;
      pending.push(pendingResult(observation, values, why));
      continue;
    }
    const from = tissue.tissueOf(observation);
    const isDisputed = disputed.has(observation.id);
    for (const read of values) {
      if (read.value.kind !== 'unusable') readings.push({ observation, read, tissue: from, disputed: isDisputed });
      else {
        pending.push(pendingResult(observation, [read], UNUSABLE_TEXT[read.value.why]));
        const asIndeterminate = { ...read, value: { kind: 'ihc', reading: 'indeterminate' } } as const;
        if (read.value.why === 'mislabelled')
          unusable.push({ observation, read: asIndeterminate, tissue: from, disputed: isDisputed });
      }
    }
  }
  // What is coded as HER2 and named as another test is a result only where there is no other.
  const used = readings.length > 0 ? readings : unusable;
  if (record.diagnosticReports.length === 0) return { readings: used, pending };
  const sources = new Set(used.map(({ observation }) => observation.source));
  return { readings: used, pending: [...pending, ...unreadReports(record, sources)] };
}

const UNUSABLE_TEXT: Readonly<Record<WhyUnusable, string>> = {
  quantity: 'a quantity, not a score',
  mislabelled: 'coded as HER2, named as another test',
  unnamed: 'not recognised as a HER2 test of tissue',
  pending: 'no result yet',
  failed: 'no result',
  inexact: 'no exact number',
};

function pendingResult(observation: IndexedObservation, values: readonly ReadValue[], why: string): PendingResult {
  return { text: pendingText(observation.resource, values, why), source: observation.source, ...dated(observation.date) };
}

/** Ids under which Observations with different HER2 values, tissue, day or status were sent. */
function disputedIds(index: RecordIndex, tissue: TissueIndex, readers: TextReaders): ReadonlySet<string> {
  const statementOf = (observation: IndexedObservation): string => {
    const values = her2Values(observation, readers).map(({ value }) => value);
    const { key, laterality } = tissue.tissueOf(observation);
    return JSON.stringify([values, key, laterality, observation.date, observation.status]);
  };
  const disputed = [...index.contested].filter(([, versions]) => new Set(versions.map(statementOf)).size > 1);
  return new Set(disputed.map(([id]) => id));
}

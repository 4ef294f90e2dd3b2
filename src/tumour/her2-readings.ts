/** Every HER2 statement of a record, one entry an Observation or component, with the tissue it is about. */
import type { Evidence, PatientRecord } from '../core/index.ts';
import { children, isFuture, selfReference, text } from './elements.ts';
import { byId, inFixedOrder } from './fixed-order.ts';
import { type Her2Value, her2Values } from './her2-values.ts';
import { type PendingResult, pendingText, unreadReports } from './pending-results.ts';
import { indexTissue, resultDay, type Tissue, type TissueIndex } from './specimens.ts';

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
  readonly evidence: Evidence;
}

const USABLE = new Set(['final', 'amended', 'corrected']);
const DROPPED = new Set(['entered-in-error']);

export interface Her2Statements {
  readonly readings: readonly Her2Reading[];
  readonly pending: readonly PendingResult[];
}

export function readHer2Statements(record: PatientRecord, today: string): Her2Statements {
  const index = indexTissue(record, today);
  const disputed = disputedIds(record.observations, index);
  const readings: Her2Reading[] = [];
  const pending: PendingResult[] = [];
  for (const observation of inFixedOrder(record.observations)) {
    const status = text(observation, 'status') ?? 'unknown';
    const values = her2Values(observation);
    if (values.length === 0 || DROPPED.has(status)) continue;
    const date = resultDay(observation);
    const future = isFuture(date, today);
    const source = selfReference(observation, 'Observation');
    if (!USABLE.has(status) || future) {
      pending.push({
        text: pendingText(observation, values, future ? 'dated in the future' : status),
        source,
        ...(date === undefined ? {} : { date }),
      });
      continue;
    }
    const lab = children(observation, 'performer').flatMap((performer) => text(performer, 'display') ?? [])[0];
    const tissue = index.tissueOf(observation);
    const isDisputed = disputed.has(text(observation, 'id') ?? '');
    for (const { value, evidence } of values) {
      const resultOn = date === undefined ? {} : { resultDay: date };
      const from = lab === undefined ? {} : { lab };
      readings.push({
        value,
        tissue,
        corrected: status !== 'final',
        disputed: isDisputed,
        evidence: { source, ...evidence },
        ...resultOn,
        ...from,
      });
    }
  }
  return {
    readings,
    pending: [...pending, ...unreadReports(record, new Set(readings.map((reading) => reading.evidence.source)))],
  };
}

/** Ids under which Observations with different HER2 values, tissue, day or status were sent. */
function disputedIds(observations: readonly unknown[], index: TissueIndex): ReadonlySet<string> {
  const statementOf = (observation: unknown): string => {
    const values = her2Values(observation).map(({ value }) => value);
    const { key, laterality } = index.tissueOf(observation);
    return JSON.stringify([values, key, laterality, resultDay(observation), text(observation, 'status')]);
  };
  const several = [...byId(observations)].filter(([id, versions]) => id !== '' && versions.length > 1);
  return new Set(several.filter(([, versions]) => new Set(versions.map(statementOf)).size > 1).map(([id]) => id));
}

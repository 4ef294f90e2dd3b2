/**
 * Local codes of a site, as its concept maps translate them: a coding that a map knows is read as the standard one, which
 * then stands before it. The record itself is left as it is.
 */
import type { DraftOrders, PatientRecord } from '../core/index.ts';
import { canonicalSystem, child, children, text } from './elements.ts';

export interface StandardCode {
  readonly system: string;
  readonly code: string;
}

/** System, then code, of a site. */
export type LocalCodes = ReadonlyMap<string, ReadonlyMap<string, StandardCode>>;

/** Elements that hold concepts, or hold elements that do. */
const CONCEPTS = ['code', 'valueCodeableConcept', 'bodySite', 'type', 'medicationCodeableConcept', 'summary'] as const;
const LISTS = ['component', 'bodySite', 'orderDetail', 'reasonCode', 'specialty', 'qualification', 'stage'] as const;
const HOLDERS = ['collection'] as const;

export function withStandardCodes(record: PatientRecord, localCodes: LocalCodes): PatientRecord {
  if (localCodes.size === 0) return record;
  const all = <T>(resources: readonly T[]): readonly T[] => resources.map((resource) => translated(resource, localCodes));
  return {
    ...record,
    conditions: all(record.conditions),
    observations: all(record.observations),
    serviceRequests: all(record.serviceRequests),
    medicationRequests: all(record.medicationRequests),
    medicationStatements: all(record.medicationStatements),
    medicationAdministrations: all(record.medicationAdministrations),
    procedures: all(record.procedures),
    specimens: all(record.specimens),
    diagnosticReports: all(record.diagnosticReports),
    users: all(record.users),
  };
}

export function draftsWithStandardCodes(drafts: DraftOrders, localCodes: LocalCodes): DraftOrders {
  if (localCodes.size === 0) return drafts;
  const all = <T>(resources: readonly T[]): readonly T[] => resources.map((resource) => translated(resource, localCodes));
  return {
    ...drafts,
    serviceRequests: all(drafts.serviceRequests),
    medicationRequests: all(drafts.medicationRequests),
  };
}

/** The same object where nothing in it is translated. */
function translated<T>(value: T, localCodes: LocalCodes): T {
  const changes: [string, unknown][] = [];
  const note = (name: string, before: unknown, after: unknown): void => {
    if (after !== before) changes.push([name, after]);
  };
  for (const name of CONCEPTS) {
    const concept = child(value, name);
    if (concept !== undefined) note(name, concept, translatedConcept(concept, localCodes));
  }
  for (const name of HOLDERS) {
    const holder = child(value, name);
    if (holder !== undefined) note(name, holder, translated(holder, localCodes));
  }
  for (const name of LISTS) {
    const items = children(value, name);
    if (items.length === 0) continue;
    const after = items.map((item) => translated(translatedConcept(item, localCodes), localCodes));
    if (after.some((item, index) => item !== items[index])) changes.push([name, after]);
  }
  return changes.length === 0 ? value : { ...value, ...Object.fromEntries(changes) };
}

function translatedConcept(concept: unknown, localCodes: LocalCodes): unknown {
  const added: StandardCode[] = [];
  for (const coding of children(concept, 'coding')) {
    const code = text(coding, 'code');
    if (code === undefined) continue;
    const standard = localCodes.get(canonicalSystem(text(coding, 'system') ?? ''))?.get(code.trim());
    if (standard !== undefined) added.push(standard);
  }
  if (added.length === 0) return concept;
  return { ...(concept as object), coding: [...added, ...children(concept, 'coding')] };
}

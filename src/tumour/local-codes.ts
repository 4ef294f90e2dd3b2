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
  let changes: Readonly<Record<string, unknown>> | undefined;
  for (const name of CONCEPTS) {
    const concept = child(value, name);
    const after = concept === undefined ? undefined : translatedConcept(concept, localCodes);
    if (after !== concept) changes = { ...changes, [name]: after };
  }
  for (const name of HOLDERS) {
    const holder = child(value, name);
    const after = holder === undefined ? undefined : translated(holder, localCodes);
    if (after !== holder) changes = { ...changes, [name]: after };
  }
  for (const name of LISTS) {
    const items = children(value, name);
    if (items.length === 0) continue;
    const after = items.map((item) => translated(translatedConcept(item, localCodes), localCodes));
    if (after.some((item, index) => item !== items[index])) changes = { ...changes, [name]: after };
  }
  return changes === undefined ? value : { ...value, ...changes };
}

function translatedConcept(concept: unknown, localCodes: LocalCodes): unknown {
  const codings = children(concept, 'coding');
  if (!codings.some((coding) => standardCode(coding, localCodes) !== undefined)) return concept;
  const added = codings.flatMap((coding) => standardCode(coding, localCodes) ?? []);
  return { ...(concept as object), coding: [...added, ...codings] };
}

function standardCode(coding: unknown, localCodes: LocalCodes): StandardCode | undefined {
  const codes = localCodes.get(canonicalSystem(text(coding, 'system') ?? ''));
  return codes?.get(text(coding, 'code')?.trim() ?? '');
}

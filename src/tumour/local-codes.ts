/**
 * Local codes of a site, as its concept maps translate them: a coding that a map knows is read as the standard one, which
 * then stands before it. The record itself is left as it is.
 */
import type { DraftOrders, PatientRecord } from '../core/index.ts';
import { canonicalSystem, codingsOf, elements, textOf } from './elements.ts';

export interface StandardCode {
  readonly system: string;
  readonly code: string;
}

/** System, then code, of a site. */
export type LocalCodes = ReadonlyMap<string, ReadonlyMap<string, StandardCode>>;

/** Elements that are a concept, a list of concepts or resources (which may hold further ones), or hold elements that are. */
const CONCEPTS: ReadonlySet<string> = new Set([
  'code',
  'valueCodeableConcept',
  'bodySite',
  'type',
  'medicationCodeableConcept',
  'summary',
]);
const LISTS: ReadonlySet<string> = new Set([
  'contained',
  'component',
  'bodySite',
  'orderDetail',
  'reasonCode',
  'specialty',
  'qualification',
  'stage',
]);
const HOLDERS: ReadonlySet<string> = new Set(['collection']);

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

/** The same object where nothing in it is translated. Goes by the names that are there: most of those it knows are not. */
function translated<T>(value: T, localCodes: LocalCodes): T {
  if (typeof value !== 'object' || value === null) return value;
  let changes: Readonly<Record<string, unknown>> | undefined;
  for (const name in value) {
    const before: unknown = value[name];
    if (typeof before !== 'object') continue;
    const after = translatedElement(name, before, localCodes);
    if (after !== before) changes = { ...changes, [name]: after };
  }
  return changes === undefined ? value : { ...value, ...changes };
}

function translatedElement(name: string, element: unknown, localCodes: LocalCodes): unknown {
  if (Array.isArray(element)) {
    if (!LISTS.has(name)) return element;
    const after = element.map((item: unknown) => translated(translatedConcept(item, localCodes), localCodes));
    return after.some((item, index) => item !== element[index]) ? after : element;
  }
  if (CONCEPTS.has(name)) return translatedConcept(element, localCodes);
  return HOLDERS.has(name) ? translated(element, localCodes) : element;
}

function translatedConcept(concept: unknown, localCodes: LocalCodes): unknown {
  const codings = codingsOf(concept);
  const added: StandardCode[] = [];
  for (const coding of codings) {
    const standard = standardCode(coding, localCodes);
    if (standard !== undefined) added.push(standard);
  }
  return added.length === 0 ? concept : { ...(concept as object), coding: [...added, ...codings] };
}

function standardCode(coding: unknown, localCodes: LocalCodes): StandardCode | undefined {
  const { system, code } = elements(coding);
  return localCodes.get(canonicalSystem(textOf(system) ?? ''))?.get(textOf(code)?.trim() ?? '');
}

/**
 * A record whose resources stand by id, then by content, each content once, so that neither a server's order nor a resource
 * sent twice changes a fact. Two contents under one id both stay: which of them is true cannot be told from here.
 */
import type { PatientRecord } from '../core/index.ts';
import { text } from './elements.ts';

export function recordInFixedOrder(record: PatientRecord): PatientRecord {
  return {
    ...record,
    conditions: inFixedOrder(record.conditions),
    observations: inFixedOrder(record.observations),
    serviceRequests: inFixedOrder(record.serviceRequests),
    medicationRequests: inFixedOrder(record.medicationRequests),
    medicationStatements: inFixedOrder(record.medicationStatements),
    medicationAdministrations: inFixedOrder(record.medicationAdministrations),
    procedures: inFixedOrder(record.procedures),
    specimens: inFixedOrder(record.specimens),
    diagnosticReports: inFixedOrder(record.diagnosticReports),
    imagingStudies: inFixedOrder(record.imagingStudies),
    users: inFixedOrder(record.users),
  };
}

export function inFixedOrder<T>(resources: readonly T[]): readonly T[] {
  if (resources.length < 2) return resources;
  const byIds = resources.map((resource) => ({ id: idOf(resource), resource }));
  byIds.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const ordered = byIds.map(({ resource }) => resource);
  const isOnce = byIds.every(({ id }, index) => index === 0 || id !== byIds[index - 1]!.id);
  return isOnce ? ordered : [...byId(ordered)].flatMap((versions) => (versions.length === 1 ? versions : distinct(versions)));
}

/** The contents under each id of a list in which equal ids stand together; those without an id are one group. */
export function* byId<T>(ordered: readonly T[]): Generator<readonly T[]> {
  let versions: T[] = [];
  let id: string | undefined;
  for (const resource of ordered) {
    const next = idOf(resource);
    if (next === id) versions.push(resource);
    else {
      if (versions.length > 0) yield versions;
      versions = [resource];
      id = next;
    }
  }
  if (versions.length > 0) yield versions;
}

/** Empty where it is missing. */
export function idOf(resource: unknown): string {
  return text(resource, 'id') ?? '';
}

function distinct<T>(resources: readonly T[]): readonly T[] {
  const contents = new Map(resources.map((resource) => [contentOf(resource), resource]));
  return [...contents.keys()].sort().map((content) => contents.get(content)!);
}

/** JSON with names in one order and without `meta`, which differs between servers and deliveries. */
function contentOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (Array.isArray(value)) return `[${value.map(contentOf).join()}]`;
  const names = Object.keys(value).filter((name) => name !== 'meta');
  const entries = value as Readonly<Record<string, unknown>>;
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${contentOf(entries[name])}`)
    .join()}}`;
}

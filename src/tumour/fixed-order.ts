/**
 * A record whose resources stand by id, then by content, each content once, so that neither a server's order nor a resource
 * sent twice changes a fact. Two contents under one id both stay: which of them is true cannot be told from here.
 */
import type { PatientRecord } from '../core/index.ts';
import { elements, textOf } from './elements.ts';

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
  return isOnce ? ordered : withoutCopies(ordered);
}

/** All contents under each id of a list in which equal ids stand together; those without an id are one group. */
export function forEachId<T>(ordered: readonly T[], visit: (versions: readonly T[]) => void): void {
  let from = 0;
  while (from < ordered.length) {
    const id = idOf(ordered[from]);
    let to = from + 1;
    while (to < ordered.length && idOf(ordered[to]) === id) to += 1;
    visit(ordered.slice(from, to));
    from = to;
  }
}

/** Empty where it is missing. */
export function idOf(resource: unknown): string {
  return textOf(elements(resource).id) ?? '';
}

function withoutCopies<T>(ordered: readonly T[]): readonly T[] {
  const kept: T[] = [];
  forEachId(ordered, (versions) => {
    for (const version of versions.length === 1 ? versions : distinct(versions)) kept.push(version);
  });
  return kept;
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

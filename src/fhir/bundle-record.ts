/**
 * One patient's record from a Bundle (any type) or a bare array of resources, as files have it: references to the `fullUrl`
 * of an entry, or to `urn:uuid:` with its id, are read as references to its resource. What is in the file is the whole record.
 */
import { type PatientRecord, ServiceError } from '../core/index.ts';
import { assembleRecord, belongsTo } from './patient-record.ts';
import { parseResource, type ReadResource } from './schemas.ts';

export interface BundleRecord {
  readonly record: PatientRecord;
  /** Resources of types that this product reads which break their schema, as `Type/id`. */
  readonly unreadable: readonly string[];
  /** Resources that are another patient's. */
  readonly others: number;
}

interface Entry {
  readonly fullUrl: string | undefined;
  readonly resource: unknown;
}

/**
 * @param patientId the one to read where the file has several
 * @throws ServiceError `malformed-body` where this is no Bundle, or the patient is not clear or not in it
 */
export function recordFromBundle(json: unknown, patientId?: string): BundleRecord {
  const entries = entriesOf(json);
  const names = new Map(
    entries.flatMap(({ fullUrl, resource }) => {
      const name = nameOf(resource);
      if (name === undefined) return [];
      const uuid = `urn:uuid:${name.split('/')[1]}`;
      return [[uuid, name] as const, ...(fullUrl === undefined ? [] : [[fullUrl, name] as const])];
    }),
  );
  const resources: ReadResource[] = [];
  const unreadable: string[] = [];
  for (const { resource } of entries) {
    const parsed = parseResource(withNames(resource, names));
    if (parsed.kind === 'resource') resources.push(parsed.resource);
    else if (parsed.kind === 'unreadable') unreadable.push(nameOf(resource) ?? 'a resource without type or id');
  }
  const id = patientId ?? onlyPatient(resources);
  // Practitioners of a file are whoever took part, not the user of a hook.
  const patients = resources.filter(({ resourceType }) => !resourceType.startsWith('Practitioner'));
  const own = patients.filter((resource) => belongsTo(resource, id, undefined));
  // A mistyped id must not read as a patient of whom nothing is on file. An Endpoint is nobody's.
  if (patientId !== undefined && own.every(({ resourceType }) => resourceType === 'Endpoint'))
    throw new ServiceError('malformed-body', 'Nothing in the file is of the patient that --patient names.', { field: 'patient' });
  const counts = new Map<string, number>();
  for (const { resourceType } of own) counts.set(resourceType, (counts.get(resourceType) ?? 0) + 1);
  const failed = new Set(unreadable.map((name) => name.split('/')[0]));
  const searched = [...counts].map(([type, count]) => ({ type, count, complete: !failed.has(type) }));
  return { record: assembleRecord(id, own, searched), unreadable, others: patients.length - own.length };
}

function entriesOf(json: unknown): readonly Entry[] {
  if (Array.isArray(json)) return json.map((item: unknown) => asEntry(item));
  const bundle = json as { resourceType?: unknown; entry?: unknown } | null;
  if (typeof bundle !== 'object' || bundle?.resourceType !== 'Bundle')
    throw new ServiceError('malformed-body', 'Expected a FHIR Bundle, or an array of FHIR resources.', { field: 'bundle' });
  return Array.isArray(bundle.entry) ? bundle.entry.map((item: unknown) => asEntry(item)) : [];
}

/** An entry of a Bundle; some exports list entries, others resources. */
function asEntry(item: unknown): Entry {
  const { fullUrl, resource, resourceType } = (item ?? {}) as { fullUrl?: unknown; resource?: unknown; resourceType?: unknown };
  return {
    fullUrl: typeof fullUrl === 'string' ? fullUrl : undefined,
    resource: resource === undefined && typeof resourceType === 'string' ? item : resource,
  };
}

function nameOf(resource: unknown): string | undefined {
  const { resourceType, id } = (resource ?? {}) as { resourceType?: unknown; id?: unknown };
  return typeof resourceType === 'string' && typeof id === 'string' ? `${resourceType}/${id}` : undefined;
}

/** A copy in which every `reference` to a fullUrl names the resource instead. Depth is bounded where the text is read. */
function withNames(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (names.size === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withNames(item, names));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'reference' && typeof item === 'string' ? (names.get(item) ?? item) : withNames(item, names),
    ]),
  );
}

function onlyPatient(resources: readonly ReadResource[]): string {
  const ids = resources.flatMap((resource) => (resource.resourceType === 'Patient' ? (resource.id ?? []) : []));
  const [id, ...others] = new Set(ids);
  if (id !== undefined && others.length === 0) return id;
  const found = id === undefined ? 'no Patient' : `${others.length + 1} Patients`;
  throw new ServiceError('malformed-body', `The file has ${found}: name the one to read with --patient.`, { field: 'patient' });
}

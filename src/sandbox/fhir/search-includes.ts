/**
 * `_include=Source:parameter[:Target]` and `_revinclude`, with `:iterate` (FHIR R4 search.html 3.1.1.5.4).
 * Each resource is returned once; a reference to another server or to nothing is left out in silence, as FHIR says.
 */
import { FhirFailure } from './failure.ts';
import type { StoredResource } from './fhir-store.ts';
import type { SearchScope } from './search-criteria.ts';
import { type SearchParameter, searchParameters } from './search-parameters.ts';
import { elementsOf, referenceOf } from './search-values.ts';

export interface Include {
  readonly direction: 'forward' | 'reverse';
  readonly iterate: boolean;
  readonly source: string;
  readonly parameters: readonly SearchParameter[];
  readonly target: string | undefined;
}

const MAX_INCLUDED = 2000;

/** Undefined where the source type or its parameter is not known. */
export function parseInclude(name: string, value: string): Include | undefined {
  const [source = '', code = '', target] = value.split(':');
  const known = searchParameters(source);
  if (known === undefined) return undefined;
  const references = Object.entries(known).filter(([, parameter]) => parameter.type === 'reference');
  const parameters = references.filter(([own]) => code === '*' || own === code).map(([, parameter]) => parameter);
  if (parameters.length === 0) return undefined;
  const direction = name.startsWith('_rev') ? 'reverse' : 'forward';
  return { direction, iterate: name.endsWith(':iterate'), source, parameters, target: target || undefined };
}

/** What the includes add to `matches`, in order of discovery, without the matches themselves. */
export function included(scope: SearchScope, matches: readonly StoredResource[], includes: readonly Include[]): StoredResource[] {
  const seen = new Set(matches.map(key));
  const found: StoredResource[] = [];
  let from = matches;
  for (let round = 0; from.length > 0; round++) {
    const active = round === 0 ? includes : includes.filter((include) => include.iterate);
    const added = active
      .flatMap((include) => (include.direction === 'forward' ? targetsOf(scope, from, include) : sourcesOf(scope, from, include)))
      .filter((resource) => scope.visible(resource) && !seen.has(key(resource)) && seen.add(key(resource)));
    found.push(...added);
    if (found.length > MAX_INCLUDED)
      throw new FhirFailure(400, 'too-costly', `The includes add more than ${MAX_INCLUDED} resources; use a smaller _count`);
    from = added;
  }
  return found;
}

function targetsOf(scope: SearchScope, from: readonly StoredResource[], include: Include): StoredResource[] {
  return from
    .filter((resource) => resource.resourceType === include.source)
    .flatMap((resource) => references(resource, include, scope.base))
    .flatMap((reference) => {
      const [type = '', id = ''] = reference.split('/');
      return scope.store.find(type, id) ?? [];
    });
}

function sourcesOf(scope: SearchScope, from: readonly StoredResource[], include: Include): StoredResource[] {
  const wanted = new Set(from.map(key));
  return scope.store
    .all(include.source)
    .filter((resource) => references(resource, include, scope.base).some((reference) => wanted.has(reference)));
}

function references(resource: StoredResource, include: Include, base: string): string[] {
  return include.parameters.flatMap((parameter) =>
    elementsOf(resource, parameter)
      .map((element) => referenceOf(element, base) ?? '')
      .filter((reference) => {
        const type = reference.split('/')[0];
        return [include.target, parameter.target].every((wanted) => wanted === undefined || wanted === type);
      }),
  );
}

function key(resource: StoredResource): string {
  return `${resource.resourceType}/${resource.id}`;
}

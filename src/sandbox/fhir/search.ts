/**
 * One search of one type: query -> searchset Bundle with match, include and outcome entries and paging links
 * (FHIR R4 search.html). A parameter that is not known is refused under `Prefer: handling=strict`; else it is
 * ignored, the self link leaves it out, and an outcome entry says so. Pages are offsets into a search made anew.
 */
import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4.js';
import { FhirFailure, outcome } from './failure.ts';
import type { StoredResource } from './fhir-store.ts';
import { criterion, type Predicate, type SearchScope } from './search-criteria.ts';
import { type Include, included, parseInclude } from './search-includes.ts';
import { parseSortKey, type SortKey, sorted } from './search-sort.ts';

export type Query = readonly (readonly [name: string, value: string])[];

const DEFAULT_COUNT = 100;
const MAX_COUNT = 500;
const MAX_PARAMETERS = 60;
/** Accepted and without effect: the answer is always the whole resource as JSON. */
const WITHOUT_EFFECT = new Set(['_format', '_pretty', '_total', '_elements', '_contained']);

interface Plan {
  readonly predicates: readonly Predicate[];
  readonly includes: readonly Include[];
  readonly sort: readonly SortKey[];
  readonly count: number;
  readonly offset: number;
  readonly countOnly: boolean;
  readonly used: Query;
  readonly ignored: readonly string[];
}

export function search(scope: SearchScope, type: string, query: Query, handling: 'strict' | 'lenient' = 'lenient'): Bundle {
  const plan = parseQuery(scope, type, query);
  if (handling === 'strict' && plan.ignored.length > 0)
    throw new FhirFailure(400, 'not-supported', `Search parameters not supported for ${type}: ${plan.ignored.join(', ')}`);
  const matches = sorted(matching(scope, type, plan.predicates), plan.sort);
  const page = plan.countOnly ? [] : matches.slice(plan.offset, plan.offset + plan.count);
  const warning: BundleEntry[] =
    plan.ignored.length === 0
      ? []
      : [
          {
            resource: outcome('warning', 'not-supported', `Search parameters ignored: ${plan.ignored.join(', ')}`),
            search: { mode: 'outcome' },
          },
        ];
  const entries = [
    ...page.map((resource) => entry(scope.base, resource, 'match')),
    ...included(scope, page, plan.includes).map((resource) => entry(scope.base, resource, 'include')),
    ...warning,
  ];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: matches.length,
    link: links(scope.base, type, plan, matches.length),
    // FHIR JSON has no empty arrays.
    ...(entries.length === 0 ? {} : { entry: entries }),
  };
}

/** Resources that meet the criteria of a conditional interaction: every parameter must be known. */
export function matchesOf(scope: SearchScope, type: string, query: Query): StoredResource[] {
  const plan = parseQuery(scope, type, query);
  if (plan.ignored.length > 0 || plan.predicates.length === 0)
    throw new FhirFailure(412, 'not-supported', `These criteria cannot select a ${type}: ${plan.ignored.join(', ')}`);
  return matching(scope, type, plan.predicates);
}

function matching(scope: SearchScope, type: string, predicates: readonly Predicate[]): StoredResource[] {
  return scope.store
    .all(type)
    .filter((resource) => scope.visible(resource) && predicates.every((predicate) => predicate(resource)));
}

function parseQuery(scope: SearchScope, type: string, query: Query): Plan {
  if (query.length > MAX_PARAMETERS) throw new FhirFailure(400, 'too-long', `A search has at most ${MAX_PARAMETERS} parameters`);
  const predicates: Predicate[] = [];
  const includes: Include[] = [];
  const sort: SortKey[] = [];
  const ignored: string[] = [];
  const used: [string, string][] = [];
  let count = DEFAULT_COUNT;
  let offset = 0;
  let countOnly = false;
  for (const [name, value] of query) {
    if (name === '_count') count = wholeNumber(name, value);
    else if (name === '_offset') offset = wholeNumber(name, value);
    else if (name === '_summary') countOnly = value === 'count';
    else if (/^_(rev)?include(:iterate)?$/.test(name)) {
      const include = parseInclude(name, value);
      if (include === undefined) ignored.push(`${name}=${value.slice(0, 60)}`);
      else includes.push(include);
    } else if (name === '_sort') {
      for (const key of value.split(',')) {
        const parsed = parseSortKey(type, key);
        if (parsed === undefined) ignored.push(`_sort=${key.slice(0, 60)}`);
        else sort.push(parsed);
      }
    } else if (!WITHOUT_EFFECT.has(name)) {
      const predicate = criterion(scope, type, name, value);
      if (predicate === undefined) {
        ignored.push(name.slice(0, 60));
        continue;
      }
      predicates.push(predicate);
    }
    used.push([name, value]);
  }
  countOnly ||= count === 0;
  return { predicates, includes, sort, count: Math.min(count, MAX_COUNT), offset, countOnly, used, ignored };
}

function wholeNumber(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new FhirFailure(400, 'value', `Parameter ${name}: expected a whole number`);
  return Number(value);
}

function links(base: string, type: string, plan: Plan, total: number): Bundle['link'] {
  const link = (relation: string, query: Query) => {
    const text = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
    return { relation, url: `${base}/${type}${text === '' ? '' : `?${text}`}` };
  };
  const at = (offset: number): Query => [
    ...plan.used.filter(([name]) => name !== '_offset' && name !== '_count'),
    ['_count', String(plan.count)],
    ['_offset', String(offset)],
  ];
  const result = [link('self', plan.used)];
  if (plan.countOnly) return result;
  if (plan.offset + plan.count < total) result.push(link('next', at(plan.offset + plan.count)));
  if (plan.offset > 0) result.push(link('previous', at(Math.max(0, plan.offset - plan.count))));
  return result;
}

function entry(base: string, resource: StoredResource, mode: 'match' | 'include'): BundleEntry {
  return {
    fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
    // Stored JSON of a known resource type; its elements were never checked, which no reader here relies on.
    resource: resource as unknown as FhirResource,
    search: { mode },
  };
}

/**
 * What the bearer of an access token may do: SMART scopes (v1 `.read`/`.write`, v2 `.cruds`) and the patient
 * compartment of the launch. A scope with a search restriction (`?category=...`) grants nothing here.
 */
import { valuesAt } from './element-path.ts';
import type { JsonObject } from './resource-json.ts';
import { searchParameters } from './search-parameters.ts';
import { referenceOf } from './search-values.ts';

export type Action = 'c' | 'r' | 'u' | 'd' | 's';

export interface Access {
  readonly permits: (type: string, action: Action) => boolean;
  /** Whether this resource, stored or about to be, is within reach. */
  readonly reaches: (resource: JsonObject) => boolean;
}

/** What an access token says of its bearer. */
export interface AccessClaims {
  readonly scope: string;
  readonly patient?: string;
}

/** Requests without a token on a server that requires none. */
export const OPEN_ACCESS: Access = { permits: () => true, reaches: () => true };

const SCOPE = /^(?:patient|user|system)\/(\*|[A-Za-z]+)\.(\*|read|write|c?r?u?d?s?)$/;
const ACTIONS: Readonly<Record<string, string>> = { '*': 'cruds', read: 'rs', write: 'cud' };

export function accessOf(claims: AccessClaims, base: string): Access {
  const grants = claims.scope.split(' ').flatMap((scope) => {
    const [, type, actions] = SCOPE.exec(scope) ?? [];
    return type === undefined || actions === undefined ? [] : [{ type, actions: ACTIONS[actions] ?? actions }];
  });
  const { patient } = claims;
  return {
    permits: (type, action) =>
      grants.some((grant) => (grant.type === '*' || grant.type === type) && grant.actions.includes(action)),
    reaches: (resource) => patient === undefined || inCompartment(resource, patient, base),
  };
}

/** Resources of types that belong to no patient (Endpoint, PlanDefinition, ...) are in every compartment. */
function inCompartment(resource: JsonObject, patient: string, base: string): boolean {
  const type = String(resource.resourceType);
  if (type === 'Patient') return resource.id === patient;
  const parameters = searchParameters(type) ?? {};
  const paths = [...(parameters.patient?.paths ?? []), ...(parameters.subject?.paths ?? [])];
  if (paths.length === 0) return true;
  return paths.flatMap((path) => valuesAt(resource, path)).some((own) => referenceOf(own, base) === `Patient/${patient}`);
}

/**
 * Search parameters of a request as one predicate over resources: name[:modifier][.chain]=value[,value].
 * Repeated parameters are all required, comma-separated values are alternatives (FHIR R4 search.html 3.1.1.4.3).
 */
import { FhirFailure } from './failure.ts';
import type { FhirStore, StoredResource } from './fhir-store.ts';
import { type SearchParameter, searchParameters } from './search-parameters.ts';
import {
  dateTest,
  elementsOf,
  referenceOf,
  referenceTest,
  splitUnescaped,
  stringTest,
  tokenTest,
  tokenTextTest,
  type ValueTest,
} from './search-values.ts';

/** What a search runs over: `visible` hides what the caller may not see, for chains and includes alike. */
export interface SearchScope {
  readonly store: FhirStore;
  readonly base: string;
  readonly visible: (resource: StoredResource) => boolean;
}

export type Predicate = (resource: StoredResource) => boolean;

const MAX_VALUE_LENGTH = 20_000;
const MAX_ALTERNATIVES = 500;
const MAX_CHAIN = 3;

/** Undefined where the type has no such parameter; 400 where the value or modifier is wrong. */
export function criterion(scope: SearchScope, type: string, name: string, value: string, depth = 0): Predicate | undefined {
  const [path, ...chain] = name.split('.');
  const [code, modifier] = path!.split(':');
  const parameters = searchParameters(type);
  if (parameters === undefined || !Object.hasOwn(parameters, code!)) return undefined;
  const parameter = parameters[code!]!;
  if (chain.length > 0) return chained(scope, parameter, modifier, chain.join('.'), value, depth);
  if (modifier === 'missing') {
    if (value !== 'true' && value !== 'false') throw new FhirFailure(400, 'value', `Parameter ${name}: expected true or false`);
    return (resource) => (elementsOf(resource, parameter).length === 0) === (value === 'true');
  }
  if (value.length > MAX_VALUE_LENGTH) throw new FhirFailure(400, 'too-long', `Parameter ${code} is too long`);
  const alternatives = splitUnescaped(value, ',').filter((alternative) => alternative !== '');
  if (alternatives.length === 0) throw new FhirFailure(400, 'value', `Parameter ${name} has no value`);
  if (alternatives.length > MAX_ALTERNATIVES)
    throw new FhirFailure(400, 'too-long', `Parameter ${name} has more than ${MAX_ALTERNATIVES} values`);
  const tests = alternatives.map((alternative) => valueTest(scope, parameter, code!, modifier, alternative));
  const meets: Predicate = (resource) => elementsOf(resource, parameter).some((element) => tests.some((test) => test(element)));
  return modifier === 'not' ? (resource) => !meets(resource) : meets;
}

function valueTest(
  scope: SearchScope,
  parameter: SearchParameter,
  name: string,
  modifier: string | undefined,
  value: string,
): ValueTest {
  const refuse = () => new FhirFailure(400, 'not-supported', `Parameter ${name}: this modifier is not supported`);
  switch (parameter.type) {
    case 'token':
      if (modifier === 'text') return tokenTextTest(value);
      if (modifier !== undefined && modifier !== 'not') throw refuse();
      return tokenTest(value);
    case 'date':
      if (modifier !== undefined) throw refuse();
      return dateTest(value, name);
    case 'string':
      if (modifier !== undefined && modifier !== 'exact' && modifier !== 'contains') throw refuse();
      return stringTest(value, modifier);
    case 'uri':
      if (modifier !== undefined) throw refuse();
      return (element) => element === value;
    case 'reference':
      if (modifier === 'identifier') {
        const test = tokenTest(value);
        return (element) =>
          typeof element === 'object' && element !== null && 'identifier' in element && test(element.identifier);
      }
      if (modifier !== undefined && searchParameters(modifier) === undefined) throw refuse();
      return referenceTest(value, parameter, modifier, scope.base);
  }
}

/** `patient.identifier=x`: the reference leads to a resource of this server that meets the rest of the chain. */
function chained(
  scope: SearchScope,
  parameter: SearchParameter,
  modifier: string | undefined,
  rest: string,
  value: string,
  depth: number,
): Predicate | undefined {
  if (parameter.type !== 'reference') return undefined;
  if (depth >= MAX_CHAIN) throw new FhirFailure(400, 'too-costly', `Chains of more than ${MAX_CHAIN} steps are not supported`);
  const wanted = parameter.target ?? modifier;
  const predicates = new Map<string, Predicate | undefined>();
  const predicateFor = (type: string): Predicate | undefined => {
    if (!predicates.has(type)) predicates.set(type, criterion(scope, type, rest, value, depth + 1));
    return predicates.get(type);
  };
  if (wanted !== undefined && predicateFor(wanted) === undefined) return undefined;
  return (resource) =>
    elementsOf(resource, parameter).some((element) => {
      const [type, id, extra] = (referenceOf(element, scope.base) ?? '').split('/');
      if (!type || !id || extra !== undefined || (wanted !== undefined && type !== wanted)) return false;
      const target = scope.store.find(type, id);
      return target !== undefined && scope.visible(target) && (predicateFor(type)?.(target) ?? false);
    });
}

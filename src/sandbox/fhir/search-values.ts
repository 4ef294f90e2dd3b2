/**
 * How one searched value is compared with the elements of a resource, per parameter type (FHIR R4 search.html
 * 3.1.1.4). Stored elements may have any JSON shape: what is not of the expected shape never matches.
 */
import { DATE_PREFIXES, dateRange, elementRanges, rangeMatches } from './date-range.ts';
import { valuesAt } from './element-path.ts';
import { FhirFailure } from './failure.ts';
import { isJsonObject, type ResourceJson } from './resource-json.ts';
import type { SearchParameter } from './search-parameters.ts';

/** A comparison with every element value at the parameter's paths; made once for a searched value. */
export type ValueTest = (element: unknown) => boolean;

export interface Token {
  /** Undefined for plain codes, whose system the element implies. */
  readonly system?: string;
  readonly code: string;
}

export function elementsOf(resource: ResourceJson, parameter: SearchParameter): unknown[] {
  return parameter.paths.flatMap((path) => valuesAt(resource, path));
}

/** Tokens of a code, boolean, Coding, CodeableConcept, Identifier or ContactPoint. */
export function tokensOf(element: unknown): Token[] {
  if (typeof element === 'string' || typeof element === 'boolean') return [{ code: String(element) }];
  if (!isJsonObject(element)) return [];
  if (Array.isArray(element.coding)) return element.coding.flatMap(tokensOf);
  const code = element.code ?? element.value;
  if (typeof code !== 'string') return [];
  return [{ system: typeof element.system === 'string' ? element.system : '', code }];
}

/** `code`, `system|code`, `|code` (no system) or `system|` (any code of it). */
export function tokenTest(searched: string): ValueTest {
  const bar = findUnescaped(searched, '|');
  const code = unescaped(bar < 0 ? searched : searched.slice(bar + 1));
  const system = bar < 0 ? undefined : unescaped(searched.slice(0, bar));
  return (element) =>
    tokensOf(element).some(
      (token) =>
        (system === undefined || token.system === undefined || token.system === system) &&
        (token.code === code || (code === '' && system !== undefined && system !== '')),
    );
}

/** `:text`: the display or text of a coded element begins with the searched words. */
export function tokenTextTest(searched: string): ValueTest {
  const wanted = folded(unescaped(searched));
  return (element) => {
    const texts = [valuesAt(element, 'text'), valuesAt(element, 'coding.display'), valuesAt(element, 'display')].flat();
    return texts.some((text) => typeof text === 'string' && folded(text).startsWith(wanted));
  };
}

export function dateTest(searched: string, name: string): ValueTest {
  const prefix = DATE_PREFIXES.find((candidate) => searched.startsWith(candidate));
  const range = dateRange(prefix === undefined ? searched : searched.slice(2));
  if (range === undefined) throw new FhirFailure(400, 'value', `Parameter ${name}: expected a date such as ge2024-05-01`);
  return (element) => elementRanges(element).some((own) => rangeMatches(own, prefix ?? 'eq', range));
}

/** Beginning of any part of a text, name or address, without case and accents; whole or contained by modifier. */
export function stringTest(searched: string, modifier: string | undefined): ValueTest {
  const wanted = unescaped(searched);
  return (element) =>
    textsOf(element).some((text) => {
      if (modifier === 'exact') return text === wanted;
      if (modifier === 'contains') return folded(text).includes(folded(wanted));
      return folded(text).startsWith(folded(wanted));
    });
}

export function textsOf(element: unknown): string[] {
  if (typeof element === 'string') return [element];
  if (!isJsonObject(element)) return [];
  return ['text', 'family', 'given', 'prefix', 'suffix', 'line', 'city', 'state', 'postalCode', 'country']
    .flatMap((part) => valuesAt(element, part))
    .filter((text) => typeof text === 'string');
}

/** `id`, `Type/id` or an absolute address; `base` is this server's own, which stands for relative references. */
export function referenceTest(
  searched: string,
  parameter: SearchParameter,
  modifier: string | undefined,
  base: string,
): ValueTest {
  const type = parameter.target ?? modifier;
  const wanted = relativeReference(unescaped(searched), base);
  return (element) => {
    const own = referenceOf(element, base);
    if (own === undefined || (type !== undefined && ownType(own) !== type)) return false;
    return own === wanted || (!wanted.includes('/') && own.endsWith(`/${wanted}`) && own.split('/').length === 2);
  };
}

/** The reference relative to this server and without version, where the element has a literal one. */
export function referenceOf(element: unknown, base: string): string | undefined {
  const reference = isJsonObject(element) ? element.reference : undefined;
  return typeof reference === 'string' ? relativeReference(reference, base) : undefined;
}

function relativeReference(reference: string, base: string): string {
  const relative = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference;
  return relative.replace(/\/_history\/.*$/, '');
}

function ownType(reference: string): string | undefined {
  return reference.split('/').at(-2);
}

/** Splits at `separator` where it is not escaped by a backslash; the parts keep their escapes. */
export function splitUnescaped(text: string, separator: string): string[] {
  const parts: string[] = [];
  let rest = text;
  for (let at = findUnescaped(rest, separator); at >= 0; at = findUnescaped(rest, separator)) {
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...parts, rest];
}

function findUnescaped(text: string, character: string): number {
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === character) return i;
  }
  return -1;
}

function unescaped(text: string): string {
  return text.replace(/\\([\\,|$])/g, '$1');
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

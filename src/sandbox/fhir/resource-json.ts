/**
 * What the embedded server asks of a resource before it stores it: a JSON object with a resourceType and a legal
 * id (FHIR R4 resource.html 2.27.2), of bounded depth. Element content is not validated against the specification.
 */
import type { Meta } from 'fhir/r4.js';
import { FhirFailure } from './failure.ts';

export type JsonObject = { readonly [element: string]: unknown };

/** A resource as a client sends it. */
export interface ResourceJson extends JsonObject {
  readonly resourceType: string;
  readonly id?: string;
  readonly meta?: Meta;
}

const MAX_DEPTH = 64;
const ID = /^[A-Za-z0-9\-.]{1,64}$/;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isLegalId(id: string): boolean {
  return ID.test(id);
}

/** The body as a resource of `type`; 400 with the element at fault otherwise. */
export function parseResource(body: unknown, type: string): ResourceJson {
  if (!isJsonObject(body)) throw new FhirFailure(400, 'structure', 'The body must be one FHIR resource as a JSON object');
  if (body.resourceType !== type) throw new FhirFailure(400, 'invalid', `resourceType must be ${type}, as in the address`);
  if (body.id !== undefined && !(typeof body.id === 'string' && isLegalId(body.id)))
    throw new FhirFailure(400, 'value', `${type}.id must be 1 to 64 letters, digits, "-" or "."`);
  if (body.meta !== undefined && !isJsonObject(body.meta))
    throw new FhirFailure(400, 'structure', `${type}.meta must be an object`);
  requireBoundedDepth(body);
  return body as ResourceJson;
}

/** Without recursion: a hostile body must not exhaust the stack. */
export function requireBoundedDepth(root: unknown): void {
  let level = typeof root === 'object' && root !== null ? [root] : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw new FhirFailure(400, 'too-long', `The resource is nested deeper than ${MAX_DEPTH} levels`);
    const next: object[] = [];
    for (const node of level)
      for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) next.push(child);
    level = next;
  }
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) deepFreeze(child);
  return Object.freeze(value);
}

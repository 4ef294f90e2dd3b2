/** What was decided on the training split and is only read here: endpoint, cut-off, models to compare with. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ServiceError } from '../core/index.ts';
import type { Manifest } from '../model/index.ts';
import {
  type Endpoint,
  type EndpointText,
  endpointText,
  parseEndpoint,
  VALIDATION_FILE,
  type ValidationResults,
  validationResultsSchema,
} from '../training/index.ts';
import type { EvaluateOptions } from './evaluate-options.ts';

export interface LockedParts {
  readonly endpoint: { readonly kind: Endpoint; readonly text: EndpointText; readonly remark?: string };
  readonly cutOff: ValidationResults['cutOff'];
  readonly comparators: NonNullable<ValidationResults['comparators']>;
}

export async function lockedParts(options: EvaluateOptions, manifest: Manifest): Promise<LockedParts> {
  const validation = await validationOf(options.bundle, manifest);
  return {
    endpoint: endpointOf(options.endpoint, manifest),
    cutOff: cutOffOf(options.cutOff, manifest, validation),
    comparators: validation?.comparators ?? [],
  };
}

/** The results of the training run, where the bundle lists them: `readBundle` has checked their hash. */
async function validationOf(bundle: string, manifest: Manifest): Promise<ValidationResults | undefined> {
  if (manifest.files[VALIDATION_FILE] === undefined) return undefined;
  const text = await readFile(path.join(bundle, VALIDATION_FILE), 'utf8');
  const parsed = validationResultsSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw unusable(`${VALIDATION_FILE}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unusable(`${VALIDATION_FILE} is not JSON`);
  }
}

function endpointOf(asked: string | undefined, { endpoint: own }: Manifest): LockedParts['endpoint'] {
  if (asked !== undefined) {
    const kind = parseEndpoint(asked);
    const text = endpointText(kind);
    if (text.definition === own.definition) return { kind, text };
    return { kind, text, remark: `The model was fitted for another endpoint: ${own.definition}. Here: ${text.definition}.` };
  }
  for (const kind of [{ kind: 'zero-vs-rest' }, { kind: 'low-vs-zero' }] as const) {
    if (endpointText(kind).definition === own.definition) return { kind, text: endpointText(kind) };
  }
  throw unusable(`the model predicts "${own.definition}": say with --endpoint which column of the cohort holds that`);
}

function cutOffOf(asked: number | undefined, { thresholds }: Manifest, validation: ValidationResults | undefined) {
  if (asked !== undefined) return { probability: asked, origin: 'Given for this evaluation' };
  if (validation !== undefined) return validation.cutOff;
  return { probability: thresholds.high, origin: `Upper threshold of the bundle. ${thresholds.origin.replace(/\.$/, '')}` };
}

function unusable(why: string): ServiceError {
  return new ServiceError('bad-configuration', `bundle: ${why}.`, { field: 'bundle' });
}

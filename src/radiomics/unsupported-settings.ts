/** PyRadiomics settings that are refused here, or taken only with the value that changes nothing, and what to say of others. */
import type { z } from 'zod';
import { WITHOUT_EFFECT } from './filter-settings.ts';

/** PyRadiomics keys without support here, with the value that changes nothing; undefined where there is none. */
const UNSUPPORTED: Readonly<Record<string, unknown>> = {
  initValue: undefined,
  kernelRadius: undefined,
  maskedKernel: undefined,
  voxelBatch: undefined,
  voxelBased: false,
};

const UNSUPPORTED_IMAGE_TYPES = ['LBP3D'];

export function unsupportedKeys(input: unknown): string[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input)
    .filter(([key, value]) => {
      if (Object.hasOwn(WITHOUT_EFFECT, key)) return !WITHOUT_EFFECT[key].holds(value);
      return Object.hasOwn(UNSUPPORTED, key) && (UNSUPPORTED[key] === undefined || UNSUPPORTED[key] !== value);
    })
    .map(([key]) => `${key}: a PyRadiomics setting that is not supported here${neutralValue(key)}`);
}

function neutralValue(key: string): string {
  if (Object.hasOwn(WITHOUT_EFFECT, key)) return ` (only ${WITHOUT_EFFECT[key].only} is)`;
  return UNSUPPORTED[key] === undefined ? '' : ` (only ${JSON.stringify(UNSUPPORTED[key])} is)`;
}

export function problemsOf(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return [`${path || 'settings'}: ${issue.message}`];
  return issue.keys.map((key) => `${[...issue.path, key].join('.')}: ${unrecognized(key)}`);
}

function unrecognized(key: string): string {
  if (UNSUPPORTED_IMAGE_TYPES.includes(key)) return 'a PyRadiomics image type that is not supported here';
  return Object.hasOwn(UNSUPPORTED, key) ? 'a PyRadiomics setting that is not supported here' : 'unknown setting';
}

/** `input` without the keys that `unsupportedKeys` judges. */
export function withoutUnsupported(input: unknown): unknown {
  const keys = { ...UNSUPPORTED, ...WITHOUT_EFFECT };
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([key]) => !Object.hasOwn(keys, key)));
}

/** When a value counts as that of a reference case, and when it is not compared: one set of rules for the test and the command. */
import { allFeatureNames, parseSettings, type RadiomicsSettings } from '../../src/radiomics/index.ts';
import type { ReferenceCase, ReferenceNumber } from './reference-case.ts';

const RELATIVE = 1e-9;
const ABSOLUTE = 1e-11;
/** PyRadiomics finds it with a general eigensolver on a matrix with ε in its denominators. */
const RELATIVE_MCC = 1e-7;
/** Single precision between its passes. */
const RELATIVE_LOG = 1e-6;
/** Where a pixel lies within the rounding of single precision of a bin edge. */
const RELATIVE_LOG_FRAGILE = 1e-4;
const FROM_GREY_LEVELS = /_(firstorder_(Entropy|Uniformity)|gl[a-z]+_\w+|ngtdm_\w+)$/;

export function isComparable(name: string, { severelyFragileImageTypes, unstableFeatures }: ReferenceCase): boolean {
  if (unstableFeatures.includes(name)) return false;
  // Exact edges reproduce original and gradient images although their pixels lie on them.
  const imageType = imageTypeOf(name);
  const fragile = severelyFragileImageTypes.includes(imageType) && imageType !== 'original' && imageType !== 'gradient';
  return !(fragile && FROM_GREY_LEVELS.test(name));
}

export function imageTypeOf(name: string): string {
  return name.slice(0, name.indexOf('_'));
}

export function toleranceOf(name: string, { fragileImageTypes }: ReferenceCase): number {
  const imageType = imageTypeOf(name);
  if (!imageType.startsWith('log-')) return name.endsWith('_MCC') ? RELATIVE_MCC : RELATIVE;
  return fragileImageTypes.includes(imageType) && FROM_GREY_LEVELS.test(name) ? RELATIVE_LOG_FRAGILE : RELATIVE_LOG;
}

export function agrees(actual: number, reference: ReferenceNumber, relative: number): boolean {
  const expected = Number(reference);
  if (!Number.isFinite(expected)) return Object.is(actual, expected);
  return Math.abs(actual - expected) <= Math.max(relative * Math.abs(expected), ABSOLUTE);
}

export interface ReferenceRun {
  readonly settings: RadiomicsSettings;
  readonly names: readonly string[];
}

export function runOf({ settings, imageTypes, featureClasses }: ReferenceCase): ReferenceRun {
  const parsed = parseSettings({ ...settings, imageTypes, profile: 'pyradiomics' });
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('; '));
  return { settings: parsed.settings, names: allFeatureNames(featureClasses, parsed.settings) };
}

/** 0 where both are the same, also where both are NaN or the same infinity; differences below the absolute tolerance count as 0. */
export function relativeDifference(actual: number, reference: ReferenceNumber): number {
  const expected = Number(reference);
  if (Object.is(actual, expected) || Math.abs(actual - expected) <= ABSOLUTE) return 0;
  return Number.isFinite(actual) && Number.isFinite(expected) ? Math.abs(actual - expected) / Math.abs(expected) : Infinity;
}

import { expect, it } from 'vitest';
import {
  allFeatureNames,
  compilePlan,
  extract,
  FEATURE_CLASS_NAMES,
  parseSettings,
  type RadiomicsSettings,
} from '../../src/radiomics/index.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import { type ReferenceCase, type ReferenceNumber, readCases, readImage, readMask } from './reference-case.ts';

const RELATIVE = 1e-9;
const ABSOLUTE = 1e-11;
/** PyRadiomics finds it with a general eigensolver on a matrix with ε in its denominators. */
const RELATIVE_MCC = 1e-7;
/** What the present feature classes and image types have in the 24 development cases. */
const LEAST_COMPARED = 2_600;

/** Exact binning reproduces these although a pixel lies on a bin edge; see README of the cases. */
const EXACT_ON_EDGES = /^(original|gradient)_/;
const FROM_GREY_LEVELS = /_(firstorder_(Entropy|Uniformity)|gl[a-z]+_\w+|ngtdm_\w+)$/;

function isComparable(name: string, { severelyFragileImageTypes, unstableFeatures }: ReferenceCase): boolean {
  if (unstableFeatures.includes(name)) return false;
  const fragile = severelyFragileImageTypes.includes(name.split('_')[0]!) && !EXACT_ON_EDGES.test(name);
  return !(fragile && FROM_GREY_LEVELS.test(name));
}

function agrees(name: string, actual: number, reference: ReferenceNumber): boolean {
  const expected = Number(reference);
  if (!Number.isFinite(expected)) return Object.is(actual, expected);
  const tolerance = name.endsWith('_MCC') ? RELATIVE_MCC : RELATIVE;
  return Math.abs(actual - expected) <= Math.max(tolerance * Math.abs(expected), ABSOLUTE);
}

/** Settings for the image types that exist here, or why the case cannot be run. */
function settingsOf({ settings, imageTypes }: ReferenceCase): RadiomicsSettings | string {
  const supported = Object.entries(imageTypes).filter(
    ([name]) => parseSettings({ imageTypes: { [name]: {} } }).kind === 'settings',
  );
  const types = supported.length > 0 ? { imageTypes: Object.fromEntries(supported) } : {};
  const parsed = parseSettings({ ...settings, ...types, profile: 'pyradiomics' });
  if (parsed.kind === 'settings') return parsed.settings;
  const unexpected = parsed.problems.filter((problem) => !problem.includes('not supported'));
  if (unexpected.length > 0) throw new Error(unexpected.join('; '));
  return parsed.problems.join('; ');
}

describeLane('shared', 'features against PyRadiomics 3.0.1', () => {
  const folder = sharedPath('reference/radiomics/pyradiomics-cases');
  const cases = readCases(folder);
  const compared: string[] = [];
  const complete: string[] = [];
  const skipped: string[] = [];

  it.each(cases)('$id: $description', async (reference) => {
    const settings = settingsOf(reference);
    if (typeof settings === 'string') {
      skipped.push(`${reference.id}: ${settings}`);
      return;
    }
    const known = new Set(allFeatureNames(FEATURE_CLASS_NAMES, settings));
    const names = reference.error === null ? Object.keys(reference.values).filter((name) => known.has(name)) : [...known];
    const [xMm, yMm] = reference.spacingXY;
    const result = extract(
      { image: await readImage(folder, reference), mask: await readMask(folder, reference), spacing: { xMm, yMm } },
      compilePlan(names, settings),
    );
    expect(result.kind).toBe(reference.error === null ? 'features' : 'refused');
    if (result.kind === 'refused') return;
    const outside = names
      .filter((name) => isComparable(name, reference) && !agrees(name, result.values.get(name)!, reference.values[name]!))
      .map((name) => ({ name, actual: result.values.get(name), expected: reference.values[name] }));
    compared.push(...names.filter((name) => isComparable(name, reference)));
    if (
      reference.featureClasses.every((name) => !FEATURE_CLASS_NAMES.includes(name) || names.some((n) => n.includes(`_${name}_`)))
    ) {
      complete.push(reference.id);
    }
    expect(outside).toEqual([]);
    const undefinedValues = [...result.values].filter(([, value]) => !Number.isFinite(value)).map(([name]) => name);
    expect(result.warnings.map((warning) => warning.split(' is ')[0])).toEqual(undefinedValues);
  });

  it('enough values were compared, and what was left out is said', () => {
    if (skipped.length > 0) console.info(`cases not run:\n  ${skipped.join('\n  ')}`);
    console.info(`${compared.length} values compared in ${cases.length - skipped.length} cases`);
    expect(compared.length).toBeGreaterThanOrEqual(LEAST_COMPARED);
  });
});

import { expect, it } from 'vitest';
import { allFeatureNames, compilePlan, extract, parseSettings, type RadiomicsSettings } from '../../src/radiomics/index.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import { type ReferenceCase, type ReferenceNumber, readCases, readImage, readMask } from './reference-case.ts';

const RELATIVE = 1e-9;
const ABSOLUTE = 1e-11;
/** PyRadiomics finds it with a general eigensolver on a matrix with ε in its denominators. */
const RELATIVE_MCC = 1e-7;
/** Single precision between its passes. */
const RELATIVE_LOG = 1e-6;
/** Where a pixel lies within the rounding of single precision of a bin edge. */
const RELATIVE_LOG_FRAGILE = 1e-4;
/** In the development cases: all but grey-level features of noise-only images and moments of constant regions. */
const LEAST_COMPARED = 10_300;

const FROM_GREY_LEVELS = /_(firstorder_(Entropy|Uniformity)|gl[a-z]+_\w+|ngtdm_\w+)$/;

function isComparable(name: string, { severelyFragileImageTypes, unstableFeatures }: ReferenceCase): boolean {
  if (unstableFeatures.includes(name)) return false;
  // Exact edges reproduce original and gradient images although their pixels lie on them.
  const imageType = imageTypeOf(name);
  const fragile = severelyFragileImageTypes.includes(imageType) && imageType !== 'original' && imageType !== 'gradient';
  return !(fragile && FROM_GREY_LEVELS.test(name));
}

function imageTypeOf(name: string): string {
  return name.slice(0, name.indexOf('_'));
}

function toleranceOf(name: string, { fragileImageTypes }: ReferenceCase): number {
  const imageType = imageTypeOf(name);
  if (!imageType.startsWith('log-')) return name.endsWith('_MCC') ? RELATIVE_MCC : RELATIVE;
  return fragileImageTypes.includes(imageType) && FROM_GREY_LEVELS.test(name) ? RELATIVE_LOG_FRAGILE : RELATIVE_LOG;
}

function agrees(actual: number, reference: ReferenceNumber, relative: number): boolean {
  const expected = Number(reference);
  if (!Number.isFinite(expected)) return Object.is(actual, expected);
  return Math.abs(actual - expected) <= Math.max(relative * Math.abs(expected), ABSOLUTE);
}

interface Run {
  readonly settings: RadiomicsSettings;
  readonly names: readonly string[];
}

function runOf({ settings, imageTypes, featureClasses }: ReferenceCase): Run {
  const parsed = parseSettings({ ...settings, imageTypes, profile: 'pyradiomics' });
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('; '));
  return { settings: parsed.settings, names: allFeatureNames(featureClasses, parsed.settings) };
}

describeLane('shared', 'features against PyRadiomics 3.0.1', () => {
  const folder = sharedPath('reference/radiomics/pyradiomics-cases');
  const cases = readCases(folder);
  const compared: string[] = [];

  it.each(cases)('$id: $description', async (reference) => {
    const { settings, names } = runOf(reference);
    const [xMm, yMm] = reference.spacingXY;
    const result = extract(
      { image: await readImage(folder, reference), mask: await readMask(folder, reference), spacing: { xMm, yMm } },
      compilePlan(names, settings),
    );
    expect(result.kind).toBe(reference.error === null ? 'features' : 'refused');
    if (result.kind === 'refused') return;
    expect([...result.values.keys()].sort()).toEqual(Object.keys(reference.values).sort());
    const comparable = names.filter((name) => isComparable(name, reference));
    const outside = comparable
      .map((name) => ({ name, actual: result.values.get(name)!, expected: reference.values[name]! }))
      .filter(({ name, actual, expected }) => !agrees(actual, expected, toleranceOf(name, reference)));
    compared.push(...comparable);
    expect(outside).toEqual([]);
    const undefinedValues = [...result.values].filter(([, value]) => !Number.isFinite(value)).map(([name]) => name);
    expect(result.warnings.map((warning) => warning.split(' is ')[0])).toEqual(undefinedValues);
  });

  it('all values of the cases were compared, but those marked as rounding noise', () => {
    console.info(`${compared.length} values compared in ${cases.length} cases`);
    expect(compared.length).toBeGreaterThanOrEqual(LEAST_COMPARED);
  });
});

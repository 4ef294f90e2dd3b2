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
const LEAST_COMPARED = 5_400;

const FROM_GREY_LEVELS = /_(firstorder_(Entropy|Uniformity)|gl[a-z]+_\w+|ngtdm_\w+)$/;

/** Every reference value of these image types and classes must have a feature in the registry, and the reverse. */
const IMPLEMENTED = new RegExp(`^(original|wavelet\\d*-[LH]{2})_(${FEATURE_CLASS_NAMES.join('|')})_`);

function isComparable(name: string, { severelyFragileImageTypes, unstableFeatures }: ReferenceCase): boolean {
  if (unstableFeatures.includes(name)) return false;
  // Exact edges reproduce the original image although its pixels lie on them.
  const fragile = severelyFragileImageTypes.includes(name.split('_')[0]!) && !name.startsWith('original_');
  return !(fragile && FROM_GREY_LEVELS.test(name));
}

function agrees(name: string, actual: number, reference: ReferenceNumber): boolean {
  const expected = Number(reference);
  if (!Number.isFinite(expected)) return Object.is(actual, expected);
  const tolerance = name.endsWith('_MCC') ? RELATIVE_MCC : RELATIVE;
  return Math.abs(actual - expected) <= Math.max(tolerance * Math.abs(expected), ABSOLUTE);
}

interface Run {
  readonly settings: RadiomicsSettings;
  /** Every feature that this program has for the case. */
  readonly names: readonly string[];
}

/** The part of a case whose image types exist here, or why it cannot be run. */
function runOf({ settings, imageTypes }: ReferenceCase): Run | string {
  const supported = Object.entries(imageTypes).filter(
    ([name]) => parseSettings({ imageTypes: { [name]: {} } }).kind === 'settings',
  );
  const types = supported.length > 0 ? { imageTypes: Object.fromEntries(supported) } : {};
  const parsed = parseSettings({ ...settings, ...types, profile: 'pyradiomics' });
  if (parsed.kind === 'invalid') {
    const unexpected = parsed.problems.filter((problem) => !problem.includes('not supported'));
    if (unexpected.length > 0) throw new Error(unexpected.join('; '));
    return parsed.problems.join('; ');
  }
  // Shape does not belong to an image type: PyRadiomics computes it whichever are asked for.
  const classes = supported.length > 0 ? FEATURE_CLASS_NAMES : FEATURE_CLASS_NAMES.filter((name) => name.startsWith('shape'));
  return { settings: parsed.settings, names: allFeatureNames(classes, parsed.settings) };
}

describeLane('shared', 'features against PyRadiomics 3.0.1', () => {
  const folder = sharedPath('reference/radiomics/pyradiomics-cases');
  const cases = readCases(folder);
  const compared: string[] = [];
  const skipped: string[] = [];

  it.each(cases)('$id: $description', async (reference) => {
    const run = runOf(reference);
    if (typeof run === 'string') {
      skipped.push(`${reference.id}: ${run}`);
      return;
    }
    const { settings, names } = run;
    if (reference.error === null) {
      expect(names.filter((name) => !(name in reference.values))).toEqual([]);
      expect(Object.keys(reference.values).filter((name) => IMPLEMENTED.test(name) && !names.includes(name))).toEqual([]);
    }
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

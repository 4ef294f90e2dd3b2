import { expect, it } from 'vitest';
import { compilePlan, extract } from '../../src/radiomics/index.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import { agrees, isComparable, runOf, toleranceOf } from './compare-case.ts';
import { readCases, readImage, readMask } from './reference-case.ts';

/** In the development cases: all but grey-level features of noise-only images and moments of constant regions. */
const LEAST_COMPARED = 10_300;

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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allFeatureNames,
  compilePlan,
  extract,
  FEATURE_CLASS_NAMES,
  FEATURES,
  UnknownFeatureError,
} from '../../src/radiomics/index.ts';
import { fullPlan, lesionMask, SPACING, settingsFrom, speckle } from './speckle.ts';

const image = speckle(40, 31);
const input = { image, mask: lesionMask(image, 20, 15), spacing: SPACING };
const both = { imageTypes: { Original: {}, Wavelet: { level: 2, binWidth: 10 } } };

function valuesOf(plan: ReturnType<typeof compilePlan>): ReadonlyMap<string, number> {
  const result = extract(input, plan);
  if (result.kind === 'refused') throw new Error(result.message);
  return result.values;
}

describe('feature plan', () => {
  const settings = settingsFrom(both);
  const names = allFeatureNames(FEATURE_CLASS_NAMES, settings);
  const full = valuesOf(compilePlan(names, settings));

  it('any subset gives bit for bit the values of the full set, in the order asked', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 1 }), (subset) => {
        const expected = subset.map((name) => [name, full.get(name)]);
        expect([...valuesOf(compilePlan(subset, settings))]).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('computes only the sub-bands and grey levels that the features need', () => {
    const plan = compilePlan(['wavelet-LH_glcm_Contrast', 'wavelet2-HL_firstorder_Mean', 'original_shape2D_Perimeter'], settings);
    expect(plan.imageTypes.map(({ type }) => type.name)).toEqual(['Wavelet']);
    expect(plan.imageTypes[0]?.images.map(({ name, discretised }) => [name, discretised])).toEqual([
      ['wavelet-LH', true],
      ['wavelet2-HL', false],
    ]);
  });

  it('names every unknown feature, also one whose image type the settings do not enable', () => {
    const wrong = ['original_glcm_Dissimilarity', 'wavelet-LH_shape2D_Perimeter', 'wavelet3-LH_glcm_Contrast', 'nonsense'];
    expect(() => compilePlan([...wrong, 'original_glcm_Contrast'], settings)).toThrow(UnknownFeatureError);
    expect(() => compilePlan(wrong, settings)).toThrow(wrong.join(', '));
    expect(() => compilePlan(['wavelet-LH_glcm_Contrast'], settingsFrom({}))).toThrow('do not enable');
  });

  it('lists the features of the classes asked for, and refuses an unknown class', () => {
    expect(allFeatureNames(['shape2D'], settings)).toHaveLength(9);
    expect(allFeatureNames(['firstorder', 'glcm'], settingsFrom({}))).toHaveLength(18 + 24);
    expect(() => allFeatureNames(['texture'], settings)).toThrow('texture');
  });

  it('an empty plan gives no values', () => {
    expect(valuesOf(compilePlan([], settings)).size).toBe(0);
  });

  it('says with which region and grey levels the values were computed', () => {
    const result = extract(input, fullPlan());
    expect(result).toMatchObject({
      kind: 'features',
      provenance: {
        imageSize: [40, 31],
        roiBox: [11, 9, 19, 13],
        spacingMm: [0.1, 0.2],
        roiPixels: input.mask.filter(Boolean).length,
      },
    });
    if (result.kind === 'features') expect(Object.keys(result.provenance.greyLevels)).toEqual(['original']);
  });
});

describe('feature registry', () => {
  it('no IBSI code stands for two features', () => {
    const codes = FEATURES.flatMap(({ ibsi }) => ibsi ?? []);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !/^[A-Z0-9]{4}$/.test(code))).toEqual([]);
  });
});

/** Feature maps against PyRadiomics 3.0.1 (voxelBased), against extraction of one region, and the fast way against the plain one. */
import { describe, expect, it } from 'vitest';
import { compilePlan, extract, extractMap, type FeatureMaps, type MapOptions } from '../../src/radiomics/index.ts';
import { fullPlan, lesionMask, SPACING, settingsFrom, speckle } from './speckle.ts';

const TEXTURE = ['firstorder', 'glcm', 'glrlm', 'glszm', 'gldm', 'ngtdm'];

function mapsOf(
  input: Parameters<typeof extractMap>[0],
  plan: Parameters<typeof extractMap>[1],
  options: MapOptions,
): FeatureMaps {
  const result = extractMap(input, plan, options);
  if (result.kind === 'refused') throw new Error(result.message);
  return result;
}

describe('feature maps against PyRadiomics', () => {
  const width = 7;
  const image = {
    width,
    height: 6,
    pixels: Uint8Array.of(
      ...[12, 80, 81, 140, 30, 200, 90],
      ...[60, 61, 130, 131, 33, 180, 95],
      ...[70, 140, 150, 66, 40, 100, 99],
      ...[20, 90, 88, 77, 160, 101, 10],
      ...[55, 33, 120, 121, 122, 60, 61],
      ...[5, 250, 40, 45, 170, 171, 172],
    ),
  };
  const rows = ['.......', '..###..', '.#####.', '.#####.', '..###..', '.......'];
  const mask = Uint8Array.from(rows.join(''), (character) => (character === '#' ? 1 : 0));
  /** Columns and rows of the image, at which the values below are. */
  const points = [
    [2, 1],
    [3, 2],
    [4, 4],
  ] as const;

  const masked: Readonly<Record<string, readonly number[]>> = {
    original_firstorder_Entropy: [1.3709505944546678, 2.281036112553422, 1.3709505944546678],
    original_firstorder_90Percentile: [146.0, 152.0, 144.8],
    original_glcm_Contrast: [5.041666666666667, 7.1875, 2.458333333333333],
    original_glcm_Idn: [0.7940476190476189, 0.7541260822510822, 0.8353174603174602],
    original_glcm_JointEntropy: [1.6879072918469546, 3.1674812503605745, 1.6879072918469546],
    original_glcm_Correlation: [-0.5034188034188033, -0.05461882669756182, -0.5298245614035084],
    original_glrlm_RunEntropy: [1.6854752972273332, 2.2619996439339682, 1.6854752972273332],
    original_glrlm_RunPercentage: [0.8999999999999999, 0.9166666666666666, 0.8999999999999999],
    original_glszm_ZonePercentage: [0.6, 0.6666666666666666, 0.6],
    original_glszm_LargeAreaEmphasis: [3.6666666666666665, 2.5, 3.6666666666666665],
    original_gldm_DependenceEntropy: [1.9219280948873612, 2.281036112553422, 1.9219280948873612],
    original_ngtdm_Contrast: [0.8280000000000002, 0.6424554183813445, 0.35200000000000004],
    original_ngtdm_Busyness: [0.19391025641025647, 0.27276785714285723, 0.2407407407407408],
  };
  const unmasked: typeof masked = {
    original_firstorder_Entropy: [2.5037016960573464, 2.8048894517332386, 2.4477309221191588],
    original_firstorder_90Percentile: [141.0, 156.0, 170.1],
    original_glcm_Contrast: [6.209375, 8.03125, 6.819791666666666],
    original_glcm_Idn: [0.8568175747863247, 0.8455838922107304, 0.8430983382936508],
    original_glcm_JointEntropy: [3.862413469451253, 4.319267602002716, 4.035768742967629],
    original_glcm_Correlation: [-0.01126319863178238, -0.24025219660412084, -0.10675025864096241],
    original_glrlm_RunEntropy: [2.7766415751436377, 3.0766962842823746, 2.77805201136139],
    original_glrlm_RunPercentage: [0.85, 0.8699999999999999, 0.8875],
    original_glszm_ZonePercentage: [0.5, 0.52, 0.55],
    original_glszm_LargeAreaEmphasis: [5.2, 5.461538461538462, 4.7272727272727275],
    original_gldm_DependenceEntropy: [3.284183719779185, 3.623465189601643, 3.484183719779185],
    original_ngtdm_Contrast: [0.3761016666666667, 0.22925935238095235, 0.42814333333333326],
    original_ngtdm_Busyness: [0.3413419913419913, 0.30443037974683546, 0.30250000000000005],
  };

  it.each([
    { options: { kernelRadius: 1 }, expected: masked },
    { options: { kernelRadius: 2, maskedKernel: false, initValue: -7 }, expected: unmasked },
  ])('$options', ({ options, expected }) => {
    const plan = compilePlan(Object.keys(expected), settingsFrom({}));
    const { box, maps } = mapsOf({ image, mask, spacing: { xMm: 1, yMm: 1 } }, plan, options);
    expect(box).toEqual({ x: 1, y: 1, width: 5, height: 4 });
    for (const [name, values] of Object.entries(expected)) {
      points.forEach(([x, y], n) => {
        expect(maps.get(name)![(y - box.y) * box.width + x - box.x], `${name} at ${x}, ${y}`).toBeCloseTo(values[n]!, 10);
      });
      expect(maps.get(name)![0]).toBe(options.initValue ?? 0);
    }
  });
});

describe('feature maps', () => {
  const image = speckle(40, 31);
  const input = { image, mask: lesionMask(image, 20, 15), spacing: SPACING };

  it('a kernel that covers the region has the values of the region, at every pixel', () => {
    const plan = fullPlan({ binWidth: 30 }, TEXTURE);
    const whole = extract(input, plan);
    if (whole.kind === 'refused') throw new Error(whole.message);
    const { box, maps } = mapsOf(input, plan, { kernelRadius: 30 });
    const centre = (15 - box.y) * box.width + 20 - box.x;
    expect([...maps.keys()]).toEqual(plan.featureNames);
    for (const [name, map] of maps) {
      const expected = whole.values.get(name)!;
      expect(Math.abs(map[centre]! - expected), name).toBeLessThanOrEqual(1e-9 * Math.abs(expected) + 1e-11);
    }
  });

  it.each([{ distances: [1] }, { distances: [2], symmetricalGLCM: false }, { distances: [1, 2], binWidth: 5 }])(
    'co-occurrence maps by the fast way are those of each kernel as a region of its own: $distances',
    (settings) => {
      const plan = fullPlan(settings, ['glcm']);
      for (const options of [{ kernelRadius: 1 }, { kernelRadius: 2, maskedKernel: false }]) {
        const fast = mapsOf(input, plan, options).maps;
        const plain = mapsOf(input, plan, { ...options, plain: true }).maps;
        for (const [name, map] of plain) {
          const differing = map.reduce((count, expected, n) => {
            const actual = fast.get(name)![n]!;
            // MCC is a square root: a rounding error of 1e-17 beside 0 becomes 3e-9.
            const absolute = name.endsWith('_MCC') ? 1e-8 : 1e-11;
            const close = Math.abs(actual - expected) <= 1e-9 * Math.abs(expected) + absolute;
            return count + Number(!(close || (Number.isNaN(actual) && Number.isNaN(expected))));
          }, 0);
          expect([name, differing]).toEqual([name, 0]);
        }
      }
    },
  );

  it('pixels of one block share the value that one of them has in the full map', () => {
    const plan = compilePlan(
      ['original_firstorder_Mean', 'original_glcm_Contrast', 'original_gldm_SmallDependenceEmphasis'],
      settingsFrom({}),
    );
    const { box, mask, maps: full } = mapsOf(input, plan, { kernelRadius: 2 });
    const { maps } = mapsOf(input, plan, { kernelRadius: 2, blockSide: 3 });
    for (const [name, map] of maps) {
      const blocks = new Map<number, { readonly values: Set<number>; readonly own: Set<number> }>();
      map.forEach((value, n) => {
        if (mask[n] === 0) return;
        const key = Math.floor(n / box.width / 3) * 100 + Math.floor((n % box.width) / 3);
        const block = blocks.get(key) ?? { values: new Set(), own: new Set() };
        blocks.set(key, block);
        block.values.add(value);
        block.own.add(full.get(name)![n]!);
      });
      expect(blocks.size).toBeGreaterThan(20);
      for (const { values, own } of blocks.values()) expect([values.size, own.has([...values][0]!)]).toEqual([1, true]);
    }
  });

  it('undefined pixels are NaN and named; shape and a kernel of no size are refused', () => {
    const isolated = { ...input, mask: Uint8Array.from(input.mask, (_, n) => Number(n === 100 || n === 600)) };
    const { maps, warnings } = mapsOf(isolated, fullPlan({}, ['glcm', 'glszm']), {});
    expect(maps.get('original_glcm_Contrast')!.filter(Number.isNaN)).toHaveLength(2);
    expect(warnings).toContain('original_glcm_Contrast is undefined or infinite at 2 of 2 pixels');
    expect(warnings.some((warning) => warning.includes('glszm'))).toBe(false);
    expect(() => extractMap(input, fullPlan({}), {})).toThrow(RangeError);
    expect(() => extractMap(input, fullPlan({}, ['glcm']), { kernelRadius: 0 })).toThrow(RangeError);
  });
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allFeatureNames, compilePlan, extract, parseSettings } from '../../src/radiomics/index.ts';
import { describeLane, sharedPath } from '../lanes.ts';

interface IbsiValue {
  readonly tag: string;
  readonly family: string;
  readonly feature: string;
  readonly aggregation: string | null;
  readonly value: number;
  /** 0: exact to the three digits that are published. */
  readonly tolerance: number;
}

interface Phantom {
  readonly image_zyx: readonly (readonly (readonly number[])[])[];
  readonly mask_zyx: readonly (readonly (readonly number[])[])[];
  readonly spacing_mm: readonly [number, number, number];
}

/** IBSI defines excess kurtosis. */
const FIRST_ORDER: Readonly<Record<string, { readonly name: string; readonly minus?: number }>> = {
  stat_mean: { name: 'Mean' },
  stat_var: { name: 'Variance' },
  stat_skew: { name: 'Skewness' },
  stat_kurt: { name: 'Kurtosis', minus: 3 },
  stat_median: { name: 'Median' },
  stat_min: { name: 'Minimum' },
  stat_p10: { name: '10Percentile' },
  stat_p90: { name: '90Percentile' },
  stat_max: { name: 'Maximum' },
  stat_iqr: { name: 'InterquartileRange' },
  stat_range: { name: 'Range' },
  stat_mad: { name: 'MeanAbsoluteDeviation' },
  stat_rmad: { name: 'RobustMeanAbsoluteDeviation' },
  stat_energy: { name: 'Energy' },
  stat_rms: { name: 'RootMeanSquared' },
  ih_entropy: { name: 'Entropy' },
  ih_uniformity: { name: 'Uniformity' },
};

/** Slices as one plane, side by side with an empty column after each: a mask of all pixels would be refused. */
function planeOf(slices: readonly number[], { image_zyx, mask_zyx }: Phantom) {
  const rows = image_zyx[0]!.length;
  const line = (volume: Phantom['image_zyx'], y: number): number[] => slices.flatMap((z) => [...volume[z]![y]!, 0]);
  const all = (volume: Phantom['image_zyx']): number[] => Array.from({ length: rows }, (_, y) => line(volume, y)).flat();
  const pixels = Uint8Array.from(all(image_zyx));
  return { image: { width: pixels.length / rows, height: rows, pixels }, mask: Uint8Array.from(all(mask_zyx)) };
}

describeLane('shared', 'features against the IBSI 1 digital phantom', () => {
  const read = (file: string) => JSON.parse(readFileSync(sharedPath(`reference/radiomics/ibsi1/${file}`), 'utf8'));
  const reference = read('ibsi1_reference.json');
  const names: Readonly<Record<string, string>> = read('ibsi_to_pyradiomics_names.json');
  const phantom: Phantom = reference.digital_phantom;
  const published: readonly IbsiValue[] = reference.sets.ibsi_1_dig_phantom;
  const [xMm, yMm] = phantom.spacing_mm;

  function features(slices: readonly number[], className: string, given: object): ReadonlyMap<string, number> {
    const parsed = parseSettings({ binWidth: 1, ...given });
    if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('; '));
    const plan = compilePlan(allFeatureNames([className], parsed.settings), parsed.settings);
    const result = extract({ ...planeOf(slices, phantom), spacing: { xMm, yMm } }, plan);
    if (result.kind === 'refused') throw new Error(result.message);
    return result.values;
  }

  const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const everySlice = phantom.image_zyx.map((_, z) => z);

  const AVERAGED = { aggregation: '2D_avg', weightingNorm: null, meaning: 'mean over directions and slices' };
  const MERGED = { aggregation: '2D_comb', weightingNorm: 'no_weighting', meaning: 'directions merged, mean over slices' };
  const PER_SLICE = { aggregation: '2D', weightingNorm: null, meaning: 'mean over slices' };

  it.each([
    { family: 'glcm', className: 'glcm', features: 23, ...AVERAGED },
    { family: 'glcm', className: 'glcm', features: 23, ...MERGED },
    { family: 'glrlm', className: 'glrlm', features: 16, ...AVERAGED },
    { family: 'glrlm', className: 'glrlm', features: 16, ...MERGED },
    { family: 'glszm', className: 'glszm', features: 16, ...PER_SLICE },
    { family: 'ngldm', className: 'gldm', features: 14, ...PER_SLICE },
    { family: 'ngtdm', className: 'ngtdm', features: 5, ...PER_SLICE },
  ])('$features features of $className have the published value ($meaning)', (row) => {
    const { family, className, aggregation, weightingNorm } = row;
    const slices = everySlice.map((z) => features([z], className, { weightingNorm }));
    const rows = published.filter((value) => value.family === family && value.aggregation === aggregation);
    const compared = rows.flatMap((value) => {
      const name = names[`${value.feature}_2D_avg`] ?? names[`${value.feature}_2D`];
      if (name === undefined) return [];
      const actual = mean(slices.map((values) => values.get(`original_${name}`)!));
      return [{ tag: value.tag, actual: Number(actual.toPrecision(3)), published: value.value }];
    });
    expect(compared.length).toBe(row.features);
    expect(compared.filter(({ actual, published: value }) => actual !== value)).toEqual([]);
  });

  it('every first-order feature of the volume has the published value', () => {
    const values = features(everySlice, 'firstorder', {});
    const compared = published.flatMap((row) => {
      const feature = FIRST_ORDER[row.feature];
      if (feature === undefined) return [];
      const actual = values.get(`original_firstorder_${feature.name}`)! - (feature.minus ?? 0);
      return [{ tag: row.tag, actual: Number(actual.toPrecision(3)), published: row.value }];
    });
    expect(compared.length).toBe(Object.keys(FIRST_ORDER).length);
    expect(compared.filter(({ actual, published: value }) => actual !== value)).toEqual([]);
  });
});

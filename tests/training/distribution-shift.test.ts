import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/simulator/index.ts';
import { largestDifference, stabilityIndex } from '../../src/training/evaluation/distribution-shift.ts';
import { quantile } from '../../src/training/evaluation/quantile.ts';

const random = randomStream(5, 'distribution shift');
const normal = (n: number, mean = 0): Float64Array => Float64Array.from({ length: n }, () => mean + random.normal());
const known = (values: Float64Array) => {
  const sorted = values.toSorted();
  return { quantiles: Array.from({ length: 21 }, (_, i) => quantile(sorted, i / 20)), size: values.length };
};
/** 0, 1, ..., 20: the quantiles are the values. */
const steps = { quantiles: Array.from({ length: 21 }, (_, i) => i), size: 1000 };

describe('shift of a distribution', () => {
  it('PSI is the sum over deciles, with half a value in each', () => {
    // 6 values in the first decile and 4 in the last: shares 6.5 / 15, 0.5 / 15 eight times, 4.5 / 15.
    const sample = Float64Array.of(1, 1, 1, 1, 1, 1, 30, 30, 30, 30);
    const term = (a: number): number => (a - 0.1) * Math.log(a / 0.1);
    const expected = term(6.5 / 15) + 8 * term(0.5 / 15) + term(4.5 / 15);
    const found = stabilityIndex(sample, steps);
    expect(found?.value).toBeCloseTo(expected, 12);
    expect(found?.bins).toBe(10);
    expect(largestDifference(sample, steps)).toBeCloseTo(0.6 - 0.05, 12);
  });

  it('without a shift p is as often below 0.05 as it says, and with one of a standard deviation it is always', () => {
    const training = known(normal(400));
    const pOf = (mean: number): number => stabilityIndex(normal(60, mean), training)?.p ?? Number.NaN;
    const below = (mean: number): number => Array.from({ length: 200 }, () => pOf(mean)).filter((p) => p < 0.05).length / 200;
    expect(below(0)).toBeLessThan(0.12);
    expect(below(1)).toBeGreaterThan(0.95);
  });

  it('KS is at most one step below that of all values', () => {
    const [a, b] = [normal(300), normal(200, 0.5)];
    const share = (values: Float64Array, at: number): number => values.filter((value) => value <= at).length / values.length;
    const whole = Math.max(...[...a, ...b].map((at) => Math.abs(share(a, at) - share(b, at))));
    const found = largestDifference(b, known(a)) ?? Number.NaN;
    expect(found).toBeLessThanOrEqual(whole + 1e-2);
    expect(found).toBeGreaterThan(whole - 0.05);
  });

  it('KS of a feature with many equal values counts no step that the quantiles do not tell, and sees what moved past them', () => {
    const zeros = Float64Array.from({ length: 100 }, (_, i) => Math.max(0, i - 33));
    // 34 % are 0, of which the quantiles say 30 to 35 %.
    expect(largestDifference(zeros, known(zeros))).toBeLessThan(0.02);
    const saturated = Float64Array.from({ length: 100 }, (_, i) => (i < 50 ? 100 + i : 255));
    const darker = saturated.map((value) => (value === 255 ? 254 : value));
    const found = largestDifference(darker, known(saturated)) ?? Number.NaN;
    expect(found).toBeGreaterThanOrEqual(0.45 - 1e-12);
    expect(found).toBeLessThanOrEqual(0.5);
  });

  it('equal quantiles are one edge, and a feature with one value has no index', () => {
    const zeros = { quantiles: [...new Array<number>(11).fill(0), ...Array.from({ length: 10 }, (_, i) => i + 1)], size: 100 };
    // Half of the training is 0: the same here is no shift.
    const same = Float64Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? 0 : 0.5 + (i % 20) / 2));
    expect(stabilityIndex(same, zeros)?.bins).toBe(6);
    expect(stabilityIndex(same, zeros)?.value).toBeLessThan(0.05);
    expect(stabilityIndex(same, { quantiles: new Array<number>(21).fill(3), size: 50 })).toBeUndefined();
    expect(stabilityIndex(new Float64Array(0), steps)).toBeUndefined();
  });
});

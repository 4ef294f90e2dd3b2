import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadModel, type Model } from '../../src/model/index.ts';
import { bundleFolder, CONTENT } from './demo-bundle.ts';

const CONTEXT = { spacing: { xMm: 0.08, yMm: 0.08 }, roiPixels: 12_000 };
const NAMES = CONTENT.features.map((f) => f.name);
const valuesAt = (z: readonly number[]) => new Map(CONTENT.features.map((f, i) => [f.name, f.mean + (z[i] as number) * f.sd]));

const inDistribution = fc.tuple(...NAMES.map(() => fc.double({ min: -1.6, max: 1.6, noNaN: true })));

/** A second way to the same number: the log-odds written out. */
function plainProbability(values: ReadonlyMap<string, number>): number {
  let eta = 0.4;
  for (const f of CONTENT.features) eta += (f.coefficient * ((values.get(f.name) as number) - f.mean)) / f.sd;
  return 1 / (1 + Math.exp(-eta));
}

describe('Model.score', () => {
  let model: Model;
  beforeAll(async () => {
    model = await loadModel(await bundleFolder());
  });

  it('equals a plain logistic to 1e-12, with shares that add up to the log-odds, largest first', async () => {
    await fc.assert(
      fc.asyncProperty(inDistribution, async (z) => {
        const values = valuesAt(z);
        const score = await model.score(values, CONTEXT);
        if (score.kind !== 'scored' && score.kind !== 'uncertain') throw new Error(`unexpected ${score.kind}`);
        expect(Math.abs(score.probability - plainProbability(values))).toBeLessThan(1e-12);
        const sum = score.contributions.reduce((s, c) => s + c.contribution, 0);
        expect(sum + 0.4).toBeCloseTo(Math.log(score.probability / (1 - score.probability)), 10);
        const sizes = score.contributions.map((c) => Math.abs(c.contribution));
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
        expect(score.interval.lower).toBeLessThan(score.probability);
        expect(score.interval.upper).toBeGreaterThan(score.probability);
      }),
      { numRuns: 200 },
    );
  });

  it('rises with a feature of positive and falls with one of negative coefficient', async () => {
    const probabilityAt = async (z: readonly number[]): Promise<number> => {
      const score = await model.score(valuesAt(z), CONTEXT);
      return score.kind === 'out-of-distribution' ? Number.NaN : score.probability;
    };
    expect(await probabilityAt([0, 1, 0])).toBeGreaterThan(await probabilityAt([0, 0.5, 0]));
    expect(await probabilityAt([1, 0, 0])).toBeLessThan(await probabilityAt([0.5, 0, 0]));
  });

  it('gives the interval of the delta method', async () => {
    const score = await model.score(valuesAt([1, -1, 0]), CONTEXT);
    if (score.kind === 'out-of-distribution') throw new Error('unexpected');
    const eta = 0.4 - 0.8 - 0.6;
    const half = 1.6448536269514722 * Math.sqrt(0.01 + 0.02 + 0.02 - 2 * 0.005);
    expect(score.interval.lower).toBeCloseTo(1 / (1 + Math.exp(-(eta - half))), 12);
    expect(score.interval.upper).toBeCloseTo(1 / (1 + Math.exp(-(eta + half))), 12);
  });

  it.each([
    [[1.5, -0.5, 0], 'low'],
    [[0.5, 0, 0], 'indeterminate'],
    [[-1.5, 0.5, 0], 'high'],
  ] as const)('at %j the band is %s', async (z, band) => {
    expect(await model.score(valuesAt(z), CONTEXT)).toMatchObject({ kind: 'scored', band });
  });

  it('is uncertain, without band, when the interval crosses both thresholds', async () => {
    const wide = {
      ...CONTENT,
      interval: { ...CONTENT.interval, covariance: CONTENT.interval.covariance.map((r) => r.map((c) => c * 30)) },
    };
    const score = await (await loadModel(await bundleFolder(wide))).score(valuesAt([0.5, 0, 0]), CONTEXT);
    expect(score.kind).toBe('uncertain');
    expect(score).not.toHaveProperty('band');
  });

  it.each([
    ['no spacing', valuesAt([0, 0, 0]), { ...CONTEXT, spacing: undefined }, ['spacing-out-of-range']],
    [
      'three times the spacing',
      valuesAt([0, 0, 0]),
      { ...CONTEXT, spacing: { xMm: 0.24, yMm: 0.24 } },
      ['spacing-out-of-range', 'size-out-of-range'],
    ],
    ['a lesion too small', valuesAt([0, 0, 0]), { ...CONTEXT, roiPixels: 500 }, ['size-out-of-range']],
    ['a feature beyond training', valuesAt([9, 0, 0]), CONTEXT, ['feature-out-of-range']],
    [
      'a feature that is not a number',
      new Map([...valuesAt([0, 0, 0]), [NAMES[1] as string, Number.NaN]]),
      CONTEXT,
      ['feature-out-of-range'],
    ],
    ['an unusual combination', valuesAt([0, 3, 3]), CONTEXT, ['unusual-combination']],
  ])('gives reasons and no number for %s', async (_title, values, context, codes) => {
    const score = await model.score(values, context);
    if (score.kind !== 'out-of-distribution') throw new Error(`unexpected ${score.kind}`);
    expect(score.reasons.map((r) => r.code)).toEqual(codes);
    expect(score).not.toHaveProperty('probability');
  });

  it('throws when a feature of the model was not extracted', async () => {
    await expect(model.score(new Map(), CONTEXT)).rejects.toMatchObject({ code: 'internal' });
  });
});

import { describe, expect, it } from 'vitest';
import { cohenKappa } from '../../src/training/evaluation/agreement.ts';
import { areaResult } from '../../src/training/evaluation/area-results.ts';
import { hosmerLemeshow } from '../../src/training/evaluation/calibration-groups.ts';
import { calibrationResult } from '../../src/training/evaluation/calibration-results.ts';
import { confusionAt, confusionMeasures } from '../../src/training/evaluation/confusion.ts';
import { areaUnderCurve, pairedDifference } from '../../src/training/evaluation/delong.ts';
import { applyIsotonic, fitIsotonic } from '../../src/training/evaluation/isotonic.ts';
import { labelNoiseOf } from '../../src/training/evaluation/label-noise.ts';
import { loessAt } from '../../src/training/evaluation/loess.ts';
import { lowess, smoothAt } from '../../src/training/evaluation/lowess.ts';
import { newcombeInterval } from '../../src/training/evaluation/newcombe-interval.ts';
import { rocCurve, youdenCutOff } from '../../src/training/evaluation/roc-curve.ts';
import { fitScoreLogistic } from '../../src/training/evaluation/score-logistic.ts';
import { scoredRows } from '../../src/training/evaluation/scored-rows.ts';
import type { ValidationRow } from '../../src/training/evaluation/validation-rows.ts';

const LABELS = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1] as const;
const rowsOf = (probabilities: readonly number[]): readonly ValidationRow[] =>
  LABELS.map((label, i) => ({ patient: `P${i}`, split: 'external', label, probability: probabilities[i]!, others: {} }));
const rising = LABELS.map((_, i) => (i + 1) / 14);
const flat = LABELS.map(() => 0.5);

describe('scores that cannot be judged', () => {
  it.each([
    ['separated classes', rising, 'the probabilities separate the classes: no slope exists'],
    ['one score for all', flat, 'all lesions have the same probability'],
  ])('%s have a reason in place of a slope', (_, probabilities, calibration) => {
    expect(calibrationResult('external', rowsOf(probabilities), false).result).toEqual({ notComputed: calibration });
  });

  it('one score for all has no area; classes that do not overlap have one, with an interval of some width', () => {
    expect(areaResult(rowsOf(flat)).auc).toEqual({ notComputed: 'all lesions have the same score' });
    const { auc } = areaResult(rowsOf(rising));
    expect(auc).toMatchObject({ value: 1, upper: 1 });
    expect((auc as { lower: number }).lower).toBeGreaterThan(0.6);
    expect((auc as { lower: number }).lower).toBeLessThan(0.9);
  });

  it.each([
    [1, 6, 6],
    [0, 20, 35],
    [0.83, 40, 60],
  ])(
    'limits of an AUC of %d with %d and %d rows are those that a score test at 5 %% just accepts',
    (auc, positives, negatives) => {
      const { lower, upper } = newcombeInterval(auc, positives, negatives);
      const others = (positives + negatives) / 2 - 1;
      for (const limit of [lower, upper].filter((value) => value > 0 && value < 1)) {
        const variance =
          (limit * (1 - limit) * (1 + others * ((1 - limit) / (2 - limit) + limit / (1 + limit)))) / (positives * negatives);
        expect(Math.abs(auc - limit) / Math.sqrt(variance)).toBeCloseTo(1.959963984540054, 8);
      }
      const mirrored = newcombeInterval(1 - auc, negatives, positives);
      expect(mirrored.lower).toBeCloseTo(1 - upper, 12);
      expect(mirrored.upper).toBeCloseTo(1 - lower, 12);
    },
  );

  it('label noise reaches 0+, the part of HER2-zero next to 1+', () => {
    const rows = rowsOf(rising).map(
      (row, i) => ({ ...row, probability: (i % 11) / 11, ihc: row.label === 1 ? '1+' : '0+' }) as const,
    );
    expect(labelNoiseOf(new Map([['external', rows]]), 1)).toHaveLength(2);
  });

  it('label noise that leaves one class in a draw leaves the draw out', () => {
    const rows = rowsOf(rising).filter((_, i) => i > 0 && i < 11);
    const small = rows.map((row, i) => ({ ...row, probability: (i * 3) % 10, ihc: row.label === 1 ? '1+' : '0' }) as const);
    const draws = Array.from({ length: 20 }, (_, seed) => labelNoiseOf(new Map([['external', small]]), seed)).flatMap((own) =>
      Array.isArray(own) ? own : [],
    );
    expect(draws.some((own) => own.draws < 500)).toBe(true);
    for (const { value, lower, upper } of draws) expect([value, lower, upper].every(Number.isFinite)).toBe(true);
  });

  it.each([
    ['a score that is no number', [Number.NaN, 1], [0, 1], /score 1/],
    ['a label that is neither', [0, 1], [0, 2], /label 2 is 2/],
    ['one class', [0, 1], [1, 1], /both classes/],
    ['lengths that differ', [0, 1], [1], /2 scores but 1 labels/],
  ])('%s is refused', (_, scores, labels, message) => {
    expect(() => scoredRows(scores, labels)).toThrow(message);
  });

  it('a score that separates the classes has no finite slope, and says so', () => {
    expect(fitScoreLogistic(Float64Array.from(rising), LABELS).converged).toBe(false);
  });
});

describe('curves and groups on degenerate scores', () => {
  it('one score for all gives the two corners and a cut-off that calls all positive', () => {
    const curve = rocCurve(scoredRows(flat, LABELS));
    expect(Array.from(curve.sensitivity)).toEqual([1, 0]);
    expect(youdenCutOff(curve)).toMatchObject({ youden: 0, cutOff: 0.5 });
  });

  it('smoothers of one repeated x give the mean there and nothing outside', () => {
    const x = Float64Array.from(flat);
    expect(smoothAt(lowess(x, LABELS), 0.5)).toBeCloseTo(0.5, 12);
    expect(smoothAt(lowess(x, LABELS), 0.6)).toBeNaN();
    expect(loessAt(Float64Array.from(rising), LABELS, [0.001])[0]).toBeNaN();
  });

  it('quantile groups that collapse leave the Hosmer-Lemeshow test without a p', () => {
    const { sizes, fitted } = hosmerLemeshow(Float64Array.from(flat), LABELS);
    expect(sizes).toEqual([12]);
    expect(fitted.p).toBeNaN();
  });

  it('isotonic regression against the labels is flat at the prevalence', () => {
    const model = fitIsotonic([...rising].reverse(), LABELS);
    expect([0, 0.4, 1].map((score) => applyIsotonic(model, score))).toEqual([0.5, 0.5, 0.5]);
  });

  it('no positive call leaves the predictive value undefined, not zero', () => {
    const { positivePredictiveValue } = confusionMeasures(confusionAt(flat, LABELS, 0.9));
    expect(positivePredictiveValue).toMatchObject({ trials: 0, estimate: Number.NaN });
  });

  it('raters who know one category only have no kappa', () => {
    expect(cohenKappa([1, 1, 1], [1, 1, 1], 3).kappa).toBeNaN();
  });
});

it('two scores that rank alike differ by nothing with p 1, and exchanging two scores turns the sign only', () => {
  const a = areaUnderCurve(scoredRows([0.1, 0.7, 0.3, 0.2, 0.8, 0.9, 0.3, 0.4, 0.2, 0.9, 0.6, 0.5], LABELS));
  const b = areaUnderCurve(scoredRows([0.5, 0.2, 0.4, 0.6, 0.1, 0.3, 0.7, 0.2, 0.9, 0.4, 0.8, 0.6], LABELS));
  expect(pairedDifference(a, a)).toMatchObject({ difference: 0, p: 1, interval: { lower: 0, upper: 0 } });
  const [there, back] = [pairedDifference(a, b), pairedDifference(b, a)];
  expect([back.difference, back.statistic, back.p]).toEqual([-there.difference, -there.statistic, there.p]);
});

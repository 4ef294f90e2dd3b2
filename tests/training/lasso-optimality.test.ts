import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/simulator/index.ts';
import { type LassoSettings, lassoPath } from '../../src/training/lasso/lasso-path.ts';

type Columns = readonly Float64Array[];
interface Data {
  readonly columns: Columns;
  readonly outcome: Uint8Array;
}

/** Columns that share a common part, an outcome that hangs on the first two. */
function drawn(rows: number, count: number, shared: number, effect: number, seed: number): Data {
  const random = randomStream(seed, 'lasso');
  const common = Float64Array.from({ length: rows }, () => random.normal());
  const columns = Array.from({ length: count }, (_, j) =>
    common.map((value) => 10 ** (j % 5) * (shared * value + (1 - shared) * random.normal())),
  );
  const outcome = Uint8Array.from(common, (_, i) => {
    const link = effect * (columns[0][i] - (columns[1]?.[i] ?? 0) / 10);
    return random.uniform() < 1 / (1 + Math.exp(-link)) ? 1 : 0;
  });
  return { columns, outcome };
}

/** Largest violation of the conditions of the optimum, on standardised columns, along the whole path. */
function violation({ columns, outcome }: Data, settings: LassoSettings): number {
  const { alpha = 1, penaltyFactors } = settings;
  const path = lassoPath(columns, outcome, settings);
  const scale = penaltyFactors === undefined ? 1 : columns.length / penaltyFactors.reduce((sum, factor) => sum + factor, 0);
  let worst = path.unfinished.length;
  path.lambdas.forEach((lambda, k) => {
    const residual = Float64Array.from(outcome, (y, i) => {
      const link = columns.reduce((sum, column, j) => sum + path.coefficients[k][j] * column[i], path.intercepts[k]);
      return y - 1 / (1 + Math.exp(-link));
    });
    worst = Math.max(worst, Math.abs(residual.reduce((sum, value) => sum + value, 0) / outcome.length));
    columns.forEach((column, j) => {
      const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
      const sd = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
      if (column.every((value) => value === column[0])) {
        worst = Math.max(worst, Math.abs(path.coefficients[k][j]));
        return;
      }
      const gradient = column.reduce((sum, value, i) => sum + ((value - mean) / sd) * residual[i], 0) / outcome.length;
      const b = path.coefficients[k][j] * sd;
      const bound = lambda * (penaltyFactors?.[j] ?? 1) * scale;
      const distance =
        b === 0
          ? Math.max(0, Math.abs(gradient) - alpha * bound)
          : Math.abs(gradient - bound * (alpha * Math.sign(b) + (1 - alpha) * b));
      worst = Math.max(worst, distance);
    });
  });
  return worst;
}

const base = drawn(60, 12, 0.5, 1, 1);
const twice: Data = { ...base, columns: [...base.columns, base.columns[0], base.columns[3].map((value) => 7 - 2 * value)] };
const constant: Data = { ...base, columns: [...base.columns, new Float64Array(60).fill(0.1)] };
const separable: Data = { ...base, columns: [...base.columns, Float64Array.from(base.outcome, (y, i) => y * 5 + Math.sin(i))] };

describe('every solution of a LASSO path meets the conditions of the optimum', () => {
  it.each([
    ['independent columns', drawn(100, 20, 0, 1, 2), {}],
    ['nearly equal columns', drawn(80, 30, 0.98, 1, 3), {}],
    ['more columns than rows', drawn(40, 120, 0.6, 2, 4), {}],
    ['no effect', drawn(90, 25, 0.3, 0, 5), {}],
    ['columns that occur twice, one mirrored', twice, {}],
    ['a constant column', constant, {}],
    ['a column that tells the classes apart', separable, {}],
    ['the elastic net', drawn(80, 40, 0.9, 1, 6), { alpha: 0.3 }],
    ['columns without penalty', base, { penaltyFactors: [0, 0, ...new Array<number>(10).fill(1)] }],
    ['unequal penalties', base, { penaltyFactors: Array.from({ length: 12 }, (_, j) => 0.2 + j) }],
  ] as const)('%s', (_, data, settings) => {
    expect(violation(data, settings)).toBeLessThan(1e-8);
  });

  it('the scale of a column changes nothing but the scale of its coefficient', () => {
    const scaled = base.columns.map((column, j) => column.map((value) => value * (j + 1)));
    const [a, b] = [base.columns, scaled].map((columns) => lassoPath(columns, base.outcome));
    a.coefficients.forEach((row, k) => {
      row.forEach((value, j) => {
        expect(Math.abs(value - b.coefficients[k][j] * (j + 1))).toBeLessThan(1e-7 * Math.max(1, Math.abs(value)));
      });
    });
  });

  it.each([
    ['one class', base.columns, new Uint8Array(60), 'the outcome is the same in all rows'],
    [
      'a missing value',
      [base.columns[0].with(3, Number.NaN)],
      base.outcome,
      'column 1 holds a value that is not a finite number',
    ],
    ['an outcome of 2', base.columns, base.outcome.with(0, 2), 'the outcome holds other values than 0 and 1'],
  ])('%s is refused in words', (_, columns, outcome, message) => {
    expect(() => lassoPath(columns, outcome)).toThrow(message);
  });
});

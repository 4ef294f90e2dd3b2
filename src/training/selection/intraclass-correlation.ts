/**
 * Intraclass correlation of one measure on lesions read several times (McGraw and Wong 1996): two-way random, absolute
 * agreement ICC(2,1), with its siblings. Confidence limits as psych::ICC gives them, also for the average of k readings.
 */
import { fQuantile, fUpper } from '../distributions.ts';

export interface IccEstimate {
  readonly icc: number;
  readonly lower: number;
  readonly upper: number;
  readonly f: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
}

export interface MeanSquares {
  readonly lesions: number;
  readonly readings: number;
  readonly betweenLesions: number;
  readonly withinLesions: number;
  readonly betweenReadings: number;
  readonly residual: number;
}

/** `readings[r][i]`: value of lesion i in reading r. All readings have every lesion; at least 2 of each. */
export function meanSquares(readings: readonly Float64Array[]): MeanSquares {
  const k = readings.length;
  const n = readings[0]?.length ?? 0;
  if (k < 2 || n < 2) throw new RangeError(`an intraclass correlation needs 2 lesions and 2 readings, not ${n} and ${k}`);
  const lesionMeans = new Float64Array(n);
  const readingMeans = readings.map((reading) => reading.reduce((sum, value) => sum + value, 0) / n);
  for (const reading of readings) for (let i = 0; i < n; i++) lesionMeans[i] += reading[i] / k;
  const grand = readingMeans.reduce((sum, value) => sum + value, 0) / k;
  let [between, within, residual] = [0, 0, 0];
  for (let i = 0; i < n; i++) between += k * (lesionMeans[i] - grand) ** 2;
  readings.forEach((reading, r) => {
    for (let i = 0; i < n; i++) {
      within += (reading[i] - lesionMeans[i]) ** 2;
      residual += (reading[i] - lesionMeans[i] - readingMeans[r] + grand) ** 2;
    }
  });
  const raters = readingMeans.reduce((sum, value) => sum + n * (value - grand) ** 2, 0);
  return {
    lesions: n,
    readings: k,
    betweenLesions: between / (n - 1),
    withinLesions: within / (n * (k - 1)),
    betweenReadings: raters / (k - 1),
    residual: residual / ((n - 1) * (k - 1)),
  };
}

/** ICC(2,1). */
export function agreement(squares: MeanSquares, alpha = 0.05): IccEstimate {
  const { lesions: n, readings: k, betweenLesions: msb, betweenReadings: msj, residual: mse } = squares;
  const icc = (msb - mse) / (msb + (k - 1) * mse + (k * (msj - mse)) / n);
  const fj = msj / mse;
  const numerator = (k - 1) * (n - 1) * (k * icc * fj + n * (1 + (k - 1) * icc) - k * icc) ** 2;
  const denominator = (n - 1) * k ** 2 * icc ** 2 * fj ** 2 + (n * (1 + (k - 1) * icc) - k * icc) ** 2;
  const v = numerator / denominator;
  const upperF = fQuantile(1 - alpha / 2, n - 1, v);
  const lowerF = fQuantile(1 - alpha / 2, v, n - 1);
  const spread = k * msj + (k * n - k - n) * mse;
  return {
    ...testOf(squares, msb / mse),
    icc,
    lower: (n * (msb - upperF * mse)) / (upperF * spread + n * msb),
    upper: (n * (lowerF * msb - mse)) / (spread + n * lowerF * msb),
  };
}

/** ICC(3,1). */
export function consistency(squares: MeanSquares, alpha = 0.05): IccEstimate {
  const { readings: k, betweenLesions: msb, residual: mse } = squares;
  return fromRatio(msb / mse, k, testOf(squares, msb / mse), alpha);
}

/** ICC(1,1). */
export function oneWay(squares: MeanSquares, alpha = 0.05): IccEstimate {
  const { lesions: n, readings: k, betweenLesions: msb, withinLesions: msw } = squares;
  const f = msb / msw;
  const [df1, df2] = [n - 1, n * (k - 1)];
  return fromRatio(f, k, { f, df1, df2, p: fUpper(f, df1, df2) }, alpha);
}

/** Of the mean of k readings (Spearman and Brown): ICC(2,k) of ICC(2,1), ICC(3,k) of ICC(3,1). */
export function ofAverage(single: IccEstimate, k: number): IccEstimate {
  const step = (r: number): number => (k * r) / (1 + (k - 1) * r);
  return { ...single, icc: step(single.icc), lower: step(single.lower), upper: step(single.upper) };
}

type Test = Pick<IccEstimate, 'f' | 'df1' | 'df2' | 'p'>;

function testOf({ lesions: n, readings: k }: MeanSquares, f: number): Test {
  const [df1, df2] = [n - 1, (n - 1) * (k - 1)];
  return { f, df1, df2, p: fUpper(f, df1, df2) };
}

function fromRatio(f: number, k: number, test: Test, alpha: number): IccEstimate {
  const at = (ratio: number): number => (ratio - 1) / (ratio + k - 1);
  const lower = at(f / fQuantile(1 - alpha / 2, test.df1, test.df2));
  const upper = at(f * fQuantile(1 - alpha / 2, test.df2, test.df1));
  return { ...test, icc: at(f), lower, upper };
}

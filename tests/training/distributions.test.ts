import { describe, expect, it } from 'vitest';
import {
  betaQuantile,
  chiSquaredUpper,
  fQuantile,
  fUpper,
  normalQuantile,
  normalUpper,
  studentTwoSided,
} from '../../src/training/distributions.ts';

const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

describe('distributions agree with R to 1e-12, far tails included', () => {
  it.each([
    ['P(Z > 30)', normalUpper(30), 4.906713927148187e-198],
    ['P(Z > 1.3)', normalUpper(1.3), 0.09680048458561034],
    ['normal quantile of 1e-20', normalQuantile(1e-20), -9.262340089798405],
    ['|t| > 22.2 with 500 degrees of freedom', studentTwoSided(22.2, 500), 1.683200504693645e-76],
    ['|t| > 0.3 with 2.5 degrees of freedom', studentTwoSided(0.3, 2.5), 0.7873423714951973],
    ['F(49, 50) > 2292', fUpper(2292.456, 49, 50), 7.071949329747117e-71],
    ['F(3, 700) > 0.4', fUpper(0.4, 3, 700), 0.7530454735338999],
    ['F(49, 1.2) quantile', fQuantile(0.975, 49, 1.2), 335.5138850518538],
    ['F(5, 300) quantile', fQuantile(0.025, 5, 300), 0.1656452607800896],
    ['chi-squared(8) > 88', chiSquaredUpper(88.4, 8), 9.819618064803606e-16],
    ['chi-squared(1000) > 900', chiSquaredUpper(900, 1000), 0.9892827619087102],
    ['beta(3, 17) quantile', betaQuantile(0.025, 3, 17), 0.03382624900176466],
    ['beta(1, 1e5) quantile', betaQuantile(0.975, 1, 1e5), 3.688811415792421e-5],
  ])('%s', (_, actual, expected) => {
    expect(relative(actual, expected)).toBeLessThan(1e-12);
  });
});

import { describe, expect, it } from 'vitest';
import { compilePlan, extract } from '../../src/radiomics/index.ts';
import { fullPlan, maskWhere, SPACING, settingsFrom, speckle } from './speckle.ts';

const size = { width: 20, height: 20 };

function extracted(inside: (x: number, y: number) => boolean, value: (x: number, y: number) => number, settings: object = {}) {
  const pixels = Float64Array.from({ length: 400 }, (_, n) => value(n % 20, Math.floor(n / 20)));
  const result = extract({ image: { ...size, pixels }, mask: maskWhere(size, inside), spacing: SPACING }, fullPlan(settings));
  if (result.kind === 'refused') throw new Error(result.message);
  return { warnings: result.warnings, get: (name: string) => result.values.get(`original_${name}`)! };
}

describe('degenerate regions', () => {
  it.each([100, 0.1])('a flat region of %d has no spread, one grey level and full correlation', (level) => {
    const { get, warnings } = extracted(
      (x, y) => x > 4 && x < 11 && y > 3 && y < 15,
      () => level,
    );
    expect(warnings).toEqual([]);
    for (const name of ['Variance', 'Skewness', 'Kurtosis', 'Range', 'MeanAbsoluteDeviation', 'RobustMeanAbsoluteDeviation']) {
      expect([name, get(`firstorder_${name}`)]).toEqual([name, 0]);
    }
    for (const name of ['Mean', 'Median', '10Percentile']) expect(get(`firstorder_${name}`)).toBe(level);
    for (const name of ['Correlation', 'MCC', 'JointEnergy', 'Idm']) expect([name, get(`glcm_${name}`)]).toEqual([name, 1]);
    for (const name of ['Contrast', 'ClusterShade', 'InverseVariance', 'Imc2'])
      expect([name, get(`glcm_${name}`)]).toEqual([name, 0]);
    expect(get('glcm_Imc1')).toBeCloseTo(0, 15);
    expect(get('firstorder_Entropy')).toBeCloseTo(0, 15);
  });

  it('pixels without neighbours have no co-occurrence or run features, and each says so', () => {
    const { get, warnings } = extracted(
      (x, y) => (x === 3 && y === 3) || (x === 9 && y === 12),
      (x) => 30 * x,
    );
    expect(get('glcm_Contrast')).toBeNaN();
    expect(get('glrlm_RunEntropy')).toBeNaN();
    expect(warnings).toHaveLength(24 + 16 + 1);
    expect(warnings).toContainEqual(expect.stringMatching(/^original_glcm_Contrast is NaN: .*no two pixels/));
    expect(warnings).toContainEqual(expect.stringMatching(/^original_firstorder_RobustMeanAbsoluteDeviation is NaN/));
  });

  it('a line has no minor axis, and only the directions in which it has pairs', () => {
    const { get, warnings } = extracted(
      (x, y) => x === 7 && y < 12,
      (_, y) => 25 * (y % 2),
      { minimumROIDimensions: 1 },
    );
    expect(warnings).toEqual([]);
    expect(get('shape2D_MinorAxisLength')).toBe(0);
    expect(get('shape2D_Elongation')).toBe(0);
    expect(get('shape2D_MaximumDiameter')).toBeCloseTo(12 * SPACING.yMm, 12);
    expect(get('glcm_Contrast')).toBe(1);
    expect(get('glcm_MCC')).toBeCloseTo(1, 12);
  });

  it('a square has the outline of marching squares: corners cut, half a pixel wide', () => {
    const spacing = { xMm: 1, yMm: 1 };
    const image = speckle(20, 20);
    const result = extract({ image, mask: maskWhere(size, (x, y) => x < 4 && y < 4), spacing }, fullPlan({}, ['shape2D']));
    if (result.kind === 'refused') throw new Error(result.message);
    expect(result.values.get('original_shape2D_MeshSurface')).toBe(16 - 4 / 8);
    expect(result.values.get('original_shape2D_Perimeter')).toBeCloseTo(12 + 4 * Math.SQRT1_2, 12);
    expect(result.values.get('original_shape2D_MaximumDiameter')).toBeCloseTo(Math.hypot(3, 4), 12);
  });

  it('resegmentation keeps the shape of the outline, unless the PyRadiomics profile or resegmentShape asks otherwise', () => {
    const area = (settings: object) =>
      extracted(
        (x, y) => x < 10 && y < 10,
        (x) => 20 * x,
        { resegmentRange: [100], ...settings },
      ).get('shape2D_PixelSurface');
    const pixelArea = SPACING.xMm * SPACING.yMm;
    expect(area({})).toBeCloseTo(100 * pixelArea, 12);
    expect(area({ profile: 'pyradiomics' })).toBeCloseTo(50 * pixelArea, 12);
    expect(area({ resegmentShape: true })).toBeCloseTo(50 * pixelArea, 12);
  });

  it('only the profile of PyRadiomics leaves out the shape of a region one pixel wide', () => {
    const column = (settings: object) =>
      extracted(
        (x, y) => x === 4 && y < 6,
        (x, y) => 20 * x + y,
        { minimumROIDimensions: 1, ...settings },
      );
    expect(column({}).get('shape2D_PixelSurface')).toBeCloseTo(6 * SPACING.xMm * SPACING.yMm, 12);
    const { get, warnings } = column({ profile: 'pyradiomics' });
    expect(get('shape2D_PixelSurface')).toBeUndefined();
    expect(warnings.join()).toContain('original_shape2D is left out');
    expect(get('firstorder_Minimum')).toBe(80);
  });

  it('only the profile of PyRadiomics loses the sign of negative values in Square', () => {
    const pixels = Float64Array.from({ length: 400 }, (_, n) => (n % 20) - 30);
    const lowest = (profile: string): number => {
      const plan = compilePlan(['square_firstorder_Minimum'], settingsFrom({ profile, imageTypes: { Square: {} } }));
      const result = extract({ image: { ...size, pixels }, mask: maskWhere(size, (x) => x > 2), spacing: SPACING }, plan);
      if (result.kind === 'refused') throw new Error(result.message);
      return result.values.get('square_firstorder_Minimum')!;
    };
    expect(lowest('default')).toBeCloseTo(-(27 ** 2) / 30, 9);
    expect(lowest('pyradiomics')).toBeCloseTo(11 ** 2 / 30, 9);
  });
});

import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../src/core/index.ts';
import { discretise } from '../../src/radiomics/discretise.ts';
import { filterInput } from '../../src/radiomics/filter-input.ts';
import { compilePlan, extract } from '../../src/radiomics/index.ts';
import { IMAGE_TYPES } from '../../src/radiomics/registry.ts';
import type { ImageTypeName } from '../../src/radiomics/settings.ts';
import { fullPlan, lesionMask, SPACING, settingsFrom, speckle } from './speckle.ts';

const BOX = { x: 20, y: 14, width: 12, height: 9 };

/** Pixels of the box in the first derived image. */
function derived(
  name: ImageTypeName,
  image: GreyImage,
  own: object = {},
  { spacing = SPACING, box = BOX, window = { x: 0, y: 0, width: image.width, height: image.height } } = {},
): Float64Array {
  const type = IMAGE_TYPES[name];
  const settings = settingsFrom({ imageTypes: { [name]: own } }).imageTypes[name]!;
  const [first] = type.derive(filterInput(image, window, undefined, spacing), box, settings, type.derivedNames(settings));
  return first!.pixels;
}

function imageOf(width: number, height: number, value: (x: number, y: number) => number): GreyImage {
  const pixels = Float64Array.from({ length: width * height }, (_, n) => value(n % width, Math.floor(n / width)));
  return { width, height, pixels };
}

const greatestDifference = (a: Float64Array, b: Float64Array): number =>
  a.reduce((worst, value, n) => Math.max(worst, Math.abs(value - b[n]!)), 0);

describe('Laplacian of Gaussian', () => {
  it('of x² / 2 + y² in mm is 3 sigma², by normalisation across scales', () => {
    const paraboloid = imageOf(400, 300, (x, y) => (x * 0.1) ** 2 / 2 + (y * 0.2) ** 2);
    const box = { x: 195, y: 145, width: 10, height: 10 };
    for (const value of derived('LoG', paraboloid, { sigma: [1] }, { box })) expect(value).toBeCloseTo(3, 3);
  });

  it('of a part of the image far larger than its reach is that of the image', () => {
    const image = speckle(700, 90);
    const window = { x: 150, y: 0, width: 400, height: 90 };
    const inWhole = derived('LoG', image, { sigma: [0.5] }, { box: { x: 340, y: 40, width: 12, height: 9 } });
    const inWindow = derived('LoG', image, { sigma: [0.5] }, { box: { x: 190, y: 40, width: 12, height: 9 }, window });
    expect(greatestDifference(inWhole, inWindow)).toBeLessThan(1e-6);
  });

  it('of a mirrored image is mirrored', () => {
    const image = speckle(61, 47);
    const mirrored = imageOf(61, 47, (x, y) => image.pixels[y * 61 + 60 - x]!);
    const box = { x: 0, y: 0, width: 61, height: 47 };
    const plain = derived('LoG', image, { sigma: [1] }, { box });
    const filtered = derived('LoG', mirrored, { sigma: [1] }, { box });
    const back = Float64Array.from(plain, (_, n) => filtered[n - (n % 61) + 60 - (n % 61)]!);
    expect(greatestDifference(plain, back)).toBeLessThan(1e-5);
  });

  it('is left out with a warning where the image is too small for a sigma, and the others are there', () => {
    const image = speckle(40, 30);
    const plan = fullPlan({ imageTypes: { LoG: { sigma: [1, 5.5] } } }, ['firstorder']);
    const result = extract({ image, mask: lesionMask(image, 20, 15), spacing: SPACING }, plan);
    if (result.kind === 'refused') throw new Error(result.message);
    expect(new Set([...result.values.keys()].map((name) => name.split('_')[0]))).toEqual(new Set(['log-sigma-1-0-mm-3D']));
    expect(result.warnings).toEqual(['log-sigma-5-5-mm-3D is left out: the image is too small for this filter']);
  });
});

describe('gradient', () => {
  it.each([
    { gradientUseSpacing: true, slope: Math.hypot(2 / 0.1, 3 / 0.2) },
    { gradientUseSpacing: false, slope: Math.hypot(2, 3) },
  ])('of a plane is its slope (spacing used: $gradientUseSpacing)', ({ gradientUseSpacing, slope }) => {
    const values = derived(
      'Gradient',
      imageOf(60, 40, (x, y) => 2 * x + 3 * y),
      { gradientUseSpacing },
    );
    expect(new Set(values)).toEqual(new Set([Math.fround(slope)]));
  });

  it('repeats border pixels: half the slope remains across a border', () => {
    const box = { x: 0, y: 5, width: 1, height: 1 };
    expect([
      ...derived(
        'Gradient',
        imageOf(60, 40, (x) => x),
        { gradientUseSpacing: false },
        { box },
      ),
    ]).toEqual([0.5]);
  });
});

describe('local binary patterns', () => {
  const at = (image: GreyImage, x: number, y: number): number =>
    derived('LBP2D', image, {}, { box: { x, y, width: 1, height: 1 } })[0]!;

  it('are 8 in a pit, 0 on a peak, 9 where the pattern changes often, and see zeros outside', () => {
    expect(
      at(
        imageOf(9, 9, (x, y) => (x === 4 && y === 4 ? 0 : 5)),
        4,
        4,
      ),
    ).toBe(8);
    expect(
      at(
        imageOf(9, 9, (x, y) => (x === 4 && y === 4 ? 5 : 0)),
        4,
        4,
      ),
    ).toBe(0);
    expect(
      at(
        imageOf(9, 9, (x, y) => (x === 4 || y === 4 ? 5 : 0)),
        4,
        4,
      ),
    ).toBe(9);
    expect(
      at(
        imageOf(9, 9, () => 4),
        0,
        0,
      ),
    ).toBe(3);
  });
});

describe('images of transformed intensities', () => {
  const image = imageOf(60, 40, (x, y) => (x === 0 && y === 0 ? -400 : x - 20));

  it.each([
    { name: 'Square', of: (x: number) => (x * x) / 400 },
    { name: 'SquareRoot', of: (x: number) => Math.sign(x) * Math.sqrt(400 * Math.abs(x)) },
    { name: 'Logarithm', of: (x: number) => (Math.sign(x) * Math.log(Math.abs(x) + 1) * 400) / Math.log(401) },
    { name: 'Exponential', of: (x: number) => Math.exp((x * Math.log(400)) / 400) },
  ] as const)('$name scales with the largest magnitude of the whole window', ({ name, of }) => {
    const values = derived(name, image);
    const expected = Float64Array.from(values, (_, n) => of(n % BOX.width));
    expect(greatestDifference(values, expected)).toBeLessThan(1e-9);
  });

  it.each(['Square', 'SquareRoot', 'Logarithm', 'Exponential'] as const)('%s of a black window is finite', (name) => {
    expect(
      new Set(
        derived(
          name,
          imageOf(60, 40, () => 0),
        ),
      ),
    ).toEqual(new Set([name === 'Exponential' ? 1 : 0]));
  });
});

describe('discretisation of single precision', () => {
  it('rounds the edges of binCount, so that a value on an edge opens the next level', () => {
    const values = Float64Array.of(0, Math.fround(0.1), Math.fround(0.3));
    const levels = (singlePrecision: boolean) => {
      const found = discretise(values, { binWidth: 1, binCount: 3, singlePrecision });
      return found.kind === 'grey-levels' ? [...found.present] : found;
    };
    expect(Math.fround((1 * Math.fround(0.3)) / 3)).toBe(Math.fround(0.1));
    expect(levels(true)).toEqual([1, 2, 3]);
    expect(levels(false)).toEqual([1, 3]);
  });
});

describe('resampling', () => {
  const ramp = imageOf(90, 70, (x, y) => 3 * (x + 0.5) * 0.1 + 5 * (y + 0.5) * 0.2);
  const mask = lesionMask(ramp, 45, 35);

  it.each(['sitkLinear', 'sitkBSpline'])(
    '%s keeps a plane in mm: the grid is aligned to the corner of the image',
    (interpolator) => {
      const of = (settings: object) => {
        const result = extract(
          { image: ramp, mask, spacing: SPACING },
          compilePlan(['original_firstorder_Mean'], settingsFrom(settings)),
        );
        if (result.kind === 'refused') throw new Error(result.message);
        return { mean: result.values.get('original_firstorder_Mean')!, ...result.provenance };
      };
      const { mean, roiBox, spacingMm } = of({ resampledPixelSpacing: [0.05, 0.05], interpolator });
      expect(spacingMm).toEqual([0.05, 0.05]);
      // The nearest pixel makes every old one a block of 2 x 4, of the same mean.
      const [left, top, width, height] = of({}).roiBox;
      expect(roiBox).toEqual([left * 2, top * 4, width * 2, height * 4]);
      expect(mean).toBeCloseTo(of({}).mean, 9);
    },
  );

  it('by the nearest pixel to half the spacing changes no order statistic', () => {
    const image = speckle(90, 70);
    const names = ['original_firstorder_Median', 'original_firstorder_Mean', 'original_firstorder_Variance'];
    const of = (settings: object) => {
      const result = extract({ image, mask, spacing: SPACING }, compilePlan(names, settingsFrom(settings)));
      if (result.kind === 'refused') throw new Error(result.message);
      return result.values;
    };
    const halved = of({ resampledPixelSpacing: [0.05, 0.1], interpolator: 'sitkNearestNeighbor' });
    for (const [name, value] of of({})) expect(halved.get(name)).toBeCloseTo(value, 9);
  });

  it('of an axis to its own spacing leaves that axis alone; where both are right it only crops', () => {
    const plan = fullPlan({ imageTypes: { Original: {}, Wavelet: {} } });
    const cropped = fullPlan({ preCrop: true, imageTypes: { Original: {}, Wavelet: {} } });
    const same = fullPlan({ resampledPixelSpacing: [0, 0.2], imageTypes: { Original: {}, Wavelet: {} } });
    const image = speckle(90, 70);
    const [whole, crop, unchanged] = [plan, cropped, same].map((each) => extract({ image, mask, spacing: SPACING }, each));
    expect(whole!.kind === 'features' && crop!.kind === 'features' && unchanged!.kind === 'features').toBe(true);
    if (crop!.kind !== 'features' || unchanged!.kind !== 'features') return;
    expect([...unchanged!.values]).toEqual([...crop!.values]);
  });

  it('cuts integer pixels off instead of rounding them, and never leaves their range', () => {
    const image = {
      width: 90,
      height: 70,
      pixels: Uint8Array.from({ length: 6300 }, (_, n) => ((n >> 2) % 2 === 0 ? 255 : 0)),
    };
    const names = ['original_firstorder_Maximum', 'original_firstorder_Minimum'];
    const result = extract(
      { image, mask, spacing: SPACING },
      compilePlan(names, settingsFrom({ resampledPixelSpacing: [0.03, 0.07] })),
    );
    if (result.kind === 'refused') throw new Error(result.message);
    expect(result.values.get('original_firstorder_Maximum')).toBe(255);
    expect(result.values.get('original_firstorder_Minimum')).toBe(0);
  });
});

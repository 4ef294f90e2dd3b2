import { describe, expect, it } from 'vitest';
import { compilePlan, type ExtractionInput, extract, REFUSALS, type RefusalCode } from '../../src/radiomics/index.ts';
import { fullPlan, lesionMask, maskWhere, SPACING, settingsFrom, speckle } from './speckle.ts';

const image = speckle(40, 30);
const mask = lesionMask(image, 20, 15);
const good: ExtractionInput = { image, mask, spacing: SPACING };
const without = (value: number): Float64Array => Float64Array.from(image.pixels).fill(value, 7, 8);

const CASES: readonly (readonly [RefusalCode, string, Partial<ExtractionInput>, object])[] = [
  ['size-mismatch', 'a mask of another size', { mask: mask.slice(1) }, {}],
  ['size-mismatch', 'fewer pixels than the image says', { image: { ...image, height: 31 } }, {}],
  ['invalid-mask', 'a label other than 1', { mask: mask.map((value) => value * 255) }, {}],
  ['invalid-spacing', 'a spacing of 0', { spacing: { xMm: 0, yMm: 0.1 } }, {}],
  ['invalid-spacing', 'a spacing that is no number', { spacing: { xMm: 0.1, yMm: Number.NaN } }, {}],
  ['non-finite-pixels', 'a NaN pixel, even outside the mask', { image: { ...image, pixels: without(Number.NaN) } }, {}],
  ['non-finite-pixels', 'an infinite pixel', { image: { ...image, pixels: without(Infinity) } }, {}],
  ['non-finite-pixels', 'a pixel beyond what filters can square', { image: { ...image, pixels: without(1e31) } }, {}],
  ['empty-mask', 'a mask of zeros', { mask: mask.map(() => 0) }, {}],
  ['mask-covers-image', 'a mask of ones', { mask: mask.map(() => 1) }, {}],
  ['single-pixel', 'one pixel', { mask: maskWhere(image, (x, y) => x === 3 && y === 3) }, { minimumROIDimensions: 1 }],
  ['too-few-dimensions', 'a row of pixels', { mask: maskWhere(image, (x, y) => x < 5 && y === 3) }, {}],
  ['too-few-dimensions', 'a column of pixels', { mask: maskWhere(image, (x, y) => x === 5 && y < 3) }, {}],
  [
    'too-small',
    'no more pixels than minimumROISize',
    { mask: maskWhere(image, (x, y) => x < 2 && y < 2) },
    { minimumROISize: 4 },
  ],
  ['grid-too-large', 'a spacing of nanometres', {}, { resampledPixelSpacing: [1e-6, 1e-6] }],
  [
    'resampled-away',
    'a spacing far above the lesion',
    { mask: maskWhere(image, (x, y) => x < 2 && y < 2) },
    { resampledPixelSpacing: [9, 9] },
  ],
  ['resegmented-away', 'a range without pixels', {}, { resegmentRange: [300, 400] }],
  [
    'constant-image',
    'normalisation of a flat image',
    { image: { ...image, pixels: image.pixels.map(() => 9) } },
    { normalize: true },
  ],
  ['empty-ring', 'no tissue beside the lesion', { within: { x: 0, y: 0, width: 2, height: 2 } }, { region: 'ring', ringMm: 0.5 }],
  ['kernel-too-large', 'a Gaussian wider than any lesion', {}, { imageTypes: { Gabor: { sigmaMm: [90], theta: [0] } } }],
  ['too-many-grey-levels', 'a tiny binWidth', {}, { binWidth: 1e-9 }],
  [
    'too-many-grey-levels',
    'values so large that a bin vanishes beside them',
    { image: { ...image, pixels: Float64Array.from(image.pixels).fill(1e20) } },
    {},
  ],
];

describe('regions that give no features', () => {
  it.each(CASES)('%s: %s', (code, _, input, settings) => {
    const result = extract({ ...good, ...input }, fullPlan(settings));
    expect(result).toMatchObject({ kind: 'refused', code });
    if (result.kind === 'refused') expect(result.message).toContain(REFUSALS[code]);
  });

  it('every refusal code has a case', () => {
    expect(new Set(CASES.map(([code]) => code))).toEqual(new Set(Object.keys(REFUSALS)));
  });

  it('a resegmented line is refused as an outlined line is', () => {
    const pixels = Uint8Array.from(image.pixels, (_, n) => (Math.floor(n / image.width) === 15 ? 200 : 10));
    const result = extract({ ...good, image: { ...image, pixels } }, fullPlan({ resegmentRange: [100] }));
    expect(result).toMatchObject({ kind: 'refused', code: 'too-few-dimensions' });
  });

  it('too many grey levels do not matter to features that need none', () => {
    const plan = compilePlan(['original_firstorder_Mean'], settingsFrom({ binWidth: 1e-9 }));
    expect(extract(good, plan).kind).toBe('features');
  });
});

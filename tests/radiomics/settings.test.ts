import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/radiomics/index.ts';
import { settingsFrom } from './speckle.ts';

describe('extraction settings', () => {
  it('takes the defaults of PyRadiomics where nothing is said', () => {
    const { imageTypes, ...common } = settingsFrom({});
    expect(common).toMatchObject({ binWidth: 25, binCount: null, distances: [1], symmetricalGLCM: true, normalize: false });
    expect(common).toMatchObject({ minimumROIDimensions: 2, padDistance: 5, wavelet: 'coif1', level: 1, start_level: 0 });
    expect(Object.keys(imageTypes)).toEqual(['Original']);
  });

  it('lets one image type override the common settings, and only itself', () => {
    const { imageTypes } = settingsFrom({
      binWidth: 5,
      imageTypes: { Original: {}, Wavelet: { binWidth: 10, wavelet: 'haar' } },
    });
    expect(imageTypes.Original).toMatchObject({ binWidth: 5, wavelet: 'coif1' });
    expect(imageTypes.Wavelet).toMatchObject({ binWidth: 10, wavelet: 'haar' });
  });

  it.each([
    ['an unknown key', { binwidth: 25 }, ['binwidth: unknown setting']],
    ['an unknown image type', { imageTypes: { Curvelet: {} } }, ['imageTypes.Curvelet: unknown setting']],
    [
      'a PyRadiomics image type without support',
      { imageTypes: { LBP3D: {} } },
      ['imageTypes.LBP3D: a PyRadiomics image type that is not supported here'],
    ],
    ['LoG without a sigma', { imageTypes: { LoG: {} } }, ['imageTypes.LoG.sigma: LoG needs at least one sigma in mm']],
    [
      'an override that the image type does not have',
      { imageTypes: { Original: { wavelet: 'haar' } } },
      ['imageTypes.Original.wavelet: unknown setting'],
    ],
    [
      'a PyRadiomics key without support',
      { kernelRadius: 1 },
      ['kernelRadius: a PyRadiomics setting that is not supported here'],
    ],
    [
      'a PyRadiomics key that would change the result',
      { force2Ddimension: 1 },
      ['force2Ddimension: a PyRadiomics setting that is not supported here (only 0 is)'],
    ],
    [
      'every problem at once',
      { label_channel: 1, nonsense: 1 },
      ['label_channel: a PyRadiomics setting that is not supported here (only 0 is)', 'nonsense: unknown setting'],
    ],
  ])('refuses %s by name', (_, input, problems) => {
    expect(parseSettings(input)).toEqual({ kind: 'invalid', problems });
  });

  it.each([
    ['binWidth', 0],
    ['binWidth', Number.NaN],
    ['binWidth', '25'],
    ['binCount', 4097],
    ['binCount', 1.5],
    ['distances', []],
    ['distances', [1, 1]],
    ['distances', [0]],
    ['wavelet', 'coif99'],
    ['level', 0],
    ['normalizeScale', Infinity],
    ['resegmentRange', [1, 2, 3]],
    ['weightingNorm', 'cosine'],
    ['imageTypes', {}],
    ['sigma', [0]],
    ['resampledPixelSpacing', [0.1]],
    ['resampledPixelSpacing', 0.1],
    ['interpolator', 'sitkLanczosWindowedSinc'],
    ['lbp2DMethod', 'ror'],
    ['label', 2],
    ['correctMask', true],
  ])('refuses %s = %j and names it', (key, value) => {
    const parsed = parseSettings({ [key]: value });
    expect(parsed.kind).toBe('invalid');
    if (parsed.kind === 'invalid') expect(parsed.problems.every((problem) => problem.startsWith(key))).toBe(true);
  });

  it.each([null, 'binWidth: 25', 3, [{ binWidth: 25 }], undefined])('refuses %j, which is no object', (input) => {
    expect(parseSettings(input).kind).toBe('invalid');
  });

  it('accepts unsupported keys at the value that changes nothing, as in files written by PyRadiomics', () => {
    const inFiles = {
      label: 1,
      label_channel: 0,
      force2D: true,
      force2Ddimension: 0,
      additionalInfo: false,
      enableCExtensions: true,
      geometryTolerance: null,
      correctMask: false,
      interpolator: 'sitkBSpline',
      resampledPixelSpacing: null,
    };
    expect(settingsFrom(inFiles)).toEqual(settingsFrom({}));
  });

  it("reads SimpleITK's number of an interpolator as its name", () => {
    expect(settingsFrom({ interpolator: 2 }).interpolator).toBe('sitkLinear');
  });
});

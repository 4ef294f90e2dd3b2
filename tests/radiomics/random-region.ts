/** Regions of random outline and grey levels, from noise to nearly flat, with levels that do not occur and with holes. */
import fc from 'fast-check';
import { discretise } from '../../src/radiomics/discretise.ts';
import type { ImageRegion } from '../../src/radiomics/feature-class.ts';
import { boundingBox, cropRoi } from '../../src/radiomics/roi.ts';
import { SPACING, settingsFrom } from './speckle.ts';

export type RandomRegion = ImageRegion;

export const randomRegion: fc.Arbitrary<RandomRegion> = fc
  .record({
    width: fc.integer({ min: 2, max: 40 }),
    height: fc.integer({ min: 2, max: 24 }),
    levels: fc.constantFrom(1, 2, 5, 40, 300),
    gapless: fc.boolean(),
    holes: fc.constantFrom(0, 0.1, 0.6),
    seed: fc.integer({ min: 1, max: 1e6 }),
    distances: fc.constantFrom([1], [1], [2], [1, 3]),
    gldm_a: fc.constantFrom(0, 0, 1, 5),
    symmetricalGLCM: fc.boolean(),
  })
  .map(({ width, height, levels, gapless, holes, seed, distances, gldm_a, symmetricalGLCM }) => {
    let state = seed;
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 4_294_967_296;
    };
    const mask = Uint8Array.from({ length: width * height }, (_, n) => Number(n === 0 || random() >= holes));
    const { box } = boundingBox(mask, width)!;
    const roi = cropRoi(mask, width, box);
    const step = gapless ? 1 : 3;
    const values = Float64Array.from(roi.positions, () => step * Math.floor(random() * levels) + 0.5);
    const settings = settingsFrom({ binWidth: 1, distances, gldm_a, symmetricalGLCM }).imageTypes.Original!;
    const greyLevels = discretise(values, settings);
    if (greyLevels.kind === 'too-many') throw new Error('too many grey levels');
    return { roi, spacing: SPACING, values, settings, greyLevels };
  });

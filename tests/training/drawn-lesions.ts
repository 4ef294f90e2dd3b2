/** Lesions with drawn features: an effect of known size, correlated copies, sites, and readings of a second person. */
import { randomStream } from '../../src/simulator/index.ts';
import type { MeasuredLesion } from '../../src/training/cohort/cohort-table.ts';
import { AREA_FEATURE } from '../../src/training/refuse-unusable.ts';

export interface Drawing {
  readonly lesions: number;
  readonly effect: number;
  readonly seed: number;
}

export const DRAWN_NAMES = [
  AREA_FEATURE,
  ...Array.from({ length: 12 }, (_, j) => `original_glcm_Drawn${String(j).padStart(2, '0')}`),
  'original_glcm_Copy',
  'original_glcm_Constant',
  'original_glcm_Unsteady',
] as const;

/** Two lesions of every fifth patient; 70 % train. Feature Drawn00 carries the effect, Copy is nearly the same. */
export function drawnLesions({ lesions, effect, seed }: Drawing): readonly MeasuredLesion[] {
  const random = randomStream(seed, 'lesions');
  return Array.from({ length: lesions }, (_, i) => {
    const patient = i % 5 === 4 ? i - 1 : i;
    const outcome = random.uniform() < 0.5 ? 1 : 0;
    const signal = random.normal() + effect * outcome;
    const features = new Map<string, number>(DRAWN_NAMES.map((name) => [name, random.normal()]));
    features.set(AREA_FEATURE, 80 + 10 * random.normal());
    features.set('original_glcm_Drawn00', signal);
    features.set('original_glcm_Copy', 100 * signal + random.normal());
    features.set('original_glcm_Constant', 3);
    return {
      features,
      member: {
        id: `P${patient} / ${i}`,
        outcome,
        split: patient % 10 < 7 ? 'training' : 'validation',
        lesion: {
          row: i + 2,
          patient: `P${patient}`,
          lesion: String(i),
          site: `site ${patient % 3}`,
          ihc: outcome === 1 ? '1+' : '0',
          age: 40 + Math.floor(30 * random.uniform()),
          size_mm: 10 + 2 * random.normal(),
          spacing: { xMm: 0.1, yMm: 0.1 },
          otherMasks: [],
          other: {},
        },
      },
    };
  });
}

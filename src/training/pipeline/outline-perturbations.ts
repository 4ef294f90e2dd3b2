/** The draws behind perturbed outlines: each reading of each lesion has its own stream, whatever else is in the cohort. */
import type { OutlinePerturbation } from '../../radiomics/index.ts';
import { randomStream } from '../../simulator/index.ts';
import type { Recipe } from './recipe.ts';

export type PerturbationSettings = Recipe['stability']['perturbations'];

const WAVES = 12;

/** `reading` from 1, 0 is the outline itself. */
export function drawPerturbation(
  { translation, area, contour }: PerturbationSettings,
  seed: number,
  lesionId: string,
  reading: number,
): OutlinePerturbation {
  const random = randomStream(seed, `outline ${reading} of ${lesionId}`);
  return {
    shiftXPixels: random.between(-translation, translation),
    shiftYPixels: random.between(-translation, translation),
    areaFraction: random.between(-area, area),
    displacement: contour,
    // From 0.4 to 1.2 equivalent diameters long: shorter ones would be jagged, longer ones a translation.
    waves: Array.from({ length: WAVES }, () => {
      const cycles = 1 / random.between(0.4, 1.2);
      const direction = random.between(0, 2 * Math.PI);
      return {
        cyclesX: cycles * Math.cos(direction),
        cyclesY: cycles * Math.sin(direction),
        phase: random.between(0, 2 * Math.PI),
      };
    }),
  };
}

/** At most `settings.lesions` of the candidates, at random, in their order. */
export function lesionsToPerturb<T>({ lesions }: PerturbationSettings, seed: number, candidates: readonly T[]): readonly T[] {
  const random = randomStream(seed, 'lesions with perturbed outlines');
  const drawn = candidates.map((_, i) => ({ i, at: random.uniform() })).sort((a, b) => a.at - b.at || a.i - b.i);
  const chosen = new Set(drawn.slice(0, lesions).map(({ i }) => i));
  return candidates.filter((_, i) => chosen.has(i));
}

/** Cross-validation folds that keep the lesions of a patient together and the classes in balance; seeded. */
import { randomStream } from '../../simulator/index.ts';

/**
 * Fold 1 to `count` of each row. A patient counts as positive with any positive lesion. Throws RangeError where a class
 * has fewer than two patients, so that no division leaves both classes in every training part.
 */
export function groupedFolds(
  patients: readonly string[],
  outcome: ArrayLike<number>,
  count: number,
  seed: number,
  purpose: string,
): Uint16Array {
  const positive = new Map<string, boolean>();
  patients.forEach((patient, i) => {
    positive.set(patient, (positive.get(patient) ?? false) || outcome[i] === 1);
  });
  const random = randomStream(seed, purpose);
  const fold = new Map<string, number>();
  let next = 0;
  for (const wanted of [true, false]) {
    const own = [...positive].filter(([, isPositive]) => isPositive === wanted).map(([patient]) => patient);
    if (own.length < 2) {
      throw new RangeError(`${own.length} patient of the ${wanted ? 'positive' : 'negative'} class: folds need at least two`);
    }
    for (let i = own.length - 1; i > 0; i--) {
      const j = Math.floor(random.uniform() * (i + 1));
      [own[i], own[j]] = [own[j], own[i]];
    }
    for (const patient of own) fold.set(patient, (next++ % count) + 1);
  }
  return Uint16Array.from(patients, (patient) => fold.get(patient)!);
}

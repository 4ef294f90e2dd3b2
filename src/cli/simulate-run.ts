/** `her2-cds simulate`: from the options to the recipe of a cohort, and what was written in words or JSON. */
import path from 'node:path';
import { type CohortRecipe, EFFECT } from '../simulator/index.ts';
import { writeSimulatedCohort } from './simulate-cohort.ts';

export interface SimulateOptions {
  /** Training, validation, external. */
  readonly patients: readonly number[];
  readonly seed: number;
  readonly out: string;
  /** False: --no-effect; absent or true: the simulator's own. */
  readonly effect?: number | boolean;
  readonly readers: number;
  readonly workers?: number;
  readonly json?: true;
}

export async function runSimulate({ patients, seed, out, effect, readers, workers, json }: SimulateOptions): Promise<void> {
  const [training = 0, validation = 0, external = 0] = patients;
  const recipe = {
    patients: { training, validation, external },
    seed,
    effect: typeof effect === 'number' ? effect : effect === false ? 0 : EFFECT,
    readers,
  };
  const { simulated, kept } = await writeSimulatedCohort(recipe, out, workers);
  const summary = { out, ...recipe, simulated, kept, cohort: path.join(out, 'cohort.csv'), config: path.join(out, 'train.yaml') };
  if (json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else process.stdout.write(`${simulated} lesions simulated, ${kept} kept. Next: her2-cds ${nextCommand(summary)}\n`);
}

/** A cohort without training or validation cannot train. */
function nextCommand({
  patients,
  cohort,
  config,
}: {
  patients: CohortRecipe['patients'];
  cohort: string;
  config: string;
}): string {
  const canTrain = patients.training > 0 && patients.validation > 0;
  return canTrain
    ? `train --cohort ${cohort} --config ${config} --out bundle`
    : `evaluate --bundle BUNDLE --cohort ${cohort} --simulated`;
}

/** A frame of a patient of whom no more is known than HER2 expression and scanner. */
import { drawParameters, type PatientDraw } from './draw-parameters.ts';
import { SCANNERS } from './scanner.ts';
import { type SimulatedLesion, simulateLesion } from './simulate-lesion.ts';

/** Scanner styles are those of SCANNERS or any other. */
export function simulatePatient(
  seed: number,
  draw: PatientDraw = { expressing: true, scanner: SCANNERS['linear-a'] },
): SimulatedLesion {
  return simulateLesion(drawParameters(seed, draw), seed);
}

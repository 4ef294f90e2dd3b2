/** Seeded simulator of breast ultrasound frames, for demonstration patients and training cohorts. */
export { COHORT_SPLITS, type CohortPatient, type CohortRecipe, cohortPatients, HER2_MIX } from './cohort-patients.ts';
export { drawParameters, EFFECT } from './draw-parameters.ts';
export type { LesionParameters } from './lesion-parameters.ts';
export { randomStream } from './random.ts';
export { readerMask } from './reader-mask.ts';
export { SCANNERS, type ScannerId, type ScannerStyle } from './scanner.ts';
export { type SimulatedLesion, simulateLesion } from './simulate-lesion.ts';
export { simulatePatient } from './simulate-patient.ts';

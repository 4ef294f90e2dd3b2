/** Seeded simulator of breast ultrasound frames, for demonstration patients and training cohorts. */
export type { LesionParameters, Margin } from './lesion-parameters.ts';
export { type RandomStream, randomStream } from './random.ts';
export { SCANNERS, type ScannerId, type ScannerStyle } from './scanner.ts';
export { type SimulatedLesion, simulateLesion } from './simulate-lesion.ts';
export { drawParameters, EFFECT, type PatientDraw, simulatePatient } from './simulate-patient.ts';

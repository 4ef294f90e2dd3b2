/**
 * The outline that another reader draws of a simulated lesion: a habit of drawing wide or tight, and slow wandering about
 * the contour that grows with the blur of the margin. Spicules are followed less far than the simulator draws them.
 */
import type { Mask } from '../core/index.ts';
import { type Contour, contour } from './contour.ts';
import { cos } from './exact-math.ts';
import type { LesionParameters } from './lesion-parameters.ts';
import { outlineMask } from './outline-mask.ts';
import { randomStream } from './random.ts';

const TURN = 6.283185307179586;
/** Standard deviation over lesions of the distance at which a reader draws outside the contour. */
const HABIT_SD_MM = 0.2;
/** Share of the fine irregularity that a hand follows. */
const FOLLOWED = 0.6;
/** Half width over which the contour is smoothed to tell form from fine irregularity, in contour steps (of 2048 in a turn). */
const SMOOTHING_STEPS = 50;
const SMALLEST_RADIUS_MM = 0.8;

/** @param reader from 1; the first reader draws the contour itself, which is the mask of `simulateLesion`. */
export function readerMask(parameters: LesionParameters, seed: number, reader: number): Mask {
  const own = contour(parameters, seed);
  if (reader === 1) return outlineMask(parameters, own);
  const { radiiMm } = own;
  const stream = randomStream(seed, `reader ${reader}`);
  const habitMm = HABIT_SD_MM * stream.normal();
  const spreadMm = 0.1 + 0.4 * parameters.marginBlurMm;
  const waves = Array.from({ length: 7 }, (_, k) => ({
    order: k + 1,
    phase: stream.between(0, TURN),
    heightMm: (spreadMm * stream.normal()) / (k + 1),
  }));
  const form = smoothed(radiiMm);
  const drawn = form.map((radius, i) => {
    const angle = (i / form.length) * TURN - TURN / 2;
    const wander = waves.reduce((sum, { order, phase, heightMm }) => sum + heightMm * cos(order * angle + phase), habitMm);
    return Math.max(SMALLEST_RADIUS_MM, radius + FOLLOWED * ((radiiMm[i] as number) - radius) + wander);
  });
  const shape: Contour = { radiiMm: drawn, largestRadiusMm: drawn.reduce((largest, r) => Math.max(largest, r), 0) };
  return outlineMask(parameters, shape);
}

/** Running mean around the closed contour. */
function smoothed(radii: Float64Array): Float64Array {
  const at = (i: number): number => radii[(i + radii.length) % radii.length] as number;
  let sum = 0;
  for (let i = -SMOOTHING_STEPS; i <= SMOOTHING_STEPS; i++) sum += at(i);
  return radii.map((_, i) => {
    const mean = sum / (2 * SMOOTHING_STEPS + 1);
    sum += at(i + SMOOTHING_STEPS + 1) - at(i - SMOOTHING_STEPS);
    return mean;
  });
}

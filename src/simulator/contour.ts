/**
 * The lesion outline as a star-shaped contour: distance from the centre as a function of the angle. Star shape keeps
 * every mask one component without holes.
 */
import { atan2, cos, gaussian, sin } from './exact-math.ts';
import type { LesionParameters } from './lesion-parameters.ts';
import { randomStream } from './random.ts';

const STEPS = 2048;
/** Of the long semi-axis: a lesion that is placed inside the region stays there, however irregular. */
export const LARGEST_RADIUS = 1.35;
const TURN = 6.283185307179586;

export interface Contour {
  /** Radius at STEPS equal angles over one turn, starting at -pi. */
  readonly radiiMm: Float64Array;
  readonly largestRadiusMm: number;
}

interface Spicule {
  readonly angle: number;
  readonly width: number;
  readonly height: number;
}

function spicules(parameters: LesionParameters, seed: number): readonly Spicule[] {
  if (parameters.margin !== 'spiculated') return [];
  const stream = randomStream(seed, 'spicules');
  const count = 7 + Math.floor(stream.uniform() * 6);
  return Array.from({ length: count }, (_, i) => ({
    angle: ((i + stream.between(-0.48, 0.48)) / count) * TURN - TURN / 2,
    width: stream.between(0.05, 0.13),
    height: parameters.irregularity * stream.between(0.03, 0.36),
  }));
}

/** Outline of the lesion; the same seed gives the same irregularities at any size. */
export function contour(parameters: LesionParameters, seed: number): Contour {
  const stream = randomStream(seed, 'contour');
  const lobules = parameters.margin === 'microlobulated' ? 0.09 : 0.025;
  const harmonics = Array.from({ length: 13 }, (_, k) => ({
    order: k + 2,
    phase: stream.between(0, TURN),
    height:
      k < 4
        ? (0.04 + 0.16 * parameters.irregularity) * stream.between(0.2, 1) * (2 / (k + 2))
        : lobules * parameters.irregularity * stream.between(0.1, 0.8),
  }));
  const spikes = spicules(parameters, seed);
  const { semiMajorMm: a, semiMinorMm: b, orientation } = parameters;
  const radiiMm = new Float64Array(STEPS);
  let largestRadiusMm = 0;
  for (let i = 0; i < STEPS; i++) {
    const angle = (i / STEPS) * TURN - TURN / 2;
    const along = cos(angle - orientation) / a;
    const across = sin(angle - orientation) / b;
    let scale = 1;
    for (const h of harmonics) scale += h.height * cos(h.order * angle + h.phase);
    for (const spike of spikes) {
      let d = Math.abs(angle - spike.angle);
      if (d > TURN / 2) d = TURN - d;
      scale += spike.height * gaussian(d / spike.width);
    }
    const radius = Math.max(0.35, scale) / Math.sqrt(along * along + across * across);
    radiiMm[i] = radius;
    largestRadiusMm = Math.max(largestRadiusMm, radius);
  }
  const shrink = Math.min(1, (LARGEST_RADIUS * a) / largestRadiusMm);
  return { radiiMm: radiiMm.map((radius) => radius * shrink), largestRadiusMm: largestRadiusMm * shrink };
}

/** Radius of the contour in the direction (x, y). */
export function radiusTowards(shape: Contour, x: number, y: number): number {
  const position = ((atan2(y, x) + TURN / 2) / TURN) * STEPS;
  const index = Math.floor(position);
  const fraction = position - index;
  const first = shape.radiiMm[index % STEPS] as number;
  const second = shape.radiiMm[(index + 1) % STEPS] as number;
  return first + fraction * (second - first);
}

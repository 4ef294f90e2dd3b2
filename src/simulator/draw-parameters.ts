/**
 * Draws an examination for a patient whose tumour does or does not express HER2. The effect is an invention: four
 * properties each shift by EFFECT standard deviations when HER2 is expressed, everything else is the same in both
 * groups. It was fixed before any model was fitted and is no claim about real tumours.
 */
import { LARGEST_RADIUS } from './contour.ts';
import { amplitude, exp2 } from './exact-math.ts';
import type { LesionParameters, Margin } from './lesion-parameters.ts';
import { randomStream } from './random.ts';
import type { ScannerStyle } from './scanner.ts';

/** Shift of each of the four properties, in standard deviations of that property. */
export const EFFECT = 0.8;

export interface PatientDraw {
  readonly expressing: boolean;
  readonly scanner: ScannerStyle;
  /** Default EFFECT; 0 makes both groups alike. */
  readonly effect?: number;
}

const clamp = (low: number, high: number, x: number): number => Math.min(high, Math.max(low, x));

function marginOf(irregularity: number): Margin {
  if (irregularity < 0.35) return 'smooth';
  return irregularity < 0.65 ? 'microlobulated' : 'spiculated';
}

/** Lesion and examination parameters of one patient. */
export function drawParameters(seed: number, draw: PatientDraw): LesionParameters {
  const stream = randomStream(seed, 'patient');
  const shift = (draw.expressing ? 0.5 : -0.5) * (draw.effect ?? EFFECT);
  // The four properties with an effect: standard normal, moved by `shift` towards what expression does.
  const speckle = stream.normal() + shift;
  const echogenicity = stream.normal() + shift;
  const margin = stream.normal() + shift;
  const shadow = stream.normal() + shift;

  const { scanner } = draw;
  const depthMm = scanner.region.height * scanner.spacingMm;
  const semiMajorMm = clamp(3.5, 11, 6.6 + 1.9 * stream.normal());
  const semiMinorMm = semiMajorMm * stream.between(0.55, 0.85);
  const irregularity = clamp(0, 1, 0.5 + 0.22 * margin);
  const tallerThanWide = stream.uniform() < 0.25;
  const tilt = 0.25 * stream.normal();
  return {
    scanner,
    semiMajorMm,
    semiMinorMm,
    orientation: tallerThanWide ? Math.PI / 2 + tilt : tilt,
    centreXMm: stream.between(-4, 4),
    centreDepthMm: clamp(LARGEST_RADIUS * semiMajorMm + 1.2, depthMm * 0.52, 13 + 2 * stream.normal()),
    margin: marginOf(irregularity),
    irregularity,
    marginBlurMm: clamp(0.12, 1.1, 0.45 + 0.16 * stream.normal()),
    echogenicityDb: clamp(-20, -1, -9 - 2.4 * echogenicity),
    heterogeneityDb: clamp(1, 7, 3.6 + 0.9 * stream.normal()),
    scatterersPerCell: clamp(0.6, 16, 4.5 * exp2(-0.75 * speckle)),
    shadowDb: clamp(-8, 14, 2.5 - 3.6 * shadow),
    haloDb: clamp(0, 12, 5 + 2.5 * stream.normal()),
    haloMm: clamp(0.4, 3, 1.3 * amplitude(3 * stream.normal())),
    foci: Math.max(0, Math.floor(stream.between(-6, 5))),
    density: stream.uniform(),
    muscleDepthMm: clamp(18, 27, 22.5 + 1.8 * stream.normal()),
    gainDb: 2 * stream.normal(),
  };
}

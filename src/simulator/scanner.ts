/**
 * Three invented linear-array scanner styles: frame, point spread function and display chain. They stand for no
 * product; what matters is that they differ as scanners differ (resolution, dynamic range, spacing, grey curve).
 */
export interface ScannerStyle {
  readonly id: string;
  readonly frameWidth: number;
  readonly frameHeight: number;
  /** Ultrasound region inside the frame, in pixels; the rest is black. */
  readonly region: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Square pixels. */
  readonly spacingMm: number;
  /** Standard deviation of the axial point spread function. */
  readonly axialSigmaMm: number;
  /** Lateral standard deviation at the focus. */
  readonly lateralSigmaMm: number;
  readonly focusMm: number;
  /** Depth over which the lateral width grows by the square root of two. */
  readonly focalZoneMm: number;
  /** Independent looks averaged by spatial compounding. */
  readonly looks: number;
  readonly dynamicRangeDb: number;
  /** Echo level that reaches white. */
  readonly whiteDb: number;
  /** Attenuation left after time-gain compensation. */
  readonly residualDbPerMm: number;
  /** Electronic noise at the skin; it rises with the compensation. */
  readonly noiseDb: number;
  readonly compensationDbPerMm: number;
  /** Grey curve: 0 linear, 1 parabola. */
  readonly contrast: number;
  /** Unsharp masking along depth, fraction. */
  readonly edgeEnhancement: number;
}

export const SCANNERS = {
  'linear-a': {
    id: 'linear-a',
    frameWidth: 640,
    frameHeight: 480,
    region: { x: 60, y: 8, width: 520, height: 464 },
    spacingMm: 0.078,
    axialSigmaMm: 0.105,
    lateralSigmaMm: 0.2,
    focusMm: 16,
    focalZoneMm: 14,
    looks: 3,
    dynamicRangeDb: 62,
    whiteDb: 33,
    residualDbPerMm: 0.2,
    noiseDb: -66,
    compensationDbPerMm: 0.75,
    contrast: 0.6,
    edgeEnhancement: 0.25,
  },
  'linear-b': {
    id: 'linear-b',
    frameWidth: 800,
    frameHeight: 600,
    region: { x: 40, y: 10, width: 720, height: 580 },
    spacingMm: 0.06,
    axialSigmaMm: 0.085,
    lateralSigmaMm: 0.16,
    focusMm: 14,
    focalZoneMm: 11,
    looks: 3,
    dynamicRangeDb: 70,
    whiteDb: 35,
    residualDbPerMm: 0.12,
    noiseDb: -66,
    compensationDbPerMm: 0.8,
    contrast: 0.45,
    edgeEnhancement: 0.1,
  },
  'linear-c': {
    id: 'linear-c',
    frameWidth: 720,
    frameHeight: 540,
    region: { x: 30, y: 6, width: 600, height: 528 },
    spacingMm: 0.068,
    axialSigmaMm: 0.095,
    lateralSigmaMm: 0.22,
    focusMm: 18,
    focalZoneMm: 16,
    looks: 3,
    dynamicRangeDb: 58,
    whiteDb: 33,
    residualDbPerMm: 0.16,
    noiseDb: -64,
    compensationDbPerMm: 0.78,
    contrast: 0.5,
    edgeEnhancement: 0.35,
  },
} as const satisfies Record<string, ScannerStyle>;

export type ScannerId = keyof typeof SCANNERS;

/** Lateral standard deviation at a depth (Gaussian beam). */
export function lateralSigmaMm(scanner: ScannerStyle, depthMm: number): number {
  const t = (depthMm - scanner.focusMm) / scanner.focalZoneMm;
  return scanner.lateralSigmaMm * Math.sqrt(1 + t * t);
}

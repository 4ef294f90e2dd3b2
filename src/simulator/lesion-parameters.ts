/** What one simulated examination shows. Lengths in millimetres, angles in radians, levels in decibels. */
import type { ScannerStyle } from './scanner.ts';

export type Margin = 'smooth' | 'microlobulated' | 'spiculated';

export interface LesionParameters {
  readonly scanner: ScannerStyle;
  /** Lesion centre: lateral offset from the middle of the region, and depth. */
  readonly centreXMm: number;
  readonly centreDepthMm: number;
  /** Long and short semi-axis of the underlying ellipse. */
  readonly semiMajorMm: number;
  readonly semiMinorMm: number;
  /** Of the long axis against the skin: 0 parallel, pi/2 "taller than wide". */
  readonly orientation: number;
  readonly margin: Margin;
  /** 0 regular to 1 strongly irregular: size of lobules or spicules. */
  readonly irregularity: number;
  /** Width over which tissue passes into lesion. */
  readonly marginBlurMm: number;
  /** Mean level inside against subcutaneous fat; negative is hypoechoic. */
  readonly echogenicityDb: number;
  /** Amplitude of the slow internal variation. */
  readonly heterogeneityDb: number;
  /** Scatterers in a resolution cell: above about 10 Rayleigh speckle, below K-distributed. */
  readonly scatterersPerCell: number;
  /** Level behind the lesion: positive shadow, negative enhancement. */
  readonly shadowDb: number;
  readonly haloDb: number;
  readonly haloMm: number;
  /** Bright foci inside, as calcifications give. */
  readonly foci: number;
  /** Share of glandular tissue, 0 fatty to 1 dense. */
  readonly density: number;
  /** Depth of the chest wall muscle. */
  readonly muscleDepthMm: number;
  /** Operator's overall gain. */
  readonly gainDb: number;
}

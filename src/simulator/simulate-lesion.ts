/** One simulated B-mode breast ultrasound frame with the outline of its lesion. Pure: parameters and seed decide every byte. */
import type { GreyImage, Mask, Spacing } from '../core/index.ts';
import { contour } from './contour.ts';
import { display } from './display.ts';
import { fieldOf } from './field.ts';
import { overlayLesion } from './lesion-overlay.ts';
import type { LesionParameters } from './lesion-parameters.ts';
import { outlineMask } from './outline-mask.ts';
import { randomStream } from './random.ts';
import type { ScannerStyle } from './scanner.ts';
import { envelope } from './speckle.ts';
import { tissueLevels } from './tissue.ts';

export interface SimulatedLesion {
  /** 8 bit, the scanner's frame size. */
  readonly image: GreyImage & { readonly pixels: Uint8Array };
  readonly mask: Mask;
  readonly spacing: Spacing;
  /** Ultrasound region of the frame, pixels; outside it the frame is black. */
  readonly region: ScannerStyle['region'];
  readonly parameters: LesionParameters;
  readonly seed: number;
}

export function simulateLesion(parameters: LesionParameters, seed: number): SimulatedLesion {
  const { scanner } = parameters;
  const field = fieldOf(scanner);
  const levels = tissueLevels(field, parameters, seed);
  const shape = contour(parameters, seed);
  const scatterers = overlayLesion(levels, field, parameters, shape, seed);
  const echo = envelope(field, scanner, levels, scatterers, randomStream(seed, 'speckle'));
  return {
    image: {
      width: scanner.frameWidth,
      height: scanner.frameHeight,
      pixels: display(field, scanner, echo, parameters.gainDb),
    },
    mask: outlineMask(parameters, shape),
    spacing: { xMm: scanner.spacingMm, yMm: scanner.spacingMm },
    region: scanner.region,
    parameters,
    seed,
  };
}

/**
 * Envelope of the band-limited echo: independent complex scatterers, weighted by the echo level, blurred by a
 * separable Gaussian point spread function (baseband model of Wagner et al. 1983). Many scatterers in a resolution cell give
 * Rayleigh speckle, few give the heavier tail of the K distribution.
 */
import { amplitude, gaussian } from './exact-math.ts';
import { type Field, rowMm } from './field.ts';
import type { RandomStream } from './random.ts';
import { lateralSigmaMm, type ScannerStyle } from './scanner.ts';

interface ComplexPlane {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Symmetric kernel of unit energy: keeps the mean power of speckle. */
function kernel(sigmaPixels: number): Float64Array {
  const half = Math.ceil(3 * sigmaPixels);
  const weights = Float64Array.from({ length: 2 * half + 1 }, (_, i) => gaussian((i - half) / sigmaPixels));
  let energy = 0;
  for (const w of weights) energy += w * w;
  return weights.map((w) => w / Math.sqrt(energy));
}

function scatter(
  field: Field,
  levels: Float64Array,
  scatterers: Float64Array,
  cellPixels: number,
  stream: RandomStream,
): ComplexPlane {
  const real = new Float64Array(levels.length);
  const imaginary = new Float64Array(levels.length);
  for (let i = 0; i < field.width * field.height; i++) {
    const density = Math.min(1, (scatterers[i] as number) / cellPixels);
    // All draws are made for every pixel, so that one tissue parameter does not reshuffle the speckle elsewhere.
    const present = stream.uniform() < density;
    const a = stream.normal();
    const b = stream.normal();
    if (!present) continue;
    const weight = amplitude(levels[i] as number) / Math.sqrt(2 * density);
    real[i] = a * weight;
    imaginary[i] = b * weight;
  }
  return { real, imaginary };
}

function blurDepth(plane: Float64Array, field: Field, weights: Float64Array): Float64Array {
  const half = weights.length >> 1;
  const out = new Float64Array(plane.length);
  for (let row = 0; row < field.height; row++) {
    const first = Math.max(0, row - half);
    const last = Math.min(field.height - 1, row + half);
    for (let source = first; source <= last; source++) {
      const w = weights[source - row + half] as number;
      const from = source * field.width;
      const to = row * field.width;
      for (let column = 0; column < field.width; column++) out[to + column]! += w * (plane[from + column] as number);
    }
  }
  return out;
}

function blurLateral(plane: Float64Array, field: Field, scanner: ScannerStyle): Float64Array {
  const out = new Float64Array(plane.length);
  for (let row = 0; row < field.height; row++) {
    const weights = kernel(lateralSigmaMm(scanner, rowMm(field, row)) / field.spacingMm);
    const half = weights.length >> 1;
    const start = row * field.width;
    for (let column = half; column < field.width - half; column++) {
      let sum = 0;
      for (let k = -half; k <= half; k++) sum += (weights[k + half] as number) * (plane[start + column + k] as number);
      out[start + column] = sum;
    }
  }
  return out;
}

/** Mean echo amplitude over the scanner's looks; noise is added before the envelope, as the receiver does. */
export function envelope(
  field: Field,
  scanner: ScannerStyle,
  levels: Float64Array,
  scatterers: Float64Array,
  stream: RandomStream,
): Float64Array {
  const axialPixels = scanner.axialSigmaMm / field.spacingMm;
  const axial = kernel(axialPixels);
  // Area of the resolution cell: the point spread function at half maximum, at the focus.
  const cellPixels = 4.36 * axialPixels * (scanner.lateralSigmaMm / field.spacingMm);
  const out = new Float64Array(levels.length);
  for (let look = 0; look < scanner.looks; look++) {
    const plane = scatter(field, levels, scatterers, cellPixels, stream);
    const real = blurLateral(blurDepth(plane.real, field, axial), field, scanner);
    const imaginary = blurLateral(blurDepth(plane.imaginary, field, axial), field, scanner);
    for (let row = 0; row < field.height; row++) {
      const noise = amplitude(scanner.noiseDb + scanner.compensationDbPerMm * rowMm(field, row));
      for (let i = row * field.width; i < (row + 1) * field.width; i++) {
        const re = (real[i] as number) + noise * stream.normal();
        const im = (imaginary[i] as number) + noise * stream.normal();
        out[i]! += Math.sqrt(re * re + im * im) / scanner.looks;
      }
    }
  }
  return out;
}

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

/** Centre and one side of a symmetric kernel of unit energy: keeps the mean power of speckle. */
function kernel(sigmaPixels: number): Float64Array {
  const weights = Float64Array.from({ length: Math.ceil(3 * sigmaPixels) + 1 }, (_, k) => gaussian(k / sigmaPixels));
  const energy = weights.reduce((sum, w, k) => sum + (k === 0 ? 1 : 2) * w * w, 0);
  return weights.map((w) => w / Math.sqrt(energy));
}

/** Standard deviation of the sum of two uniform bytes. */
const BYTE_PAIR_SD = 104.5;

/** Two numbers of mean 0 and variance 1 from one integer: the sum over the point spread function makes them normal. */
const firstOf = (bits: number): number => ((bits & 0xff) + ((bits >>> 8) & 0xff) - 255) / BYTE_PAIR_SD;
const secondOf = (bits: number): number => (((bits >>> 16) & 0xff) + (bits >>> 24) - 255) / BYTE_PAIR_SD;

/**
 * Scatterers of one look: present with probability `density`, then of standard deviation `weight`.
 * All draws are made for every pixel, so that one tissue parameter does not reshuffle the speckle elsewhere.
 */
function scatter(weight: Float64Array, density: Float64Array, stream: RandomStream): ComplexPlane {
  const present = stream.fill(new Uint32Array(weight.length));
  const values = stream.fill(new Uint32Array(weight.length));
  const real = new Float64Array(weight.length);
  const imaginary = new Float64Array(weight.length);
  for (let i = 0; i < weight.length; i++) {
    if ((present[i] as number) >= (density[i] as number) * 4294967296) continue;
    real[i] = firstOf(values[i] as number) * (weight[i] as number);
    imaginary[i] = secondOf(values[i] as number) * (weight[i] as number);
  }
  return { real, imaginary };
}

function blurDepth(plane: Float64Array, field: Field, weights: Float64Array): Float64Array {
  const { width, height } = field;
  const half = weights.length - 1;
  const out = new Float64Array(plane.length);
  for (let row = 0; row < height; row++) {
    const start = row * width;
    // Beyond the skin and the deepest row there are no scatterers.
    const above = Math.min(half, row);
    const below = Math.min(half, height - 1 - row);
    for (let i = start; i < start + width; i++) {
      let sum = (weights[0] as number) * (plane[i] as number);
      for (let k = 1; k <= half; k++) {
        const w = weights[k] as number;
        if (k <= above) sum += w * (plane[i - k * width] as number);
        if (k <= below) sum += w * (plane[i + k * width] as number);
      }
      out[i] = sum;
    }
  }
  return out;
}

/** The outermost columns, which the kernel does not cover, stay zero: they belong to the field's margin. */
function blurLateral(plane: Float64Array, field: Field, kernels: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(plane.length);
  for (let row = 0; row < field.height; row++) {
    const weights = kernels[row] as Float64Array;
    const half = weights.length - 1;
    const start = row * field.width;
    for (let i = start + half; i < start + field.width - half; i++) {
      let sum = (weights[0] as number) * (plane[i] as number);
      for (let k = 1; k <= half; k++) sum += (weights[k] as number) * ((plane[i - k] as number) + (plane[i + k] as number));
      out[i] = sum;
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
  const lateral = Array.from({ length: field.height }, (_, row) =>
    kernel(lateralSigmaMm(scanner, rowMm(field, row)) / field.spacingMm),
  );
  // Area of the resolution cell: the point spread function at half maximum, at the focus.
  const cellPixels = 4.36 * axialPixels * (scanner.lateralSigmaMm / field.spacingMm);
  const density = scatterers.map((n) => Math.min(1, n / cellPixels));
  const weight = levels.map((level, i) => amplitude(level) / Math.sqrt(2 * (density[i] as number)));
  const out = new Float64Array(levels.length);
  for (let look = 0; look < scanner.looks; look++) {
    const plane = scatter(weight, density, stream);
    const real = blurLateral(blurDepth(plane.real, field, axial), field, lateral);
    const imaginary = blurLateral(blurDepth(plane.imaginary, field, axial), field, lateral);
    const noiseBits = stream.fill(new Uint32Array(levels.length));
    for (let row = 0; row < field.height; row++) {
      const noise = amplitude(scanner.noiseDb + scanner.compensationDbPerMm * rowMm(field, row));
      for (let i = row * field.width; i < (row + 1) * field.width; i++) {
        const re = (real[i] as number) + noise * firstOf(noiseBits[i] as number);
        const im = (imaginary[i] as number) + noise * secondOf(noiseBits[i] as number);
        out[i]! += Math.sqrt(re * re + im * im) / scanner.looks;
      }
    }
  }
  return out;
}

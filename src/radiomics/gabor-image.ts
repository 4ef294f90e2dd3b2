/**
 * Modulus of the Gabor filter's response (IBSI 2, code Q88H): exp(-(u² + gamma² v²)/(2 sigma²) + 2 pi i u/lambda),
 * u along the wave, v across it. Not normalised, and sampled in mm, so that pixels need not be square.
 * Image `gabor-sigma-5-0-mm-lambda-2-0-mm-gamma-1-5-theta-45-0`, or `...-rot-45-0-average` with rotationStep.
 * Surprise: no filter of a separable product, so by far the slowest image type.
 */
import type { Spacing } from '../core/index.ts';
import { boundedTile, type Plane } from './bounded-tile.ts';
import { decimalName } from './decimal-name.ts';
import { type Ibsi2Settings, ibsi2Settings } from './ibsi2-settings.ts';
import type { ImageType } from './image-type.ts';
import { pool } from './pooling.ts';
import type { Box } from './roi.ts';

interface GaborImage {
  readonly name: string;
  readonly sigmaMm: number;
  /** Degrees; all of them are pooled. */
  readonly directions: readonly number[];
}

export const gaborImage: ImageType = {
  name: 'Gabor',
  derivedNames: (settings) => gaborImages(ibsi2Settings(settings)).map(({ name }) => name),
  reach(settings, { xMm, yMm }) {
    const { sigmaMm, truncate, gamma } = ibsi2Settings(settings);
    return Math.ceil((truncate * Math.max(...sigmaMm) * Math.max(1, 1 / gamma)) / Math.min(xMm, yMm));
  },
  derive(input, box, settings, wanted) {
    const own = ibsi2Settings(settings);
    return gaborImages(own)
      .filter(({ name }) => wanted.includes(name))
      .map(({ name, sigmaMm, directions }) => {
        const responses = directions.map((theta) => {
          const kernel = gaborKernel(sigmaMm, theta, input.spacing, own);
          return modulus(boundedTile(input, box, kernel.reachX, kernel.reachY, own.boundary), box, kernel);
        });
        return { name, pixels: pool(responses, own.pooling).pixels };
      });
  },
};

function gaborImages({ sigmaMm, lambdaMm, gamma, theta, rotationStep, pooling }: Ibsi2Settings): GaborImage[] {
  return sigmaMm.flatMap((sigma) => {
    const prefix = `gabor-sigma-${decimalName(sigma)}-mm-lambda-${decimalName(lambdaMm)}-mm-gamma-${decimalName(gamma)}`;
    if (rotationStep === null) {
      return theta.map((angle) => ({ name: `${prefix}-theta-${decimalName(angle)}`, sigmaMm: sigma, directions: [angle] }));
    }
    const name = `${prefix}-rot-${decimalName(rotationStep)}-${pooling}`;
    return [{ name, sigmaMm: sigma, directions: pooledDirections(rotationStep) }];
  });
}

/** Opposite directions have the same modulus, so half a turn is enough where the steps meet it. */
function pooledDirections(step: number): number[] {
  const steps = Math.round(360 / step);
  return Array.from({ length: steps % 2 === 0 ? steps / 2 : steps }, (_, n) => n * step);
}

/** Taps of one half of the plane; the other half is the complex conjugate at the opposite offset. */
interface GaborKernel {
  readonly reachX: number;
  readonly reachY: number;
  readonly dx: Int32Array;
  readonly dy: Int32Array;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** The centre tap, which is 1, is not listed. */
function gaborKernel(sigmaMm: number, theta: number, { xMm, yMm }: Spacing, settings: Ibsi2Settings): GaborKernel {
  const { lambdaMm, gamma, truncate } = settings;
  const cosine = Math.cos((theta * Math.PI) / 180);
  const sine = Math.sin((theta * Math.PI) / 180);
  const across = sigmaMm / gamma;
  const reachX = Math.floor((truncate * Math.hypot(sigmaMm * cosine, across * sine)) / xMm);
  const reachY = Math.floor((truncate * Math.hypot(sigmaMm * sine, across * cosine)) / yMm);
  const taps: { x: number; y: number; real: number; imaginary: number }[] = [];
  for (let y = 0; y <= reachY; y++) {
    for (let x = y === 0 ? 1 : -reachX; x <= reachX; x++) {
      const u = x * xMm * cosine + y * yMm * sine;
      const v = y * yMm * cosine - x * xMm * sine;
      const distance = (u / sigmaMm) ** 2 + (v / across) ** 2;
      if (distance > truncate * truncate) continue;
      const envelope = Math.exp(-distance / 2);
      const phase = (2 * Math.PI * u) / lambdaMm;
      taps.push({ x, y, real: envelope * Math.cos(phase), imaginary: envelope * Math.sin(phase) });
    }
  }
  return {
    reachX,
    reachY,
    dx: Int32Array.from(taps, ({ x }) => x),
    dy: Int32Array.from(taps, ({ y }) => y),
    real: Float64Array.from(taps, ({ real }) => real),
    imaginary: Float64Array.from(taps, ({ imaginary }) => imaginary),
  };
}

function modulus(tile: Plane, { width, height }: Box, kernel: GaborKernel): Plane {
  const pixels = new Float64Array(width * height);
  const real = new Float64Array(width);
  const imaginary = new Float64Array(width);
  const offsets = kernel.dy.map((dy, tap) => dy * tile.width + kernel.dx[tap]);
  for (let y = 0; y < height; y++) {
    const centre = (y + kernel.reachY) * tile.width + kernel.reachX;
    for (let x = 0; x < width; x++) real[x] = tile.pixels[centre + x];
    imaginary.fill(0);
    let tap = 0;
    for (; tap + 4 <= offsets.length; tap += 4) addFourTaps(tile.pixels, centre, offsets, kernel, tap, real, imaginary);
    for (; tap < offsets.length; tap++) {
      addTap(tile.pixels, centre, offsets[tap], kernel.real[tap], kernel.imaginary[tap], real, imaginary);
    }
    for (let x = 0; x < width; x++) pixels[y * width + x] = Math.hypot(real[x], imaginary[x]);
  }
  return { width, height, pixels };
}

/** Coefficients in registers: twice as fast as one tap at a time, eight directions on a lesion of 200x150 pixels 1.5 s instead of 3.1 s. */
function addFourTaps(
  source: Float64Array,
  centre: number,
  offsets: Int32Array,
  kernel: GaborKernel,
  tap: number,
  real: Float64Array,
  imaginary: Float64Array,
): void {
  const o0 = offsets[tap];
  const r0 = kernel.real[tap];
  const i0 = kernel.imaginary[tap];
  const o1 = offsets[tap + 1];
  const r1 = kernel.real[tap + 1];
  const i1 = kernel.imaginary[tap + 1];
  const o2 = offsets[tap + 2];
  const r2 = kernel.real[tap + 2];
  const i2 = kernel.imaginary[tap + 2];
  const o3 = offsets[tap + 3];
  const r3 = kernel.real[tap + 3];
  const i3 = kernel.imaginary[tap + 3];
  for (let x = 0; x < real.length; x++) {
    const at = centre + x;
    const b0 = source[at - o0];
    const a0 = source[at + o0];
    const b1 = source[at - o1];
    const a1 = source[at + o1];
    const b2 = source[at - o2];
    const a2 = source[at + o2];
    const b3 = source[at - o3];
    const a3 = source[at + o3];
    real[x] += r0 * (b0 + a0) + r1 * (b1 + a1) + r2 * (b2 + a2) + r3 * (b3 + a3);
    imaginary[x] += i0 * (b0 - a0) + i1 * (b1 - a1) + i2 * (b2 - a2) + i3 * (b3 - a3);
  }
}

function addTap(
  source: Float64Array,
  centre: number,
  offset: number,
  tapReal: number,
  tapImaginary: number,
  real: Float64Array,
  imaginary: Float64Array,
): void {
  for (let x = 0; x < real.length; x++) {
    const before = source[centre + x - offset];
    const after = source[centre + x + offset];
    real[x] += tapReal * (before + after);
    imaginary[x] += tapImaginary * (before - after);
  }
}

/**
 * Puts the lesion into the tissue: its echo level, margin, halo and foci, its scatterer number, and the shadow or
 * enhancement behind it.
 */
import { type Contour, radiusTowards } from './contour.ts';
import { columnMm, type Field, rowMm } from './field.ts';
import type { LesionParameters } from './lesion-parameters.ts';
import { randomStream } from './random.ts';
import { smoothNoise, step } from './smooth-noise.ts';

/** Scatterers per resolution cell of ordinary breast tissue: fully developed speckle. */
const TISSUE_SCATTERERS = 14;

/** Changes `levels` in place. Returns the scatterers per resolution cell, of the field's size. */
export function overlayLesion(
  levels: Float64Array,
  field: Field,
  parameters: LesionParameters,
  shape: Contour,
  seed: number,
): Float64Array {
  const texture = smoothNoise(randomStream(seed, 'lesion-texture'));
  const halo = smoothNoise(randomStream(seed, 'halo'));
  const scatterers = new Float64Array(levels.length).fill(TISSUE_SCATTERERS);
  /** Share of lesion at each pixel, for the posterior attenuation. */
  const share = new Float64Array(levels.length);
  const reach = shape.largestRadiusMm + 3 * parameters.haloMm + 2 * parameters.marginBlurMm;
  const wander = 0.3 + 0.7 * parameters.irregularity;
  for (let row = 0; row < field.height; row++) {
    const y = rowMm(field, row) - parameters.centreDepthMm;
    if (Math.abs(y) > reach) continue;
    for (let column = 0; column < field.width; column++) {
      const x = columnMm(field, column) - parameters.centreXMm;
      if (Math.abs(x) > reach) continue;
      const index = row * field.width + column;
      const distance = Math.sqrt(x * x + y * y);
      // The tissue border wanders about the outline that a reader draws.
      const dx = wander * halo.plane(x / 0.9 + 70, y / 0.9);
      const dy = wander * halo.plane(x / 0.9, y / 0.9 + 70);
      const beyond = distance - radiusTowards(shape, x + dx, y + dy) + 0.25 * wander * halo.plane(x / 0.5, y / 0.5 + 90);
      const blur = parameters.marginBlurMm * (1 + 0.6 * halo.plane(x / 2, y / 2));
      const lesion = 1 - step(-blur, blur, beyond);
      share[index] = lesion;
      const variation = 1.4 * texture.rough(x / 3.2, y / 2.4) + 0.6 * texture.plane(x / 0.9 + 50, y / 0.6);
      const level = parameters.echogenicityDb + parameters.heterogeneityDb * variation;
      if (beyond > -blur) {
        const t = Math.max(0, beyond) / parameters.haloMm;
        const ring = (1 - step(0.4, 1.6, t)) * (0.55 + 0.45 * halo.plane(x / 2.5 + 30, y / 2.5));
        levels[index] = (levels[index] as number) + parameters.haloDb * ring * (1 - lesion);
      }
      levels[index] = (levels[index] as number) * (1 - lesion) + level * lesion;
      scatterers[index] = TISSUE_SCATTERERS + lesion * (parameters.scatterersPerCell - TISSUE_SCATTERERS);
    }
  }
  addFoci(levels, field, parameters, seed);
  attenuate(levels, share, field, parameters);
  return scatterers;
}

function addFoci(levels: Float64Array, field: Field, parameters: LesionParameters, seed: number): void {
  const stream = randomStream(seed, 'foci');
  for (let i = 0; i < parameters.foci; i++) {
    const x = parameters.centreXMm + stream.between(-0.5, 0.5) * parameters.semiMajorMm;
    const y = parameters.centreDepthMm + stream.between(-0.5, 0.5) * parameters.semiMinorMm;
    const column = Math.round(x / field.spacingMm + field.width / 2);
    const row = Math.round(y / field.spacingMm);
    if (row < 1 || row >= field.height || column < 2 || column >= field.width - 2) continue;
    for (let d = -2; d <= 2; d++) levels[row * field.width + column + d] = stream.between(8, 14);
  }
}

/**
 * Attenuation along each beam: the sum of the lesion's share above a pixel. A pixel is insonified through an
 * aperture, so the shadow is averaged over columns.
 */
function attenuate(levels: Float64Array, share: Float64Array, field: Field, parameters: LesionParameters): void {
  const pathPixels = (2 * parameters.semiMinorMm) / field.spacingMm;
  const half = Math.max(1, Math.round(0.9 / field.spacingMm));
  const above = new Float64Array(field.width);
  for (let row = 0; row < field.height; row++) {
    const start = row * field.width;
    let window = 0;
    for (let column = 0; column < half; column++) window += above[column] as number;
    for (let column = 0; column < field.width; column++) {
      if (column + half < field.width) window += above[column + half] as number;
      if (column - half - 1 >= 0) window -= above[column - half - 1] as number;
      const path = window / (2 * half + 1) / pathPixels;
      levels[start + column] = (levels[start + column] as number) - parameters.shadowDb * Math.min(1.3, path);
    }
    for (let column = 0; column < field.width; column++)
      above[column] = (above[column] as number) + (share[start + column] as number);
  }
}

/**
 * Square, SquareRoot, Logarithm and Exponential: intensities through one function that keeps the largest magnitude M.
 * Surprises: M is that of the whole window, not of the region, so a bright label elsewhere changes the result; and PyRadiomics'
 * Square loses the sign that its documentation promises: its profile repeats that. A window of zeros, where PyRadiomics gives NaN, gets f(0).
 */
import { consecutive } from './filter-input.ts';
import type { ImageType } from './image-type.ts';
import type { ImageTypeName, ImageTypeSettings } from './settings.ts';

/** In place; `greatest` is above 0. */
type Transform = (values: Float64Array, greatest: number, profile: ImageTypeSettings['profile']) => void;

function intensityImage(name: ImageTypeName, derivedName: string, ofZero: number, transform: Transform): ImageType {
  return {
    name,
    derivedNames: () => [derivedName],
    derive(input, box, { profile }) {
      const pixels = input.tile(consecutive(box.x, box.width), consecutive(box.y, box.height));
      const greatest = input.greatestMagnitude();
      if (greatest > 0) transform(pixels, greatest, profile);
      else pixels.fill(ofZero);
      return [{ name: derivedName, pixels }];
    },
  };
}

/** sign(x) (x / √M)²; without the sign in the profile of PyRadiomics. */
export const squareImage = intensityImage('Square', 'square', 0, (values, greatest, profile) => {
  const scale = 1 / Math.sqrt(greatest);
  for (let n = 0; n < values.length; n++) {
    const scaled = scale * values[n];
    values[n] = scaled * (profile === 'pyradiomics' ? scaled : Math.abs(scaled));
  }
});

/** sign(x) √(|x| M) */
export const squareRootImage = intensityImage('SquareRoot', 'squareroot', 0, (values, greatest) => {
  for (let n = 0; n < values.length; n++) values[n] = Math.sign(values[n]) * Math.sqrt(Math.abs(values[n]) * greatest);
});

/** sign(x) ln(|x| + 1) M / ln(M + 1) */
export const logarithmImage = intensityImage('Logarithm', 'logarithm', 0, (values, greatest) => {
  const scale = greatest / Math.log(greatest + 1);
  for (let n = 0; n < values.length; n++) values[n] = Math.sign(values[n]) * Math.log(Math.abs(values[n]) + 1) * scale;
});

/** exp(x ln(M) / M) */
export const exponentialImage = intensityImage('Exponential', 'exponential', 1, (values, greatest) => {
  const scale = Math.log(greatest) / greatest;
  for (let n = 0; n < values.length; n++) values[n] = Math.exp(scale * values[n]);
});

/**
 * Square, SquareRoot, Logarithm and Exponential: intensities through one function that keeps the largest magnitude M.
 * Surprises: M is that of the whole window, not of the region, so a bright label elsewhere changes the result; and Square
 * loses the sign, which the documentation of PyRadiomics denies. A window of zeros, where PyRadiomics gives NaN, gets f(0).
 */
import { consecutive } from './filter-input.ts';
import type { ImageType } from './image-type.ts';
import type { ImageTypeName } from './settings.ts';

/** In place; `greatest` is above 0. */
type Transform = (values: Float64Array, greatest: number) => void;

function intensityImage(name: ImageTypeName, derivedName: string, ofZero: number, transform: Transform): ImageType {
  return {
    name,
    derivedNames: () => [derivedName],
    derive(input, box) {
      const pixels = input.tile(consecutive(box.x, box.width), consecutive(box.y, box.height));
      const greatest = input.greatestMagnitude();
      if (greatest > 0) transform(pixels, greatest);
      else pixels.fill(ofZero);
      return [{ name: derivedName, pixels }];
    },
  };
}

/** (x / √M)² */
export const squareImage = intensityImage('Square', 'square', 0, (values, greatest) => {
  const scale = 1 / Math.sqrt(greatest);
  for (let n = 0; n < values.length; n++) {
    const scaled = scale * values[n];
    values[n] = scaled * scaled;
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

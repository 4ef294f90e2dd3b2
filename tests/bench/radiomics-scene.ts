/** What the radiomics benchmarks compute on: 800 x 600 speckle whose brightness falls with depth, darker inside; the same on every run. */
import type { ExtractionInput } from '../../src/radiomics/index.ts';

export interface Scene {
  readonly name: string;
  readonly input: ExtractionInput;
}

const WIDTH = 800;
const HEIGHT = 600;

export const lesionScene = scene('ROI of 200 x 150', inLesion);

/** PyRadiomics refuses a mask of all pixels: one corner is left out. */
export const fullScene = scene('full 800 x 600', (x, y) => x + y > (2 - WIDTH - HEIGHT) / 2);

function inLesion(x: number, y: number): boolean {
  return (x / 100) ** 2 + (y / 75) ** 2 <= 1;
}

function scene(name: string, isInside: (x: number, y: number) => boolean): Scene {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  const mask = new Uint8Array(pixels.length);
  let state = 12_345;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / 4_294_967_297;
  };
  for (let n = 0; n < pixels.length; n++) {
    const x = (n % WIDTH) + 0.5 - WIDTH / 2;
    const y = Math.floor(n / WIDTH) + 0.5 - HEIGHT / 2;
    mask[n] = isInside(x, y) ? 1 : 0;
    pixels[n] = Math.min(255, Math.round((inLesion(x, y) ? 0.5 : 1) * (90 - y / 10) * Math.sqrt(-Math.log(random()))));
  }
  return { name, input: { image: { width: WIDTH, height: HEIGHT, pixels }, mask, spacing: { xMm: 0.1, yMm: 0.1 } } };
}

/**
 * Runs the numeric path on artificial lesions at start, so that the first clinician does not wait for the compiler: the first
 * extraction otherwise costs five times the later ones. Sizes and textures differ, or the compiled code would be for one alone.
 */
import { notProduced, type ScoreState } from '../core/index.ts';
import type { OpenedModel } from './open-model.ts';
import { type ScoredLesion, scoreLesion } from './score-lesion.ts';

const WIDTH = 400;
const HEIGHT = 300;
const RADII = [
  [60, 35],
  [110, 70],
  [35, 40],
  [85, 55],
] as const;
const ROUNDS = 5;

/** The last state, which callers may ignore. */
export async function warmUp({ model, plan }: OpenedModel): Promise<ScoreState> {
  // A model refuses spacings and sizes that it does not know before any feature is computed.
  const willing = { ...model, acquisitionReasons: () => [] };
  let state: ScoreState = notProduced('no-model');
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [x, y] of RADII) state = await scoreLesion(artificialLesion(x, y, round), willing, plan);
  }
  return state;
}

/** An ellipse of these radii, darker than what is around it, with a texture that repeats nowhere near. */
function artificialLesion(radiusX: number, radiusY: number, round: number): ScoredLesion {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  const mask = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const i = y * WIDTH + x;
      const inside = ((x - WIDTH / 2) / radiusX) ** 2 + ((y - HEIGHT / 2) / radiusY) ** 2 <= 1;
      mask[i] = inside ? 1 : 0;
      pixels[i] = ((x * 31 + y * 17 + (((x + round) * y) % 23) * 7) & 127) + (inside ? 0 : 60);
    }
  }
  const calibration = { kind: 'calibrated', spacing: { xMm: 0.1, yMm: 0.1 }, source: 'stated' } as const;
  return { image: { width: WIDTH, height: HEIGHT, pixels }, mask, calibration };
}

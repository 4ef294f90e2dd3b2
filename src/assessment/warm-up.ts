/**
 * Runs the numeric path on an artificial lesion at start, so that the first clinician does not wait for the compiler:
 * the first extraction otherwise costs several times the later ones.
 */
import { notProduced, type ScoreState } from '../core/index.ts';
import type { OpenedModel } from './open-model.ts';
import { scoreLesion } from './score-lesion.ts';

const WIDTH = 320;
const HEIGHT = 240;
const RUNS = 3;

/** The last state, which callers may ignore. */
export async function warmUp({ model, plan }: OpenedModel): Promise<ScoreState> {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  const mask = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const i = y * WIDTH + x;
      pixels[i] = (x * 31 + y * 17 + ((x * y) % 23) * 7) & 127;
      mask[i] = ((x - 160) / 90) ** 2 + ((y - 120) / 60) ** 2 <= 1 ? 1 : 0;
    }
  }
  const calibration = { kind: 'calibrated', spacing: { xMm: 0.1, yMm: 0.1 }, source: 'stated' } as const;
  let state: ScoreState = notProduced('no-model');
  for (let run = 0; run < RUNS; run += 1) {
    state = await scoreLesion({ image: { width: WIDTH, height: HEIGHT, pixels }, mask, calibration }, model, plan);
  }
  return state;
}

/**
 * Echo level of the breast without lesion, in dB against subcutaneous fat: skin, fat lobules between Cooper
 * ligaments, glandular tissue, retromammary fat, pectoral muscle with its fascia, and what lies behind it.
 * Thin bright sheets are the zero lines of smooth noise, which gives the closed, bent cells of real septa.
 */
import { columnMm, type Field, rowMm } from './field.ts';
import type { LesionParameters } from './lesion-parameters.ts';
import { randomStream } from './random.ts';
import { type SmoothNoise, smoothNoise, step } from './smooth-noise.ts';

/** Depth of each border at one lateral position. */
interface Borders {
  readonly skin: number;
  readonly gland: number;
  readonly retromammary: number;
  readonly muscle: number;
  readonly chestWall: number;
}

type Layers = (x: number) => Borders;

function layersOf(parameters: LesionParameters, borders: SmoothNoise, seed: number): Layers {
  const stream = randomStream(seed, 'layers');
  const skinMm = stream.between(1.3, 2.1);
  const tilt = stream.between(-0.05, 0.05);
  const fatMm = (1 - parameters.density) * stream.between(6, 9) + parameters.density * 2.2;
  const muscleMm = stream.between(6.5, 10);
  return (x) => {
    const muscle = parameters.muscleDepthMm + tilt * x + 0.7 * borders.line(x / 15);
    const retromammary = muscle - 1.6 - 1.1 * borders.line(x / 9 + 40);
    const gland = Math.min(retromammary - 1.5, skinMm + fatMm + 2.4 * borders.line(x / 8 + 80));
    return {
      skin: skinMm + 0.16 * borders.line(x / 7 + 120),
      gland,
      retromammary,
      muscle,
      chestWall: muscle + muscleMm + 1.1 * borders.line(x / 18 + 160),
    };
  };
}

/** 1 on the zero lines of the noise, 0 off them. */
const sheet = (value: number, width: number): number => 1 - step(0, width, Math.abs(value));

/** 1 at `border`, falling to 0 within `thickness`. */
const line = (depth: number, border: number, thickness: number): number => 1 - step(0, thickness, Math.abs(depth - border));

/** What depends on the lateral position only: evaluated once a column. */
interface Column {
  readonly x: number;
  readonly borders: Borders;
  readonly glandLine: number;
  readonly fasciaShift: number;
  readonly fasciaLine: number;
}

function columnOf(x: number, borders: Borders, coarse: SmoothNoise, fine: SmoothNoise): Column {
  return {
    x,
    borders,
    glandLine: step(-0.2, 0.7, coarse.line(x / 4 + 200)),
    fasciaShift: 0.15 * fine.line(x / 1.5 + 450),
    fasciaLine: 0.5 + 0.35 * coarse.line(x / 5 + 400) + 0.25 * fine.line(x / 1.8 + 400),
  };
}

export function tissueLevels(field: Field, parameters: LesionParameters, seed: number): Float64Array {
  const layers = layersOf(parameters, smoothNoise(randomStream(seed, 'borders')), seed);
  const coarse = smoothNoise(randomStream(seed, 'coarse'));
  const fine = smoothNoise(randomStream(seed, 'fine'));
  const levels = new Float64Array(field.width * field.height);
  for (let column = 0; column < field.width; column++) {
    const x = columnMm(field, column);
    const b = layers(x);
    const own = columnOf(x, b, coarse, fine);
    const chestWallLine = 0.5 + 0.4 * coarse.line(x / 6 + 500) + 0.2 * fine.line(x / 1.5 + 520);
    const contact = 2.5 * coarse.line(x / 3 + 300) + 2 * fine.line(x / 1.1 + 300);
    for (let row = 0; row < field.height; row++) {
      const z = rowMm(field, row);
      let level: number;
      if (z < b.skin) level = skinLevel(z, b, x, fine);
      else if (z < b.chestWall) level = breastLevel(z, own, coarse, fine);
      else level = -9 - 1.6 * (z - b.chestWall) + 5 * fine.plane(x / 5, z / 0.9);
      level += 27 * line(z, b.chestWall, 0.4) * chestWallLine;
      levels[row * field.width + column] = level + contact * step(1, 20, z);
    }
  }
  return levels;
}

function skinLevel(z: number, b: Borders, x: number, fine: SmoothNoise): number {
  return (
    8 + 14 * line(z, 0.3, 0.3) + 9 * line(z, b.skin, 0.3) * (0.7 + 0.6 * fine.line(x / 3 + 700)) + 5 * fine.plane(x / 3, z / 0.25)
  );
}

function breastLevel(z: number, column: Column, coarse: SmoothNoise, fine: SmoothNoise): number {
  const { x, borders: b } = column;
  const bend = 1.4 * coarse.plane(x / 7 + 9, z / 7);
  const inGland = step(b.gland - 0.5, b.gland + 0.5, z) * (1 - step(b.retromammary - 0.4, b.retromammary + 0.4, z));
  const inMuscle = step(b.muscle - 0.2, b.muscle + 0.2, z);
  const inFat = (1 - inGland) * (1 - inMuscle);

  let level = 0;
  if (inFat > 0) {
    const jag = 0.5 * fine.plane(x / 1.7 + 15, z / 1.2);
    const sheets = sheet(coarse.plane((x + jag) / 10 + 60, (z + bend + 0.6 * jag) / 2.7), 0.13);
    const seen = (): number => step(-0.25, 0.45, fine.plane(x / 3.5, z / 2)) * (0.7 + 0.3 * fine.plane(x / 0.9, z / 0.9));
    // Most of the fat is no septum: there the noise behind it is not evaluated. The same holds for streaks and fibres.
    const septum = sheets === 0 ? 0 : sheets * seen();
    level += inFat * (2.5 * fine.rough(x / 1.6, z / 0.6) + 2 * coarse.plane(x / 4, z / 2) + 20 * septum);
  }
  if (inGland > 0) {
    const sheets = sheet(fine.plane(x / 5.5 + 20, (z + bend) / 1.25), 0.16);
    const streak = sheets === 0 ? 0 : sheets * (0.3 + 0.7 * coarse.plane(x / 4, z / 2 + 70));
    level += inGland * (8 + 7 * coarse.rough(x / 4.5, (z + bend) / 1.7) + 4 * fine.rough(x / 1.6, z / 0.4) + 14 * streak);
  }
  if (inMuscle > 0) {
    const fibre = sheet(fine.plane(x / 16 + 5, (z - 0.06 * x + 0.4 * bend) / 0.85), 0.2);
    const bright = fibre === 0 ? 0 : 19 * fibre * (0.4 + 0.6 * coarse.plane(x / 6, z / 2.2 + 30));
    level += inMuscle * (-4 + 4 * coarse.plane(x / 9, z / 1.7) + bright);
  }
  level += 14 * line(z, b.gland, 0.25) * column.glandLine;
  level += 24 * line(z, b.muscle + column.fasciaShift, 0.4) * column.fasciaLine;
  return level;
}

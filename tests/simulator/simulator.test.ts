import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contour } from '../../src/simulator/contour.ts';
import { atan2, cos, exp2, log2, sin } from '../../src/simulator/exact-math.ts';
import {
  drawParameters,
  EFFECT,
  type LesionParameters,
  randomStream,
  SCANNERS,
  type ScannerStyle,
  type SimulatedLesion,
  simulateLesion,
} from '../../src/simulator/index.ts';

/** A quarter of the pixels of linear-a over the same field of view: quick, and coarse enough for statistics only. */
const SMALL: ScannerStyle = {
  ...SCANNERS['linear-a'],
  frameWidth: 320,
  frameHeight: 240,
  region: { x: 30, y: 4, width: 260, height: 232 },
  spacingMm: 0.156,
};

const PLAIN: LesionParameters = {
  ...drawParameters(3, { expressing: false, scanner: SMALL }),
  centreXMm: 0,
  centreDepthMm: 13,
  semiMajorMm: 6,
  semiMinorMm: 5,
  orientation: 0,
  margin: 'smooth',
  irregularity: 0.2,
  echogenicityDb: -8,
  heterogeneityDb: 0.5,
  scatterersPerCell: 14,
  shadowDb: 0,
  haloDb: 0,
  foci: 0,
  density: 0.5,
  muscleDepthMm: 23,
  gainDb: 0,
};

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** Grey mean and SD of the pixels that `wanted` accepts, by position in mm in the ultrasound region (x from its middle). */
function grey(lesion: SimulatedLesion, wanted: (xMm: number, depthMm: number, inside: boolean) => boolean): Moments {
  const { image, region, spacing } = lesion;
  const values: number[] = [];
  for (let y = region.y; y < region.y + region.height; y++) {
    for (let x = region.x; x < region.x + region.width; x++) {
      const index = y * image.width + x;
      const xMm = (x - region.x - region.width / 2) * spacing.xMm;
      if (wanted(xMm, (y - region.y) * spacing.yMm, lesion.mask[index] === 1)) values.push(image.pixels[index] as number);
    }
  }
  const mean = values.reduce((s, v) => s + v, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / values.length) };
}

const lesionGrey = (change: Partial<LesionParameters>): Moments =>
  grey(simulateLesion({ ...PLAIN, ...change }, 5), (_x, _z, inside) => inside);
const behind = (change: Partial<LesionParameters>): number =>
  grey(simulateLesion({ ...PLAIN, ...change }, 5), (x, z) => Math.abs(x) < 3 && z > 24 && z < 30).mean;
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

describe('simulateLesion', () => {
  it.each([
    ['linear-a', 640, 480, '6b3e149760dd1180', 'a716c1b1031dc0eb'],
    ['linear-b', 800, 600, 'ca89de707f0695ba', '63e41c62e687a06e'],
  ] as const)('gives the recorded bytes for %s on every machine', (scanner, width, height, imageSha, maskSha) => {
    const { image, mask } = simulateLesion(drawParameters(11, { expressing: true, scanner: SCANNERS[scanner] }), 11);
    expect([image.width, image.height, image.pixels.length, mask.length]).toEqual([
      width,
      height,
      width * height,
      width * height,
    ]);
    expect([sha(image.pixels), sha(mask)]).toEqual([imageSha, maskSha]);
  });

  it('another seed gives other speckle and another outline', () => {
    const [first, second] = [simulateLesion(PLAIN, 1), simulateLesion(PLAIN, 2)];
    expect(sha(first.image.pixels)).not.toBe(sha(second.image.pixels));
    expect(sha(first.mask)).not.toBe(sha(second.mask));
  });

  it('is black outside the ultrasound region and shows skin, fat, gland, fascia and muscle at their depths', () => {
    const lesion = simulateLesion({ ...PLAIN, semiMajorMm: 3, semiMinorMm: 2 }, 8);
    const { region, image } = lesion;
    const outside = image.pixels.filter((_, i) => {
      const [x, y] = [i % image.width, Math.floor(i / image.width)];
      return x < region.x || x >= region.x + region.width || y < region.y || y >= region.y + region.height;
    });
    expect(Math.max(...outside)).toBe(0);
    const band = (from: number, to: number): number => grey(lesion, (x, z) => Math.abs(x) > 8 && z >= from && z < to).mean;
    const [skin, gland, muscle, beyond] = [band(0, 1), band(13, 19), band(25, 29), band(33.5, 36)];
    expect(skin).toBeGreaterThan(gland);
    expect(gland).toBeGreaterThan(muscle + 15);
    expect(muscle).toBeGreaterThan(beyond);
  });

  it('speckle of few scatterers has a heavier spread than fully developed speckle at the same level', () => {
    const [few, many] = [lesionGrey({ scatterersPerCell: 1 }), lesionGrey({ scatterersPerCell: 14 })];
    expect(few.sd).toBeGreaterThan(1.15 * many.sd);
    expect(lesionGrey({ heterogeneityDb: 6 }).sd).toBeGreaterThan(many.sd);
  });

  it('a lower echogenicity darkens the lesion, a shadow darkens and an enhancement brightens what lies behind it', () => {
    expect(lesionGrey({ echogenicityDb: -14 }).mean).toBeLessThan(lesionGrey({ echogenicityDb: -6 }).mean - 10);
    expect(behind({ shadowDb: 10 })).toBeLessThan(behind({ shadowDb: 0 }) - 10);
    expect(behind({ shadowDb: -8 })).toBeGreaterThan(behind({ shadowDb: 0 }) + 10);
  });

  it('a spiculated outline is longer for its area than a smooth one', () => {
    const roughness = (change: Partial<LesionParameters>): number => {
      const { mask, image } = simulateLesion({ ...PLAIN, ...change }, 5);
      let [area, edges] = [0, 0];
      mask.forEach((inside, i) => {
        if (inside === 0) return;
        area++;
        for (const step of [1, -1, image.width, -image.width]) if (mask[i + step] === 0) edges++;
      });
      return edges / Math.sqrt(area);
    };
    expect(roughness({ margin: 'spiculated', irregularity: 0.9 })).toBeGreaterThan(1.1 * roughness({ irregularity: 0.1 }));
  });
});

describe('drawParameters', () => {
  const four = (p: LesionParameters): readonly number[] => [
    -Math.log2(p.scatterersPerCell),
    -p.echogenicityDb,
    p.irregularity,
    -p.shadowDb,
  ];
  const cohort = (expressing: boolean, effect?: number): readonly (readonly number[])[] =>
    Array.from({ length: 1500 }, (_, i) =>
      four(
        drawParameters(i + (expressing ? 50_000 : 0), {
          expressing,
          scanner: SCANNERS['linear-a'],
          ...(effect === undefined ? {} : { effect }),
        }),
      ),
    );
  const differences = (effect?: number): readonly number[] => {
    const [positive, negative] = [cohort(true, effect), cohort(false, effect)];
    return [0, 1, 2, 3].map((k) => {
      const mean = (rows: readonly (readonly number[])[]): number => rows.reduce((s, r) => s + (r[k] as number), 0) / rows.length;
      const sd = Math.sqrt(negative.reduce((s, r) => s + ((r[k] as number) - mean(negative)) ** 2, 0) / negative.length);
      return (mean(positive) - mean(negative)) / sd;
    });
  };

  it('expression moves each of the four properties by the stated effect, and by nothing where the effect is zero', () => {
    for (const d of differences()) expect(Math.abs(d - EFFECT)).toBeLessThan(0.15);
    for (const d of differences(0)) expect(Math.abs(d)).toBeLessThan(0.12);
  });

  it.each(Object.values(SCANNERS))('keeps every outline inside the ultrasound region of $id, below the skin', (scanner) => {
    const [halfWidthMm, depthMm] = [(scanner.region.width * scanner.spacingMm) / 2, scanner.region.height * scanner.spacingMm];
    for (let seed = 0; seed < 300; seed++) {
      const parameters = drawParameters(seed, { expressing: seed % 2 === 0, scanner });
      const { radiiMm } = contour(parameters, seed);
      radiiMm.forEach((radius, i) => {
        const angle = (i / radiiMm.length) * 2 * Math.PI - Math.PI;
        const x = parameters.centreXMm + radius * Math.cos(angle);
        const depth = parameters.centreDepthMm + radius * Math.sin(angle);
        if (Math.abs(x) > halfWidthMm - 1 || depth < 1 || depth > depthMm - 1)
          throw new Error(`seed ${seed}: ${x} mm, depth ${depth} mm`);
      });
    }
  });
});

describe('randomStream', () => {
  it('gives the recorded numbers, whatever the size of the blocks', () => {
    const whole = Array.from(randomStream(42, 'x').fill(new Uint32Array(6)));
    const stream = randomStream(42, 'x');
    expect([...stream.fill(new Uint32Array(1)), ...stream.fill(new Uint32Array(5))]).toEqual(whole);
    expect(whole.slice(0, 3)).toEqual([1091080114, 1279956651, 3533147674]);
    expect(Array.from(randomStream(42, 'y').fill(new Uint32Array(6)))).not.toEqual(whole);
  });

  it('draws uniform and normal numbers of the right moments', () => {
    const stream = randomStream(7, 'moments');
    const moments = (draw: () => number): readonly [number, number] => {
      const values = Array.from({ length: 20_000 }, draw);
      const mean = values.reduce((s, v) => s + v, 0) / values.length;
      return [mean, values.reduce((s, v) => s + (v - mean) ** 2, 0) / values.length];
    };
    const [uniformMean, uniformVariance] = moments(stream.uniform);
    expect(Math.abs(uniformMean - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(uniformVariance - 1 / 12)).toBeLessThan(0.003);
    const [normalMean, normalVariance] = moments(stream.normal);
    expect(Math.abs(normalMean)).toBeLessThan(0.03);
    expect(Math.abs(normalVariance - 1)).toBeLessThan(0.04);
  });
});

describe('exact arithmetic', () => {
  it('agrees with Math to better than 1e-8', () => {
    const near = (actual: number, expected: number): void =>
      expect(Math.abs(actual - expected)).toBeLessThan(1e-8 * Math.max(1, Math.abs(expected)));
    fc.assert(
      fc.property(fc.double({ min: -40, max: 40, noNaN: true }), fc.double({ min: -40, max: 40, noNaN: true }), (x, y) => {
        near(exp2(x), 2 ** x);
        near(sin(x), Math.sin(x));
        near(cos(x), Math.cos(x));
        if (x !== 0) near(log2(Math.abs(x)), Math.log2(Math.abs(x)));
        near(atan2(y, x === 0 ? 0 : x), Math.atan2(y === 0 ? 0 : y, x === 0 ? 0 : x));
      }),
    );
  });
});

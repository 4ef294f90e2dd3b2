/**
 * Random small images, masks and settings: each must give features or a named refusal, no value that is not finite without a
 * warning, no exception, and leave its input as it was. `npm run fuzz:radiomics -- --count 100000 [--seed N]`; a case is its
 * seed, so `--seed N --count 1` repeats what failed.
 */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Mask } from '../../src/core/index.ts';
import {
  allFeatureNames,
  compilePlan,
  type ExtractedFeatures,
  type ExtractionInput,
  extract,
  FEATURE_CLASS_NAMES,
  type FeaturePlan,
  parseSettings,
  REFUSALS,
} from '../../src/radiomics/index.ts';
import { LAWS_KERNEL_NAMES } from '../../src/radiomics/laws-kernels.ts';
import { IMAGE_TYPES } from '../../src/radiomics/registry.ts';
import { WAVELET_NAMES } from '../../src/radiomics/wavelet-filters.ts';
import { helpFrom } from '../bench/help.ts';
import { Dice } from '../dice.ts';

export interface RandomCase {
  readonly input: ExtractionInput;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** How a case ended: `features`, a refusal code, or what is wrong with it. */
export type Outcome = { readonly kind: 'ended'; readonly as: string } | { readonly kind: 'wrong'; readonly problem: string };

export function randomCase(seed: number): RandomCase {
  const dice = new Dice(seed);
  const width = dice.integer(1, 14);
  const height = dice.integer(1, 14);
  const spacing = { xMm: dice.between(0.03, 0.4), yMm: dice.between(0.03, 0.4) };
  const input = {
    image: { width, height, pixels: randomPixels(dice, width * height) },
    mask: randomMask(dice, width, height),
    spacing: dice.chance(0.01) ? { xMm: dice.oneOf([0, -1, Number.NaN, Infinity]), yMm: 1 } : spacing,
    ...(dice.chance(0.1) ? { within: randomMask(dice, width, height) } : {}),
  };
  return { input, settings: randomSettings(dice) };
}

function randomPixels(dice: Dice, length: number): Uint8Array | Uint16Array | Float64Array {
  const levels = dice.oneOf([1, 2, 3, 12, 256]);
  const grey = (): number => dice.integer(0, levels - 1);
  if (dice.chance(0.5)) return Uint8Array.from({ length }, grey);
  if (dice.chance(0.3)) return Uint16Array.from({ length }, () => grey() * dice.oneOf([1, 1, 255]));
  const scale = dice.oneOf([1, 1, 1, 1e-12, 1e-300, 1e6, 1e150, 1e308]);
  const offset = dice.oneOf([0, 0, -50, 1e9]);
  const pixels = Float64Array.from({ length }, () => (dice.chance(0.5) ? dice.between(-1, 1) : grey() / levels) * scale + offset);
  if (dice.chance(0.05)) pixels[dice.integer(0, length - 1)] = dice.oneOf([Number.NaN, Infinity, -Infinity]);
  return pixels;
}

function randomMask(dice: Dice, width: number, height: number): Mask {
  const length = width * height;
  const kind = dice.unit();
  if (kind < 0.45) {
    const density = dice.unit();
    return Uint8Array.from({ length }, () => (dice.chance(density) ? 1 : 0));
  }
  if (kind < 0.97) {
    const [left, top] = [dice.integer(0, width - 1), dice.integer(0, height - 1)];
    const [right, bottom] = [dice.integer(left, width - 1), dice.integer(top, height - 1)];
    return Uint8Array.from({ length }, (_, n) => {
      const [x, y] = [n % width, Math.floor(n / width)];
      return x >= left && x <= right && y >= top && y <= bottom ? 1 : 0;
    });
  }
  return dice.oneOf([new Uint8Array(length), new Uint8Array(length + 1), new Uint8Array(length).fill(2)]);
}

type Maker = (dice: Dice) => unknown;

const orNull =
  (make: Maker): Maker =>
  (dice) =>
    dice.chance(0.5) ? null : make(dice);

const TEXTURE: Readonly<Record<string, Maker>> = {
  binWidth: (dice) => dice.oneOf([0.01, 0.5, 1, 7.3, 25, 100]),
  binCount: orNull((dice) => dice.integer(1, 64)),
  voxelArrayShift: (dice) => dice.oneOf([0, 100]),
  distances: (dice) => dice.some([1, 2, 3, 4], 3),
  symmetricalGLCM: (dice) => dice.chance(0.5),
  weightingNorm: (dice) => dice.oneOf([null, 'infinity', 'euclidean', 'manhattan', 'no_weighting']),
  gldm_a: (dice) => dice.integer(0, 3),
};

const COMMON: Readonly<Record<string, Maker>> = {
  ...TEXTURE,
  normalize: (dice) => dice.chance(0.5),
  normalizeScale: (dice) => dice.oneOf([1, 100]),
  removeOutliers: orNull((dice) => dice.between(0.5, 4)),
  minimumROIDimensions: (dice) => dice.integer(1, 2),
  minimumROISize: orNull((dice) => dice.integer(0, 9)),
  resegmentRange: orNull((dice) => dice.oneOf([[0], [-1, 1], [-3, 3], [0.2, 0.9], [10, 200]])),
  resegmentMode: (dice) => dice.oneOf(['absolute', 'relative', 'sigma']),
  resegmentShape: (dice) => dice.chance(0.5),
  preCrop: (dice) => dice.chance(0.5),
  padDistance: (dice) => dice.integer(0, 4),
  profile: (dice) => dice.oneOf(['default', 'pyradiomics']),
  resampledPixelSpacing: (dice) => (dice.chance(0.8) ? null : [dice.between(0.05, 0.5), dice.oneOf([0, 0.05, 0.3])]),
  interpolator: (dice) => dice.oneOf(['sitkNearestNeighbor', 'sitkLinear', 'sitkBSpline']),
};

const BOUNDARY: Readonly<Record<string, Maker>> = { boundary: (dice) => dice.oneOf(['zero', 'nearest', 'periodic', 'mirror']) };
const POOLED: Readonly<Record<string, Maker>> = {
  rotationInvariant: (dice) => dice.chance(0.5),
  pooling: (dice) => dice.oneOf(['max', 'average']),
};
const WAVELET: Readonly<Record<string, Maker>> = {
  wavelet: (dice) => dice.oneOf(WAVELET_NAMES),
  level: (dice) => dice.integer(1, 2),
};

/** Own settings of each image type. LoG has no default sigma. */
const OWN: Readonly<Record<string, Readonly<Record<string, Maker>>>> = {
  Wavelet: { ...WAVELET, start_level: (dice) => dice.integer(0, 1) },
  LoG: { sigma: (dice) => dice.some([0.05, 0.2, 1, 5], 2) },
  Gradient: { gradientUseSpacing: (dice) => dice.chance(0.5) },
  LBP2D: { lbp2DRadius: (dice) => dice.oneOf([1, 2.5]), lbp2DSamples: (dice) => dice.oneOf([4, 8, 9]) },
  Mean: { ...BOUNDARY, support: (dice) => dice.some([1, 3, 7, 21], 2) },
  LoGKernel: { ...BOUNDARY, sigmaMm: (dice) => dice.some([0.001, 0.2, 1, 90], 2), truncate: (dice) => dice.between(1, 5) },
  Laws: {
    ...BOUNDARY,
    ...POOLED,
    kernels: (dice) => dice.some(LAWS_KERNEL_NAMES, 2),
    energyDistance: orNull((dice) => dice.integer(1, 9)),
  },
  Gabor: {
    ...BOUNDARY,
    sigmaMm: (dice) => dice.some([0.001, 0.1, 0.3], 2),
    truncate: (dice) => dice.between(1, 3),
    lambdaMm: (dice) => dice.oneOf([0.01, 0.5, 4]),
    gamma: (dice) => dice.oneOf([0.5, 1, 3]),
    theta: (dice) => dice.some([0, 30, -45, 360], 2),
    rotationStep: orNull((dice) => dice.oneOf([22.5, 72, 90, 180])),
    pooling: POOLED.pooling!,
  },
  SeparableWavelet: { ...BOUNDARY, ...POOLED, ...WAVELET },
};

function randomSettings(dice: Dice): Record<string, unknown> {
  const region = dice.chance(0.25) ? { region: dice.oneOf(['ring', 'combined']), ringMm: dice.between(0.02, 2) } : {};
  const types = dice.some(Object.keys(IMAGE_TYPES), 2).map((name) => {
    const own = OWN[name] ?? {};
    const given = made(dice, own, name === 'LoG' ? 1 : 0.6);
    return [name, { ...made(dice, TEXTURE, 0.1), ...given }];
  });
  return { ...made(dice, COMMON, 0.3), ...region, imageTypes: Object.fromEntries(types) };
}

/** Each setting is given with that probability. */
function made(dice: Dice, makers: Readonly<Record<string, Maker>>, probability: number): Record<string, unknown> {
  const given = Object.entries(makers).filter(() => dice.chance(probability));
  return Object.fromEntries(given.map(([name, make]) => [name, make(dice)]));
}

export function outcomeOf({ input, settings }: RandomCase): Outcome {
  const wrong = (problem: string): Outcome => ({ kind: 'wrong', problem });
  try {
    const parsed = parseSettings(settings);
    if (parsed.kind === 'invalid') return wrong(`settings refused: ${parsed.problems.join('; ')}`);
    const plan = compilePlan(allFeatureNames(FEATURE_CLASS_NAMES, parsed.settings), parsed.settings);
    const before = JSON.stringify([[...input.image.pixels], [...input.mask]]);
    const result = extract(input, plan);
    if (JSON.stringify([[...input.image.pixels], [...input.mask]]) !== before) return wrong('the input was changed');
    if (result.kind === 'features') {
      const problem = problemOf(result, plan);
      return problem === undefined ? { kind: 'ended', as: 'features' } : wrong(problem);
    }
    return Object.hasOwn(REFUSALS, result.code) ? { kind: 'ended', as: result.code } : wrong(`refusal ${result.code}`);
  } catch (error) {
    return wrong(`exception ${error instanceof Error ? error.stack : String(error)}`);
  }
}

/** Every planned feature has a finite value, or a warning names it, or one names its whole class or image. */
function problemOf({ values, warnings }: ExtractedFeatures, plan: FeaturePlan): string | undefined {
  const named = new Set(warnings.map((warning) => warning.split(' is ')[0]!));
  const silent = plan.featureNames.filter((name) => {
    const leftOut = !values.has(name) && [name.indexOf('_'), name.lastIndexOf('_')].some((end) => named.has(name.slice(0, end)));
    return !Number.isFinite(values.get(name)) && !named.has(name) && !leftOut;
  });
  if (silent.length > 0) return `no finite value and no warning: ${silent.slice(0, 3).join(', ')}`;
  const needless = [...named].filter((name) => Number.isFinite(values.get(name)));
  return needless.length > 0 ? `warning without reason: ${needless[0]}` : undefined;
}

function run(count: number, firstSeed: number): void {
  const ended = new Map<string, number>();
  const wrong: string[] = [];
  for (let seed = firstSeed; seed < firstSeed + count && wrong.length < 20; seed++) {
    const outcome = outcomeOf(randomCase(seed));
    if (outcome.kind === 'wrong') wrong.push(`seed ${seed}: ${outcome.problem}`);
    else ended.set(outcome.as, (ended.get(outcome.as) ?? 0) + 1);
    const done = seed - firstSeed + 1;
    if (done % 10_000 === 0) process.stderr.write(`${done} of ${count}, ${wrong.length} wrong\n`);
  }
  for (const [name, cases] of [...ended].sort(([, a], [, b]) => b - a))
    process.stdout.write(`${String(cases).padStart(8)}  ${name}\n`);
  for (const line of wrong) process.stdout.write(`${line}\n`);
  process.stdout.write(
    `${count} cases from seed ${firstSeed}, ${wrong.length} wrong${wrong.length === 20 ? ' (stopped)' : ''}\n`,
  );
  if (wrong.length > 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  helpFrom(import.meta.filename);
  const { values } = parseArgs({
    options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
  });
  run(Number(values.count), Number(values.seed));
}

/**
 * `npm run bench:radiomics [-- --against REVISION] [--samples N]`: PyRadiomics 3.0.1 and this engine in one run, calls in
 * turn, CPU time of each call, medians. With --against the peer is this engine at another git revision. "Without overhead"
 * takes off what a call of PyRadiomics costs before any feature: the same call for one feature of the mask.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { pyradiomicsPython } from './radiomics-environment.ts';
import { type FeatureSet, loadExtraction, type Scene, type Timed } from './radiomics-extraction.ts';

const { values: options } = parseArgs({
  options: { samples: { type: 'string', default: '15' }, against: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const samples = Math.max(3, Number(options.samples));
const root = path.resolve(import.meta.dirname, '../..');

/** Calls after which the compiler has seen what it optimises; PyRadiomics needs one. */
const WARM_UP = 10;
const WIDTH = 800;
const HEIGHT = 600;
const spacing = { xMm: 0.1, yMm: 0.1 };
const settings = { normalize: true, normalizeScale: 100, binWidth: 5 };
const LOG = { sigma: [1, 2, 3] };
const SETS: readonly FeatureSet[] = [
  { name: 'Original', settings: {}, imageTypes: { Original: {} } },
  { name: 'Original + Wavelet', settings, imageTypes: { Original: {}, Wavelet: {} } },
  { name: 'Original + Wavelet + 3 LoG', settings, imageTypes: { Original: {}, Wavelet: {}, LoG: LOG } },
  {
    name: 'plan of 12 features',
    settings,
    imageTypes: { Original: {}, Wavelet: {} },
    only: ['original', 'wavelet-LH', 'wavelet-HL', 'wavelet-HH'].flatMap((image) =>
      ['firstorder_Kurtosis', 'glcm_Contrast', 'glcm_Idn'].map((feature) => `${image}_${feature}`),
    ),
  },
];

type Call = (scene: Scene) => Promise<Timed> | Timed;
interface Peer {
  readonly name: string;
  call(set: FeatureSet): Call | undefined;
  stop(): void;
}

const scratch = mkdtempSync(path.join(tmpdir(), 'her2-bench-'));
const ours = await loadExtraction(root);
const peer = options.against === undefined ? pyradiomics() : await revision(options.against);
const rows: Record<string, string | number>[] = [];
try {
  const lesion = scene('ROI of 200 x 150', (x, y) => (x / 100) ** 2 + (y / 75) ** 2 <= 1);
  // PyRadiomics refuses a mask of all pixels: one corner is left out.
  const whole = scene('full 800 x 600', (x, y) => x + y > (2 - WIDTH - HEIGHT) / 2);
  for (const set of SETS) await compare(lesion, set);
  await compare(whole, SETS[0]!);
} finally {
  peer.stop();
  rmSync(scratch, { recursive: true, force: true });
}
if (options.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
else console.table(rows);
process.stderr.write(
  `CPU ms, medians of ${samples}; ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(2)}, Node ${process.version}\n`,
);

async function compare(scene: Scene, set: FeatureSet): Promise<void> {
  const own = ours(set);
  const other = peer.call(set);
  if (own === undefined || other === undefined) return;
  const overhead = options.against === undefined && set.name === 'Original' ? peer.call(maskOnly(set)) : undefined;
  const first = own(scene).cpuMs;
  for (let n = 0; n < WARM_UP; n++) own(scene);
  await other(scene);
  await overhead?.(scene);
  const mine: number[] = [];
  const theirs: number[] = [];
  const fixed: number[] = [];
  let worst = 0;
  for (let n = 0; n < samples; n++) {
    const b = await other(scene);
    const a = own(scene);
    mine.push(a.cpuMs);
    theirs.push(b.cpuMs);
    if (overhead !== undefined) fixed.push((await overhead(scene)).cpuMs);
    for (const [name, value] of a.values) worst = Math.max(worst, difference(value, b.values.get(name)));
  }
  const [us, them] = [median(mine), median(theirs)];
  process.stderr.write(
    `${scene.name}, ${set.name}: ${round(us)} ms, ${peer.name} ${round(them)} ms, ratio ${round(them / us)}\n`,
  );
  rows.push({
    region: scene.name,
    set: set.name,
    'first call': round(first),
    'ours ms': round(us),
    [`${peer.name} ms`]: round(them),
    ratio: round(them / us),
    ...(fixed.length === 0 ? {} : { 'without overhead': round((them - median(fixed)) / us) }),
    'worst difference': worst.toExponential(1),
  });
}

/** PixelSurface alone: loading, checks, cropping and nothing else. */
function maskOnly(set: FeatureSet): FeatureSet {
  return { ...set, name: 'overhead', only: ['original_shape2D_PixelSurface'] };
}

function difference(a: number, b: number | undefined): number {
  if (b === undefined) return 0;
  return Object.is(a, b) || Math.abs(a - b) < 1e-11 ? 0 : Math.abs(a - b) / Math.abs(b);
}

/** Speckle whose brightness falls with depth, darker inside; the same on every run. */
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
    const dark = (x / 100) ** 2 + (y / 75) ** 2 <= 1 ? 0.5 : 1;
    pixels[n] = Math.min(255, Math.round(dark * (90 - y / 10) * Math.sqrt(-Math.log(random()))));
  }
  return { name, input: { image: { width: WIDTH, height: HEIGHT, pixels }, mask, spacing } };
}

/** PyRadiomics in a child process, one request at a time. */
function pyradiomics(): Peer {
  const child = spawn(pyradiomicsPython(), [path.join(import.meta.dirname, 'radiomics-pyradiomics.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request: object): Promise<Record<string, unknown>> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    const answer: Record<string, unknown> = done === true ? { error: 'the process ended' } : JSON.parse(value);
    if (answer.error !== undefined) throw new Error(`PyRadiomics: ${answer.error}`);
    return answer;
  };
  let loaded: Scene | undefined;
  const load = async (scene: Scene): Promise<void> => {
    if (loaded === scene) return;
    loaded = scene;
    const [image, mask] = [path.join(scratch, 'image'), path.join(scratch, 'mask')];
    writeFileSync(image, scene.input.image.pixels);
    writeFileSync(mask, scene.input.mask);
    await ask({ kind: 'load', image, mask, width: WIDTH, height: HEIGHT, spacing: [spacing.xMm, spacing.yMm] });
  };
  return {
    name: 'PyRadiomics',
    call: (set) => async (scene) => {
      await load(scene);
      const answer = await ask({ kind: 'run', settings: set.settings, imageTypes: set.imageTypes, features: featuresOf(set) });
      return { cpuMs: Number(answer.cpuMs), values: new Map(Object.entries(answer.values as Record<string, number>)) };
    },
    stop: () => child.stdin.end(),
  };
}

/** PyRadiomics chooses features for all image types at once. */
function featuresOf({ only }: FeatureSet): Readonly<Record<string, readonly string[]>> {
  const features: Record<string, string[]> = {};
  if (only === undefined)
    return Object.fromEntries(['firstorder', 'shape2D', 'glcm', 'glrlm', 'glszm', 'gldm', 'ngtdm'].map((name) => [name, []]));
  for (const name of only) {
    const [, className, feature] = name.split('_');
    features[className!] = [...new Set([...(features[className!] ?? []), feature!])];
  }
  return features;
}

/** The same engine at another revision, in a work tree of its own that borrows the installed packages. */
async function revision(name: string): Promise<Peer> {
  const tree = path.join(scratch, 'tree');
  execFileSync('git', ['worktree', 'add', '--detach', '--quiet', tree, name], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
  const build = path.join(tree, 'src/radiomics/assembly/build.mjs');
  if (existsSync(build)) execFileSync(process.execPath, [build]);
  const extraction = await loadExtraction(tree);
  return {
    name,
    call: extraction,
    stop: () => void execFileSync('git', ['worktree', 'remove', '--force', tree], { cwd: root }),
  };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

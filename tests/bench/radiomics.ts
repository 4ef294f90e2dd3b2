/**
 * `npm run bench:radiomics [-- --against REVISION] [--samples N]` (and --first-call, --batch: see radiomics-first-call.ts and
 * radiomics-batch.ts): PyRadiomics 3.0.1 and this engine in one run, calls in
 * turn, CPU time of each call, medians. With --against the peer is this engine at another git revision. "Without overhead"
 * takes off what a call of PyRadiomics costs before any feature: the same call for one feature of the mask.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { helpFrom } from './help.ts';
import { median, rounded } from './median.ts';
import { startPyradiomics } from './pyradiomics-process.ts';
import { benchBatch } from './radiomics-batch.ts';
import { type FeatureSet, loadExtraction, type Timed } from './radiomics-extraction.ts';
import { benchFirstCall } from './radiomics-first-call.ts';
import { fullScene, lesionScene, type Scene } from './radiomics-scene.ts';

helpFrom(import.meta.filename);

const { values: options } = parseArgs({
  options: {
    samples: { type: 'string' },
    against: { type: 'string' },
    'first-call': { type: 'boolean', default: false },
    batch: { type: 'string' },
    images: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
if (options['first-call']) {
  await benchFirstCall(Number(options.samples ?? 5), options.json);
  process.exit();
}
if (options.batch !== undefined) {
  await benchBatch(options.batch, Number(options.images ?? Number.POSITIVE_INFINITY), Number(options.samples ?? 1), options.json);
  process.exit();
}
const samples = Math.max(3, Number(options.samples ?? 15));
const root = path.resolve(import.meta.dirname, '../..');

/** Calls after which the compiler has seen what it optimises; PyRadiomics needs one. */
const WARM_UP = 40;
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
  for (const set of SETS) await compare(lesionScene, set);
  await compare(fullScene, SETS[0]!);
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
    `${scene.name}, ${set.name}: ${rounded(us)} ms, ${peer.name} ${rounded(them)} ms, ratio ${rounded(them / us)}\n`,
  );
  rows.push({
    region: scene.name,
    set: set.name,
    'first call': rounded(first),
    'ours ms': rounded(us),
    [`${peer.name} ms`]: rounded(them),
    ratio: rounded(them / us),
    ...(fixed.length === 0 ? {} : { 'without overhead': rounded((them - median(fixed)) / us) }),
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

/** PyRadiomics in a child process, one request at a time. */
function pyradiomics(): Peer {
  const { load, ask, stop } = startPyradiomics(scratch);
  return {
    name: 'PyRadiomics',
    call: (set) => async (scene) => {
      await load(scene);
      const answer = await ask({ kind: 'run', settings: set.settings, imageTypes: set.imageTypes, features: featuresOf(set) });
      return { cpuMs: Number(answer.cpuMs), values: new Map(Object.entries(answer.values as Record<string, number>)) };
    },
    stop,
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

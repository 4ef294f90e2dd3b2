/**
 * `npm run bench:maps [-- --samples N]`: feature maps against PyRadiomics 3.0.1 (voxelBased, kernelRadius 1) in one run, calls in
 * turn, CPU time of each call, medians, on the lesion of 200 x 150 pixels. Values are compared at every pixel. About ten minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { allFeatureNames, compilePlan, extractMap, parseSettings } from '../../src/radiomics/index.ts';
import { helpFrom } from './help.ts';
import { median, rounded } from './median.ts';
import { startPyradiomics } from './pyradiomics-process.ts';
import { lesionScene } from './radiomics-scene.ts';

helpFrom(import.meta.filename);

const { values: options } = parseArgs({ options: { samples: { type: 'string', default: '1' } } });
const samples = Math.max(1, Number(options.samples));

const COARSE = { binWidth: 25 };
const FINE = { normalize: true, normalizeScale: 100, binWidth: 5 };
const SETS = [
  { name: 'Contrast, binWidth 25', settings: COARSE, features: ['Contrast'] },
  { name: '24 co-occurrence features, binWidth 25', settings: COARSE, features: undefined },
  { name: 'Contrast, normalised, binWidth 5', settings: FINE, features: ['Contrast'] },
  { name: '24 co-occurrence features, normalised, binWidth 5', settings: FINE, features: undefined },
];

const scratch = mkdtempSync(path.join(tmpdir(), 'her2-bench-'));
const peer = startPyradiomics(scratch);
const rows: Record<string, string | number>[] = [];
try {
  await peer.load(lesionScene);
  for (const set of SETS) rows.push(await compare(set));
} finally {
  peer.stop();
  rmSync(scratch, { recursive: true, force: true });
}
console.table(rows);
process.stderr.write(
  `CPU ms, medians of ${samples}; ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(2)}, Node ${process.version}\n`,
);

async function compare({ name, settings, features }: (typeof SETS)[number]): Promise<Record<string, string | number>> {
  const parsed = parseSettings(settings);
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('; '));
  const names = features?.map((feature) => `original_glcm_${feature}`) ?? allFeatureNames(['glcm'], parsed.settings);
  const plan = compilePlan(names, parsed.settings);
  const own = () => {
    const before = process.cpuUsage();
    const result = extractMap(lesionScene.input, plan);
    const { user, system } = process.cpuUsage(before);
    if (result.kind === 'refused') throw new Error(result.message);
    return { cpuMs: (user + system) / 1000, ...result };
  };
  own();
  const mine: number[] = [];
  const theirs: number[] = [];
  let worst = 0;
  let compared = 0;
  for (let n = 0; n < samples; n++) {
    const answer = await peer.ask({ kind: 'map', settings, features: { glcm: features ?? [] } });
    const { cpuMs, maps, mask } = own();
    mine.push(cpuMs);
    theirs.push(Number(answer.cpuMs));
    for (const [feature, texts] of Object.entries(answer.maps as Record<string, readonly string[]>)) {
      const values = maps.get(feature)!.filter((_, position) => mask[position] === 1);
      texts.forEach((text, pixel) => {
        const theirsAt = Number(text);
        // Documented differences: PyRadiomics has NaN where one direction of a kernel has no pair.
        if (Number.isNaN(theirsAt)) return;
        compared++;
        worst = Math.max(worst, Math.abs(values[pixel]! - theirsAt) / Math.max(Math.abs(theirsAt), 1e-3));
      });
    }
  }
  const [us, them] = [median(mine), median(theirs)];
  process.stderr.write(`${name}: ${rounded(us)} ms, PyRadiomics ${rounded(them)} ms, ratio ${rounded(them / us)}\n`);
  return {
    maps: name,
    'ours ms': rounded(us),
    'PyRadiomics ms': rounded(them),
    ratio: rounded(them / us),
    'values compared': compared,
    'worst difference': worst.toExponential(1),
  };
}

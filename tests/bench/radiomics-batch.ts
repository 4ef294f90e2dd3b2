/**
 * `npm run bench:radiomics -- --batch IMAGES [--images N] [--samples N]`: a folder of `<id>.png` and `<id>_mask.png`, 753 features
 * each, over one worker thread and over two, in turn. Wall time from the first image read to the last result, with the start of
 * the threads; on a machine where something else runs only the CPU times mean anything.
 */
import { readdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { recipeOf } from '../../src/cli/features-parameters.ts';
import { extractAll } from '../../src/cli/features-pool.ts';
import { median, rounded } from './median.ts';

/** The target of the product: two threads at least so many times as fast as one. */
const TARGET = 1.7;
const COUNTS = [1, 2] as const;

export async function benchBatch(folder: string, images: number, samples: number, json: boolean): Promise<void> {
  const masks = readdirSync(folder).filter((name) => name.endsWith('_mask.png'));
  const requests = masks.slice(0, images).map((name) => ({
    image: path.join(folder, name.replace('_mask.png', '.png')),
    mask: path.join(folder, name),
    spacing: { xMm: 1, yMm: 1 },
    label: 'any',
  }));
  const recipe = recipeOf(
    { normalize: true, normalizeScale: 100, binWidth: 5, imageTypes: { Original: {}, Wavelet: {}, LoG: { sigma: [1, 2, 3] } } },
    'default',
  );
  const runs = COUNTS.map((workers) => ({ workers, wallMs: [] as number[], cpuMs: [] as number[], failed: 0 }));
  for (let n = 0; n < samples; n++) {
    for (const run of runs) {
      const [before, began] = [process.cpuUsage(), performance.now()];
      await extractAll(requests, recipe, run.workers, (_, outcome) => {
        if (outcome.kind !== 'features') run.failed++;
      });
      const { user, system } = process.cpuUsage(before);
      run.wallMs.push(performance.now() - began);
      run.cpuMs.push((user + system) / 1000);
      process.stderr.write(`${run.workers} workers: ${rounded(run.wallMs.at(-1)!)} ms\n`);
    }
  }
  const rows = runs.map(({ workers, wallMs, cpuMs, failed }) => ({
    workers,
    images: requests.length,
    failed,
    'wall ms': rounded(median(wallMs)),
    'CPU ms': rounded(median(cpuMs)),
    'wall ratio': rounded(median(runs[0]!.wallMs) / median(wallMs)),
    target: workers === 1 ? '' : `at least ${TARGET}`,
  }));
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else console.table(rows);
  process.stderr.write(
    `medians of ${samples}; ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(2)}, Node ${process.version}\n`,
  );
}

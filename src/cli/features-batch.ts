/** `features --batch`: a cohort over worker threads. A bad row becomes a row with its error, and the rest goes on. */
import { ServiceError } from '../core/index.ts';
import { type CohortRow, readCohort } from './features-cohort.ts';
import type { FeaturesOptions } from './features-options.ts';
import { type Recipe, readRecipe } from './features-parameters.ts';
import { extractAll } from './features-pool.ts';
import type { RegionRequest } from './features-region.ts';
import { openTable } from './features-table.ts';
import type { RegionOutcome } from './features-worker.ts';
import { progressBar } from './progress-bar.ts';

/** Exit code 2 where a row has an error. */
export async function runBatch(file: string, options: FeaturesOptions): Promise<void> {
  if (options.out === undefined) throw new ServiceError('bad-configuration', '--batch needs --out <file>.');
  const recipe = await readRecipe(options.params, options.profile);
  for (const note of recipe.notes) process.stderr.write(`note: ${note}\n`);
  const cohort = await readCohort(file, recipe, options.label);
  const { computed, kept, failed } = await extractToTable(cohort, recipe, options.out, options.workers);
  const summary = {
    rows: cohort.length,
    computed,
    kept,
    failed,
    out: options.out,
  };
  if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else process.stderr.write(`${summary.computed} computed, ${summary.kept} kept, ${failed} failed: ${options.out}\n`);
  if (failed > 0) process.exitCode = 2;
}

/** What became of the rows of a table. */
export interface ExtractionCounts {
  readonly computed: number;
  readonly kept: number;
  readonly failed: number;
}

/** Computes what the table at `out` does not hold yet, and leaves every row there in the order of the cohort. */
export async function extractToTable(
  cohort: readonly CohortRow[],
  recipe: Recipe,
  out: string,
  workers: number | undefined,
): Promise<ExtractionCounts> {
  const table = await openTable(out, cohort, recipe.featureNames);
  const open = cohort.filter((row) => !table.isFinished(row));
  const bar = progressBar(cohort.length, cohort.length - open.length);
  const outcomes = new Map<number, RegionOutcome>();
  let failed = 0;
  let written = 0;
  let writing = Promise.resolve();
  /** Rows wait here until all before them are done. */
  const settle = (index: number, outcome: RegionOutcome): void => {
    outcomes.set(index, outcome);
    if (outcome.kind !== 'features') {
      failed++;
      bar.say(`${open[index]!.id}: ${outcome.code}: ${outcome.message}`);
    }
    bar.advance();
    for (let ready = outcomes.get(written); ready !== undefined; ready = outcomes.get(written)) {
      const row = open[written]!;
      const finished = ready;
      outcomes.delete(written++);
      writing = writing.then(() => table.add(row, finished));
    }
  };
  const requests: RegionRequest[] = [];
  const positions: number[] = [];
  open.forEach(({ request }, index) => {
    if ('problem' in request) {
      settle(index, { kind: 'failed', code: 'bad-row', message: request.problem });
    } else {
      requests.push(request);
      positions.push(index);
    }
  });
  await extractAll(requests, recipe, workers, (n, outcome) => settle(positions[n]!, outcome));
  await writing;
  await table.close();
  bar.end();
  return { computed: open.length - failed, kept: cohort.length - open.length, failed };
}

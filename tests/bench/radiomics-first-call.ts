/**
 * `npm run bench:radiomics -- --first-call [--samples N]`: what the first lesion costs after the start, against the steady state.
 * Each sample is a fresh process that does what the service does before it is ready, and then scores lesions of another size and
 * texture than that. CPU time counts the compiler's threads too; wall time is what a clinician waits.
 */
import { execFile } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { median, rounded } from './median.ts';
import type { FirstCall } from './radiomics-first-call-process.ts';

/** The target of the product: the first call at most twice the steady state. */
const TARGET = 2;

export async function benchFirstCall(samples: number, json: boolean): Promise<void> {
  const program = path.join(import.meta.dirname, 'radiomics-first-call-process.ts');
  const runs: FirstCall[] = [];
  for (let n = 0; n < samples; n++) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program]);
    runs.push(JSON.parse(stdout) as FirstCall);
  }
  const rows = (['cpuMs', 'wallMs'] as const).map((measure) => {
    const of = (value: (run: FirstCall) => number): number => rounded(median(runs.map(value)));
    return {
      measure,
      'warm-up at start': of(({ warmUp }) => warmUp[measure]),
      'first call': of(({ first }) => first[measure]),
      'steady state': of(({ steady }) => steady[measure]),
      ratio: of(({ first, steady }) => first[measure] / steady[measure]),
      target: `at most ${TARGET}`,
    };
  });
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else console.table(rows);
  process.stderr.write(
    `medians of ${samples} processes; ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(2)}, Node ${process.version}\n`,
  );
}

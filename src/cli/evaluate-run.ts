/** `her2-cds evaluate`: reads bundle and cohort, computes features where there are images, and prints or writes the figures. */
import path from 'node:path';
import { readBundle, readVerificationKeys } from '../model/index.ts';
import { evaluateLesions, reportCsv, reportHtml } from '../training/index.ts';
import { readEvaluationCohort } from './evaluate-cohort.ts';
import { lesionsToEvaluate } from './evaluate-features.ts';
import { lockedParts } from './evaluate-locked.ts';
import type { EvaluateOptions } from './evaluate-options.ts';
import { evaluationText } from './evaluate-summary.ts';
import { counted } from './reason-counts.ts';
import { writeWhole } from './write-whole.ts';

const SEED = 1;

export async function runEvaluate(options: EvaluateOptions): Promise<void> {
  const keys = options.key === undefined ? undefined : await readVerificationKeys(options.key);
  const { manifest } = await readBundle(options.bundle, keys);
  const { endpoint, cutOff, comparators } = await lockedParts(options, manifest);
  const cohort = await readEvaluationCohort(options.cohort, endpoint.kind);
  for (const { row, reason } of cohort.rejected) process.stderr.write(`row ${row} left out: ${reason}\n`);
  const remark = [endpoint.remark, overlapRemark(cohort.saidToTrain)].filter((text) => text !== undefined).join(' ');
  if (cohort.saidToTrain > 0) process.stderr.write(`note: ${overlapRemark(cohort.saidToTrain)}\n`);
  const { lesions, failed } = await lesionsToEvaluate(options, manifest, cohort.members);
  const results = evaluateLesions(manifest, lesions, {
    title: options.title ?? `${manifest.title} on ${path.basename(options.cohort)}`,
    endpoint: endpoint.text,
    cutOff,
    comparators,
    ...(remark === '' ? {} : { remark }),
    facts: { intendedUse: manifest.intendedUse },
    simulated: options.simulated === true || cohort.simulated,
    seed: SEED,
    flow: [
      { step: 'Rows of the cohort table', remaining: cohort.rows, excluded: [] },
      {
        step: 'With the outcome',
        remaining: cohort.members.length,
        excluded: counted(cohort.rejected.map(({ reason }) => reason)),
      },
      { step: 'With features', remaining: lesions.length, excluded: counted(failed) },
    ],
  });
  if (options.html !== undefined) await writeWhole(options.html, reportHtml(results));
  if (options.csv !== undefined) await writeWhole(options.csv, reportCsv(results));
  process.stdout.write(options.json ? `${JSON.stringify(results)}\n` : evaluationText(results));
}

/** Every row counts as external: what the table itself says against that is not passed over. */
function overlapRemark(rows: number): string | undefined {
  if (rows === 0) return undefined;
  return `${rows} ${rows === 1 ? 'row of the cohort table says' : 'rows of the cohort table say'} split training: if this model was fitted to them, the figures are not those of new patients.`;
}

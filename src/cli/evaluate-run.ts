/** `her2-cds evaluate`: reads bundle and cohort, computes features where there are images, and prints or writes the figures. */
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readBundle, readVerificationKeys } from '../model/index.ts';
import { evaluateLesions, isComputed, reportCsv, reportHtml, type ValidationResults } from '../training/index.ts';
import { readEvaluationCohort } from './evaluate-cohort.ts';
import { lesionsToEvaluate } from './evaluate-features.ts';
import { lockedParts } from './evaluate-locked.ts';
import type { EvaluateOptions } from './evaluate-options.ts';
import { counted } from './reason-counts.ts';

const SEED = 1;

export async function runEvaluate(options: EvaluateOptions): Promise<void> {
  const keys = options.key === undefined ? undefined : await readVerificationKeys(options.key);
  const { manifest } = await readBundle(options.bundle, keys);
  const { endpoint, cutOff, comparators } = await lockedParts(options, manifest);
  const cohort = await readEvaluationCohort(options.cohort, endpoint.kind);
  for (const { row, reason } of cohort.rejected) process.stderr.write(`row ${row} left out: ${reason}\n`);
  const { lesions, failed } = await lesionsToEvaluate(options, manifest, cohort.members);
  const results = evaluateLesions(manifest, lesions, {
    title: options.title ?? `${manifest.title} on ${path.basename(options.cohort)}`,
    endpoint: endpoint.text,
    cutOff,
    comparators,
    remark: endpoint.remark,
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
  process.stdout.write(options.json ? `${JSON.stringify(results)}\n` : inWords(results));
}

/** A reader never finds half a file. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

function inWords({ title, simulated, discrimination, calibration, shift, cutOff, atCutOff }: ValidationResults): string {
  const fixed = (value: number): string => value.toFixed(3);
  const [external] = discrimination;
  const lines = [`${title}${simulated ? ' (simulated data)' : ''}`];
  if (external !== undefined) {
    const { auc, positives, negatives } = external;
    lines.push(
      isComputed(auc)
        ? `AUC ${fixed(auc.value)} (95 % CI ${fixed(auc.lower)} to ${fixed(auc.upper)}), ${positives} positive, ${negatives} negative`
        : `AUC not computed: ${auc.notComputed}`,
    );
  }
  const [at] = atCutOff;
  for (const name of ['sensitivity', 'specificity'] as const) {
    const measure = at?.[name];
    if (measure === undefined) continue;
    lines.push(
      isComputed(measure)
        ? `${name} at ${fixed(cutOff.probability)}: ${fixed(measure.value)} (${fixed(measure.lower)} to ${fixed(measure.upper)})`
        : `${name} not computed: ${measure.notComputed}`,
    );
  }
  const calibrated = calibration[0]?.result;
  if (calibrated !== undefined && isComputed(calibrated)) {
    lines.push(
      `calibration slope ${fixed(calibrated.slope.value)}, in the large ${fixed(calibrated.inTheLarge.value)}, Brier ${fixed(calibrated.brier)}`,
    );
  }
  if (isComputed(shift)) lines.push(`outside the training range: ${shift.outOfDistribution} of ${shift.lesions}`);
  return `${lines.join('\n')}\n`;
}

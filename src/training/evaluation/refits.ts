/**
 * Refits of the whole pipeline that the validation asks for, as data: the caller fits them where and how it likes (in
 * worker threads, resumable) and hands the probabilities back. Bootstrap samples draw patients, not lesions.
 */
import { randomStream } from '../../simulator/index.ts';
import type { ValidationRow } from './validation-rows.ts';

export type RefitPurpose =
  | { readonly kind: 'bootstrap'; readonly draw: number }
  | { readonly kind: 'permutation'; readonly draw: number }
  | { readonly kind: 'leave-one-site-out'; readonly site: string };

export interface RefitRequest {
  readonly purpose: RefitPurpose;
  /** Positions in the table of validation rows, with repetition in a bootstrap sample. */
  readonly rows: readonly number[];
  /** Labels to fit to, beside `rows`: shuffled for a permutation. */
  readonly labels: readonly (0 | 1)[];
}

export type RefitOutcome =
  /** Probability of each row of the whole table; NaN where the refitted model cannot score it. */
  | { readonly kind: 'fitted'; readonly request: RefitRequest; readonly probabilities: Float64Array }
  | { readonly kind: 'refused'; readonly request: RefitRequest; readonly reason: string };

export interface RefitPlan {
  readonly seed: number;
  readonly bootstrapSamples: number;
  readonly permutations: number;
  readonly leaveOneSiteOut: boolean;
}

/** The same rows, plan and seed give the same requests. */
export function planRefits(rows: readonly ValidationRow[], plan: RefitPlan): readonly RefitRequest[] {
  const training = rows.flatMap((row, i) => (row.split === 'training' ? [i] : []));
  const labelsOf = (positions: readonly number[]): readonly (0 | 1)[] => positions.map((i) => rows[i].label);
  const requests: RefitRequest[] = [];
  for (let draw = 0; draw < plan.bootstrapSamples; draw++) {
    const sample = patientSample(rows, training, plan.seed, draw);
    requests.push({ purpose: { kind: 'bootstrap', draw }, rows: sample, labels: labelsOf(sample) });
  }
  for (let draw = 0; draw < plan.permutations; draw++) {
    const labels = shuffled(labelsOf(training), plan.seed, draw);
    requests.push({ purpose: { kind: 'permutation', draw }, rows: training, labels });
  }
  const sites = [...new Set(rows.flatMap((row) => row.site ?? []))].sort();
  if (!plan.leaveOneSiteOut || sites.length < 2) return requests;
  for (const site of sites) {
    const others = rows.flatMap((row, i) => (row.site === site ? [] : [i]));
    requests.push({ purpose: { kind: 'leave-one-site-out', site }, rows: others, labels: labelsOf(others) });
  }
  return requests;
}

/** As many patients as there are, with replacement; each brings all its lesions. */
function patientSample(rows: readonly ValidationRow[], training: readonly number[], seed: number, draw: number): number[] {
  const lesions = new Map<string, number[]>();
  for (const i of training) {
    const own = lesions.get(rows[i].patient);
    if (own === undefined) lesions.set(rows[i].patient, [i]);
    else own.push(i);
  }
  const patients = [...lesions.values()];
  const random = randomStream(seed, `bootstrap ${draw}`);
  return patients.flatMap(() => patients[Math.floor(random.uniform() * patients.length)]);
}

function shuffled(labels: readonly (0 | 1)[], seed: number, draw: number): readonly (0 | 1)[] {
  const result = [...labels];
  const random = randomStream(seed, `permutation ${draw}`);
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

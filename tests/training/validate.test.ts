import { describe, expect, it } from 'vitest';
import { planRefits, type RefitOutcome } from '../../src/training/evaluation/refits.ts';
import { because, isComputed } from '../../src/training/evaluation/results-parts.ts';
import { validate } from '../../src/training/evaluation/validate.ts';
import { validationResultsSchema } from '../../src/training/validation-results.ts';
import { OPTIONS, simulatedRows } from './simulated-rows.ts';

const rows = simulatedRows({ seed: 3, effect: 1.2 });
/** Stands for a pipeline whose refits score the rows as the model under validation does. */
const refits = planRefits(rows, { seed: 1, bootstrapSamples: 20, permutations: 20, leaveOneSiteOut: true });
const outcomes = (probability: (i: number, kind: string) => number): readonly RefitOutcome[] =>
  refits.map((request) => ({
    kind: 'fitted',
    request,
    probabilities: Float64Array.from(rows, (_, i) => probability(i, request.purpose.kind)),
  }));
const honest = outcomes((i) => rows[i]!.probability);

describe('validation results', () => {
  it('keep to their schema, before and after JSON, and are the same for the same input', () => {
    const results = validate(rows, { ...OPTIONS, refits: honest });
    const json = JSON.stringify(results);
    expect(validationResultsSchema.parse(JSON.parse(json))).toEqual(results);
    expect(JSON.stringify(validate(rows, { ...OPTIONS, refits: honest }))).toBe(json);
  });

  it('find no optimism and the known areas where refits rank the lesions as the model does', () => {
    const results = validate(rows, { ...OPTIONS, refits: honest });
    const training = results.discrimination.find(({ split }) => split === 'training')!;
    if (!isComputed(results.optimism) || !isComputed(training.auc)) throw new Error('expected figures');
    expect(results.optimism.apparent).toBe(training.auc.value);
    expect(Math.abs(results.optimism.meanOptimism)).toBeLessThan(0.02);
    if (!isComputed(results.leaveOneSiteOut)) throw new Error('expected figures');
    expect(results.leaveOneSiteOut.map(({ site }) => site)).toEqual(['A', 'B', 'C']);
  });

  it('count a permutation that does as well as the model against it', () => {
    const { permutation } = validate(rows, { ...OPTIONS, refits: honest });
    expect(isComputed(permutation) && permutation.p).toBe(1);
    const blind = validate(rows, { ...OPTIONS, refits: outcomes((i, kind) => (kind === 'permutation' ? (i * 0.618) % 1 : 0.5)) });
    expect(isComputed(blind.permutation) && blind.permutation.p).toBeCloseTo(1 / 21);
  });

  it('take the subgroups against HER2-zero only', () => {
    const { subgroups, cohort } = validate(rows, OPTIONS);
    if (!isComputed(subgroups)) throw new Error('expected figures');
    const zero = cohort.map(({ ihc, split }) => [split, (ihc['0'] ?? 0) + (ihc['0+'] ?? 0)]);
    for (const { split, negatives } of subgroups) expect([split, negatives]).toEqual(zero.find(([name]) => name === split));
    const onePlus = subgroups.filter(({ name }) => name.endsWith('1+')).map(({ split, positives }) => [split, positives]);
    expect(onePlus).toEqual(cohort.map(({ ihc, split }) => [split, ihc['1+']]));
  });

  it('lower the area with exchanged labels, more with more of them', () => {
    const { labelNoise, discrimination } = validate(rows, OPTIONS);
    if (!isComputed(labelNoise)) throw new Error('expected figures');
    for (const { split, auc } of discrimination) {
      const [tenth, fifth] = labelNoise.filter((entry) => entry.split === split);
      if (!isComputed(auc)) throw new Error('expected an area');
      expect(tenth!.value).toBeLessThan(auc.value);
      expect(fifth!.value).toBeLessThan(tenth!.value);
    }
  });

  it('say why a figure is missing rather than give one from a handful of lesions', () => {
    const few = rows.filter(({ split, label }, i) => split !== 'external' || label === 1 || i % 60 === 0);
    const results = validate(few, OPTIONS);
    const external = results.discrimination.find(({ split }) => split === 'external')!;
    expect(external.auc).toEqual(because(expect.stringContaining('fewer than 5')));
    expect(results.calibration.find(({ split }) => split === 'external')!.result).toHaveProperty('notComputed');
    expect(results.optimism).toEqual(OPTIONS.refits);
  });

  it('compare on the lesions that have the other score, and say how many', () => {
    const some = rows.map((row, i) => (i % 3 === 0 ? { ...row, others: { 'size only': row.others['size only']! } } : row));
    const { discrimination } = validate(some, OPTIONS);
    const { result } = discrimination[0]!.comparisons.find(({ against }) => against === 'clinical variables only')!;
    const having = some.filter(({ split, others }) => split === 'training' && 'clinical variables only' in others);
    expect(isComputed(result) && result.lesions).toBe(having.length);
  });

  it('refuse a probability that is none', () => {
    expect(() => validate([{ ...rows[0]!, probability: Number.NaN }], OPTIONS)).toThrow(/row 1.*0 to 1/);
    expect(() => validate([], OPTIONS)).toThrow(/no lesion/);
  });
});

describe('refits that are asked for', () => {
  it('draw patients with all their lesions', () => {
    const paired = rows.map((row, i) => ({ ...row, patient: `P${Math.floor(i / 2)}` }));
    const plan = { seed: 5, bootstrapSamples: 5, permutations: 0, leaveOneSiteOut: false };
    for (const { rows: sample } of planRefits(paired, plan)) {
      const drawn = new Map<number, number>();
      for (const i of sample) drawn.set(i, (drawn.get(i) ?? 0) + 1);
      for (const [i, times] of drawn) {
        const twin = paired.findIndex((row, j) => j !== i && row.patient === paired[i]!.patient && row.split === 'training');
        if (twin >= 0) expect(drawn.get(twin)).toBe(times);
      }
    }
  });

  it('shuffle labels of the training lesions and leave their number as it is', () => {
    const shuffled = refits.filter(({ purpose }) => purpose.kind === 'permutation');
    const training = rows.filter(({ split }) => split === 'training');
    const positives = training.filter(({ label }) => label === 1).length;
    for (const { labels } of shuffled) expect(labels.filter((label) => label === 1)).toHaveLength(positives);
    expect(new Set(shuffled.map(({ labels }) => labels.join(''))).size).toBe(shuffled.length);
  });
});

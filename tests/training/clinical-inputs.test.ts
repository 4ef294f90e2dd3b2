import { describe, expect, it } from 'vitest';
import { manifestSchema, packBundle, sigmoid } from '../../src/model/index.ts';
import { modelConfigSchema } from '../../src/training/bundle/model-config.ts';
import { trainedCard } from '../../src/training/bundle/trained-card.ts';
import type { MeasuredLesion } from '../../src/training/cohort/cohort-table.ts';
import { evaluateLesions } from '../../src/training/evaluation/evaluate-lesions.ts';
import { isComputed } from '../../src/training/evaluation/results-parts.ts';
import { NOMOGRAM } from '../../src/training/pipeline/other-models.ts';
import { runFit } from '../../src/training/pipeline/refit.ts';
import { fillChecklist } from '../../src/training/report/checklists/fill-checklist.ts';
import { TRIPOD_AI } from '../../src/training/report/checklists/tripod-ai.ts';
import { trainModel } from '../../src/training/train-model.ts';
import type { ValidationResults } from '../../src/training/validation-results.ts';
import { DRAWN_NAMES, drawnLesions } from './drawn-lesions.ts';

const config = (clinical: readonly string[]) =>
  modelConfigSchema.parse({
    model: { id: 'drawn', version: '1.0.0', title: 'Drawn' },
    pipeline: {
      clinical,
      refits: { bootstrapSamples: 0, permutations: 0, leaveOneSiteOut: false },
      nested: { folds: 0 },
      lasso: { folds: 4, lambdaCount: 30 },
    },
  });

/** Every seventh lesion has no age; `margin` is a code of 0 and 1. */
const lesions: readonly MeasuredLesion[] = drawnLesions({ lesions: 240, effect: 1.2, seed: 3 }).map((own, i) => {
  const { age, ...lesion } = own.member.lesion;
  return {
    ...own,
    member: {
      ...own.member,
      lesion: { ...lesion, ...(i % 7 === 0 ? {} : { age }), other: { margin: i % 3 === own.member.outcome ? '1' : '0' } },
    },
  } as MeasuredLesion;
});

const train = (clinical: readonly string[]) =>
  trainModel({
    config: config(clinical),
    lesions,
    names: DRAWN_NAMES,
    readings: undefined,
    flow: [],
    splitMethod: 'Drawn.',
    createdWith: { test: 'clinical-inputs' },
    runFits: async (context, tasks) => tasks.map((task) => runFit(context, task)),
  });

describe('clinical inputs in the manifest', () => {
  it("with the linear predictor of the bundle's own score they give the probabilities that the report compares", async () => {
    const trained = await train(['age', 'margin']);
    const { clinicalInputs } = trained.content;
    if (clinicalInputs === undefined) throw new Error('no clinical inputs');
    const training = lesions.flatMap((lesion, i) =>
      lesion.member.split === 'training' ? [{ lesion, row: trained.rows[i] }] : [],
    );
    let compared = 0;
    training.forEach(({ lesion, row }, i) => {
      const { age, other } = lesion.member.lesion;
      expect(row.others[NOMOGRAM] === undefined).toBe(age === undefined);
      if (age === undefined) return;
      const [ofAge, ofMargin] = clinicalInputs.inputs;
      const link =
        clinicalInputs.intercept +
        clinicalInputs.score.coefficient * trained.checks[i].linearPredictor +
        ofAge.coefficient * age +
        ofMargin.coefficient * Number(other.margin);
      expect(Math.abs(sigmoid(link) - row.others[NOMOGRAM])).toBeLessThan(1e-8);
      compared++;
    });
    expect(clinicalInputs).toMatchObject({ lesions: compared, usedByScore: false });
    expect(clinicalInputs.inputs.map(({ name, unit, values }) => ({ name, unit, values }))).toEqual([
      { name: 'age', unit: 'years', values: undefined },
      { name: 'margin', unit: 'as coded in the cohort table', values: [0, 1] },
    ]);
    const card = trainedCard(config(['age', 'margin']), trained);
    expect(card).toContain('| margin | as coded in the cohort table |');
    expect(card).toContain('does not use this model');
    const bytes = packBundle(trained.content, card).get('manifest.json');
    const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, object>;
    const wrong = (change: object) =>
      manifestSchema.safeParse({ ...manifest, clinicalInputs: { ...manifest.clinicalInputs, ...change } }).error?.issues[0];
    expect(wrong({})).toBeUndefined();
    expect(wrong({ covariance: [[1]] })?.message).toBe('expected 4 x 4 numbers');
    expect(wrong({ usedByScore: true })?.path).toEqual(['clinicalInputs', 'usedByScore']);
    expect(wrong({ inputs: [clinicalInputs.inputs[0], clinicalInputs.inputs[0]] })?.message).toContain('named twice');
    expect(wrong({ surprise: 1 })?.message).toContain('surprise');
  });

  it('let the locked model be compared with the nomogram on lesions that neither was fitted on', async () => {
    const trained = await train(['age', 'margin']);
    const bytes = packBundle(trained.content, '# Card').get('manifest.json');
    const manifest = manifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const { endpoint, cutOff } = trained.results;
    const results = evaluateLesions(
      manifest,
      lesions.filter(({ member }) => member.split === 'validation'),
      { title: 'Drawn', endpoint, cutOff, comparators: [], facts: {}, simulated: true, seed: 1, flow: [] },
    );
    const compared = ({ discrimination }: ValidationResults, split: string) =>
      discrimination.find((own) => own.split === split)?.comparisons.find(({ against }) => against === NOMOGRAM)?.result;
    const [there, here] = [compared(trained.results, 'validation'), compared(results, 'external')];
    if (there === undefined || here === undefined || !isComputed(there) || !isComputed(here)) throw new Error('no comparison');
    expect(here.lesions).toBe(there.lesions);
    expect(here.other.value).toBeCloseTo(there.other.value, 12);

    const tripod = (of: ValidationResults) => fillChecklist(TRIPOD_AI, of);
    const outside = tripod(results).filter(({ status }) => status === 'not-applicable');
    expect(outside.map(({ number }) => number)).toEqual(['9a', '12a', '12b', '12c', '15', '22', '27a', '27b']);
    expect(tripod(trained.results).filter(({ status }) => status === 'not-applicable')).toEqual([]);
    expect(results.facts).toMatchObject({
      featureClasses: expect.stringContaining('glcm'),
      discretisation: 'Fixed bin width 5.',
    });
  });

  it('are absent where the recipe names no clinical variable', async () => {
    const { content } = await train([]);
    expect(content).not.toHaveProperty('clinicalInputs');
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadModel, ONNX_FILE, openOnnx, packBundle } from '../../src/model/index.ts';
import { modelConfigSchema } from '../../src/training/bundle/model-config.ts';
import { trainedCard } from '../../src/training/bundle/trained-card.ts';
import { lesionTable, type MeasuredLesion } from '../../src/training/cohort/cohort-table.ts';
import { fitScore } from '../../src/training/pipeline/fit-score.ts';
import { recipeSchema } from '../../src/training/pipeline/recipe.ts';
import { runFit } from '../../src/training/pipeline/refit.ts';
import { type TrainedModel, type TrainingInput, trainModel } from '../../src/training/train-model.ts';
import { DRAWN_NAMES, drawnLesions } from './drawn-lesions.ts';

const config = (pipeline: object = {}) =>
  modelConfigSchema.parse({
    model: { id: 'drawn', version: '1.0.0', title: 'Drawn', demonstration: true },
    pipeline: {
      clinical: ['age'],
      refits: { bootstrapSamples: 2, permutations: 1 },
      nested: { folds: 4 },
      lasso: { folds: 4, lambdaCount: 30 },
      ...pipeline,
    },
  });

const input = (lesions: readonly MeasuredLesion[], pipeline: object = {}): TrainingInput => ({
  config: config(pipeline),
  lesions,
  names: DRAWN_NAMES,
  readings: undefined,
  flow: [],
  splitMethod: 'Drawn.',
  createdWith: { test: 'train-model' },
  runFits: async (context, tasks) => tasks.map((task) => runFit(context, task)),
});

const drawn = drawnLesions({ lesions: 240, effect: 1.2, seed: 3 });

describe('training', () => {
  let trained: Promise<TrainedModel>;
  beforeAll(() => {
    trained = trainModel(input(drawn));
  });

  it('the same input gives the same bytes, and the bundle loads and computes what the training did', async () => {
    const [first, second] = [await trained, await trainModel(input(drawn))];
    const files = [first, second].map((own) => packBundle(own.content, trainedCard(config(), own)));
    expect(Buffer.from(files[0].get('manifest.json') as Uint8Array).equals(files[1].get('manifest.json') as Uint8Array)).toBe(
      true,
    );
    expect(first.results).toEqual(second.results);

    const folder = await mkdtemp(path.join(tmpdir(), 'her2-train-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    for (const [file, bytes] of files[0]) await writeFile(path.join(folder, file), bytes);
    const { card, featureNames } = await loadModel(folder);
    expect(card.match(/^\d+\. \*\*/gm)).toHaveLength(31);
    expect(featureNames.some((name) => name === 'original_glcm_Drawn00' || name === 'original_glcm_Copy')).toBe(true);

    const session = await openOnnx(files[0].get(ONNX_FILE) as Uint8Array);
    for (const { values, linearPredictor, probability } of first.checks) {
      const actual = await session.run(values);
      expect(Math.abs(actual.linearPredictor - linearPredictor)).toBeLessThanOrEqual(
        1e-12 * Math.max(1, Math.abs(linearPredictor)),
      );
      expect(Math.abs(actual.probability - probability)).toBeLessThanOrEqual(1e-12);
    }
  });

  it.each([
    ['less extremely on scores out of fold than on the apparent ones', 1, 240],
    ['not at all where scores out of fold say nothing, and never turns a score round', 0, 90],
  ])('recalibrates %s', (_, effect, lesions) => {
    const table = lesionTable(drawnLesions({ lesions, effect, seed: 5 }), DRAWN_NAMES, []);
    const slopeOf = (recalibration: string): number => {
      const recipe = recipeSchema.parse({ recalibration, lasso: { rule: 'min', folds: 5, lambdaCount: 30 } });
      return fitScore(table, recipe).model.recalibration.slope;
    };
    if (effect === 0) expect(slopeOf('out-of-fold')).toBe(1);
    else expect(slopeOf('out-of-fold')).toBeGreaterThan(0.5);
    expect(slopeOf('out-of-fold')).toBeLessThan(slopeOf('apparent'));
  });

  it('says of thresholds that rest on the fit itself that they do', async () => {
    const none = { nested: { folds: 0 }, refits: { bootstrapSamples: 0, permutations: 0, leaveOneSiteOut: false } };
    const apparent = await trainModel(input(drawn, none));
    expect((await trained).content.thresholds.origin).toContain('did not see their patient');
    expect(apparent.content.thresholds.origin).not.toContain('did not see');
    expect(apparent.content.thresholds.origin).toContain('apparent');
  });

  it.each([
    ['No row of', [], []],
    ['One row of', [1], []],
    ['5 rows of', [2], [3]],
  ])('the model card counts what any step left out: %s the cohort table', async (text, first, second) => {
    const own = await trained;
    const step = (counts: readonly number[]) => ({
      step: 'Step',
      remaining: 9,
      excluded: counts.map((count) => ({ reason: 'of some kind', count })),
    });
    const card = trainedCard(config(), { ...own, results: { ...own.results, flow: [step(first), step(second)] } });
    expect(card).toContain(`${text} the cohort table w`);
  });

  it('reports what the bundle gives, which harmonises no later lesion', async () => {
    const shifted = drawn.map((own): MeasuredLesion => {
      const shift = own.member.lesion.site === 'site 1' ? 2 : 0;
      return { ...own, features: new Map([...own.features].map(([name, value]) => [name, value + shift])) };
    });
    const harmonisation = { method: 'combat', unseenSite: 'pass' };
    const { content, results } = await trainModel(input(shifted, { harmonisation, clinical: ['age'] }));
    const reported = results.discrimination.map(({ auc }) => ('notComputed' in auc ? Number.NaN : auc.value));
    for (const [i, { auc }] of content.results.entries()) expect(auc.value).toBeCloseTo(reported[i] ?? Number.NaN, 8);
  });

  it('keeps one of two features that say the same, and none that is constant', async () => {
    const { fit } = await trained;
    const pair = fit.candidates.names.filter((name) => name === 'original_glcm_Drawn00' || name === 'original_glcm_Copy');
    expect(pair).toHaveLength(1);
    expect(fit.candidates.names).not.toContain('original_glcm_Constant');
  });

  it('without an effect the nested estimate is near 0.5 although the fit looks better', async () => {
    const none = drawnLesions({ lesions: 400, effect: 0, seed: 11 });
    const { results } = await trainModel(input(none, { lasso: { rule: 'min', folds: 4, lambdaCount: 30 } }));
    const nested = results.nestedCrossValidation;
    if ('notComputed' in nested) throw new Error(nested.notComputed);
    // Pooled scores of folds lean to the wrong side where there is nothing to find.
    expect(Math.abs(nested.value - 0.5)).toBeLessThan(0.15);
    expect(nested.apparent).toBeGreaterThan(nested.value);
  });

  it('drops features that a second reader does not reproduce', async () => {
    const training = drawn.filter(({ member }) => member.split === 'training');
    const first = DRAWN_NAMES.map((name) => Float64Array.from(training, ({ features }) => features.get(name) as number));
    const second = first.map((column, f) => (DRAWN_NAMES[f] === 'original_glcm_Unsteady' ? column.toReversed() : column.slice()));
    const { fit, stability } = await trainModel({ ...input(drawn), readings: { source: 'readers', values: [first, second] } });
    expect(stability.features.find(({ name }) => name === 'original_glcm_Unsteady')?.icc).toBeLessThan(0.75);
    expect(stability.features.find(({ name }) => name === 'original_glcm_Drawn00')?.icc).toBe(1);
    expect(fit.candidates.names).not.toContain('original_glcm_Unsteady');
  });

  it.each<[string, (lesion: MeasuredLesion, i: number) => MeasuredLesion | undefined, object, string]>([
    ['few events', (own, i) => (own.member.outcome === 0 || i < 12 ? own : undefined), {}, 'at least 10 of each are needed'],
    [
      'no validation split',
      (own) => ({ ...own, member: { ...own.member, split: 'training' } }),
      {},
      'no lesion is in the validation split',
    ],
    [
      'spacing for some lesions only',
      (own, i) =>
        i % 2 === 0 ? own : { ...own, member: { ...own.member, lesion: { ...own.member.lesion, spacing: undefined } } },
      {},
      'give it for all, or leave the column out',
    ],
    [
      'a site with one lesion',
      (own, i) => (i === 0 ? { ...own, member: { ...own.member, lesion: { ...own.member.lesion, site: 'lonely' } } } : own),
      { harmonisation: { method: 'combat', unseenSite: 'pass' } },
      'site lonely has 1 lesion',
    ],
    [
      'ComBat for a bundle that refuses all',
      (own) => own,
      { harmonisation: { method: 'combat' } },
      'set harmonisation.unseenSite: pass',
    ],
    [
      'no feature that varies',
      (own) => ({ ...own, features: new Map(DRAWN_NAMES.map((name) => [name, 1])) }),
      {},
      'no feature is left',
    ],
  ])('%s is refused with what to change', async (_, change, pipeline, message) => {
    const lesions = drawn.flatMap((lesion, i) => change(lesion, i) ?? []);
    await expect(trainModel(input(lesions, pipeline))).rejects.toThrow(message);
  });
});

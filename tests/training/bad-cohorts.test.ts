/** Cohorts that no bundle can come from, or not without a word: each is named with what to change. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withStatedSpacing } from '../../src/cli/cohort-spacing.ts';
import { runTrain } from '../../src/cli/train-run.ts';
import { writeNrrd } from '../../src/imaging/index.ts';
import { modelConfigSchema } from '../../src/training/bundle/model-config.ts';
import type { MeasuredLesion } from '../../src/training/cohort/cohort-table.ts';
import { parseEndpoint } from '../../src/training/cohort/endpoint.ts';
import { type CohortMember, parseCohort } from '../../src/training/cohort/parse-cohort.ts';
import { refuseMixedSpacing, refuseUntrainable } from '../../src/training/cohort/trainable-cohort.ts';
import { runFit } from '../../src/training/pipeline/refit.ts';
import { type TrainedModel, trainModel } from '../../src/training/train-model.ts';
import { DRAWN_NAMES, drawnLesions } from './drawn-lesions.ts';

type Row = Readonly<Partial<Record<'patient' | 'site' | 'split' | 'ihc' | 'spacing' | 'ki67', string | undefined>>>;
const HEADER = ['patient', 'site', 'split', 'ihc', 'spacing', 'ki67'] as const;

/** 24 training and 8 validation lesions of two sites, half of each class. */
const GOOD: readonly Row[] = Array.from({ length: 32 }, (_, i) => ({
  patient: `P${i}`,
  site: i % 4 < 2 ? 'A' : 'B',
  split: i < 24 ? 'train' : 'val',
  ihc: i % 2 === 0 ? '0' : '1+',
  spacing: '0.1',
  ki67: String(i),
}));

const membersOf = (rows: readonly Row[]) =>
  parseCohort([HEADER, ...rows.map((row) => HEADER.map((name) => row[name] ?? ''))], {
    endpoint: parseEndpoint('zero-vs-rest'),
    seed: 1,
  }).members;

const configOf = (pipeline: object = {}) =>
  modelConfigSchema.parse({
    model: { id: 'bad-cohorts', version: '1.0.0', title: 'Bad cohorts', demonstration: true },
    pipeline,
  });

const refuse = (rows: readonly Row[], pipeline: object = {}): void =>
  refuseUntrainable({
    members: membersOf(rows),
    recipe: configOf(pipeline).pipeline,
    endpoint: { positive: 'HER2-expressing', negative: 'HER2-zero' },
  });

const combat = { harmonisation: { method: 'combat', unseenSite: 'pass' } };

describe('a table is refused before any image is read', () => {
  it('not where there is nothing to say', () => {
    expect(() => refuse(GOOD, { ...combat, clinical: ['ki67'] })).not.toThrow();
    expect(() => refuseMixedSpacing(membersOf(GOOD))).not.toThrow();
  });

  it.each<[string, (row: Row, i: number) => Row | undefined, object, string]>([
    ['no training split', (row) => ({ ...row, split: 'val' }), {}, 'no lesion is in the training split'],
    ['no validation split', (row, i) => (i < 24 ? row : undefined), {}, 'or leave the column out and set trainingTenths'],
    ['one class', (row) => ({ ...row, ihc: '1+' }), {}, 'training split 24 lesions are HER2-expressing and 0 HER2-zero'],
    ['few events', (row, i) => ({ ...row, ihc: i < 18 ? '0' : row.ihc }), {}, 'at least 10 of each are needed; add lesions'],
    ['one class to validate on', (row, i) => ({ ...row, ihc: i < 24 ? row.ihc : '0' }), {}, 'validation split 0 lesions are'],
    ['all positive lesions of one patient', (row) => (row.ihc === '0' ? row : undefined), {}, 'training split 0 lesions'],
    ['a lesion without site', (row, i) => ({ ...row, site: i === 3 ? '' : row.site }), combat, '1 training lesions have no site'],
    [
      'a site with one lesion',
      (row, i) => ({ ...row, site: i === 3 ? 'C' : row.site }),
      combat,
      'site C has one training lesion',
    ],
    ['one site', (row) => ({ ...row, site: 'A' }), combat, 'all training lesions are of one site'],
    ['ComBat that refuses', (row) => row, { harmonisation: { method: 'combat' } }, 'set harmonisation.unseenSite: pass'],
    ['a clinical column that is not there', (row) => row, { clinical: ['ki68'] }, 'has a number in column ki68'],
    ['a clinical column in words', (row) => ({ ...row, ki67: 'high' }), { clinical: ['ki67'] }, 'has a number in column ki67'],
  ])('%s', (_, change, pipeline, message) => {
    expect(() =>
      refuse(
        GOOD.flatMap((row, i) => change(row, i) ?? []),
        pipeline,
      ),
    ).toThrow(message);
  });

  it('spacing for some rows only, by row', () => {
    const rows = GOOD.map((row, i) => ({ ...row, spacing: i === 4 || i === 9 ? '' : row.spacing }));
    expect(() => refuseMixedSpacing(membersOf(rows))).toThrow('2 of 32 lesions state no pixel spacing, the first in row 6');
  });

  it('with every problem at once, and without a work folder', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'her2-bad-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = (name: string): string => path.join(folder, name);
    const rows = Array.from({ length: 30 }, (_, i) => `P${i},training,1+,absent${i}.png,absent.png`);
    writeFileSync(file('cohort.csv'), ['patient,split,ihc,image,mask', ...rows].join('\n'));
    writeFileSync(file('train.yaml'), 'model: { id: bad-cohort, version: 1.0.0, title: Bad }\npipeline: { clinical: [age] }\n');
    const refused = runTrain({ cohort: file('cohort.csv'), config: file('train.yaml'), out: file('out') });
    await expect(refused).rejects.toThrow(
      /training split 30 lesions are HER2-expressing.*no lesion is in the validation split.*no training lesion has a number in column age/,
    );
    expect(existsSync(file('out.work'))).toBe(false);
  });
});

describe('the spacing of image files', () => {
  it('is read where the table gives none, so that some with and some without are refused before the extraction', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'her2-spacing-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = (name: string): string => path.join(folder, name);
    const plane = { width: 8, height: 8, originMm: { x: 0, y: 0 } };
    const values = Float64Array.from({ length: 64 }, (_, i) => i);
    writeFileSync(file('a.nrrd'), writeNrrd({ ...plane, values, spacing: { xMm: 0.1, yMm: 0.2 } }));
    writeFileSync(
      file('m.nrrd'),
      writeNrrd({ ...plane, values: values.map((value) => Math.sign(value)), spacing: { xMm: 1, yMm: 1 } }),
    );
    const member = (image: string, i: number): CohortMember => ({
      ...(membersOf([{ patient: `P${i}`, split: 'train', ihc: '0' }])[0] as CohortMember),
      lesion: { row: i + 2, patient: `P${i}`, lesion: '1', image, mask: 'm.nrrd', otherMasks: [], other: {} },
    });
    const found = await withStatedSpacing(['a.nrrd', 'absent.dcm'].map(member), folder);
    expect(found.map(({ lesion }) => lesion.spacing)).toEqual([{ xMm: 0.1, yMm: 0.2 }, undefined]);
    await expect(withStatedSpacing(['a.nrrd', 'b.png'].map(member), folder)).rejects.toThrow(
      '1 of 2 lesions state no pixel spacing, the first in row 3',
    );
  });
});

const drawn = drawnLesions({ lesions: 160, effect: 1.2, seed: 3 });
const trained = (
  lesions: readonly MeasuredLesion[],
  pipeline: object = {},
  names: readonly string[] = DRAWN_NAMES,
): Promise<TrainedModel> =>
  trainModel({
    config: configOf({
      nested: { folds: 0 },
      refits: { bootstrapSamples: 0, permutations: 0, leaveOneSiteOut: true },
      lasso: { folds: 4, lambdaCount: 30 },
      ...pipeline,
    }),
    lesions,
    names,
    readings: undefined,
    flow: [],
    splitMethod: 'Drawn.',
    createdWith: { test: 'bad-cohorts' },
    runFits: async (context, tasks) => tasks.map((task) => runFit(context, task)),
  });
const withFeature = (lesion: MeasuredLesion, name: string, value: number): MeasuredLesion => ({
  ...lesion,
  features: new Map([...lesion.features, [name, value]]),
});

describe('lesions that no bundle can come from, or only with a word', () => {
  it('a feature that tells the classes apart is refused, with where to look', async () => {
    const separable = drawnLesions({ lesions: 160, effect: 40, seed: 3 });
    await expect(trained(separable)).rejects.toThrow('look for a feature that gives the outcome away');
  });

  it('the same feature twice is one feature, which an elastic net without the redundancy filter is told', async () => {
    const twice = drawn.map((own) => withFeature(own, 'original_glcm_Copy', own.features.get('original_glcm_Drawn00') ?? 0));
    const { fit } = await trained(twice);
    expect(fit.candidates.names.filter((name) => /Copy|Drawn00/.test(name))).toHaveLength(1);
    const unfiltered = { redundancy: { method: 'none' } };
    const { content } = await trained(twice, unfiltered);
    expect(content.features.filter(({ name }) => /Copy|Drawn00/.test(name))).toHaveLength(1);
    const net = { ...unfiltered, lasso: { folds: 4, lambdaCount: 30, alpha: 0.5 } };
    await expect(trained(twice, net)).rejects.toThrow('redundancy.cutoff');
  });

  it('a feature with more missing values than allowed is dropped and counted, one with fewer takes the median', async () => {
    const gaps = drawn
      .map((own, i) => (i % 8 === 0 ? withFeature(own, 'original_glcm_Drawn01', Number.NaN) : own))
      .map((own, i) => (i % 50 === 0 ? withFeature(own, 'original_glcm_Drawn02', Number.NaN) : own));
    const { fit } = await trained(gaps);
    expect(fit.steps.find(({ step }) => step === 'usable')?.detail).toContain('1 with missing values');
    expect(fit.candidates.names).toContain('original_glcm_Drawn02');
    expect(fit.candidates.names).not.toContain('original_glcm_Drawn01');
  });

  it('a lesion without a feature of the score is withheld by the service, and the results of the bundle say so', async () => {
    const gap = (own: MeasuredLesion, i: number): MeasuredLesion =>
      i % 40 === 0 ? withFeature(withFeature(own, 'original_glcm_Drawn00', Number.NaN), 'original_glcm_Copy', Number.NaN) : own;
    const [whole, { content }] = await Promise.all([trained(drawn), trained(drawn.map(gap))]);
    expect(content.features.some(({ name }) => /Drawn00|Copy/.test(name))).toBe(true);
    const [training, other] = [content, whole.content].map(({ results }) => results[0]);
    const without = drawn.filter((own, i) => i % 40 === 0 && own.member.split === 'training').length;
    expect(without).toBeGreaterThan(0);
    expect(training?.lesions).toBe(other?.lesions);
    expect(training?.outOfDistribution).toBe(without + (other?.outOfDistribution ?? 0));
    expect(training?.auc.method).toBe(`DeLong, ${(other?.lesions ?? 0) - without} lesions with all features`);
    expect(other?.auc.method).toBe('DeLong, all lesions of the split');
  });

  it('a training lesion without its area is refused', async () => {
    const [first, ...rest] = drawn;
    if (first === undefined) throw new Error('expected lesions');
    await expect(trained([withFeature(first, DRAWN_NAMES[0], Number.NaN), ...rest])).rejects.toThrow(
      '1 training lesion has no value',
    );
  });

  it('fewer events than features gives a model of fewer features than events', async () => {
    const more = Array.from({ length: 100 }, (_, i) => `original_glcm_More${i}`);
    const training = drawn.filter(({ member }) => member.split === 'training');
    const kept = new Set([
      ...training.filter(({ member }) => member.outcome === 1).slice(0, 14),
      ...training.filter(({ member }) => member.outcome === 0).slice(0, 30),
    ]);
    const few = drawn.filter((own) => own.member.split !== 'training' || kept.has(own));
    // Numbers without a pattern that the outcome could have.
    const noise = (i: number, f: number): number => ((i * 7919 + f * 104_729) % 1009) / 1009;
    const wide = few.map((own, i) => more.reduce((lesion, name, f) => withFeature(lesion, name, noise(i, f)), own));
    const { content } = await trained(wide, {}, [...DRAWN_NAMES, ...more]);
    expect(content.features.length).toBeLessThan(14);
  });

  it('a site with three patients has its own line with the reason why it has no figure', async () => {
    const small = new Set(['P0', 'P1', 'P2']);
    const three = drawn.map((own): MeasuredLesion => {
      const { lesion } = own.member;
      return { ...own, member: { ...own.member, lesion: small.has(lesion.patient) ? { ...lesion, site: 'small' } : lesion } };
    });
    const { results } = await trained(three, combat);
    const reason = { notComputed: expect.stringContaining('fewer than 5') };
    expect(results.strata).toContainEqual(expect.objectContaining({ dimension: 'site', stratum: 'small', auc: reason }));
    expect(results.leaveOneSiteOut).toContainEqual(expect.objectContaining({ site: 'small', auc: reason }));
  });
});

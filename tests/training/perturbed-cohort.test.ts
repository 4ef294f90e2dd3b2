/** A cohort with one reader: its outlines are perturbed, and what does not survive that has no part in the model. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/cli/csv.ts';
import { recipeOf } from '../../src/cli/features-parameters.ts';
import { featuresFromImages, type TrainingFeatures } from '../../src/cli/train-features.ts';
import { modelConfigSchema } from '../../src/training/bundle/model-config.ts';
import { trainedCard } from '../../src/training/bundle/trained-card.ts';
import { parseEndpoint } from '../../src/training/cohort/endpoint.ts';
import { type CohortMember, parseCohort } from '../../src/training/cohort/parse-cohort.ts';
import { runFit } from '../../src/training/pipeline/refit.ts';
import { trainModel } from '../../src/training/train-model.ts';
import { writeDrawnCohort } from './write-drawn-cohort.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'her2-perturbed-'));
const config = modelConfigSchema.parse({
  model: { id: 'one-reader', version: '1.0.0', title: 'One reader' },
  pipeline: {
    stability: { perturbations: { count: 2, lesions: 12 } },
    nested: { folds: 0 },
    refits: { bootstrapSamples: 0, permutations: 0, leaveOneSiteOut: false },
  },
});
const extraction = recipeOf(
  {
    setting: { binWidth: 10 },
    featureClass: { shape2D: ['PixelSurface', 'Sphericity'], firstorder: ['Mean', 'Median', 'Maximum', 'Range'] },
  },
  undefined,
);

let members: readonly CohortMember[];
const measured = (work: string, asked: readonly CohortMember[] = members): Promise<TrainingFeatures> =>
  featuresFromImages(asked, folder, extraction, path.join(folder, work), 1, config.pipeline);
const perturbedFile = (work: string): string => {
  const [name = ''] = readdirSync(path.join(folder, work)).filter((file) => file.startsWith('perturbed-'));
  return path.join(folder, work, name);
};
const withoutSecondReaders = ({ lesion, ...rest }: CohortMember): CohortMember => ({
  ...rest,
  lesion: { ...lesion, otherMasks: [] },
});

beforeAll(async () => {
  await writeDrawnCohort(folder, { lesions: 40 });
  const table = parseCsv(readFileSync(path.join(folder, 'cohort.csv'), 'utf8'));
  const cohort = parseCohort(table, { endpoint: parseEndpoint('zero-vs-rest'), seed: 1 });
  members = cohort.members.map(withoutSecondReaders);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a cohort with one reader', () => {
  it('drops what depends on where exactly the outline runs, and says so', async () => {
    const { names, lesions, readings } = await measured('work');
    const trained = await trainModel({
      config,
      lesions,
      names,
      readings,
      flow: [],
      splitMethod: 'Drawn.',
      createdWith: {},
      runFits: async (context, tasks) => tasks.map((task) => runFit(context, task)),
    });
    expect(trained.stability).toMatchObject({ source: 'perturbations', readings: 3, lesions: 12 });
    const over = 'the outline and 2 perturbations of it on 12 training lesions';
    expect(trained.fit.steps.find(({ step }) => step === 'stable')?.detail).toBe(`ICC(2,1), point >= 0.75, over ${over}`);
    expect(trainedCard(config, trained)).toContain(over);
    // The tissue around is brighter: the brightest pixel hangs on the outline, the median does not.
    const icc = (name: string): number => trained.stability.features.find((own) => own.name === name)?.icc ?? Number.NaN;
    expect(icc('original_firstorder_Median')).toBeGreaterThan(0.9);
    expect(icc('original_firstorder_Maximum')).toBeLessThan(0.75);
    expect(trained.fit.candidates.names).not.toContain('original_firstorder_Maximum');
  });

  it('goes on after an interruption to the same bytes', async () => {
    cpSync(path.join(folder, 'work'), path.join(folder, 'stopped'), { recursive: true });
    const [whole, file] = [readFileSync(perturbedFile('work'), 'utf8'), perturbedFile('stopped')];
    writeFileSync(file, whole.slice(0, whole.length / 2));
    expect((await measured('stopped')).readings?.source).toBe('perturbations');
    expect(readFileSync(file, 'utf8')).toBe(whole);
  });

  it('says of each lesion without features why, in words that a report can hold', async () => {
    const [whole, absent, unnamed] = members;
    if (whole === undefined || absent === undefined || unnamed === undefined) throw new Error('expected members');
    const asked = [
      whole,
      { ...absent, lesion: { ...absent.lesion, image: 'absent.png' } },
      { ...unnamed, lesion: { ...unnamed.lesion, mask: undefined } },
    ];
    const { lesions, failed } = await measured('failing', asked);
    expect(lesions.map(({ member }) => member.id)).toEqual([whole.id]);
    expect(failed).toEqual(['features not computed: file not found', 'no image or no mask']);
  });

  it('is not perturbed where enough lesions have second readers', async () => {
    const table = parseCsv(readFileSync(path.join(folder, 'cohort.csv'), 'utf8'));
    const { members: read } = parseCohort(table, { endpoint: parseEndpoint('zero-vs-rest'), seed: 1 });
    expect((await measured('readers', read)).readings?.source).toBe('readers');
    expect(readdirSync(path.join(folder, 'readers'))).toEqual(['features.csv']);
  });
});

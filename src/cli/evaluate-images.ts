/** Features of a cohort's images with the settings of the model, and what the quality gate makes of them, over worker threads. */
import path from 'node:path';
import { fingerprint, type QualityFinding, qualityRules, ServiceError } from '../core/index.ts';
import { QUALITY_GATE } from '../imaging/index.ts';
import type { Manifest } from '../model/index.ts';
import { FEATURE_SOFTWARE, parseSettings } from '../radiomics/index.ts';
import type { CohortMember, LesionToEvaluate } from '../training/index.ts';
import { imagesOfStudies } from './cohort-images.ts';
import { cohortRequest } from './cohort-request.ts';
import { type KeptMeasurements, keptMeasurements, type MeasuredRecord } from './evaluate-kept.ts';
import type { EvaluateOptions } from './evaluate-options.ts';
import type { EvaluationOutcome, EvaluationTask } from './evaluate-worker.ts';
import type { RegionFeatures, RegionRequest } from './features-region.ts';
import { spacingNotes } from './features-region.ts';
import { fileHashes } from './file-hashes.ts';
import { progressBar } from './progress-bar.ts';
import { runTasks } from './thread-pool.ts';

export interface LesionsWithFeatures {
  readonly lesions: readonly LesionToEvaluate[];
  /** Why lesions have no features, one reason a lesion. */
  readonly failed: readonly string[];
}

const [NO_SPACING = ''] = spacingNotes(undefined, undefined);

interface Asked extends EvaluationTask {
  readonly member: CohortMember;
  /** Under which the measurement is kept in the work folder. */
  readonly key: string;
  /** Of an image that came from an archive. */
  readonly findings: readonly QualityFinding[] | undefined;
}

export async function lesionsOfImages(
  options: EvaluateOptions,
  manifest: Manifest,
  members: readonly CohortMember[],
): Promise<LesionsWithFeatures> {
  const rules = qualityRules(manifest.quality);
  const named = members.some(({ lesion }) => lesion.archived !== undefined);
  const work = options.work ?? (named ? `${options.cohort}.work` : undefined);
  const images = await imagesOfStudies(members, { ...options, work: work ?? '', rules });
  const failed = [...images.failed];
  const asked: Asked[] = [];
  const hash = fileHashes();
  for (const member of images.members) {
    const request = requestOf(member, path.dirname(options.cohort));
    if (typeof request === 'string') failed.push(request);
    else {
      const findings = images.findings.get(member.id);
      // Looked up nowhere where nothing is kept: large cohorts are not read twice for it.
      const files = work === undefined ? [] : [await hash(request.image), await hash(request.mask)];
      const key = fingerprint([FEATURE_SOFTWARE, request, ...files, manifest.manifestSha256, QUALITY_GATE, rules], 24);
      asked.push({ member, request, key, findings, judge: findings === undefined });
    }
  }
  const found = await measured(asked, { recipe: recipeOfModel(manifest), rules }, await keptMeasurements(work), options.workers);
  const lesions = asked.flatMap((own): LesionToEvaluate[] => {
    const record = found.records.get(own);
    return record === undefined ? [] : [lesionOf(own, record)];
  });
  return { lesions, failed: [...failed, ...found.failed] };
}

/** Or why the row has no image to measure. */
function requestOf({ lesion }: CohortMember, folder: string): RegionRequest | string {
  const { image, mask } = lesion;
  if (image === undefined || mask === undefined) return `no ${image === undefined ? 'image' : 'mask'} given`;
  return cohortRequest(lesion, folder, { image, mask });
}

function recipeOfModel({ preprocessing, features }: Manifest) {
  const parsed = parseSettings(preprocessing);
  if (parsed.kind === 'invalid') {
    throw new ServiceError('bad-configuration', `bundle: preprocessing: ${parsed.problems.join('; ')}.`, { field: 'bundle' });
  }
  return { settings: parsed.settings, featureNames: features.map(({ name }) => name), kernel: {}, notes: [] };
}

async function measured(
  asked: readonly Asked[],
  data: object,
  kept: KeptMeasurements,
  workers: number | undefined,
): Promise<{ readonly records: ReadonlyMap<Asked, MeasuredRecord>; readonly failed: readonly string[] }> {
  const records = new Map<Asked, MeasuredRecord>();
  const failed: string[] = [];
  for (const own of asked) {
    const record = kept.find(own.key);
    if (record !== undefined) records.set(own, record);
  }
  const open = asked.filter((own) => !records.has(own));
  const bar = progressBar(asked.length, records.size);
  let writing = Promise.resolve();
  const settle = (own: Asked, { region, findings }: EvaluationOutcome): void => {
    bar.advance();
    if (region.kind !== 'features') {
      bar.say(`row ${own.member.lesion.row}: ${region.code}: ${region.message}`);
      failed.push(`features not computed: ${region.code}`);
      return;
    }
    const record = recordOf(own.key, region, findings);
    records.set(own, record);
    writing = writing.then(() => kept.add(record));
  };
  const died = (message: string): EvaluationOutcome => ({
    region: { kind: 'failed', code: 'thread-ended', message: `the thread ended: ${message}` },
  });
  const tasks = open.map(({ request, judge }): EvaluationTask => ({ request, judge }));
  await runTasks<EvaluationTask, EvaluationOutcome>(
    tasks,
    { worker: 'evaluate-worker', data, count: workers, died },
    (index, outcome) => settle(open[index] as Asked, outcome),
  );
  await writing;
  bar.end();
  return { records, failed };
}

function recordOf(key: string, { values, provenance, notes }: RegionFeatures, findings: readonly QualityFinding[] | undefined) {
  const [xMm, yMm] = provenance.spacingMm;
  return {
    key,
    features: values.map(([name, value]): [string, number | null] => [name, Number.isFinite(value) ? value : null]),
    ...(notes.includes(NO_SPACING) ? {} : { spacing: { xMm, yMm } }),
    roiPixels: provenance.roiPixels,
    ...(findings === undefined ? {} : { findings: [...findings] }),
  };
}

function lesionOf(
  { member, findings: given }: Asked,
  { features, spacing, roiPixels, findings }: MeasuredRecord,
): LesionToEvaluate {
  const judged = given ?? findings;
  return {
    member,
    features: new Map(features.map(([name, value]) => [name, value ?? Number.NaN])),
    image: { spacing, roiPixels },
    ...(judged === undefined ? {} : { findings: judged }),
  };
}

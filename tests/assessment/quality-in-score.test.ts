import { describe, expect, it } from 'vitest';
import { createScoreStudy, type ScoredStudy, type ScoreParts } from '../../src/assessment/index.ts';
import {
  deadlineIn,
  type ModelScore,
  type QualityOverrides,
  type Spacing,
  type StudyReference,
  silentLog,
} from '../../src/core/index.ts';
import { encodePng, type FilesArchive, filesArchive, importImage, type RecordOfLesion } from '../../src/imaging/index.ts';
import type { Model } from '../../src/model/index.ts';
import { compilePlan, parseSettings } from '../../src/radiomics/index.ts';
import { SCANNERS, simulatePatient } from '../../src/simulator/index.ts';
import { openStore } from '../../src/store/index.ts';

const lesion = simulatePatient(7, { expressing: true, scanner: SCANNERS['linear-a'] });
const settings = parseSettings({});
if (settings.kind === 'invalid') throw new Error('settings');
const plan = compilePlan(['original_firstorder_Mean'], settings.settings);
const scored: ModelScore = {
  kind: 'scored',
  band: 'high',
  probability: 0.8,
  interval: { lower: 0.7, upper: 0.9, level: 0.9 },
  contributions: [],
};

/** Scores everything alike and tells which spacing it was given. */
function model(manifest: Partial<Model['manifest']>, seen: (Spacing | undefined)[]): Model {
  const identity = {
    id: 'test',
    version: '1.0.0',
    sha256: '0',
    demonstration: true,
    statement: 'Test',
    lowBandResidual: { expressing: 0, total: 0 },
  };
  return {
    identity,
    signature: { kind: 'absent' },
    preprocessing: {},
    featureNames: [],
    card: '',
    manifest: manifest as Model['manifest'],
    acquisitionReasons: () => [],
    score: async (_values, { spacing }) => {
      seen.push(spacing);
      return scored;
    },
  };
}

interface Setting {
  readonly pixels?: Uint8Array;
  readonly spacing?: Spacing | 'none';
  readonly manifest?: Partial<Model['manifest']>;
  readonly site?: QualityOverrides;
}

async function scoring({ pixels, spacing = lesion.spacing, manifest = {}, site }: Setting = {}) {
  const grey = { ...lesion.image, pixels: pixels ?? lesion.image.pixels };
  const { ultrasound, segmentation, uids } = await importImage({
    image: await encodePng(grey),
    mask: await encodePng({ ...lesion.image, pixels: lesion.mask.map((inside) => inside * 255) }),
    ...(spacing === 'none' ? {} : { spacing }),
    patient: { id: 'P-1' },
    study: { date: '2026-02-01' },
    laterality: 'left',
    seed: 'quality',
  });
  const archive: FilesArchive = filesArchive([ultrasound, segmentation]);
  const seen: (Spacing | undefined)[] = [];
  const parts: ScoreParts = {
    dicomweb: archive,
    model: model(manifest, seen),
    plan,
    store: await openStore({}),
    log: silentLog,
    ...(site === undefined ? {} : { quality: site }),
    backgroundMs: 10_000,
  };
  const study: StudyReference = {
    studyUid: uids.studyUid,
    archive: 'files:',
    patientIdentifiers: ['P-1'],
    laterality: 'unknown',
    series: [],
  };
  const score = createScoreStudy(parts);
  return {
    seen,
    ask: (record?: RecordOfLesion, of: Partial<StudyReference> = {}) => score({ ...study, ...of }, deadlineIn(10_000), record),
  };
}

const whitened = Uint8Array.from(lesion.image.pixels);
let painted = 0;
lesion.mask.forEach((inside, at) => {
  if (inside === 1 && painted++ < 2000) whitened[at] = 255;
});

const said = ({ score, findings }: ScoredStudy): readonly string[] => [
  score.kind === 'not-produced' ? `not-produced: ${score.reasons.map(({ code }) => code).join()}` : score.kind,
  ...(findings ?? []).map(({ severity, code }) => `${severity} ${code}`),
];

describe('what the quality gate finds decides with the score', () => {
  it('a finding that blocks is the reason, with what was measured, and no feature is computed', async () => {
    const { ask, seen } = await scoring({ pixels: whitened });
    const answer = await ask();
    expect(said(answer)).toEqual(['not-produced: roi-saturated', 'blocks roi-saturated']);
    expect(answer.score).toMatchObject({ reasons: [{ detail: expect.stringMatching(/% of the outline, limit 2 %/) }] });
    expect(seen).toEqual([]);
  });

  it('the model changes the defaults and the site changes the model', async () => {
    const lax = { quality: { severity: { 'roi-saturated': 'warns' } } } as const;
    expect(said(await (await scoring({ pixels: whitened, manifest: lax })).ask())).toEqual(['scored', 'warns roi-saturated']);
    const strict = { severity: { 'roi-saturated': 'blocks' } } as const;
    expect(said(await (await scoring({ pixels: whitened, manifest: lax, site: strict })).ask())[0]).toBe(
      'not-produced: roi-saturated',
    );
  });

  it('what the record says is read anew at every call, and the score is kept', async () => {
    const { ask, seen } = await scoring();
    expect(said(await ask())).toEqual(['scored']);
    expect(said(await ask({ sides: ['right'] }))).toEqual(['not-produced: wrong-side', 'blocks wrong-side']);
    expect(said(await ask({ sides: [] }, { laterality: 'right' }))[0]).toBe('not-produced: wrong-side');
    expect(said(await ask({ sides: ['left'], therapyStart: '2026-01-01' }))[0]).toBe('not-produced: after-therapy');
    expect(said(await ask({ sides: ['left'], biopsies: ['2026-01-20'] }))).toEqual(['scored', 'warns after-biopsy']);
    expect(said(await ask())).toEqual(['scored']);
    expect(seen.length).toBe(1);
  });

  it('an image without spacing is scored only by a model whose manifest says so', async () => {
    expect(said(await (await scoring({ spacing: 'none' })).ask())).toEqual(['not-produced: no-pixel-spacing']);
    const { ask, seen } = await scoring({ spacing: 'none', manifest: { worksWithoutSpacing: true } });
    expect(said(await ask())).toEqual(['scored']);
    expect(seen).toEqual([undefined]);
  });
});

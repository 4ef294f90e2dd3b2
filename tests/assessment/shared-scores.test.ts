/** Computations that callers share: never with an outline that another caller's token has read, or that is no longer the one. */
import { expect, it } from 'vitest';
import { createScoreStudy } from '../../src/assessment/index.ts';
import { type Deadline, deadlineIn, type RecordedOutline, type StudyReference } from '../../src/core/index.ts';
import { encodePng, filesArchive, importImage } from '../../src/imaging/index.ts';
import type { Model } from '../../src/model/index.ts';
import { compilePlan, parseSettings } from '../../src/radiomics/index.ts';
import { SCANNERS, simulatePatient } from '../../src/simulator/index.ts';
import { openStore } from '../../src/store/index.ts';

const lesion = simulatePatient(7, { expressing: true, scanner: SCANNERS['linear-a'] });
const settings = parseSettings({});
if (settings.kind === 'invalid') throw new Error('settings');
const plan = compilePlan(['original_firstorder_Mean'], settings.settings);

async function scoring(patientIdentifier = 'P-1') {
  const { ultrasound, segmentation, uids } = await importImage({
    image: await encodePng(lesion.image),
    mask: await encodePng({ ...lesion.image, pixels: lesion.mask.map((inside) => inside * 255) }),
    spacing: lesion.spacing,
    patient: { id: 'P-1' },
    study: { date: '2026-02-01' },
    laterality: 'left',
    seed: 'shared',
  });
  const logged: unknown[] = [];
  let computed = 0;
  const model: Model = {
    signature: { kind: 'absent' },
    identity: {
      id: 'test',
      version: '1.0.0',
      sha256: '0',
      demonstration: true,
      statement: 'Test',
      lowBandResidual: { expressing: 0, total: 0 },
    },
    preprocessing: {},
    featureNames: [],
    card: '',
    manifest: {} as Model['manifest'],
    acquisitionReasons: () => [],
    score: async () => {
      computed += 1;
      return {
        kind: 'scored',
        band: 'high',
        probability: 0.8,
        interval: { lower: 0.7, upper: 0.9, level: 0.9 },
        contributions: [],
      };
    },
  };
  const study: StudyReference = {
    studyUid: uids.studyUid,
    archive: 'files:',
    patientIdentifiers: [patientIdentifier],
    laterality: 'unknown',
    series: [],
  };
  const score = createScoreStudy({
    dicomweb: filesArchive([ultrasound]),
    model,
    plan,
    store: await openStore({}),
    log: (_level, event, fields) => logged.push([event, fields?.code]),
    backgroundMs: 10_000,
  });
  const outline: RecordedOutline = {
    kind: 'dicom-object',
    reference: 'DocumentReference/1',
    sha256: 'a',
    author: 'human',
    laterality: 'unknown',
    bytes: segmentation,
  };
  const ask = async (recorded: (deadline: Deadline) => Promise<readonly RecordedOutline[]>) =>
    (await score(study, deadlineIn(10_000), undefined, { recorded })).score;
  return { ask, outline, logged, computed: () => computed };
}

it('a caller whose token does not read the outline gets no score of it, though another who does asks at the same time', async () => {
  const { ask, outline } = await scoring();
  const [reads, readsNot] = await Promise.all([ask(async () => [outline]), ask(async () => [])]);
  expect(reads.kind).toBe('scored');
  expect(readsNot).toMatchObject({ kind: 'not-produced', reasons: [{ code: 'no-outline' }] });
});

it('callers who read the same outline at the same time share one computation', async () => {
  const { ask, outline, computed } = await scoring();
  const scores = await Promise.all([1, 2, 3].map(() => ask(async () => [outline])));
  expect(scores.map(({ kind }) => kind)).toEqual(['scored', 'scored', 'scored']);
  expect(computed()).toBe(1);
});

it('an outline of another patient is refused with an entry for the audit', async () => {
  const { ask, outline, logged } = await scoring('P-2');
  expect(await ask(async () => [outline])).toMatchObject({ reasons: [{ code: 'patient-mismatch' }] });
  expect(logged).toEqual([['identity-refused', 'patient-mismatch']]);
});

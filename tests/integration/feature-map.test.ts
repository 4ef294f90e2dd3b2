/** Maps of features over the sandbox: who gets one, when there is none, and what a slow one may hold up. */
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createShowFeatureMap,
  DEMONSTRATION_MODEL,
  type FeatureMapParts,
  openModel,
  readContent,
  type ShowFeatureMap,
} from '../../src/assessment/index.ts';
import type { DetailsResponse, FeatureMap, FeatureMapResponse, ScoreState } from '../../src/core/index.ts';
import { notProduced, silentLog } from '../../src/core/index.ts';
import { createFhirClient } from '../../src/fhir/index.ts';
import { createDicomweb, fillPolygons } from '../../src/imaging/index.ts';
import { compilePlan, parseSettings } from '../../src/radiomics/index.ts';
import { serviceQueries } from '../../src/server/service-queries.ts';
import { type QuietService, startQuietly } from './start-quietly.ts';

const contributions = ['original_glcm_Idm', 'original_firstorder_Mean', 'original_shape2D_Sphericity'].map((feature, n) => ({
  feature,
  value: 1,
  standardised: n === 1 ? -1 : 1,
  contribution: 0.5 - n / 10,
}));
const SCORED: ScoreState = {
  kind: 'scored',
  band: 'high',
  probability: 0.8,
  interval: { lower: 0.7, upper: 0.9, level: 0.9 },
  contributions,
};
const [FIRST, OTHER, SHAPE] = contributions.map(({ feature }) => feature) as [string, string, string];

let service: QuietService;
let patientId: string;
let token: string;
let parts: Omit<FeatureMapParts, 'scoreStudy'>;
const opened: ShowFeatureMap[] = [];

beforeAll(async () => {
  service = await startQuietly({ HER2_SANDBOX: 'on' });
  const sandbox = service.sandbox!;
  patientId = sandbox.patients.find(({ objects }) => objects.length > 1)!.patientId;
  token = await tokenFor(patientId);
  const today = () => '2026-11-23';
  const settings = parseSettings({ binWidth: 5 });
  if (settings.kind === 'invalid') throw new Error(settings.problems.join());
  const plan = compilePlan([], settings.settings);
  const [content, { model }] = await Promise.all([
    readContent(path.resolve(import.meta.dirname, '../../cds-services/her2-low'), today()),
    openModel(DEMONSTRATION_MODEL),
  ]);
  const dicomweb = createDicomweb({ allow: [{ base: `${service.url}/sandbox/dicom-web` }] });
  parts = { content, model, plan, dicomweb, today, log: silentLog, budgetMs: 20_000 };
}, 60_000);
afterAll(async () => {
  await Promise.all(opened.map(({ close }) => close()));
  await service?.stop();
});

const tokenFor = (patient: string) =>
  service.sandbox!.issueAccessToken({
    clientId: 'test',
    user: 'Practitioner/demo-practitioner',
    scope: 'patient/*.rs',
    patient,
  });

/** A busy test machine must not turn a map into "takes too long". */
const UNHURRIED_MS = 50_000;

/** The use case with a score of our own. */
function maps(score: ScoreState = SCORED, more: Partial<FeatureMapParts> = {}) {
  const scoreStudy = async () => ({ score, laterality: 'unknown' as const });
  const made = createShowFeatureMap({ ...parts, scoreStudy, computeMs: UNHURRIED_MS, ...more });
  opened.push(made);
  const fhir = `${service.url}/sandbox/fhir`;
  const [hook] = parts.content.services;
  return (feature: string, of = { patientId, token }): Promise<FeatureMapResponse> =>
    made.show({
      patientId: of.patientId,
      queries: serviceQueries(hook!, { patientId: of.patientId, userId: '' }),
      required: new Set(hook!.requiredPrefetch),
      client: createFhirClient({ base: fhir, token: of.token, allow: [fhir] }),
      feature,
    });
}

async function post(pathname: string, body: object, authorization: string | undefined): Promise<Response> {
  return fetch(`${service.url}${pathname}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
    body: JSON.stringify({ fhirServer: `${service.url}/sandbox/fhir`, patientId, ...body }),
  });
}

describe('POST /app/feature-map', () => {
  it('what the details offer has a map of the outline that they show', { timeout: 120_000 }, async () => {
    const details = (await (await post('/app/details', {}, `Bearer ${token}`)).json()) as DetailsResponse;
    const { feature } = details.mappable!.find(({ hasMap }) => hasMap)!;
    const { outline, rings, width, height } = details.lesion!;
    const asked = { feature, outline: outline.sopInstanceUid, segment: outline.segmentNumber };
    const map = (await (await post('/app/feature-map', asked, `Bearer ${token}`)).json()) as FeatureMap;
    expect(map).toMatchObject({ kind: 'map', feature });
    expect(map.lowest <= map.scale[0] && map.scale[0] < map.scale[1] && map.scale[1] <= map.highest).toBe(true);
    const png = sharp(Buffer.from(map.png.split(',')[1]!, 'base64'));
    const { data, info } = await png.raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([map.width, map.height, 4]);
    const mask = fillPolygons(rings, width, height);
    let differing = 0;
    mask.forEach((inside, n) => {
      const [x, y] = [(n % width) - map.x, Math.floor(n / width) - map.y];
      const covered = x >= 0 && y >= 0 && x < map.width && y < map.height && data[4 * (y * map.width + x) + 3] !== 0;
      if (covered !== (inside === 1)) differing += 1;
    });
    expect(differing).toBe(0);
  });

  it('without a token, or with that of another patient, there is nothing', async () => {
    const other = service.sandbox!.patients.find((patient) => patient.patientId !== patientId)!;
    expect((await post('/app/feature-map', { feature: OTHER }, undefined)).status).toBe(401);
    const refused = await post('/app/feature-map', { feature: OTHER }, `Bearer ${await tokenFor(other.patientId)}`);
    expect([401, 412]).toContain(refused.status);
    expect(await refused.text()).not.toContain('png');
  });

  it('a name that is no feature name is refused before anything is read', async () => {
    expect((await post('/app/feature-map', { feature: 'a b' }, `Bearer ${token}`)).status).toBe(400);
  });
});

describe('there is no map', () => {
  const reasons = [{ code: 'size-out-of-range', text: 'too large' }] as const;
  it.each([
    ['for a lesion out of the range of the model', { kind: 'out-of-distribution', reasons } as const, OTHER, 'no-score'],
    ['for a score that is not produced', notProduced('roi-saturated'), OTHER, 'no-score'],
    ['of the shape', SCORED, SHAPE, 'of-whole-outline'],
    ['of a feature that is not of the score', SCORED, 'original_glcm_Contrast', 'not-of-score'],
  ])('%s', async (_, score, feature, code) => {
    expect(await maps(score)(feature)).toMatchObject({ kind: 'no-map', code });
  });

  it('where the site shows no imaging', async () => {
    const { content } = parts;
    for (const site of [{ imagingDisplay: 'silent' }, { display: 'silent' }] as const) {
      const silent = { ...content, site: { ...content.site, ...site } } as typeof content;
      expect(await maps(SCORED, { content: silent })(OTHER)).toMatchObject({ kind: 'no-map', code: 'not-shown' });
    }
  });

  it('that takes too long, and the next one is computed all the same', { timeout: 120_000 }, async () => {
    expect(await maps(SCORED, { computeMs: 1 })(OTHER)).toMatchObject({ kind: 'no-map', code: 'takes-too-long' });
    expect(await maps()(OTHER)).toMatchObject({ kind: 'map' });
  });
});

/** An archive that gives no object before it is opened. */
function gated() {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let loading = 0;
  const dicomweb: FeatureMapParts['dicomweb'] = {
    ...parts.dicomweb,
    instance: async (...asked) => {
      loading += 1;
      await gate;
      return parts.dicomweb.instance(...asked);
    },
  };
  return { dicomweb, loading: () => loading, open };
}

describe('one map of a study at a time', () => {
  it('the same one is shared and kept; another one is told to come again', { timeout: 120_000 }, async () => {
    const computed: unknown[] = [];
    const { dicomweb, loading, open } = gated();
    const show = maps(SCORED, { dicomweb, log: (_level, event, fields) => computed.push([event, fields?.code]) });
    const both = Promise.all([show(FIRST), show(FIRST)]);
    await expect.poll(loading, { timeout: 30_000 }).toBeGreaterThan(0);
    await expect(show(OTHER)).rejects.toMatchObject({ code: 'busy', status: 503 });
    open();
    const [first, same] = await both;
    expect(same).toEqual(first);
    expect(await show(FIRST)).toEqual(first);
    expect(computed).toEqual([['feature-map', 'map']]);
    expect(await show(OTHER)).toMatchObject({ kind: 'map', feature: OTHER });
  });

  it('and of few studies: the image of another one is not loaded', { timeout: 120_000 }, async () => {
    const drawn = service.sandbox!.patients.filter(({ objects }) => objects.length > 1);
    const asked = await Promise.all(drawn.map(async (of) => ({ patientId: of.patientId, token: await tokenFor(of.patientId) })));
    expect(asked.length).toBeGreaterThan(4);
    const { dicomweb, loading, open } = gated();
    const show = maps(SCORED, { dicomweb });
    const few = asked.slice(0, 4).map((of) => show(OTHER, of));
    await expect.poll(loading, { timeout: 30_000 }).toBe(4);
    const another = show(OTHER, asked[4]);
    await expect(Promise.race([another, new Promise((resolve) => setTimeout(resolve, 5000, 'loads'))])).rejects.toMatchObject({
      code: 'busy',
    });
    open();
    await Promise.all(few);
  });
});

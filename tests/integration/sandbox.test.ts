/** The main job over the embedded servers, as `npm start` runs it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callHook, researchLine, review, sign } from './hook-call.ts';
import { type QuietService, startQuietly } from './start-quietly.ts';

interface Study {
  readonly id: string;
  readonly resourceType: string;
  readonly series: readonly Record<string, unknown>[];
}

interface IndexEntry {
  readonly name: string;
  readonly patientId: string;
  readonly drafts: readonly unknown[];
}

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/sandbox');
const patients = JSON.parse(readFileSync(path.join(fixtures, 'index.json'), 'utf8')) as readonly IndexEntry[];
const patient = (name: string) => patients.find((entry) => entry.name === name)!;

describe('a review or an order becomes a card', () => {
  let service: QuietService;
  let fhir: string;
  beforeAll(async () => {
    // What is said is tested here, not how fast: a busy machine must not turn a score into "still being computed".
    service = await startQuietly({ IMAGING_TIMEOUT_MS: '15000', FHIR_TIMEOUT_MS: '15000' });
    fhir = `${service.url}/sandbox/fhir`;
  });
  afterAll(() => service.stop());

  const reviewOf = (name: string) => callHook(service.url, review(patient(name).patientId, fhir));

  it('without a HER2 result: the card asks for tissue testing, with a draft order, a research line and the app', async () => {
    const answer = await reviewOf('her2-unknown-high');
    expect(answer.status).toBe(200);
    const [card] = answer.body.cards;
    expect(card).toMatchObject({
      summary: 'No HER2 result on file. Request HER2 IHC with reflex ISH, reported as 0, 0+, 1+, 2+ or 3+.',
      indicator: 'info',
      selectionBehavior: 'any',
    });
    const draft = { type: 'create', resource: { resourceType: 'ServiceRequest', status: 'draft' } };
    expect(card?.suggestions?.[0]?.actions[0]).toMatchObject(draft);
    expect(card?.links).toContainEqual(
      expect.objectContaining({
        type: 'smart',
        url: `${service.url}/app/launch.html`,
        appContext: expect.stringContaining('studyUid'),
      }),
    );
    expect(card?.overrideReasons?.length).toBe(5);
    expect(researchLine(answer)).toMatch(/HER2 radiomics score HIGH \(0\.\d\d, 90 % interval 0\.\d\d-[01]\.\d\d\)/);
    expect(researchLine(answer)).toContain('Does not establish HER2 status');
    expect(card?.detail).toMatch(/[Dd]emonstration/);
  });

  it('a low score says that it does not exclude HER2-low disease, and offers exactly the same actions', async () => {
    const [high, low] = [await reviewOf('her2-unknown-high'), await reviewOf('her2-unknown-low')];
    expect(researchLine(low)).toContain('score LOW');
    expect(low.body.cards[0]?.detail).toMatch(/does not exclude HER2-low disease/);
    const actions = (answer: typeof high) => answer.body.cards[0]?.suggestions?.map((suggestion) => suggestion.label);
    expect(actions(low)).toEqual(actions(high));
    expect(low.body.cards[0]?.summary).toBe(high.body.cards[0]?.summary);
  });

  it('a study without an outline is a card that says so and offers to draw it', async () => {
    const { patientId, drafts } = patient('no-outline');
    const answer = await callHook(service.url, sign(patientId, fhir, drafts));
    expect(researchLine(answer)).toContain('not produced: no lesion outline');
    expect(answer.body.cards[0]?.links?.length).toBe(2);
  });

  it('IHC 0 with staining not stated asks pathology, not imaging', async () => {
    const answer = await reviewOf('ihc-0-unstated');
    expect(answer.body.cards[0]?.summary).toBe(
      'HER2 IHC 0; membrane staining not stated. Ask pathology to report 0 with or without staining.',
    );
  });

  it('HER2-low early disease is said once, with no drug to order', async () => {
    const answer = await reviewOf('ihc-1-plus');
    expect(answer.body.cards[0]?.summary).toBe(
      'HER2 IHC 1+ on file (HER2-low). HER2-low label uses are for metastatic or unresectable disease.',
    );
    expect(answer.body.cards[0]).not.toHaveProperty('suggestions');
  });

  it('HER2-positive disease is outside this service: no card', async () => {
    expect((await reviewOf('her2-positive')).body).toEqual({ cards: [] });
  });

  it('signing a breast biopsy without a HER2 order adds one', async () => {
    const { patientId, drafts } = patient('no-outline');
    const answer = await callHook(service.url, sign(patientId, fhir, drafts));
    expect(answer.body.cards[0]?.summary).toBe(
      'No HER2 result on file. Add HER2 IHC with reflex ISH, plus ER/PR, to this biopsy.',
    );
  });

  it('signing it together with a HER2 order needs no advice', async () => {
    const { patientId, drafts } = patient('no-outline');
    const her2 = {
      resourceType: 'ServiceRequest',
      id: 'draft-her2',
      status: 'draft',
      intent: 'order',
      subject: { reference: `Patient/${patientId}` },
      code: { coding: [{ system: 'http://loinc.org', code: '85319-2' }] },
    };
    const answer = await callHook(service.url, sign(patientId, fhir, [...drafts, her2]));
    expect(answer.body.cards).toEqual([]);
  });

  it('a complete prefetch gives the same card as no prefetch at all', async () => {
    const { patientId } = patient('her2-unknown-high');
    const { services } = (await (await fetch(`${service.url}/cds-services`)).json()) as {
      services: { id: string; prefetch: Record<string, string> }[];
    };
    const templates = services.find((entry) => entry.id === 'her2-low-patient-view')!.prefetch;
    const prefetch = Object.fromEntries(
      await Promise.all(
        Object.entries(templates).map(async ([key, template]) => {
          const query = template.replaceAll('{{context.patientId}}', patientId);
          return [key, await (await fetch(`${fhir}/${query}`)).json()];
        }),
      ),
    );
    const [full, none] = [
      await callHook(service.url, review(patientId, fhir, { prefetch })),
      await callHook(service.url, review(patientId, fhir)),
    ];
    expect(full.body.cards[0]?.detail).toBe(none.body.cards[0]?.detail);
  });

  it('the details endpoint gives facts, state, frame and outline to a holder of a launch token, and nothing without', async () => {
    const body = JSON.stringify({ fhirServer: fhir, patientId: patient('her2-unknown-high').patientId });
    const call = (headers: Record<string, string>) =>
      fetch(`${service.url}/app/details`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
    expect((await call({})).status).toBe(401);
    expect((await call({ authorization: 'Bearer not-a-token-of-this-server' })).status).toBe(401);
    const grant = { clientId: 'her2-low-details', user: 'Practitioner/demo-practitioner', scope: 'patient/*.rs' };
    const tokenFor = (name: string) => service.sandbox!.issueAccessToken({ ...grant, patient: patient(name).patientId });
    expect((await call({ authorization: `Bearer ${await tokenFor('her2-unknown-low')}` })).status).toBeGreaterThanOrEqual(400);
    const granted = await call({ authorization: `Bearer ${await tokenFor('her2-unknown-high')}` });
    expect(await granted.json()).toMatchObject({
      score: { kind: 'scored', band: 'high' },
      lesion: { png: expect.stringMatching(/^data:image\/png;base64,/), rings: [expect.any(Array)] },
      facts: { her2: { status: 'UNKNOWN' } },
    });
  });

  it('a corrected side shows at once, although the score is kept', async () => {
    const { patientId } = patient('her2-unknown-high');
    await reviewOf('her2-unknown-high');
    const [{ resource: study }] = (
      (await (await fetch(`${fhir}/ImagingStudy?patient=${patientId}`)).json()) as { entry: { resource: Study }[] }
    ).entry as [{ resource: Study }];
    const put = (resource: unknown) =>
      fetch(`${fhir}/ImagingStudy/${study.id}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/fhir+json' },
        body: JSON.stringify(resource),
      });
    const left = { system: 'http://snomed.info/sct', code: '7771000' };
    await put({ ...study, series: study.series.map((series) => ({ ...series, laterality: left, bodySite: undefined })) });
    // The image says right and the record now says left: neither is shown.
    expect(researchLine(await reviewOf('her2-unknown-high'))).not.toMatch(/left breast|right breast/);
    await put(study);
    expect(researchLine(await reviewOf('her2-unknown-high'))).toContain('right breast');
  });

  it('an image is not scored for a patient without an identifier to match it by', async () => {
    const [{ resource: study }] = (
      (await (await fetch(`${fhir}/ImagingStudy?patient=${patient('her2-unknown-high').patientId}`)).json()) as {
        entry: { resource: Study }[];
      }
    ).entry as [{ resource: Study }];
    const subject = { reference: 'Patient/no-identifier' };
    const resources = [
      { resourceType: 'Patient', id: 'no-identifier' },
      {
        resourceType: 'Condition',
        id: 'no-identifier-cancer',
        subject,
        clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
        code: { coding: [{ system: 'http://snomed.info/sct', code: '254837009' }] },
      },
      { ...study, id: 'no-identifier-study', subject },
    ];
    for (const resource of resources) {
      const headers = { 'content-type': 'application/fhir+json' };
      await fetch(`${fhir}/${resource.resourceType}/${resource.id}`, { method: 'PUT', headers, body: JSON.stringify(resource) });
    }
    expect(researchLine(await callHook(service.url, review('no-identifier', fhir)))).toContain(
      'could not be matched to this patient',
    );
  });

  it('the log holds no patient data, identifier or token', async () => {
    await callHook(
      service.url,
      review('CANARY-PATIENT', fhir, {
        fhirAuthorization: { access_token: 'CANARY-TOKEN', token_type: 'Bearer', expires_in: 300, scope: 'x', subject: 'y' },
      }),
    );
    const text = service.logLines.join('');
    expect(text).toContain('hook-answered');
    for (const secret of ['CANARY', ...patients.map((entry) => entry.patientId)]) expect(text).not.toContain(secret);
  });
});

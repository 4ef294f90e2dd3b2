/**
 * Real breast ultrasound images the whole way: import-images stores them as DICOM in an archive and as ImagingStudy on a
 * FHIR server, the hook is posted, the card comes back, and its score is the one that `her2-cds score` gives on the files.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { her2cds } from '../cli/run-her2-cds.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import { startHapi, startOrthanc } from '../servers/index.ts';
import { callHook, researchLine, review } from './hook-call.ts';
import { configFile, type QuietService, startQuietly } from './start-quietly.ts';
import { unboundedModel } from './unbounded-model.ts';

/** RGBA with transparent pixels, grey, and RGB from one data set; two devices of the other, which states no spacing. */
const IMAGES = [
  { file: 'breast/case013', spacing: '0.078,0.078', side: 'right' },
  { file: 'breast/case027', spacing: '0.1078,0.1078', side: 'left' },
  { file: 'breast/case047', spacing: '0.078125,0.078125', side: 'right' },
  { file: 'busbra/bus_0119-l', spacing: '0.08,0.09', side: 'left' },
  { file: 'busbra/bus_0850-r', spacing: '0.07,0.07', side: 'right' },
] as const;

interface Servers {
  readonly fhir: string;
  readonly archive: string;
  readonly authorization?: string;
  stop(): Promise<void>;
}

function wholeWay(startServers: () => Promise<Servers>): void {
  const run = `${process.pid}-${Date.now()}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'her2-whole-way-'));
  let servers: Servers;
  let service: QuietService;
  let model: string;

  beforeAll(async () => {
    servers = await startServers();
    model = await unboundedModel();
    writeFileSync(path.join(folder, 'authorization'), servers.authorization ?? '');
    const archive = {
      base: servers.archive,
      ...(servers.authorization === undefined ? {} : { authorization: servers.authorization }),
    };
    service = await startQuietly({
      HER2_CONFIG: configFile({ fhirServers: [servers.fhir], dicomweb: [archive] }),
      HER2_MODEL: model,
      // A test of the result, not of the budget: a server that has just started compiles its first queries.
      FHIR_TIMEOUT_MS: '30000',
      IMAGING_TIMEOUT_MS: '30000',
    });
  });
  afterAll(async () => {
    await service?.stop();
    await servers?.stop();
  });

  it.each(IMAGES)('$file', { timeout: 90_000 }, async ({ file, spacing, side }) => {
    const id = `her2-${run}-${path.basename(file).replaceAll('_', '-')}`;
    await createPatient(servers.fhir, id);
    const region = [
      '--image',
      sharedPath(`data/breast-us/sample/${file}.png`),
      '--mask',
      sharedPath(`data/breast-us/sample/${file}_mask.png`),
    ];
    const stow = [
      '--stow',
      servers.archive,
      ...(servers.authorization === undefined ? [] : ['--stow-authorization', path.join(folder, 'authorization')]),
    ];
    const imported = await her2cds(
      'import-images',
      ...[...region, '--spacing', spacing, '--laterality', side, '--patient-id', `MRN-${id}`, '--study-date', '2026-10-02'],
      ...[...stow, '--fhir', servers.fhir, '--fhir-patient', id, '--json'],
    );
    expect(imported).toMatchObject({ code: 0 });

    const answer = await callHook(service.url, review(id, servers.fhir));
    expect(answer.body.cards[0]?.summary).toMatch(/^No HER2 result on file/);
    expect(researchLine(answer)).toContain(`${side} breast`);
    expect(researchLine(answer)).toContain('2026-10-02');

    const direct = await her2cds('score', ...region, '--spacing', spacing, '--model', model, '--json');
    const expected = JSON.parse(direct.out).score;
    const served = await details(service.url, servers.fhir, id);
    expect(expected.probability).toBeTypeOf('number');
    expect(Math.abs(served.score.probability - expected.probability)).toBeLessThanOrEqual(1e-9);
    expect(researchLine(answer)).toContain(expected.probability.toFixed(2));
    expect(served.lesion).toMatchObject({ laterality: side, studyDate: '2026-10-02' });
  });

  it('importing the same image again creates nothing new', async () => {
    const before = await count(servers.fhir, `ImagingStudy?patient=her2-${run}-case013`);
    const [{ file, spacing, side }] = IMAGES;
    const id = `her2-${run}-case013`;
    const stow = [
      '--stow',
      servers.archive,
      ...(servers.authorization === undefined ? [] : ['--stow-authorization', path.join(folder, 'authorization')]),
    ];
    const again = await her2cds(
      'import-images',
      ...[
        '--image',
        sharedPath(`data/breast-us/sample/${file}.png`),
        '--mask',
        sharedPath(`data/breast-us/sample/${file}_mask.png`),
      ],
      ...['--spacing', spacing, '--laterality', side, '--patient-id', `MRN-${id}`, '--study-date', '2026-10-02'],
      ...[...stow, '--fhir', servers.fhir, '--fhir-patient', id],
    );
    expect(again.code).toBe(0);
    expect(before).toBe(1);
    expect(await count(servers.fhir, `ImagingStudy?patient=${id}`)).toBe(1);
  });
}

async function createPatient(fhir: string, id: string): Promise<void> {
  const bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        resource: {
          resourceType: 'Patient',
          id,
          identifier: [{ system: 'urn:example:mrn', value: `MRN-${id}` }],
          name: [{ family: 'Example', given: ['Imported'] }],
        },
        request: { method: 'PUT', url: `Patient/${id}` },
      },
      {
        resource: {
          resourceType: 'Condition',
          subject: { reference: `Patient/${id}` },
          clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
          code: { coding: [{ system: 'http://snomed.info/sct', code: '254837009', display: 'Malignant neoplasm of breast' }] },
        },
        request: { method: 'POST', url: 'Condition' },
      },
    ],
  };
  const response = await fetch(fhir, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(bundle),
  });
  if (!response.ok) throw new Error(`transaction: ${response.status} ${await response.text()}`);
}

async function details(service: string, fhirServer: string, patientId: string) {
  const response = await fetch(`${service}/app/details`, {
    method: 'POST',
    // Both servers let this token pass or do not look at it; access by token has its own tests.
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenFor(fhirServer, patientId)}` },
    body: JSON.stringify({ fhirServer, patientId }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { score: { probability: number }; lesion: { laterality: string; studyDate: string } };
}

let embedded: QuietService | undefined;

/** A token of the embedded SMART server where that is the FHIR server; HAPI asks for none. */
async function tokenFor(fhirServer: string, patientId: string): Promise<string> {
  return embedded !== undefined && fhirServer.startsWith(embedded.url)
    ? embedded.sandbox!.issueAccessToken({
        clientId: 'her2-low-details',
        user: 'Practitioner/oncologist',
        scope: 'patient/*.rs',
        patient: patientId,
      })
    : 'none-needed';
}

async function count(fhir: string, query: string): Promise<number> {
  const bundle = (await (await fetch(`${fhir}/${query}`, { headers: { 'cache-control': 'no-cache' } })).json()) as {
    entry?: unknown[];
  };
  return bundle.entry?.length ?? 0;
}

describeLane('shared', 'real images over the embedded servers', () => {
  wholeWay(async () => {
    embedded = await startQuietly();
    const { url, stop } = embedded;
    return { fhir: `${url}/sandbox/fhir`, archive: `${url}/sandbox/dicom-web`, stop };
  });
});

describeLane('shared', 'real images over independent servers', () => {
  describeLane('orthanc', 'with Orthanc', () => {
    describeLane('hapi', 'and HAPI FHIR', () => {
      wholeWay(async () => {
        const [orthanc, hapi] = await Promise.all([startOrthanc(), startHapi()]);
        return { fhir: hapi.base, archive: orthanc.base, authorization: orthanc.authorization, stop: () => orthanc.stop() };
      });
    });
  });
});

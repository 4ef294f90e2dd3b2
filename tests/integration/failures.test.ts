/** Servers that are down, slow, refuse or talk nonsense: the tissue-based card still comes, in time, with the reason. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Fault, type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';
import { callHook, researchLine, review } from './hook-call.ts';
import { configFile, type QuietService, startQuietly } from './start-quietly.ts';

const PATIENT = 'demo-berg';
const OTHER_PATIENT = 'demo-lindqvist';

describe('when the servers around it fail', () => {
  let sandbox: QuietService;
  let proxy: FaultyProxy;
  let service: QuietService;
  let prefetch: Record<string, unknown>;
  let fhir: string;

  beforeAll(async () => {
    sandbox = await startQuietly({ IMAGING_TIMEOUT_MS: '15000' });
    proxy = await startFaultyProxy(sandbox.url);
    fhir = `${proxy.origin}/sandbox/fhir`;
    await moveEndpoints(sandbox.url, proxy.origin);
    prefetch = await requiredPrefetch(sandbox.url);
    service = await startQuietly({
      HER2_SANDBOX: 'off',
      HER2_CONFIG: configFile({ fhirServers: [fhir], dicomweb: [{ base: `${proxy.origin}/sandbox/dicom-web` }] }),
      IMAGING_BACKGROUND_MS: '1500',
    });
  });
  afterEach(() => proxy.set({ kind: 'none' }));
  afterAll(async () => {
    await service.stop();
    proxy.stop();
    await sandbox.stop();
  });

  const faults: readonly (readonly [string, Fault])[] = [
    ['refuses the token', { kind: 'status', status: 401 }],
    ['fails', { kind: 'status', status: 500 }],
    ['is slower than the budget', { kind: 'delay', ms: 1200 }],
    ['answers garbage', { kind: 'garbage' }],
    ['drops the connection', { kind: 'reset' }],
    ['redirects elsewhere', { kind: 'redirect', to: 'http://127.0.0.1:1/' }],
  ];

  it.each(faults)('the FHIR server %s: prefetched tissue facts still make the card', async (_, fault) => {
    proxy.set(fault, /\/sandbox\/fhir\//);
    const answer = await callHook(service.url, review(PATIENT, fhir, { prefetch }));
    expect(answer.status).toBe(200);
    expect(answer.body.cards[0]?.summary).toMatch(/^No HER2 result on file/);
    expect(answer.body.cards[0]?.suggestions?.length).toBe(1);
    expect(researchLine(answer)).toContain('not produced');
    expect(answer.ms).toBeLessThan(1000);
  });

  it.each(faults)('the archive %s: the card comes with "not produced" and no score is kept', async (_, fault) => {
    proxy.set(fault, /\/sandbox\/dicom-web\//);
    const answer = await callHook(service.url, review(PATIENT, fhir, { prefetch }));
    expect(answer.status).toBe(200);
    expect(answer.body.cards[0]?.suggestions?.length).toBe(1);
    const late = fault.kind === 'delay';
    expect(researchLine(answer)).toMatch(late ? /not produced: still being computed/ : /not produced: the image archive/);
    expect(answer.ms).toBeLessThan(1000);
    await new Promise((resolve) => setTimeout(resolve, late ? 1800 : 0));
    proxy.taken();
    proxy.set({ kind: 'status', status: 503 }, /\/sandbox\/dicom-web\//);
    const again = await callHook(service.url, review(PATIENT, fhir, { prefetch }));
    expect(researchLine(again)).toContain('not produced: the image archive');
    expect(proxy.taken().some((asked) => asked.includes('dicom-web'))).toBe(true);
  });

  it('what a slow archive gives after the answer is found by the next call', async () => {
    proxy.set({ kind: 'delay', ms: 350 }, /\/sandbox\/dicom-web\//);
    const first = await callHook(service.url, review(PATIENT, fhir, { prefetch }));
    expect(researchLine(first)).toContain('still being computed');
    await expect
      .poll(async () => researchLine(await callHook(service.url, review(PATIENT, fhir, { prefetch }))), { timeout: 10_000 })
      .toContain('score HIGH');
  });

  it('a known score needs only the outline, not the image', async () => {
    await callHook(service.url, review(PATIENT, fhir, { prefetch }));
    proxy.taken();
    const again = await callHook(service.url, review(PATIENT, fhir, { prefetch }));
    expect(researchLine(again)).toContain('score HIGH');
    expect(proxy.taken().filter((asked) => asked.includes('/frames/') || /instances\/[^/?]+$/.test(asked))).toEqual([]);
  });

  it('an archive outside the allow-list is never contacted', async () => {
    const strict = await startQuietly({ HER2_SANDBOX: 'off', HER2_CONFIG: configFile({ fhirServers: [fhir] }) });
    try {
      proxy.taken();
      const answer = await callHook(strict.url, review(PATIENT, fhir, { prefetch }));
      expect(researchLine(answer)).toContain('not on the allow-list');
      expect(proxy.taken().filter((asked) => asked.includes('dicom-web'))).toEqual([]);
    } finally {
      await strict.stop();
    }
  });

  it('without prefetch and with the FHIR server down: 412 that names what is missing, and the process lives', async () => {
    proxy.set({ kind: 'reset' });
    const answer = await callHook(service.url, review(PATIENT, fhir));
    expect(answer.status).toBe(412);
    expect(answer.body.issue?.[0]?.expression?.[0]).toMatch(/^prefetch\./);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  });

  it("another patient's imaging study in the prefetch is not used", async () => {
    const other = await (await fetch(`${sandbox.url}/sandbox/fhir/ImagingStudy?patient=${OTHER_PATIENT}`)).json();
    const answer = await callHook(service.url, review(PATIENT, fhir, { prefetch: { ...prefetch, imagingStudies: other } }));
    expect(researchLine(answer)).toMatch(/score HIGH|not produced: (the imaging record|no breast ultrasound study)/);
  });
});

/** Lets every archive address go through the proxy. */
async function moveEndpoints(sandbox: string, origin: string): Promise<void> {
  const bundle = (await (await fetch(`${sandbox}/sandbox/fhir/Endpoint?_count=100`)).json()) as {
    entry: { resource: { id: string; address: string } }[];
  };
  for (const { resource } of bundle.entry) {
    const body = JSON.stringify({ ...resource, address: resource.address.replace(sandbox, origin) });
    const headers = { 'content-type': 'application/fhir+json' };
    await fetch(`${sandbox}/sandbox/fhir/Endpoint/${resource.id}`, { method: 'PUT', headers, body });
  }
}

/** What an EHR prefetches at least: all but the imaging studies. */
async function requiredPrefetch(sandbox: string): Promise<Record<string, unknown>> {
  const { services } = (await (await fetch(`${sandbox}/cds-services`)).json()) as {
    services: { id: string; prefetch: Record<string, string> }[];
  };
  const templates = Object.entries(services.find((entry) => entry.id === 'her2-low-patient-view')!.prefetch);
  const entries = templates
    // The user of the call is a Practitioner, so the token of a PractitionerRole has no value.
    .filter(([, template]) => !template.startsWith('ImagingStudy') && !template.startsWith('PractitionerRole'))
    .map(async ([key, template]) => {
      const query = template
        .replaceAll('{{context.patientId}}', PATIENT)
        .replaceAll('{{userPractitionerId}}', 'demo-practitioner');
      return [key, await (await fetch(`${sandbox}/sandbox/fhir/${query}`)).json()] as const;
    });
  return Object.fromEntries(await Promise.all(entries));
}

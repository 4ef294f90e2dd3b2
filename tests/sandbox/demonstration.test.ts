import path from 'node:path';
import type { Bundle, Endpoint, ImagingStudy, Patient } from 'fhir/r4.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDemonstration } from '../../src/sandbox/index.ts';
import { type RunningSandbox, startSandbox } from './running-sandbox.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/sandbox');
// The address must be known before the data are read; any will do, as long as nothing is fetched from it.
const PLACE = 'http://sandbox.example.org/sandbox';

let server: RunningSandbox;
beforeAll(async () => {
  server = await startSandbox({ demonstration: await readDemonstration(FOLDER, PLACE) });
});
afterAll(() => server.stop());

async function json<T>(address: string): Promise<T> {
  const response = await fetch(address);
  expect(response.status, address).toBe(200);
  return (await response.json()) as T;
}

it('every imaging study of the demonstration patients is in the archive, instance by instance, under its own patient', async () => {
  const patients = await json<{ patientId: string }[]>(`${server.url}/sandbox/demo/patients`);
  expect(patients.length).toBeGreaterThanOrEqual(5);
  for (const { patientId } of patients) {
    const bundle = await json<Bundle>(
      `${server.fhir}/ImagingStudy?patient=${patientId}&_include=ImagingStudy:endpoint&_include=ImagingStudy:patient`,
    );
    const resources = (bundle.entry ?? []).map((entry) => entry.resource!);
    const study = resources.find((resource): resource is ImagingStudy => resource.resourceType === 'ImagingStudy')!;
    const endpoint = resources.find((resource): resource is Endpoint => resource.resourceType === 'Endpoint');
    const patient = resources.find((resource): resource is Patient => resource.resourceType === 'Patient');
    expect(endpoint?.address).toBe(`${PLACE}/dicom-web`);
    const studyUid = study.identifier?.find(({ system }) => system === 'urn:dicom:uid')?.value?.replace('urn:oid:', '');
    for (const series of study.series ?? []) {
      for (const instance of series.instance ?? []) {
        const address = `${server.dicomweb}/studies/${studyUid}/series/${series.uid}/instances/${instance.uid}/metadata`;
        const [metadata] = await json<Record<string, { Value?: unknown[] }>[]>(address);
        expect(metadata?.['00080060']?.Value).toEqual([series.modality.code]);
        expect(patient?.identifier?.map(({ value }) => value)).toContain(metadata?.['00100020']?.Value?.[0]);
      }
    }
  }
});

it('every order that the demonstration EHR can sign is of the patient that it is listed with', async () => {
  const patients = await json<{ patientId: string; drafts: { subject?: { reference?: string } }[] }[]>(
    `${server.url}/sandbox/demo/patients`,
  );
  const drafts = patients.flatMap(({ patientId, drafts: own }) =>
    own.map((draft) => [draft.subject?.reference, `Patient/${patientId}`]),
  );
  expect(drafts.length).toBeGreaterThan(0);
  for (const [subject, patient] of drafts) expect(subject).toBe(patient);
});

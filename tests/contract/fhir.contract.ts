/**
 * What this product relies on in a FHIR R4 server, run against the embedded one and against HAPI so that the
 * embedded one stays honest. Every run makes its own patient, so a server may already hold other data.
 */
import { randomUUID } from 'node:crypto';
import type { Bundle, CapabilityStatement, FhirResource, OperationOutcome, Patient, Resource } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

export interface FhirServerUnderTest {
  readonly base: string;
  readonly stop: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const MRN = 'http://example.org/contract/mrn';
const LOINC = 'http://loinc.org';
const DICOM_UID = 'urn:dicom:uid';

export function fhirContract(name: string, start: () => Promise<FhirServerUnderTest>): void {
  describe(`FHIR contract: ${name}`, () => {
    const run = randomUUID();
    let server: FhirServerUnderTest;
    let patient = '';
    let study = '';
    let endpoint = '';
    /** By label: the ids of the observations. */
    const observations = new Map<string, string>();

    const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
      const response = await fetch(path.startsWith('http') ? path : `${server.base}${path === '' ? '' : `/${path}`}`, {
        method,
        headers: {
          accept: 'application/fhir+json',
          ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
    };
    const search = async (query: string): Promise<Bundle> => {
      const { status, body } = await call('GET', query);
      expect(status, query).toBe(200);
      return body as Bundle;
    };
    /** Labels of the observations that a search finds, in its order. */
    const found = async (query: string): Promise<(string | undefined)[]> => {
      const labels = new Map([...observations].map(([label, id]) => [id, label]));
      return resources(await search(`Observation?subject=Patient/${patient}&${query}`)).map(({ id }) => labels.get(id ?? ''));
    };

    beforeAll(async () => {
      server = await start();
      const { status, body } = await call('POST', '', seed(run));
      expect(status).toBe(200);
      const ids = ((body as Bundle).entry ?? []).map((entry) => idOf(entry.response?.location ?? ''));
      [patient, endpoint, study] = ids as [string, string, string];
      for (const [index, label] of ['ihc', 'er', 'preliminary', 'undated'].entries()) observations.set(label, ids[3 + index]!);
    });
    afterAll(() => server?.stop());

    it('states FHIR 4.0.1 and what it can be searched by', async () => {
      const { body } = await call('GET', 'metadata');
      const statement = body as CapabilityStatement;
      expect(statement.fhirVersion).toMatch(/^4\.0\./);
      const imagingStudy = statement.rest?.[0]?.resource?.find(({ type }) => type === 'ImagingStudy');
      expect(imagingStudy?.searchParam?.map((parameter) => parameter.name)).toEqual(
        expect.arrayContaining(['patient', 'modality', 'identifier', 'started', 'status', 'endpoint']),
      );
      expect(imagingStudy?.searchInclude).toContain('ImagingStudy:endpoint');
    });

    it('a transaction resolves urn:uuid references to the resources that it creates', async () => {
      const { body } = await call('GET', `ImagingStudy/${study}`);
      expect(body).toMatchObject({
        subject: { reference: `Patient/${patient}` },
        endpoint: [{ reference: `Endpoint/${endpoint}` }],
      });
    });

    it('a transaction with one bad entry changes nothing', async () => {
      const identifier = `${run}-atomic`;
      const { status } = await call('POST', '', {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          post({ resourceType: 'Patient', identifier: [{ system: MRN, value: identifier }] }),
          {
            resource: { resourceType: 'Patient', id: patient },
            request: { method: 'PUT', url: `Patient/${patient}`, ifMatch: 'W/"99"' },
          },
        ],
      });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(resources(await search(`Patient?identifier=${MRN}|${identifier}`))).toHaveLength(0);
    });

    it('a conditional create in a transaction uses the resource that is there', async () => {
      const { status, body } = await call('POST', '', {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          {
            fullUrl: 'urn:uuid:5d0f0f4a-6f9f-4b3c-9a05-0a64cd2f6f0b',
            resource: { resourceType: 'Patient', identifier: [{ system: MRN, value: run }] },
            request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=${MRN}|${run}` },
          },
          post({
            resourceType: 'Specimen',
            identifier: [{ system: MRN, value: `${run}-specimen` }],
            subject: { reference: 'urn:uuid:5d0f0f4a-6f9f-4b3c-9a05-0a64cd2f6f0b' },
          }),
        ],
      });
      expect(status).toBe(200);
      expect((body as Bundle).entry?.[0]?.response?.status).toMatch(/^200/);
      const [specimen] = resources(await search(`Specimen?identifier=${MRN}|${run}-specimen`));
      expect(specimen).toMatchObject({ subject: { reference: `Patient/${patient}` } });
    });

    it('a batch answers each entry by itself', async () => {
      const { body } = await call('POST', '', {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [
          { request: { method: 'GET', url: `Patient/${patient}` } },
          { request: { method: 'GET', url: `Patient/${run}-none` } },
          { request: { method: 'GET', url: `ImagingStudy?patient=${patient}` } },
        ],
      });
      const entries = (body as Bundle).entry ?? [];
      expect(entries.map((entry) => entry.response?.status.slice(0, 3))).toEqual(['200', '404', '200']);
      expect(entries[0]?.resource?.id).toBe(patient);
      expect(resources(entries[2]?.resource as Bundle).map(({ id }) => id)).toEqual([study]);
    });

    describe('read, update, delete', () => {
      it('an unknown resource is 404 with an OperationOutcome', async () => {
        const { status, body } = await call('GET', `Patient/${run}-none`);
        expect(status).toBe(404);
        expectOutcome(body);
      });

      it('a malformed body is 400 with an OperationOutcome', async () => {
        const { status, body } = await call('POST', 'Patient', '{"resourceType": "Patient",');
        expect(status).toBe(400);
        expectOutcome(body);
      });

      it('a resource of another type than its address is 400', async () => {
        const { status, body } = await call('POST', 'Patient', {
          resourceType: 'Observation',
          status: 'final',
          code: { text: 'x' },
        });
        expect(status).toBe(400);
        expectOutcome(body);
      });

      it('PUT creates under the given id, then makes a new version of it', async () => {
        const id = `u-${run}`;
        const first = await call('PUT', `Patient/${id}`, { resourceType: 'Patient', id, gender: 'female' });
        expect(first.status).toBe(201);
        expect(first.headers.get('etag')).toBe('W/"1"');
        const second = await call('PUT', `Patient/${id}`, { resourceType: 'Patient', id, gender: 'unknown' });
        expect(second.status).toBe(200);
        const { headers, body } = await call('GET', `Patient/${id}`);
        expect(headers.get('etag')).toBe('W/"2"');
        expect(headers.get('content-type')).toContain('application/fhir+json');
        expect(body).toMatchObject({ gender: 'unknown', meta: { versionId: '2' } });
      });

      it('PUT with the version of an outdated copy is refused', async () => {
        const id = `v-${run}`;
        await call('PUT', `Patient/${id}`, { resourceType: 'Patient', id });
        await call('PUT', `Patient/${id}`, { resourceType: 'Patient', id, active: true });
        const { status } = await call(
          'PUT',
          `Patient/${id}`,
          { resourceType: 'Patient', id, active: false },
          { 'if-match': 'W/"1"' },
        );
        expect([409, 412]).toContain(status);
        expect((await call('GET', `Patient/${id}`)).body).toMatchObject({ active: true });
      });

      it('PUT whose body has another id is 400', async () => {
        const { status } = await call('PUT', `Patient/w-${run}`, { resourceType: 'Patient', id: `x-${run}` });
        expect(status).toBe(400);
      });

      it('a created resource is where Location says', async () => {
        const created = await call('POST', 'Patient', { resourceType: 'Patient', gender: 'other' });
        expect(created.status).toBe(201);
        expect(created.headers.get('location')).toMatch(/\/Patient\/[^/]+\/_history\/1$/);
        expect((await call('GET', created.headers.get('location')!)).body).toMatchObject({ gender: 'other' });
      });

      it('a deleted resource is gone, and its next version is newer', async () => {
        const id = `d-${run}`;
        await call('PUT', `Patient/${id}`, { resourceType: 'Patient', id });
        expect([200, 204]).toContain((await call('DELETE', `Patient/${id}`)).status);
        const gone = await call('GET', `Patient/${id}`);
        expect(gone.status).toBe(410);
        expectOutcome(gone.body);
        expect(resources(await search(`Patient?_id=${id}`))).toHaveLength(0);
        const again = await call('PUT', `Patient/${id}`, { resourceType: 'Patient', id });
        expect(again.status).toBe(201);
        expect(again.headers.get('etag')).toBe('W/"3"');
      });
    });

    describe('search', () => {
      it('patients by id, identifier and name, in one or several of each', async () => {
        const ids = async (query: string) => resources(await search(query)).map(({ id }) => id);
        expect(await ids(`Patient?_id=${patient}`)).toEqual([patient]);
        expect(await ids(`Patient?identifier=${MRN}|${run}`)).toEqual([patient]);
        expect(await ids(`Patient?identifier=${run}`)).toEqual([patient]);
        expect(await ids(`Patient?identifier=${MRN}-other|${run}`)).toEqual([]);
        expect(await ids(`Patient?name=muller&identifier=${run}`), 'without accent and case').toEqual([patient]);
        expect(await ids(`Patient?name=annel&identifier=${run}`), 'beginning of a given name').toEqual([patient]);
        expect(await ids(`Patient?name=uller&identifier=${run}`), 'not the middle of a name').toEqual([]);
        expect(await ids(`Patient?name:exact=muller&identifier=${run}`)).toEqual([]);
      });

      it.each([
        [`code=${LOINC}|85319-2`, ['ihc', 'preliminary']],
        [`code=${LOINC}|85319-2,${LOINC}|85337-4`, ['er', 'ihc', 'preliminary']],
        ['code=85337-4', ['er']],
        [`code=${LOINC}|`, ['er', 'ihc', 'preliminary']],
        ['code=http://snomed.info/sct|85319-2', []],
        [`code=${LOINC}|85319-2&status=final`, ['ihc']],
        ['status=final,preliminary', ['er', 'ihc', 'preliminary', 'undated']],
        [`category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory`, ['er', 'ihc']],
        ['category:missing=true', ['preliminary', 'undated']],
        ['status:not=final', ['preliminary']],
      ])('observations by token: %s', async (query, expected) => {
        expect((await found(query)).sort()).toEqual(expected);
      });

      it.each([
        ['date=2024-03-05', ['ihc']],
        ['date=2024-03', ['er', 'ihc']],
        ['date=ge2024-03-05', ['ihc', 'preliminary']],
        ['date=gt2024-03-05', ['preliminary']],
        ['date=lt2024-03-05', ['er']],
        ['date=le2024-03-05', ['er', 'ihc']],
        ['date=ge2024-03-01&date=lt2024-04-01', ['er', 'ihc']],
        ['date=2024', ['er', 'ihc', 'preliminary']],
        ['date=gt2025', []],
      ])('observations by date: %s', async (query, expected) => {
        expect((await found(query)).sort()).toEqual(expected);
      });

      it('a value that is no date is 400 with an OperationOutcome', async () => {
        const { status, body } = await call('GET', `Observation?patient=${patient}&date=soon`);
        expect(status).toBe(400);
        expectOutcome(body);
      });

      it('a patient is named by id or by reference', async () => {
        const counts = await Promise.all(
          [`patient=${patient}`, `patient=Patient/${patient}`, `subject=Patient/${patient}`, `subject:Patient=${patient}`].map(
            async (query) => resources(await search(`Observation?${query}`)).length,
          ),
        );
        expect(counts).toEqual([4, 4, 4, 4]);
      });

      it('sorts by date in both directions and breaks ties by the next key', async () => {
        expect(await found('_sort=date&date=ge2024-01-01')).toEqual(['er', 'ihc', 'preliminary']);
        expect(await found('_sort=-date&date=ge2024-01-01')).toEqual(['preliminary', 'ihc', 'er']);
        expect(await found('_sort=status,-date&date=ge2024-01-01')).toEqual(['ihc', 'er', 'preliminary']);
      });

      it('pages of _count follow each other to the end without gap or repetition', async () => {
        const seen: string[] = [];
        let bundle = await search(`Observation?patient=${patient}&_sort=-date&_count=1`);
        for (;;) {
          expect(resources(bundle).length).toBeLessThanOrEqual(1);
          seen.push(...resources(bundle).map(({ id }) => id ?? ''));
          const next = bundle.link?.find(({ relation }) => relation === 'next')?.url;
          if (next === undefined) break;
          bundle = (await call('GET', next)).body as Bundle;
        }
        expect(seen.slice(0, 3)).toEqual(['preliminary', 'ihc', 'er'].map((label) => observations.get(label)));
        expect(new Set(seen)).toEqual(new Set(observations.values()));
        expect(seen).toHaveLength(4);
      });

      it('_summary=count gives the number alone', async () => {
        const bundle = await search(`Observation?patient=${patient}&_summary=count`);
        expect(bundle.total).toBe(4);
        expect(bundle.entry ?? []).toHaveLength(0);
      });

      it('POST _search finds what GET finds', async () => {
        const response = await fetch(`${server.base}/Observation/_search`, {
          method: 'POST',
          headers: { accept: 'application/fhir+json', 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ patient, code: `${LOINC}|85337-4` }).toString(),
        });
        expect(response.status).toBe(200);
        expect(resources((await response.json()) as Bundle).map(({ id }) => id)).toEqual([observations.get('er')]);
      });

      it.each([
        'modality=US',
        'modality=http://dicom.nema.org/resources/ontology/DCM|US',
        'status=available',
        'started=ge2024-01-01',
      ])('imaging studies by %s', async (query) => {
        expect(resources(await search(`ImagingStudy?patient=${patient}&${query}`)).map(({ id }) => id)).toEqual([study]);
      });

      it('an imaging study by its DICOM UID comes with the endpoints of study and series, each once and marked', async () => {
        const bundle = await search(
          `ImagingStudy?identifier=${DICOM_UID}|urn:oid:${studyUid(run)}&_include=ImagingStudy:endpoint`,
        );
        const entries = (bundle.entry ?? []).map((entry) => [
          entry.search?.mode,
          entry.resource?.resourceType,
          entry.resource?.id,
        ]);
        expect(entries).toHaveLength(2);
        expect(entries).toEqual(
          expect.arrayContaining([
            ['match', 'ImagingStudy', study],
            ['include', 'Endpoint', endpoint],
          ]),
        );
        expect(bundle.entry?.[0]?.fullUrl).toMatch(new RegExp(`/ImagingStudy/${study}$`));
      });

      it('_revinclude brings what refers to the patient', async () => {
        const bundle = await search(`Patient?_id=${patient}&_revinclude=ImagingStudy:patient`);
        expect(resources(bundle, 'include').map(({ id }) => id)).toEqual([study]);
      });

      it('a chain leads through the patient', async () => {
        const bundle = await search(`ImagingStudy?patient.identifier=${MRN}|${run}`);
        expect(resources(bundle).map(({ id }) => id)).toEqual([study]);
        expect(resources(await search(`ImagingStudy?patient.identifier=${MRN}|${run}-none`))).toHaveLength(0);
      });

      it('_lastUpdated tells what changed since a moment', async () => {
        const { body } = await call('GET', `Patient/${patient}`);
        const changed = (body as Patient).meta!.lastUpdated!;
        const year = Number(changed.slice(0, 4));
        expect(resources(await search(`Patient?_id=${patient}&_lastUpdated=ge${year}`))).toHaveLength(1);
        expect(resources(await search(`Patient?_id=${patient}&_lastUpdated=gt${year + 1}`))).toHaveLength(0);
      });

      it('an unknown resource type is 404 with an OperationOutcome', async () => {
        const { status, body } = await call('GET', 'NoSuchType?_id=1');
        expect(status).toBe(404);
        expectOutcome(body);
      });
    });
  });
}

/** The matches of a searchset, or its included resources. */
function resources(bundle: Bundle, mode: 'match' | 'include' = 'match'): Resource[] {
  return (bundle.entry ?? []).filter((entry) => entry.search?.mode === mode).flatMap((entry) => entry.resource ?? []);
}

function expectOutcome(body: unknown): void {
  expect((body as OperationOutcome).resourceType).toBe('OperationOutcome');
  expect((body as OperationOutcome).issue[0]).toMatchObject({ severity: 'error' });
}

function idOf(location: string): string {
  return /[A-Z][A-Za-z]+\/([^/]+)\/_history/.exec(location)?.[1] ?? '';
}

function post(resource: Record<string, unknown>) {
  return { resource, request: { method: 'POST', url: String(resource.resourceType) } };
}

function studyUid(run: string): string {
  return `2.25.${BigInt(`0x${run.replaceAll('-', '')}`)}`;
}

/** Patient, endpoint, study, then the observations ihc, er, preliminary and undated. */
function seed(run: string): Bundle {
  const patient = 'urn:uuid:0b6a3f4c-1f0e-4f0c-8f55-0d8c9a7e1a01';
  const endpoint = 'urn:uuid:0b6a3f4c-1f0e-4f0c-8f55-0d8c9a7e1a02';
  const observation = (code: string | undefined, status: string, date: string | undefined, laboratory: boolean) => ({
    resourceType: 'Observation',
    status,
    code: code === undefined ? { text: 'uncoded' } : { coding: [{ system: LOINC, code }] },
    subject: { reference: patient },
    ...(date === undefined ? {} : { effectiveDateTime: date }),
    ...(laboratory
      ? { category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] }] }
      : {}),
  });
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        fullUrl: patient,
        ...post({
          resourceType: 'Patient',
          identifier: [{ system: MRN, value: run }],
          name: [{ family: 'Müller', given: ['Annelie'] }],
        }),
      },
      {
        fullUrl: endpoint,
        ...post({
          resourceType: 'Endpoint',
          status: 'active',
          connectionType: { system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type', code: 'dicom-wado-rs' },
          payloadType: [{ text: 'DICOM' }],
          address: 'https://pacs.example.org/dicom-web',
        }),
      },
      post({
        resourceType: 'ImagingStudy',
        status: 'available',
        subject: { reference: patient },
        started: '2024-03-05T09:30:00Z',
        identifier: [{ system: DICOM_UID, value: `urn:oid:${studyUid(run)}` }],
        endpoint: [{ reference: endpoint }],
        series: [
          {
            uid: `${studyUid(run)}.1`,
            modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: 'US' },
            endpoint: [{ reference: endpoint }],
          },
        ],
      }),
      post(observation('85319-2', 'final', '2024-03-05T10:00:00Z', true)),
      post(observation('85337-4', 'final', '2024-03-04', true)),
      post(observation('85319-2', 'preliminary', '2024-06-01T08:00:00+02:00', false)),
      post(observation(undefined, 'final', undefined, false)),
    ] as unknown as { resource: FhirResource }[],
  };
}

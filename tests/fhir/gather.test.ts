import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { deadlineIn, ServiceError } from '../../src/core/index.ts';
import { createFhirClient, gather, isBelow, readSearchResult } from '../../src/fhir/index.ts';

const patient = { resourceType: 'Patient', id: 'p1' };
const condition = (id: string, of = 'p1') => ({ resourceType: 'Condition', id, subject: { reference: `Patient/${of}` } });
const searchset = (...resources: unknown[]) => ({ resourceType: 'Bundle', entry: resources.map((resource) => ({ resource })) });

const queries = { patient: 'Patient/p1', conditions: 'Condition?patient=p1', studies: 'ImagingStudy?patient=p1' };
const required = new Set(['patient', 'conditions']);
const soon = () => ({ record: deadlineIn(1000), imaging: deadlineIn(200) });

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A FHIR server of fixed answers; each is JSON, a status, or a delay in milliseconds. */
async function server(answers: Record<string, unknown>) {
  const seen: string[] = [];
  const http = createServer((request, response) => {
    const path = request.url!.replace('/fhir/', '');
    seen.push(`${path} ${request.headers.authorization ?? ''}`.trim());
    const answer = answers[path];
    if (typeof answer === 'number' && answer < 1000) response.writeHead(answer).end();
    else if (typeof answer === 'number') setTimeout(() => response.end('{}'), answer);
    else if (typeof answer === 'string') response.end(answer);
    else response.end(JSON.stringify(answer ?? searchset()));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    http.closeAllConnections();
    http.close();
  });
  const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}/fhir`;
  return { base, seen, client: createFhirClient({ base, token: 'secret-token', allow: [base] }) };
}

describe('gathering a record', () => {
  it('a complete prefetch needs no server', async () => {
    const prefetch = { patient, conditions: searchset(condition('c1')), studies: null };
    const record = await gather({ patientId: 'p1', queries, required, prefetch, client: undefined }, soon());
    expect(record.conditions.map((item) => item.id)).toEqual(['c1']);
    expect(record.searched).toContainEqual({ type: 'ImagingStudy', count: 0, complete: true });
  });

  it('a partial prefetch is completed from the server with the token, and only where it is partial', async () => {
    const { client, seen } = await server({ 'Condition?patient=p1': searchset(condition('c1')) });
    const record = await gather({ patientId: 'p1', queries, required, prefetch: { patient, studies: null }, client }, soon());
    expect(record.conditions).toHaveLength(1);
    expect(seen).toEqual(['Condition?patient=p1 Bearer secret-token']);
  });

  it('an OperationOutcome in place of an answer counts as absent', async () => {
    const { client } = await server({ 'Condition?patient=p1': searchset(condition('c1')) });
    const prefetch = { patient, conditions: { resourceType: 'OperationOutcome', issue: [] }, studies: null };
    const record = await gather({ patientId: 'p1', queries, required, prefetch, client }, soon());
    expect(record.conditions).toHaveLength(1);
  });

  it('an outcome entry in an empty search is no result and no failure', () => {
    const bundle = {
      resourceType: 'Bundle',
      total: 0,
      entry: [{ search: { mode: 'outcome' }, resource: { resourceType: 'OperationOutcome' } }],
    };
    expect(readSearchResult(bundle)).toEqual({ kind: 'found', resources: [], unreadable: 0, matches: 0, total: 0 });
  });

  it.each([
    ['no server and no prefetch', {}, undefined, 'missing-data'],
    ['a server that refuses the token', { 'Condition?patient=p1': 401 }, 'server', 'fhir-refused'],
    ['a server that fails', { 'Condition?patient=p1': 500 }, 'server', 'fhir-unavailable'],
    ['a server that is too slow', { 'Condition?patient=p1': 5000 }, 'server', 'fhir-unavailable'],
    ['a server that answers garbage', { 'Condition?patient=p1': '<html>' }, 'server', 'fhir-unavailable'],
    ['a server that answers another shape', { 'Condition?patient=p1': '[1,2]' }, 'server', 'missing-data'],
  ])('%s: a required key is refused by name', async (_, answers, kind, code) => {
    const client = kind === undefined ? undefined : (await server(answers)).client;
    const failure = await gather({ patientId: 'p1', queries, required, prefetch: { patient }, client }, soon()).catch(
      (error) => error,
    );
    expect(failure).toBeInstanceOf(ServiceError);
    expect(failure).toMatchObject({ code, field: 'prefetch.conditions' });
  });

  it("a patient that is not found, or another's Patient in the prefetch, is refused", async () => {
    const { client } = await server({ 'Patient/p1': 404 });
    for (const prefetch of [{}, { patient: { ...patient, id: 'p2' } }]) {
      const request = { patientId: 'p1', queries, required, prefetch: { conditions: null, studies: null, ...prefetch }, client };
      await expect(gather(request, soon())).rejects.toMatchObject({ code: 'missing-data', field: 'prefetch.patient' });
    }
  });

  it('an optional key that is slow or down is marked incomplete and waits no longer than its budget', async () => {
    const { client } = await server({ 'ImagingStudy?patient=p1': 5000 });
    const started = performance.now();
    const prefetch = { patient, conditions: searchset() };
    const record = await gather({ patientId: 'p1', queries, required, prefetch, client }, soon());
    expect(record.searched).toContainEqual({ type: 'ImagingStudy', count: 0, complete: false });
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('a search that the server does not have (404) is a failure, not "nothing found"', async () => {
    const { client } = await server({ 'Condition?patient=p1': 404, 'ImagingStudy?patient=p1': 404 });
    await expect(gather({ patientId: 'p1', queries, required, prefetch: { patient }, client }, soon())).rejects.toMatchObject({
      field: 'prefetch.conditions',
    });
    const prefetch = { patient, conditions: null };
    const record = await gather({ patientId: 'p1', queries, required, prefetch, client }, soon());
    expect(record.searched).toContainEqual({ type: 'ImagingStudy', count: 0, complete: false });
  });

  it('JSON null, as some servers write it, is absent', async () => {
    const prefetch = { patient, conditions: searchset({ ...condition('c1'), stage: null, code: { text: null } }), studies: null };
    const record = await gather({ patientId: 'p1', queries, required, prefetch, client: undefined }, soon());
    expect(record.conditions).toEqual([{ ...condition('c1'), code: {} }]);
  });

  it.each([
    ['counts more than it sends', { ...searchset(condition('c1')), total: 5 }],
    ['holds another patient', searchset(condition('c1'), condition('c2', 'p2'))],
    ['holds a type that was not asked for', searchset(condition('c1'), { ...patient, id: 'p9' })],
    [
      'refers to the same id on another server',
      searchset(condition('c1'), { ...condition('c2'), subject: { reference: 'https://other.example/fhir/Patient/p1' } }),
    ],
    ['holds an entry that is no resource', searchset(condition('c1'), 'x')],
    [
      'has a modifier extension, which may mean the opposite',
      searchset(condition('c1'), { ...condition('c2'), modifierExtension: [{ url: 'urn:x' }] }),
    ],
  ])('an answer that %s is not taken for the whole truth', async (_, conditions) => {
    const record = await gather(
      { patientId: 'p1', queries, required, prefetch: { patient, conditions, studies: null }, client: undefined },
      soon(),
    );
    expect(record.searched).toContainEqual({ type: 'Condition', count: 1, complete: false });
    expect(record.conditions.map((item) => item.id)).toEqual(['c1']);
  });

  it('an incomplete prefetch is read again from the server, and kept where that fails', async () => {
    const partial = { ...searchset(condition('c1')), total: 2 };
    const whole = await server({ 'Condition?patient=p1': searchset(condition('c1'), condition('c2')) });
    const down = await server({ 'Condition?patient=p1': 500 });
    const prefetch = { patient, conditions: partial, studies: null };
    const read = (client: typeof whole.client) => gather({ patientId: 'p1', queries, required, prefetch, client }, soon());
    expect((await read(whole.client)).conditions).toHaveLength(2);
    expect((await read(down.client)).searched).toContainEqual({ type: 'Condition', count: 1, complete: false });
  });

  it('an absolute reference on the FHIR server of the call is the same patient', async () => {
    const { client, base } = await server({});
    const conditions = searchset({ ...condition('c1'), subject: { reference: `${base}/Patient/p1` } });
    const record = await gather(
      { patientId: 'p1', queries, required, prefetch: { patient, conditions, studies: null }, client },
      soon(),
    );
    expect(record.conditions).toHaveLength(1);
  });

  it('two versions of one resource are both kept; the same one twice is one', async () => {
    const other = { ...condition('c1'), code: { text: 'other' } };
    const read = (...conditions: unknown[]) =>
      gather(
        {
          patientId: 'p1',
          queries,
          required,
          prefetch: { patient, conditions: searchset(...conditions), studies: null },
          client: undefined,
        },
        soon(),
      );
    expect((await read(condition('c1'), other)).conditions).toHaveLength(2);
    expect((await read(condition('c1'), condition('c1'))).conditions).toHaveLength(1);
  });

  it('resources of another patient, of no patient and of a type not asked for are left out', async () => {
    const prefetch = {
      patient,
      conditions: searchset(
        condition('own'),
        condition('other', 'p2'),
        { ...condition('none'), subject: {} },
        { ...patient, id: 'p9' },
      ),
      studies: null,
    };
    const record = await gather({ patientId: 'p1', queries, required, prefetch, client: undefined }, soon());
    expect(record.conditions.map((item) => item.id)).toEqual(['own']);
    expect(record.patient?.id).toBe('p1');
  });

  it('an unreadable resource is left out and the search marked incomplete', async () => {
    const prefetch = { patient, conditions: searchset(condition('c1'), { ...condition('c2'), code: 'cancer' }), studies: null };
    const record = await gather({ patientId: 'p1', queries, required, prefetch, client: undefined }, soon());
    expect(record.searched).toContainEqual({ type: 'Condition', count: 1, complete: false });
  });

  it('pages are followed on the same server and never to another', async () => {
    const first = { ...searchset(condition('c1')), link: [{ relation: 'next', url: '' }] };
    const { client, base, seen } = await server({
      'Condition?patient=p1': first,
      'Condition?page=2': searchset(condition('c2')),
    });
    first.link[0]!.url = `${base}/Condition?page=2`;
    const request = { patientId: 'p1', queries, required, prefetch: { patient, studies: null }, client };
    expect((await gather(request, soon())).conditions).toHaveLength(2);
    first.link[0]!.url = 'http://169.254.169.254/fhir/Condition?page=2';
    await expect(gather(request, soon())).rejects.toMatchObject({ code: 'missing-data' });
    expect(seen.filter((line) => line.startsWith('Condition?page=2'))).toHaveLength(1);
  });
});

describe('the allow-list of FHIR servers', () => {
  it.each(['http://evil.example/fhir', 'https://fhir.example/fhir2', 'https://fhir.example'])('%s is refused', (base) => {
    expect(() => createFhirClient({ base, allow: ['https://fhir.example/fhir'] })).toThrow(/allow-list/);
  });

  it('a trailing slash makes no difference', () => {
    expect(createFhirClient({ base: 'https://fhir.example/fhir/', allow: ['https://fhir.example/fhir'] }).base).toBe(
      'https://fhir.example/fhir',
    );
  });

  it.each([
    ['https://fhir.example/fhir/Patient/1', true],
    ['https://fhir.example/fhir?_getpages=1', true],
    ['https://fhir.example/fhirther/Patient/1', false],
    ['https://fhir.example:444/fhir/Patient/1', false],
    ['https://user@fhir.example/fhir/Patient/1', false],
    ['https://fhir.example/fhir/../admin', false],
    ['not a url', false],
  ])('%s below the base: %s', (url, below) => {
    expect(isBelow(url, 'https://fhir.example/fhir')).toBe(below);
  });
});

/** What the embedded FHIR server promises beyond the contract that it shares with HAPI. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESOURCE_TYPES } from '../../src/sandbox/fhir/search-parameters.ts';
import { type RunningSandbox, startSandbox } from './running-sandbox.ts';

let server: RunningSandbox;
const now = () => new Date('2026-01-05T10:00:00Z');

beforeAll(async () => {
  server = await startSandbox({ now });
});
afterAll(() => server.stop());

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.fhir}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, never>),
  };
}

function transaction(...entry: unknown[]) {
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

function nested(depth: number): string {
  return `{"resourceType":"Patient","x":${'['.repeat(depth)}${']'.repeat(depth)}}`;
}

describe('refusals are an OperationOutcome without a value of the request', () => {
  const secret = 'Geheimrat';
  it.each([
    ['no JSON', 'POST', '/Patient', `{"name": "${secret}"`, {}, 400],
    ['an array', 'POST', '/Patient', `["${secret}"]`, {}, 400],
    ['a body nested too deep', 'POST', '/Patient', nested(5000), {}, 400],
    ['a Bundle nested too deep', 'POST', '', nested(5000).replace('"Patient"', '"Bundle","type":"batch"'), {}, 400],
    ['a body that is too large', 'POST', '/Patient', `"${'x'.repeat(11_000_000)}"`, {}, 413],
    ['text', 'POST', '/Patient', secret, { 'content-type': 'text/plain' }, 415],
    ['XML wanted', 'GET', '/Patient', undefined, { accept: 'application/fhir+xml' }, 406],
    ['another method', 'PATCH', '/Patient/1', '{}', {}, 405],
    ['a type that is not kept', 'GET', '/Coverage', undefined, {}, 404],
    ['an illegal id', 'GET', '/Patient/a_b', undefined, {}, 404],
    ['a wrongly encoded address', 'GET', '/Patient/%E0%A4%A', undefined, {}, 400],
    ['a Bundle of another type', 'POST', '', { resourceType: 'Bundle', type: 'document' }, {}, 400],
    ['an entry without request', 'POST', '', transaction({ resource: { resourceType: 'Patient' } }), {}, 400],
    ['a count that is no number', 'GET', '/Patient?_count=many', undefined, {}, 400],
    ['an unknown modifier', 'GET', '/Patient?name:phonetic=x', undefined, {}, 400],
    ['an invalid token', 'GET', '/Patient', undefined, { authorization: `Bearer ${secret}` }, 401],
    ['another authorization scheme', 'GET', '/Patient', undefined, { authorization: `Basic ${secret}` }, 401],
  ])('%s', async (_title, method, path, body, headers, status) => {
    const answer = await send(method, path, body, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/fhir+json');
    expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] });
    expect(JSON.stringify(answer.body)).not.toContain(secret);
  });
});

describe('transactions', () => {
  it('a reference to no entry undoes everything before it', async () => {
    const { status, body } = await send(
      'POST',
      '',
      transaction(
        { resource: { resourceType: 'Patient', id: 'undone' }, request: { method: 'PUT', url: 'Patient/undone' } },
        {
          resource: { resourceType: 'Condition', subject: { reference: 'urn:uuid:nothing' } },
          request: { method: 'POST', url: 'Condition' },
        },
      ),
    );
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('Bundle.entry[1]');
    expect((await send('GET', '/Patient/undone')).status).toBe(404);
  });

  it('undoing restores what was replaced or deleted, with its version', async () => {
    await send('PUT', '/Patient/kept', { resourceType: 'Patient', id: 'kept', gender: 'female' });
    await send('PUT', '/Patient/also-kept', { resourceType: 'Patient', id: 'also-kept' });
    await send(
      'POST',
      '',
      transaction(
        { request: { method: 'DELETE', url: 'Patient/also-kept' } },
        { resource: { resourceType: 'Patient', id: 'kept', gender: 'male' }, request: { method: 'PUT', url: 'Patient/kept' } },
        { request: { method: 'GET', url: 'Patient/none' } },
      ),
    );
    expect((await send('GET', '/Patient/kept')).body).toMatchObject({ gender: 'female', meta: { versionId: '1' } });
    expect((await send('GET', '/Patient/also-kept')).status).toBe(200);
  });

  it('the same resource twice is refused', async () => {
    const entry = { resource: { resourceType: 'Patient', id: 'twice' }, request: { method: 'PUT', url: 'Patient/twice' } };
    expect((await send('POST', '', transaction(entry, entry))).status).toBe(400);
  });

  it('a conditional reference becomes literal, and one that selects nothing fails', async () => {
    await send('PUT', '/Patient/cond', { resourceType: 'Patient', id: 'cond', identifier: [{ system: 's', value: 'cond-1' }] });
    const condition = (value: string) =>
      transaction({
        resource: { resourceType: 'Condition', id: 'cond', subject: { reference: `Patient?identifier=s|${value}` } },
        request: { method: 'PUT', url: 'Condition/cond' },
      });
    expect((await send('POST', '', condition('cond-2'))).status).toBe(412);
    expect((await send('POST', '', condition('cond-1'))).status).toBe(200);
    expect((await send('GET', '/Condition/cond')).body).toMatchObject({ subject: { reference: 'Patient/cond' } });
  });

  it('a fullUrl that is also an identifier is not rewritten there', async () => {
    const uuid = 'urn:uuid:6f7c0f0e-3f9d-4a63-9d6c-3d1c5f6b7a80';
    const { body } = await send(
      'POST',
      '',
      transaction({
        fullUrl: uuid,
        resource: { resourceType: 'Patient', identifier: [{ system: 'urn:ietf:rfc:3986', value: uuid }] },
        request: { method: 'POST', url: 'Patient' },
      }),
    );
    expect(body).toMatchObject({ entry: [{ resource: { identifier: [{ value: uuid }] } }] });
  });
});

describe('conditional and versioned writes', () => {
  it('If-None-Exist returns the resource that is there, and refuses where several are', async () => {
    const patient = { resourceType: 'Patient', identifier: [{ system: 's', value: 'once' }] };
    const headers = { 'if-none-exist': 'identifier=s|once' };
    const first = await send('POST', '/Patient', patient, headers);
    const second = await send('POST', '/Patient', patient, headers);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.id).toBe(first.body.id);
    await send('POST', '/Patient', patient);
    expect((await send('POST', '/Patient', patient, headers)).status).toBe(412);
  });

  it('criteria that the server does not know never select everything', async () => {
    const headers = { 'if-none-exist': 'nickname=x' };
    expect((await send('POST', '/Patient', { resourceType: 'Patient' }, headers)).status).toBe(412);
    expect((await send('PUT', '/Patient?nickname=x', { resourceType: 'Patient' })).status).toBe(412);
  });

  it('an unchanged resource is 304', async () => {
    await send('PUT', '/Patient/same', { resourceType: 'Patient', id: 'same' });
    const { status } = await send('GET', '/Patient/same', undefined, { 'if-none-match': 'W/"1"' });
    expect(status).toBe(304);
  });

  it('Prefer: return=minimal answers without a body', async () => {
    const patient = { resourceType: 'Patient', id: 'minimal' };
    const answer = await send('PUT', '/Patient/minimal', patient, { prefer: 'return=minimal' });
    expect(answer).toMatchObject({ status: 201, body: {} });
  });
});

describe('search', () => {
  it('an unknown parameter is left out of the self link with a warning, or refused when the client is strict', async () => {
    const { status, body } = await send('GET', '/Patient?nickname=x&_id=none');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      total: 0,
      link: [{ relation: 'self', url: `${server.fhir}/Patient?_id=none` }],
      entry: [{ search: { mode: 'outcome' }, resource: { issue: [{ severity: 'warning' }] } }],
    });
    expect((await send('GET', '/Patient?nickname=x', undefined, { prefer: 'handling=strict' })).status).toBe(400);
  });

  it('names of JavaScript objects are unknown parameters and elements like any other', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const { body } = await send('GET', `/Patient?${name}=x`);
      expect(JSON.stringify(body)).toContain('Search parameters ignored');
      expect((await send('GET', `/${name}`)).status).toBe(404);
    }
  });

  it('elements of a wrong shape match nothing and break nothing', async () => {
    const odd = {
      resourceType: 'Observation',
      id: 'odd',
      code: 5,
      subject: 'Patient/x',
      effectiveDateTime: {},
      category: [null, 1],
      status: [],
    };
    expect((await send('PUT', '/Observation/odd', odd)).status).toBe(201);
    for (const query of [
      'code=x',
      'code:text=x',
      'patient=x',
      'date=2024',
      'category=x',
      'status=final',
      'patient.name=x',
      '_sort=-date,code,subject',
    ])
      expect((await send('GET', `/Observation?${query}`)).status, query).toBe(200);
  });

  it('a reference by absolute address of this server is its relative one', async () => {
    const subject = { reference: `${server.fhir}/Patient/abs` };
    await send('PUT', '/Patient/abs', { resourceType: 'Patient', id: 'abs' });
    await send('PUT', '/Condition/abs', { resourceType: 'Condition', id: 'abs', subject });
    for (const value of ['abs', 'Patient/abs', `${server.fhir}/Patient/abs`])
      expect((await send('GET', `/Condition?patient=${value}`)).body, value).toMatchObject({ total: 1 });
    expect((await send('GET', '/Condition?patient=https://other.example.org/Patient/abs')).body).toMatchObject({ total: 0 });
  });

  it('escaped commas and bars are part of the value', async () => {
    const identifier = [{ system: 's|1', value: 'a,b' }];
    await send('PUT', '/Patient/escaped', { resourceType: 'Patient', id: 'escaped', identifier });
    expect((await send('GET', '/Patient?identifier=s%5C%7C1%7Ca%5C,b')).body).toMatchObject({ total: 1 });
    expect((await send('GET', '/Patient?identifier=a,b')).body).toMatchObject({ total: 0 });
  });

  it.each([
    ['2024-02-29', 1],
    ['2023-02-29', 400],
    ['2024-02-29T23:30:00-02:00', 0],
    ['sa2024-02-28', 1],
    ['eb2024-03-01', 1],
    ['ap2024-02', 1],
    ['ne2024-02-29', 0],
  ])('dates: collected %s', async (value, expected) => {
    const collection = { collectedDateTime: '2024-02-29' };
    await send('PUT', '/Specimen/leap', { resourceType: 'Specimen', id: 'leap', collection });
    const { status, body } = await send('GET', `/Specimen?_id=leap&collected=${encodeURIComponent(value)}`);
    if (expected === 400) expect(status).toBe(400);
    else expect(body.total).toBe(expected);
  });

  it('a period without end reaches into the future', async () => {
    const period = { start: '2024-01-01' };
    await send('PUT', '/Encounter/open', { resourceType: 'Encounter', id: 'open', period });
    expect((await send('GET', '/Encounter?_id=open&date=ge2030')).body).toMatchObject({ total: 1 });
    expect((await send('GET', '/Encounter?_id=open&date=lt2024')).body).toMatchObject({ total: 0 });
  });
});

it('every search parameter that the CapabilityStatement lists is served, even under strict handling', async () => {
  const { body } = await send('GET', '/metadata');
  type Resource = {
    type: string;
    searchParam: { name: string; type: string }[];
    searchInclude?: string[];
    searchRevInclude?: string[];
  };
  const resources = (body as unknown as { rest: [{ resource: Resource[] }] }).rest[0].resource;
  expect(resources.map(({ type }) => type)).toEqual(RESOURCE_TYPES);
  const queries = resources.flatMap(({ type, searchParam, searchInclude = [], searchRevInclude = [] }) => [
    `${type}?${searchParam.map(({ name, type: kind }) => `${name}=${kind === 'date' ? '2024' : 'x'}`).join('&')}`,
    ...searchInclude.slice(0, 1).map((value) => `${type}?_include=${value}`),
    ...searchRevInclude.slice(0, 1).map((value) => `${type}?_revinclude=${value}`),
  ]);
  for (const query of queries)
    expect((await send('GET', `/${query}`, undefined, { prefer: 'handling=strict' })).status, query).toBe(200);
});

it('pages of this machine may call across ports, others may not', async () => {
  const origin = async (value: string) =>
    (await send('OPTIONS', '/Patient', undefined, { origin: value })).headers.get('access-control-allow-origin');
  expect(await origin('http://localhost:5173')).toBe('http://localhost:5173');
  expect(await origin('https://localhost.example.org')).toBeNull();
  expect(await origin('null')).toBeNull();
});

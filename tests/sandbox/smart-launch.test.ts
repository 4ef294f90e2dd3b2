import { createHash, randomBytes } from 'node:crypto';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from './running-sandbox.ts';

const CLIENT = 'her2-low-details';
const APP_CONTEXT = '{"studyUid":"1.2.3"}';

let server: RunningSandbox;
let clock = new Date('2026-01-05T10:00:00Z');
let redirectUri = '';

beforeAll(async () => {
  server = await startSandbox({ now: () => clock, tokenLifetimeS: 300 });
  redirectUri = `${server.url}/app/index.html`;
  await put({ resourceType: 'Patient', id: 'anna' });
  await put({ resourceType: 'Patient', id: 'berta' });
  await put({ resourceType: 'Condition', id: 'of-anna', subject: { reference: 'Patient/anna' } });
  await put({ resourceType: 'Condition', id: 'of-berta', subject: { reference: 'Patient/berta' } });
  await put({ resourceType: 'Endpoint', id: 'archive', status: 'active' });
});
afterAll(() => server.stop());

describe('SMART EHR launch', () => {
  it('launch, authorize and token with PKCE give a token for the patient of the launch, its context and the user', async () => {
    const pkce = newPkce();
    const redirected = await authorize(await authorizeParameters(pkce));
    expect(redirected.searchParams.get('state')).toBe('state-1');
    expect(`${redirected.origin}${redirected.pathname}`).toBe(redirectUri);
    const { status, body, headers } = await exchange(redirected, pkce.verifier);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 300,
      patient: 'anna',
      need_patient_banner: true,
      appContext: APP_CONTEXT,
      scope: 'launch openid fhirUser patient/*.rs',
    });
    const keys = createLocalJWKSet((await (await fetch(`${server.auth}/jwks`)).json()) as JSONWebKeySet);
    const options = { currentDate: clock, issuer: server.auth };
    const id = await jwtVerify(String(body.id_token), keys, { ...options, audience: CLIENT });
    expect(id.payload).toMatchObject({ fhirUser: `${server.fhir}/Practitioner/demo-practitioner`, nonce: 'nonce-1' });
    await jwtVerify(String(body.access_token), keys, { ...options, audience: server.fhir });
  });

  it('the token reads its patient and no other, by read, search, include and chain, and writes nothing', async () => {
    const token = await launchedToken();
    const get = async (path: string) => (await fhir(path, token)).status;
    expect(await get('Patient/anna')).toBe(200);
    expect(await get('Patient/berta')).toBe(404);
    expect(await get('Condition/of-berta')).toBe(404);
    expect(await get('Endpoint/archive')).toBe(200);
    expect(await ids('Condition', token)).toEqual(['of-anna']);
    expect(await ids('Condition?patient=berta&_include=Condition:patient', token)).toEqual([]);
    expect(await ids('Patient?_id=anna,berta&_revinclude=Condition:patient', token)).toEqual(['anna', 'of-anna']);
    const written = await fhir('Condition', token, { resourceType: 'Condition', subject: { reference: 'Patient/anna' } });
    expect(written.status).toBe(403);
  });

  it('a write token cannot write into another record, nor take a resource over', async () => {
    const token = await server.sandbox.issueAccessToken({
      clientId: 'ehr',
      scope: 'patient/*.cruds',
      user: 'Practitioner/x',
      patient: 'anna',
    });
    const foreign = { resourceType: 'Condition', id: 'of-berta', subject: { reference: 'Patient/anna' } };
    expect((await put(foreign, token)).status).toBe(403);
    const created = await fhir('Condition', token, { resourceType: 'Condition', subject: { reference: 'Patient/berta' } });
    expect(created.status).toBe(403);
    const own = await fhir('Condition', token, { resourceType: 'Condition', subject: { reference: 'Patient/anna' } });
    expect(own.status).toBe(201);
  });

  it('a wrong verifier gets no token, and the right one still does', async () => {
    const pkce = newPkce();
    const redirected = await authorize(await authorizeParameters(pkce));
    expect(await exchange(redirected, newPkce().verifier)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await exchange(redirected, pkce.verifier)).status).toBe(200);
  });

  it('a code that comes again is refused, and the token that it gave is revoked', async () => {
    const pkce = newPkce();
    const redirected = await authorize(await authorizeParameters(pkce));
    const token = String((await exchange(redirected, pkce.verifier)).body.access_token);
    expect((await fhir('Patient/anna', token)).status).toBe(200);
    expect(await exchange(redirected, pkce.verifier)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await fhir('Patient/anna', token)).status).toBe(401);
  });

  it('two exchanges of one code at the same time give one token', async () => {
    const pkce = newPkce();
    const redirected = await authorize(await authorizeParameters(pkce));
    const answers = await Promise.all([exchange(redirected, pkce.verifier), exchange(redirected, pkce.verifier)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('a code is good for a minute', async () => {
    const pkce = newPkce();
    const redirected = await authorize(await authorizeParameters(pkce));
    pass(61);
    expect(await exchange(redirected, pkce.verifier)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('an expired token is 401 at the FHIR server and inactive at introspection', async () => {
    const token = await launchedToken();
    expect(await introspect(token)).toMatchObject({ active: true, patient: 'anna', client_id: CLIENT });
    pass(301);
    const answer = await fhir('Patient/anna', token);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(await answer.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    expect(await introspect(token)).toEqual({ active: false });
  });

  it.each([
    ['another audience', { aud: 'https://fhir.example.org' }, 'invalid_request'],
    ['no code challenge', { code_challenge: undefined }, 'invalid_request'],
    ['a plain code challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['an unknown launch', { launch: 'guessed' }, 'invalid_request'],
    ['no launch', { launch: undefined }, 'invalid_request'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['no scope that can be granted', { scope: 'system/*.rs' }, 'invalid_scope'],
  ])('authorize with %s goes back to the app with an error and no code', async (_title, change, error) => {
    const redirected = await authorize({ ...(await authorizeParameters(newPkce())), ...change });
    expect(redirected.searchParams.get('error')).toBe(error);
    expect(redirected.searchParams.get('state')).toBe('state-1');
    expect(redirected.searchParams.has('code')).toBe(false);
  });

  it.each([
    ['an address that is not registered', { redirect_uri: 'https://evil.example.org/app/index.html' }],
    ['an address that only begins like a registered one', { redirect_uri: 'REDIRECT/../x' }],
    ['an unknown client', { client_id: 'other' }],
  ])('authorize for %s redirects nowhere', async (_title, change) => {
    const parameters: Record<string, string | undefined> = { ...(await authorizeParameters(newPkce())), ...change };
    parameters.redirect_uri = parameters.redirect_uri?.replace('REDIRECT', redirectUri);
    const response = await fetch(authorizeUrl(parameters), { redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
  });

  it('a code belongs to the redirect address and client that it was given to', async () => {
    const pkce = newPkce();
    const redirected = await authorize(await authorizeParameters(pkce));
    expect((await exchange(redirected, pkce.verifier, { redirect_uri: `${server.url}/app/` })).status).toBe(400);
    expect((await exchange(redirected, pkce.verifier, { client_id: 'other' })).status).toBe(400);
  });

  it('without a launch there is no patient and no patient scope', async () => {
    const pkce = newPkce();
    const parameters = { ...(await authorizeParameters(pkce)), scope: 'openid patient/*.rs user/Patient.r' };
    const { body } = await exchange(await authorize(parameters), pkce.verifier);
    expect(body).not.toHaveProperty('patient');
    expect(body.scope).toBe('openid user/Patient.r');
  });

  it('a launch from a form, as a foreign page could post it, is refused', async () => {
    const response = await fetch(`${server.auth}/launch`, { method: 'POST', body: new URLSearchParams({ patient: 'anna' }) });
    expect(response.status).toBe(400);
  });

  it('discovery names the endpoints, in the FHIR base and in the CapabilityStatement alike', async () => {
    const wellKnown = (await (await fetch(`${server.fhir}/.well-known/smart-configuration`)).json()) as Record<string, unknown>;
    expect(wellKnown).toMatchObject({
      authorization_endpoint: `${server.auth}/authorize`,
      token_endpoint: `${server.auth}/token`,
      code_challenge_methods_supported: ['S256'],
    });
    const metadata = JSON.stringify(await (await fetch(`${server.fhir}/metadata`)).json());
    expect(metadata).toContain(`"url":"authorize","valueUri":"${server.auth}/authorize"`);
    expect(metadata).toContain(`"url":"token","valueUri":"${server.auth}/token"`);
  });
});

it('a server that requires tokens answers requests without one with 401, metadata excepted', async () => {
  const strict = await startSandbox({ requireToken: true });
  try {
    expect((await fetch(`${strict.fhir}/Patient`)).status).toBe(401);
    expect((await fetch(`${strict.dicomweb}/studies`)).status).toBe(401);
    expect((await fetch(`${strict.fhir}/metadata`)).status).toBe(200);
    const token = await strict.sandbox.issueAccessToken({ clientId: 'cds', scope: 'user/*.rs', user: 'Practitioner/x' });
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${strict.fhir}/Patient`, { headers })).status).toBe(200);
    expect((await fetch(`${strict.dicomweb}/studies`, { headers })).status).toBe(200);
  } finally {
    await strict.stop();
  }
});

function pass(seconds: number): void {
  clock = new Date(clock.getTime() + seconds * 1000);
}

function newPkce() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

async function authorizeParameters(pkce: { challenge: string }): Promise<Record<string, string | undefined>> {
  const response = await fetch(`${server.auth}/launch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ patient: 'anna', appContext: APP_CONTEXT }),
  });
  const { launch } = (await response.json()) as { launch: string };
  return {
    response_type: 'code',
    client_id: CLIENT,
    redirect_uri: redirectUri,
    scope: 'launch openid fhirUser patient/*.rs',
    state: 'state-1',
    nonce: 'nonce-1',
    aud: server.fhir,
    launch,
    code_challenge: pkce.challenge,
    code_challenge_method: 'S256',
  };
}

function authorizeUrl(parameters: Record<string, string | undefined>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${server.auth}/authorize?${new URLSearchParams(given)}`;
}

async function authorize(parameters: Record<string, string | undefined>): Promise<URL> {
  const response = await fetch(authorizeUrl(parameters), { redirect: 'manual' });
  expect(response.status).toBe(302);
  return new URL(response.headers.get('location')!);
}

async function exchange(redirected: URL, verifier: string, change: Record<string, string> = {}) {
  const response = await fetch(`${server.auth}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: redirected.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      client_id: CLIENT,
      code_verifier: verifier,
      ...change,
    }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
}

async function launchedToken(): Promise<string> {
  const pkce = newPkce();
  const { body } = await exchange(await authorize(await authorizeParameters(pkce)), pkce.verifier);
  return String(body.access_token);
}

async function introspect(token: string): Promise<unknown> {
  return (await fetch(`${server.auth}/introspect`, { method: 'POST', body: new URLSearchParams({ token }) })).json();
}

function fhir(path: string, token: string, body?: object): Promise<Response> {
  return fetch(`${server.fhir}/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function ids(query: string, token: string): Promise<string[]> {
  const bundle = (await (await fhir(query, token)).json()) as { entry?: { resource: { id: string } }[] };
  return (bundle.entry ?? []).map((entry) => entry.resource.id);
}

function put(resource: { resourceType: string; id: string } & Record<string, unknown>, token?: string): Promise<Response> {
  return fetch(`${server.fhir}/${resource.resourceType}/${resource.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/fhir+json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(resource),
  });
}

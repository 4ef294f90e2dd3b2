import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { AssessmentRequest, HookService } from '../../src/assessment/index.ts';
import { ERROR_TABLE, type Log, type LogFields, ServiceError } from '../../src/core/index.ts';
import { type CdsClient, createApp, createClientAuth } from '../../src/server/index.ts';

const PUBLIC = 'https://cds.example.org';
const FHIR = 'https://fhir.example.org/r4';
const review = {
  hook: 'patient-view',
  hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
  context: { userId: 'Practitioner/onc-1', patientId: 'p1' },
};

function appWith(over: { clients?: CdsClient[]; fail?: unknown; hosts?: string[]; hook?: 'order-sign' } = {}) {
  const asked: AssessmentRequest[] = [];
  const logged: { level: string; event: string; fields: LogFields }[] = [];
  const log: Log = (level, event, fields = {}) => logged.push({ level, event, fields });
  const service: HookService = {
    id: 'her2-low-patient-view',
    hook: over.hook ?? 'patient-view',
    title: 'HER2-low pathway',
    description: 'Review',
    prefetch: { patient: 'Patient/{{context.patientId}}', role: 'PractitionerRole/{{userPractitionerRoleId}}' },
    requiredPrefetch: ['patient'],
  };
  const app = createApp({
    ...(over.hosts === undefined ? {} : { hosts: over.hosts }),
    services: [service],
    assess: async (asking) => {
      asked.push(asking);
      if (over.fail !== undefined) throw over.fail;
      return { assessment: { facts: {} as never, score: { kind: 'not-asked' } } };
    },
    showFeatureMap: () => Promise.reject(new Error('not asked')),
    describe: async () => {
      throw new ServiceError('fhir-refused', 'The FHIR server answered 401.');
    },
    clientAuth: createClientAuth(over.clients ?? []),
    fhirServers: [FHIR],
    publicUrl: PUBLIC,
    maxBodyBytes: 2048,
    appFolder: '/nowhere',
    modelCard: '# Card',
    log,
  });
  return { app, asked, logged };
}

const post = (app: ReturnType<typeof appWith>['app'], body: unknown = review, id = 'her2-low-patient-view') =>
  request(app)
    .post(`/cds-services/${id}`)
    .set('content-type', 'application/json')
    .send(typeof body === 'string' ? body : JSON.stringify(body));

describe('discovery', () => {
  it('cds-hooks_2.0#6 #7 #9 #10: lists services with hook, description and id', async () => {
    const answer = await request(appWith().app)
      .get('/cds-services')
      .expect(200)
      .expect('content-type', /application\/json/);
    expect(answer.body.services).toEqual([
      expect.objectContaining({ id: 'her2-low-patient-view', hook: 'patient-view', description: 'Review' }),
    ]);
    expect(answer.body.services[0]).not.toHaveProperty('requiredPrefetch');
  });
});

describe('calling a service', () => {
  it('cds-hooks_2.0#77: no advice is 200 with an empty cards array', async () => {
    await post(appWith().app).expect(200, { cards: [] });
  });

  it('queries carry the filled tokens; a template whose token has no value is not asked', async () => {
    const { app, asked } = appWith();
    await post(app).expect(200);
    expect(asked[0]?.queries).toEqual({ patient: 'Patient/p1' });
  });

  it.each([
    ['an unknown service', 404, 'id', review, 'no-such-service'],
    ['a body that is no JSON', 400, 'body', '{"hook":', undefined],
    ['a body without a patient', 400, 'context.patientId', { ...review, context: { userId: 'Practitioner/1' } }, undefined],
    [
      'the hook of another service',
      400,
      'hook',
      { ...review, hook: 'order-sign', context: { ...review.context, draftOrders: {} } },
      undefined,
    ],
    [
      'a FHIR server outside the allow-list',
      403,
      'fhirServer',
      { ...review, fhirServer: 'http://169.254.169.254/latest' },
      undefined,
    ],
    ['a body over the limit', 413, 'body', { ...review, padding: 'x'.repeat(4000) }, undefined],
  ])('%s: %i with an OperationOutcome that names the field', async (_, status, field, body, id) => {
    const answer = await post(appWith().app, body, id)
      .expect(status)
      .expect('content-type', /application\/fhir\+json/);
    expect(JSON.parse(answer.text)).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ expression: [field] }] });
  });

  it.each(['text/plain', 'application/xml', 'multipart/form-data'])('a body of type %s: 415', async (type) => {
    const answer = await request(appWith().app).post('/cds-services/her2-low-patient-view').set('content-type', type).send('x');
    expect(answer.status).toBe(415);
    expect(JSON.parse(answer.text)).toMatchObject({ issue: [{ expression: ['content-type'] }] });
  });

  it('a body nested without end: 400, before it is parsed', async () => {
    const answer = await post(appWith().app, `{"hook":${'['.repeat(900)}${']'.repeat(900)}}`).expect(400);
    expect(JSON.parse(answer.text)).toMatchObject({ issue: [{ diagnostics: expect.stringContaining('nested too deep') }] });
  });

  it.each([
    ['a hookInstance of another form', { hookInstance: 'd1577c69-dfbe-04ad-1a6d-3e05e953b2ea' }],
    ['fhirServer null', { fhirServer: null }],
    [
      'bearer in lower case with a textual expiry',
      { fhirServer: FHIR, fhirAuthorization: { access_token: 't', token_type: 'bearer', expires_in: '300' } },
    ],
  ])('what real clients send is accepted: %s', async (_, more) => {
    await post(appWith().app, { ...review, ...more }).expect(200);
  });

  it('a draft order that cannot be read is refused, not overlooked', async () => {
    const drafts = { entry: [{ resource: { resourceType: 'ServiceRequest', status: 'draft' } }] };
    const service = { hook: 'order-sign', context: { ...review.context, draftOrders: drafts } };
    const answer = await post(appWith({ hook: 'order-sign' }).app, { ...review, ...service }).expect(400);
    expect(JSON.parse(answer.text)).toMatchObject({ issue: [{ expression: ['context.draftOrders'] }] });
  });

  it('required data that cannot be had (cds-hooks_2.0#54): 412', async () => {
    const fail = new ServiceError('missing-data', 'Prefetch has no usable "patient".', { field: 'prefetch.patient' });
    const answer = await post(appWith({ fail }).app).expect(412);
    expect(JSON.parse(answer.text)).toMatchObject({ issue: [{ code: 'required', expression: ['prefetch.patient'] }] });
  });

  it('an unforeseen failure shows no message, stack or cause and is logged without them', async () => {
    const { app, logged } = appWith({ fail: new Error('Jane Secret 1970') });
    const answer = await post(app).expect(500);
    expect(answer.text + JSON.stringify(logged)).not.toContain('Secret');
    expect(logged).toContainEqual(
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ code: 'internal' }) }),
    );
  });

  it('every code of the table is answered with its status', async () => {
    for (const [code, { status }] of Object.entries(ERROR_TABLE)) {
      const fail = new ServiceError(code as keyof typeof ERROR_TABLE, 'x');
      await post(appWith({ fail }).app).expect(status);
    }
  });
});

describe('a service without clients', () => {
  it('answers only to its own host names, so that no web page reaches it by another', async () => {
    const { app } = appWith({ hosts: ['127.0.0.1', 'localhost'] });
    await request(app).get('/cds-services').set('host', 'localhost:8080').expect(200);
    await request(app).get('/cds-services').set('host', 'rebound.example:8080').expect(403);
  });
});

describe('the details endpoint', () => {
  const body = { fhirServer: FHIR, patientId: 'p1' };

  it('without a token: 401 that says nothing', async () => {
    const answer = await request(appWith().app).post('/app/details').send(body).expect(401);
    expect(answer.text).toBe('');
  });

  it('a FHIR server outside the allow-list never sees the token', async () => {
    const elsewhere = { ...body, fhirServer: 'https://evil.example/r4' };
    await request(appWith().app).post('/app/details').set('authorization', 'Bearer t').send(elsewhere).expect(403);
  });

  it('a body of another type or size is refused with its own limit', async () => {
    const call = request(appWith().app).post('/app/details').set('authorization', 'Bearer t');
    await call.set('content-type', 'text/plain').send('x').expect(415);
    const large = await request(appWith().app)
      .post('/app/details')
      .set('authorization', 'Bearer t')
      .send({ pad: 'x'.repeat(20_000) });
    expect([large.status, large.text]).toEqual([413, expect.stringContaining('16384')]);
  });

  it('a path that cannot be decoded is not found', async () => {
    await request(appWith().app).get('/app/%ff').expect(404);
  });

  it('a token that the FHIR server refuses is refused', async () => {
    await request(appWith().app).post('/app/details').set('authorization', 'Bearer t').send(body).expect(401);
  });
});

describe('client JWTs', () => {
  const issuer = 'https://ehr.example.org';
  const endpoint = `${PUBLIC}/cds-services/her2-low-patient-view`;

  async function ehr(alg = 'ES384') {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    const client: CdsClient = { issuer, keys: [{ ...(await exportJWK(publicKey)), kid: 'a+/=', alg } as never] };
    const sign = (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const payload = { iss: issuer, aud: endpoint, exp: now + 300, iat: now, jti: crypto.randomUUID(), ...claims };
      return new SignJWT(payload).setProtectedHeader({ alg, kid: 'a+/=', typ: 'JWT', ...header }).sign(privateKey);
    };
    return { app: appWith({ clients: [client] }).app, sign };
  }

  it.each(['ES384', 'RS384', 'RS256'])('a JWT signed by the configured key with %s is accepted', async (alg) => {
    const { app, sign } = await ehr(alg);
    await post(app)
      .set('authorization', `Bearer ${await sign()}`)
      .expect(200);
  });

  it('discovery wants its own audience', async () => {
    const { app, sign } = await ehr();
    const call = (token: string) => request(app).get('/cds-services').set('authorization', `Bearer ${token}`);
    await call(await sign()).expect(401);
    await call(await sign({ aud: `${PUBLIC}/cds-services` })).expect(200);
  });

  it.each([
    ['another audience', { aud: `${endpoint}/` }],
    ['another issuer', { iss: 'https://other.example' }],
    ['no issuer', { iss: undefined }],
    ['expired', { exp: Math.floor(Date.now() / 1000) - 60 }],
    ['valid for a day', { exp: Math.floor(Date.now() / 1000) + 86_400 }],
    ['without jti', { jti: undefined }],
    ['without iat', { iat: undefined }],
    ['not yet valid', { nbf: Math.floor(Date.now() / 1000) + 600 }],
  ])('%s: 401 without a reason', async (_, claims) => {
    const { app, sign } = await ehr();
    const answer = await post(app)
      .set('authorization', `Bearer ${await sign(claims)}`)
      .expect(401);
    expect(answer.text).toBe('');
  });

  it('no token, an unsigned token, an HMAC token and a foreign key: 401', async () => {
    const { app } = await ehr();
    const foreign = await (await ehr()).sign();
    const claims = { iss: issuer, aud: endpoint, exp: 9e9, iat: 1, jti: 'x' };
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
    const hmac = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'a+/=' })
      .sign(new TextEncoder().encode('x'.repeat(32)));
    await post(app).expect(401);
    for (const token of [unsigned, hmac, foreign, 'not.a.jwt'])
      await post(app).set('authorization', `Bearer ${token}`).expect(401);
  });

  it('a client may be narrowed to its own FHIR servers', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES384');
    const keys = [{ ...(await exportJWK(publicKey)), kid: 'k' } as never];
    const { app } = appWith({ clients: [{ issuer, keys, fhirServers: ['https://own.example/r4'] }] });
    const now = Math.floor(Date.now() / 1000);
    const token = await new SignJWT({ iss: issuer, aud: endpoint, exp: now + 60, iat: now, jti: 'j' })
      .setProtectedHeader({ alg: 'ES384', kid: 'k' })
      .sign(privateKey);
    const call = (fhirServer: string) => post(app, { ...review, fhirServer }).set('authorization', `Bearer ${token}`);
    await call(FHIR).expect(403);
    await call('https://own.example/r4').expect(200);
  });
});

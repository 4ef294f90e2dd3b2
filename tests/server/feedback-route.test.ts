import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { FeedbackEntry } from '../../src/cds-hooks/index.ts';
import { type Log, type LogFields, ServiceError } from '../../src/core/index.ts';
import { type CdsClient, createApp, createClientAuth } from '../../src/server/index.ts';

const PUBLIC = 'https://cds.example.org';
const PATH = '/cds-services/her2-low-order-sign/feedback';
const entry = {
  card: '4e0a3a1e-3283-4575-ab82-028d55fe2719',
  outcome: 'overridden',
  overrideReason: { userComment: 'CANARY' },
  outcomeTimestamp: '2026-11-22T10:05:31Z',
};

function appWith(clients: CdsClient[] = []) {
  const kept: FeedbackEntry[] = [];
  const logged: LogFields[] = [];
  const log: Log = (_level, _event, fields = {}) => logged.push(fields);
  const hook = 'order-sign' as const;
  const refuse = async () => {
    throw new ServiceError('not-found', 'Not asked here.');
  };
  const app = createApp({
    services: [{ id: 'her2-low-order-sign', hook, title: 't', description: 'd', prefetch: {}, requiredPrefetch: [] }],
    assess: refuse,
    showFeatureMap: () => Promise.reject(new Error('not asked')),
    describe: refuse,
    saveFeedback: async (_service, entries) => void kept.push(...entries),
    clientAuth: createClientAuth(clients),
    fhirServers: [],
    publicUrl: PUBLIC,
    maxBodyBytes: 2048,
    appFolder: '/nowhere',
    modelCard: '',
    log,
  });
  return { app, kept, logged };
}

describe('POST /cds-services/{id}/feedback', () => {
  it('keeps the entries and logs their number, without the comment', async () => {
    const { app, kept, logged } = appWith();
    await request(app)
      .post(PATH)
      .send({ feedback: [entry, entry] })
      .expect(200);
    expect(kept.length).toBe(2);
    expect(logged).toContainEqual(expect.objectContaining({ service: 'her2-low-order-sign', count: 2 }));
    expect(JSON.stringify([kept, logged])).not.toContain('CANARY');
  });

  it.each([
    ['an unknown service', '/cds-services/other/feedback', { feedback: [entry] }, 404],
    ['a body that is none', PATH, { feedback: [{}] }, 400],
  ])('%s is refused', async (_what, path, body, status) => {
    await request(appWith().app).post(path).send(body).expect(status);
  });

  it("cds-hooks_2.0#189: the JWT's audience is the feedback address, not that of the service", async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES384');
    const issuer = 'https://ehr.example.org';
    const jwk = { ...(await exportJWK(publicKey)), kty: 'EC' as const, kid: 'k1', alg: 'ES384' };
    const token = (audience: string) =>
      new SignJWT({ jti: crypto.randomUUID() })
        .setProtectedHeader({ alg: 'ES384', kid: 'k1', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey);
    const { app } = appWith([{ issuer, keys: [jwk] }]);
    const send = async (audience: string) =>
      (
        await request(app)
          .post(PATH)
          .set('authorization', `Bearer ${await token(audience)}`)
          .send({ feedback: [entry] })
      ).status;
    expect(await send(`${PUBLIC}${PATH}`)).toBe(200);
    expect(await send(`${PUBLIC}/cds-services/her2-low-order-sign`)).toBe(401);
  });
});

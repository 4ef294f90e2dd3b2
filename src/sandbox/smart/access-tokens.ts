/**
 * Tokens of the sandbox's authorization server: JWTs signed with a key that is made at start and never leaves the
 * process, so a restart ends every session. RS256, as OpenID Connect requires for id tokens.
 */
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose';
import { ExpiringMap } from './expiring-map.ts';

export interface AccessGrant {
  readonly clientId: string;
  readonly scope: string;
  /** Reference of the user, e.g. `Practitioner/demo-practitioner`. */
  readonly user: string;
  readonly patient?: string;
}

export interface VerifiedToken extends AccessGrant {
  readonly tokenId: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

export interface TokenSettings {
  readonly issuer: () => string;
  /** Base address of the FHIR server, the audience of access tokens. */
  readonly fhirBase: () => string;
  readonly now: () => Date;
  readonly lifetimeS: number;
}

export interface AccessTokens {
  /** `tokenId` serves to revoke it. */
  issue(grant: AccessGrant): Promise<{ readonly token: string; readonly tokenId: string }>;
  issueIdToken(grant: AccessGrant, nonce: string | undefined): Promise<string>;
  /** Undefined for a token that is not ours, expired or revoked. */
  verify(token: string): Promise<VerifiedToken | undefined>;
  revoke(tokenId: string): void;
  readonly jwks: JSONWebKeySet;
}

export async function createAccessTokens({ issuer, fhirBase, now, lifetimeS }: TokenSettings): Promise<AccessTokens> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const header = { alg: 'RS256', kid: randomUUID() };
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), ...header, use: 'sig' }] };
  const revoked = new ExpiringMap<true>(lifetimeS * 1000, now);
  const sign = (claims: Record<string, unknown>, audience: string, subject: string) => {
    const issuedAt = Math.floor(now().getTime() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader(header)
      .setIssuer(issuer())
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeS)
      .sign(privateKey);
  };
  return {
    jwks,
    revoke: (tokenId) => revoked.set(tokenId, true),
    async issue({ clientId, scope, user, patient }) {
      const tokenId = randomUUID();
      const claims = { jti: tokenId, client_id: clientId, scope, ...(patient === undefined ? {} : { patient }) };
      return { token: await sign(claims, fhirBase(), user), tokenId };
    },
    issueIdToken: ({ clientId, scope, user }, nonce) => {
      const fhirUser = scope.split(' ').includes('fhirUser') ? { fhirUser: `${fhirBase()}/${user}` } : {};
      return sign({ ...fhirUser, ...(nonce === undefined ? {} : { nonce }) }, clientId, user);
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          issuer: issuer(),
          audience: fhirBase(),
          algorithms: ['RS256'],
          currentDate: now(),
          requiredClaims: ['exp', 'sub', 'jti', 'scope', 'client_id'],
        });
        if (revoked.get(payload.jti!) !== undefined) return undefined;
        return {
          clientId: String(payload.client_id),
          scope: String(payload.scope),
          user: payload.sub!,
          tokenId: payload.jti!,
          expiresAt: payload.exp!,
          ...(typeof payload.patient === 'string' ? { patient: payload.patient } : {}),
        };
      } catch {
        // Whatever is wrong with a token, its bearer learns only that it is not accepted.
        return undefined;
      }
    },
  };
}

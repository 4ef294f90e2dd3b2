/**
 * Verifies the client JWT of a CDS Hooks call (2.0, "Trusting CDS Clients"): configured issuer and keys, asymmetric
 * algorithm, exact URL as audience, expiry. The 401 carries no reason, so that nothing can be probed.
 */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { ServiceError } from '../core/index.ts';
import { bearerToken } from './bearer-token.ts';
import type { CdsClient } from './config.ts';

/** RS256 and ES256 are not recommended by the standard but are what several EHRs sign with. */
const ALGORITHMS = ['ES384', 'RS384', 'ES256', 'RS256', 'PS256', 'PS384', 'EdDSA'];
const MAX_LIFETIME_S = 3600;
const CLOCK_TOLERANCE_S = 30;

/** Resolves to the client that signed the call, or to undefined where no clients are configured (loopback only). */
export type ClientAuth = (authorization: string | undefined, audience: string) => Promise<CdsClient | undefined>;

export function createClientAuth(clients: readonly CdsClient[]): ClientAuth {
  const keys = new Map<string, { client: CdsClient; keySet: JWTVerifyGetKey }>(
    clients.map((client) => [client.issuer, { client, keySet: keySetOf(client) }]),
  );
  return async (authorization, audience) => {
    if (keys.size === 0) return undefined;
    const token = bearerToken(authorization);
    if (token === undefined) throw refused(named('NoToken'));
    try {
      const known = keys.get(decodeJwt(token).iss ?? '');
      if (known === undefined) throw named('UnknownIssuer');
      const { payload } = await jwtVerify(token, known.keySet, {
        issuer: known.client.issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['iss', 'aud', 'exp', 'iat', 'jti'],
        clockTolerance: CLOCK_TOLERANCE_S,
      });
      if (payload.exp! - payload.iat! > MAX_LIFETIME_S) throw named('LifetimeTooLong');
      return known.client;
    } catch (cause) {
      throw refused(cause instanceof errors.JWTClaimValidationFailed ? named(`${cause.name}:${cause.claim}`) : cause);
    }
  };
}

function keySetOf(client: CdsClient): JWTVerifyGetKey {
  return client.jwksUri === undefined
    ? createLocalJWKSet({ keys: client.keys } as JSONWebKeySet)
    : createRemoteJWKSet(new URL(client.jwksUri), { timeoutDuration: 2000, cooldownDuration: 30_000 });
}

function refused(cause: unknown): ServiceError {
  return new ServiceError('unauthorized', 'The call is not authorised.', { cause });
}

/** The caller is told nothing; the log gets this name. */
function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

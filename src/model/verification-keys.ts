/**
 * The public keys that a bundle's signature is checked with: PEM (SPKI or certificate, several in one file) or JWK. The
 * type of a key alone decides on the algorithm (RFC 8725, 3.1): a header can name neither "none" nor an HMAC. Of a
 * certificate only the key counts; its dates and issuer are not looked at.
 */
import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { ServiceError } from '../core/index.ts';

const FILE_LIMIT = 65_536;
const KEY_LIMIT = 20;
const RSA_BITS = 2048;

export interface VerificationKey {
  readonly key: KeyObject;
  readonly algorithms: readonly string[];
  /** SHA-256 of the SPKI in DER, as hexadecimal digits. */
  readonly fingerprint: string;
}

/** Throws ServiceError `bad-configuration`, as parsing does. */
export async function readVerificationKeys(file: string): Promise<readonly VerificationKey[]> {
  let text: string;
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(FILE_LIMIT + 1), 0, FILE_LIMIT + 1, 0);
      if (bytesRead > FILE_LIMIT) throw refusal(`more than ${FILE_LIMIT} bytes`);
      text = new TextDecoder().decode(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof ServiceError) throw cause;
    throw refusal('the file cannot be read', cause);
  }
  return parseVerificationKeys(text);
}

/** Throws ServiceError `bad-configuration` where there is no key, a private or secret one, or one of another type. */
export function parseVerificationKeys(text: string): readonly VerificationKey[] {
  const keys = /^\s*\{/.test(text) ? keysOfJson(text) : keysOfPem(text);
  if (keys.length === 0) throw refusal('expected a public key or certificate as PEM, or a JWK');
  if (keys.length > KEY_LIMIT) throw refusal(`more than ${KEY_LIMIT} keys`);
  return keys.map((key) => ({
    key,
    algorithms: algorithmsOf(key),
    fingerprint: createHash('sha256')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
  }));
}

/** The first is the one that `bundle sign` uses. */
export function algorithmsOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): readonly [string, ...string[]] {
  if (asymmetricKeyType === 'ed25519') return ['EdDSA', 'Ed25519'];
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= RSA_BITS) return ['RS256', 'PS256'];
  if (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') return ['ES256'];
  throw refusal(`expected Ed25519, P-256, or RSA of at least ${RSA_BITS} bits`);
}

function keysOfPem(text: string): readonly KeyObject[] {
  // Node would quietly take the public half of it.
  if (text.includes('PRIVATE KEY-----')) throw refusal('this is a private key: give the service the public one only');
  const blocks = text.match(/-----BEGIN ([A-Z0-9 ]{1,40})-----[^-]*-----END \1-----/g) ?? [];
  // A key that is set and not looked at would be missed by nobody before it is needed.
  if (blocks.length !== text.split('-----BEGIN').length - 1) throw refusal('a key in it cannot be read');
  return blocks.map((pem) => created(() => createPublicKey(pem)));
}

/** Members of private and symmetric keys, RFC 7518 section 6. */
const PRIVATE = ['d', 'k', 'p', 'q', 'dp', 'dq', 'qi', 'oth'];

const jwk = z.looseObject({ kty: z.string() });
const jwkSet = z.looseObject({ keys: z.array(jwk).max(KEY_LIMIT) });

function keysOfJson(text: string): readonly KeyObject[] {
  const parsed = z.union([jwkSet, jwk]).safeParse(created(() => JSON.parse(text) as unknown));
  if (!parsed.success) throw refusal('expected a JWK or a JWK set');
  const own = 'keys' in parsed.data && Array.isArray(parsed.data.keys) ? parsed.data.keys : [parsed.data];
  return own.map((key) => {
    if (PRIVATE.some((member) => member in key))
      throw refusal('this is a private or secret key: give the service the public one only');
    return created(() => createPublicKey({ key: key as JsonWebKey, format: 'jwk' }));
  });
}

function created<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw refusal('a key in it cannot be read', cause);
  }
}

function refusal(message: string, cause?: unknown): ServiceError {
  return new ServiceError('bad-configuration', `key: ${message}.`, { field: 'key', cause });
}

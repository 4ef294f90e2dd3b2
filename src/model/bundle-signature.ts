/**
 * Who stands behind a bundle: a detached JWS (RFC 7515, appendix F) over the bytes of manifest.json, whose hashes cover
 * every other file. It lies beside the manifest and is not part of it, so that a bundle can be signed after it was made.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { CompactSign, compactVerify, errors } from 'jose';
import { ServiceError } from '../core/index.ts';

export const SIGNATURE_FILE = 'manifest.jws';

/** `key`: PEM, PKCS #8; Ed25519, P-256 or RSA. */
export async function signManifest(manifest: Uint8Array, key: string): Promise<string> {
  const own = keyOf(() => createPrivateKey(key), 'a private key as PEM (PKCS #8)');
  const jws = await new CompactSign(manifest).setProtectedHeader({ alg: algorithmOf(own), typ: 'her2-bundle+jws' }).sign(own);
  const [header, , signature] = jws.split('.');
  return `${header}..${signature}`;
}

/** False where the signature is not of this manifest and key. `key`: PEM, SPKI, or the certificate. */
export async function verifySignature(manifest: Uint8Array, signature: string, key: string): Promise<boolean> {
  const own = keyOf(() => createPublicKey(key), 'a public key or certificate as PEM');
  const parts = signature.trim().split('.');
  if (parts.length !== 3 || parts[1] !== '') return false;
  const payload = Buffer.from(manifest).toString('base64url');
  try {
    await compactVerify(`${parts[0]}.${payload}.${parts[2]}`, own, { algorithms: [algorithmOf(own)] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

function keyOf(read: () => KeyObject, expected: string): KeyObject {
  try {
    return read();
  } catch (cause) {
    throw new ServiceError('bad-configuration', `key: expected ${expected}.`, { field: 'key', cause });
  }
}

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): 'EdDSA' | 'ES256' | 'RS256' {
  if (asymmetricKeyType === 'ed25519') return 'EdDSA';
  if (asymmetricKeyType === 'rsa') return 'RS256';
  if (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ES256';
  throw new ServiceError('bad-configuration', 'key: expected Ed25519, P-256 or RSA.', { field: 'key' });
}

/**
 * Who stands behind a bundle: a detached JWS (RFC 7515, appendix F) over the bytes of manifest.json, whose hashes cover
 * every other file. It lies beside the manifest and is not part of it, so that a bundle can be signed after it was made.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { CompactSign, compactVerify, errors } from 'jose';
import { ServiceError } from '../core/index.ts';
import { algorithmsOf, type VerificationKey } from './verification-keys.ts';

export const SIGNATURE_FILE = 'manifest.jws';

export type BundleSignature =
  | { readonly kind: 'absent' }
  /** There is one, and no key to check it with. */
  | { readonly kind: 'not-checked' }
  | { readonly kind: 'verified'; readonly fingerprint: string };

/** `key`: PEM, PKCS #8; Ed25519, P-256 or RSA. */
export async function signManifest(manifest: Uint8Array, key: string): Promise<string> {
  const own = privateKeyOf(key);
  const [alg] = algorithmsOf(own);
  const jws = await new CompactSign(manifest).setProtectedHeader({ alg, typ: 'her2-bundle+jws' }).sign(own);
  const [header, , signature] = jws.split('.');
  return `${header}..${signature}`;
}

/** The key that the signature of this manifest is by; undefined where it is by none of them. */
export async function verifySignature(
  manifest: Uint8Array,
  signature: string,
  keys: readonly VerificationKey[],
): Promise<VerificationKey | undefined> {
  const parts = signature.trim().split('.');
  if (parts.length !== 3 || parts[1] !== '') return undefined;
  const jws = `${parts[0]}.${Buffer.from(manifest).toString('base64url')}.${parts[2]}`;
  for (const own of keys) {
    try {
      const { protectedHeader } = await compactVerify(jws, own.key, { algorithms: [...own.algorithms] });
      // With b64 (RFC 7797) it would be a signature of the text of the encoding, which is no manifest.
      if (protectedHeader.b64 === undefined) return own;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  return undefined;
}

function privateKeyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new ServiceError('bad-configuration', 'key: expected a private key as PEM (PKCS #8).', { field: 'key', cause });
  }
}

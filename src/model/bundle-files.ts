/**
 * Reading and packing the files of a bundle. Every byte is covered: the manifest holds the hash of each other file
 * and of itself (computed with its own 64 digits as zeros). This finds damage and mix-ups; it is no signature.
 */
import { createHash } from 'node:crypto';
import { access, open } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceError } from '../core/index.ts';
import { type BundleSignature, SIGNATURE_FILE, verifySignature } from './bundle-signature.ts';
import { CARD_FILE, MANIFEST_FILE, type Manifest, manifestSchema, ONNX_FILE } from './manifest.ts';
import type { VerificationKey } from './verification-keys.ts';
import { writeOnnx } from './write-onnx.ts';

/** Largest accepted size in bytes; other files of a bundle (a report) may have OTHER_LIMIT. */
const LIMITS: Readonly<Record<string, number>> = {
  [MANIFEST_FILE]: 4_000_000,
  [SIGNATURE_FILE]: 16_000,
  [ONNX_FILE]: 16_000_000,
  [CARD_FILE]: 500_000,
};
const OTHER_LIMIT = 32_000_000;
const FILE_COUNT_LIMIT = 20;
const ZEROS = '0'.repeat(64);

export interface Bundle {
  readonly manifest: Manifest;
  /** SHA-256 of manifest.json as it lies on disk. */
  readonly manifestSha256: string;
  readonly signature: BundleSignature;
  readonly onnx: Uint8Array;
  readonly card: string;
}

export type ManifestContent = Omit<Manifest, 'schemaVersion' | 'files' | 'manifestSha256'>;

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

function refuse(file: string, message: string, cause?: unknown): never {
  throw new ServiceError('bad-configuration', `${file}: ${message}`, { field: file, cause });
}

/** Reads no more than the limit, whatever the file system says about the size. */
async function readLimited(directory: string, file: string): Promise<Uint8Array> {
  const limit = LIMITS[file] ?? OTHER_LIMIT;
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(join(directory, file), 'r');
  } catch (cause) {
    refuse(file, `cannot be opened in ${directory}: name the folder of a whole model bundle`, cause);
  }
  try {
    const { size } = await handle.stat();
    if (size > limit) refuse(file, `${size} bytes are more than the limit of ${limit}`);
    const bytes = new Uint8Array(size);
    const { bytesRead } = await handle.read(bytes, 0, size, 0);
    if (bytesRead !== size) refuse(file, 'changed while it was read');
    return bytes;
  } catch (cause) {
    if (cause instanceof ServiceError) throw cause;
    refuse(file, 'cannot be read', cause);
  } finally {
    await handle.close();
  }
}

function parseManifest(bytes: Uint8Array): Manifest {
  const source = new TextDecoder().decode(bytes);
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (cause) {
    refuse(MANIFEST_FILE, 'is not JSON', cause);
  }
  const result = manifestSchema.safeParse(json);
  if (!result.success) {
    const issue = result.error.issues[0];
    refuse(MANIFEST_FILE, `${issue?.path.join('.') || 'document'}: ${issue?.message ?? 'invalid'}`);
  }
  const manifest = result.data;
  if (sha256(source.replace(`"${manifest.manifestSha256}"`, `"${ZEROS}"`)) !== manifest.manifestSha256) {
    refuse(MANIFEST_FILE, 'its content does not match manifestSha256');
  }
  return manifest;
}

/** Says of the signature what holds; with `keys` the bundle must be signed by one of them. */
async function checkSignature(
  directory: string,
  manifest: Uint8Array,
  keys: readonly VerificationKey[] | undefined,
): Promise<BundleSignature> {
  const isThere = await access(join(directory, SIGNATURE_FILE)).then(
    () => true,
    () => false,
  );
  if (keys === undefined) return { kind: isThere ? 'not-checked' : 'absent' };
  if (!isThere) refuse(SIGNATURE_FILE, 'a key is set and the bundle is not signed: sign it with "her2-cds bundle sign"');
  const signature = new TextDecoder().decode(await readLimited(directory, SIGNATURE_FILE));
  const own = await verifySignature(manifest, signature, keys);
  if (own === undefined) {
    refuse(SIGNATURE_FILE, 'no key that is set signed this manifest.json: get the bundle, or the public key, from who made it');
  }
  return { kind: 'verified', fingerprint: own.fingerprint };
}

/** The verified files of the bundle in `directory`; with `keys` it must be signed by one of them. */
export async function readBundle(directory: string, keys?: readonly VerificationKey[]): Promise<Bundle> {
  const manifestBytes = await readLimited(directory, MANIFEST_FILE);
  // Before anything in it is believed.
  const signature = await checkSignature(directory, manifestBytes, keys);
  const manifest = parseManifest(manifestBytes);
  const listed = Object.entries(manifest.files);
  if (listed.length > FILE_COUNT_LIMIT) refuse(MANIFEST_FILE, `files: more than ${FILE_COUNT_LIMIT}`);
  const contents = new Map<string, Uint8Array>();
  for (const [file, expected] of listed) {
    const bytes = await readLimited(directory, file);
    if (sha256(bytes) !== expected) refuse(file, 'its SHA-256 is not the one in manifest.json');
    contents.set(file, bytes);
  }
  return {
    manifest,
    manifestSha256: sha256(manifestBytes),
    signature,
    onnx: contents.get(ONNX_FILE) as Uint8Array,
    card: new TextDecoder().decode(contents.get(CARD_FILE)),
  };
}

/**
 * The files of a new bundle by name, with others (a report) beside them; the same content gives the same bytes. Refuses
 * what `readBundle` would refuse.
 */
export function packBundle(
  content: ManifestContent,
  card: string,
  others: ReadonlyMap<string, Uint8Array> = new Map(),
): ReadonlyMap<string, Uint8Array> {
  const onnx = writeOnnx(content);
  const cardBytes = new TextEncoder().encode(card);
  const listed = [...others].map(([file, bytes]) => [file, sha256(bytes)]);
  const unsigned: Manifest = {
    schemaVersion: 1,
    ...content,
    files: { [ONNX_FILE]: sha256(onnx), [CARD_FILE]: sha256(cardBytes), ...Object.fromEntries(listed) },
    manifestSha256: ZEROS,
  };
  const source = `${JSON.stringify(unsigned, null, 1)}\n`;
  const manifestBytes = new TextEncoder().encode(source.replace(`"${ZEROS}"`, `"${sha256(source)}"`));
  parseManifest(manifestBytes);
  return new Map([[MANIFEST_FILE, manifestBytes], [ONNX_FILE, onnx], [CARD_FILE, cardBytes], ...others]);
}

import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CompactSign, FlattenedSign } from 'jose';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { serveCommand } from '../../src/cli/serve-command.ts';
import {
  loadModel,
  MANIFEST_FILE,
  parseVerificationKeys,
  readVerificationKeys,
  SIGNATURE_FILE,
  signManifest,
} from '../../src/model/index.ts';
import { bundleFolder } from './demo-bundle.ts';

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}
const ED: Pair = generateKeyPairSync('ed25519');
const EC: Pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const RSA: Pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privatePem = ({ privateKey }: Pair): string => String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const publicPem = ({ publicKey }: Pair): string => String(publicKey.export({ type: 'spki', format: 'pem' }));
const encoded = (value: string): string => Buffer.from(value).toString('base64url');

/** A folder with a bundle that is signed, and removed after the test. */
async function signedFolder(pair: Pair): Promise<string> {
  const folder = await bundleFolder();
  onTestFinished(() => rm(folder, { recursive: true }));
  const manifest = await readFile(path.join(folder, MANIFEST_FILE));
  await writeFile(path.join(folder, SIGNATURE_FILE), await signManifest(manifest, privatePem(pair)));
  return folder;
}

describe('signature of a bundle', () => {
  it.each([
    ['Ed25519', ED],
    ['P-256', EC],
    ['RSA', RSA],
  ])('%s: the bundle loads with the key that signed it, alone or among others, and with no other', async (_, pair) => {
    const folder = await signedFolder(pair);
    const [own] = parseVerificationKeys(publicPem(pair));
    const other = publicPem(generateKeyPairSync('ed25519'));
    const verified = { kind: 'verified', fingerprint: own?.fingerprint };
    expect((await loadModel(folder, parseVerificationKeys(publicPem(pair)))).signature).toEqual(verified);
    expect((await loadModel(folder, parseVerificationKeys(`# ours\n${other}\n${publicPem(pair)}`))).signature).toEqual(verified);
    const set = JSON.stringify({ keys: [{ ...pair.publicKey.export({ format: 'jwk' }), alg: 'HS256' }] });
    expect((await loadModel(folder, parseVerificationKeys(set))).signature).toEqual(verified);
    await expect(loadModel(folder, parseVerificationKeys(other))).rejects.toMatchObject({
      code: 'bad-configuration',
      field: SIGNATURE_FILE,
      message: expect.stringContaining('no key that is set signed this manifest.json'),
    });
  });

  it('a manifest whose hashes were made to hold again after a change is refused', async () => {
    const folder = await signedFolder(ED);
    const other = await bundleFolder(undefined, '# Another card\n');
    onTestFinished(() => rm(other, { recursive: true }));
    for (const file of [MANIFEST_FILE, 'model-card.md']) {
      await writeFile(path.join(folder, file), await readFile(path.join(other, file)));
    }
    expect((await loadModel(folder)).card).toBe('# Another card\n');
    await expect(loadModel(folder, parseVerificationKeys(publicPem(ED)))).rejects.toMatchObject({ field: SIGNATURE_FILE });
  });

  it('without a key a signature is said to be unchecked; with one a bundle without signature is refused', async () => {
    const folder = await signedFolder(ED);
    expect((await loadModel(folder)).signature).toEqual({ kind: 'not-checked' });
    await rm(path.join(folder, SIGNATURE_FILE));
    expect((await loadModel(folder)).signature).toEqual({ kind: 'absent' });
    await expect(loadModel(folder, parseVerificationKeys(publicPem(ED)))).rejects.toThrow('sign it with "her2-cds bundle sign"');
  });

  describe('of another form', () => {
    let manifest: Uint8Array;
    beforeAll(async () => {
      const folder = await bundleFolder();
      manifest = await readFile(path.join(folder, MANIFEST_FILE));
      await rm(folder, { recursive: true });
    });
    const detached = (jws: string): string => jws.replace(/\..*\./, '..');

    it.each<[string, () => Promise<string> | string]>([
      ['alg none', () => `${encoded('{"alg":"none"}')}..`],
      [
        'an HMAC keyed with the text of the public key',
        () => {
          const header = encoded('{"alg":"HS256"}');
          const mac = createHmac('sha256', publicPem(RSA)).update(`${header}.${encoded(new TextDecoder().decode(manifest))}`);
          return `${header}..${mac.digest('base64url')}`;
        },
      ],
      [
        'an algorithm of the key that is not allowed for it',
        async () => detached(await new CompactSign(manifest).setProtectedHeader({ alg: 'RS512' }).sign(RSA.privateKey)),
      ],
      [
        'a payload of its own',
        async () => new CompactSign(new TextEncoder().encode('{}')).setProtectedHeader({ alg: 'RS256' }).sign(RSA.privateKey),
      ],
      [
        'a signature of the text that encodes it',
        async () => {
          const text = Buffer.from(Buffer.from(manifest).toString('base64url'));
          const own = await new FlattenedSign(text)
            .setProtectedHeader({ alg: 'RS256', b64: false, crit: ['b64'] })
            .sign(RSA.privateKey);
          return `${own.protected}..${own.signature}`;
        },
      ],
      ['no JWS', () => 'signed'],
      ['a header that is no JSON', () => `${encoded('{')}..AAAA`],
      ['nothing', () => ''],
    ])('%s is refused', async (_, make) => {
      const folder = await signedFolder(RSA);
      await writeFile(path.join(folder, SIGNATURE_FILE), await make());
      await expect(loadModel(folder, parseVerificationKeys(publicPem(RSA)))).rejects.toMatchObject({ field: SIGNATURE_FILE });
    });

    it('PS256, which other tools make with an RSA key, holds', async () => {
      const folder = await signedFolder(RSA);
      const jws = await new CompactSign(manifest).setProtectedHeader({ alg: 'PS256' }).sign(RSA.privateKey);
      await writeFile(path.join(folder, SIGNATURE_FILE), detached(jws));
      expect((await loadModel(folder, parseVerificationKeys(publicPem(RSA)))).signature.kind).toBe('verified');
    });

    it('one of a megabyte is not read', async () => {
      const folder = await signedFolder(ED);
      await writeFile(path.join(folder, SIGNATURE_FILE), 'a'.repeat(1_000_000));
      await expect(loadModel(folder, parseVerificationKeys(publicPem(ED)))).rejects.toThrow('limit');
    });
  });
});

describe('keys of a bundle', () => {
  const oldPrivatePem = RSA.privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });

  it('an empty name of the file of keys is refused, before a service starts without them', async () => {
    const command = serveCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    await expect(command.parseAsync(['--port', '0', '--model-key', ''], { from: 'user' })).rejects.toThrow('the name of a file');
  });

  it.each([
    ['a private key', privatePem(ED), 'private'],
    ['a private key as JWK', JSON.stringify(EC.privateKey.export({ format: 'jwk' })), 'private or secret'],
    ['a shared secret', '{"kty":"oct","k":"c2VjcmV0"}', 'private or secret'],
    ['a short RSA key', publicPem(generateKeyPairSync('rsa', { modulusLength: 1024 })), 'at least 2048 bits'],
    ['another curve', publicPem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' })), 'expected Ed25519, P-256'],
    ['no key', 'secret', 'expected a public key'],
    ['an empty set', '{"keys":[]}', 'expected a public key'],
    ['a broken JWK', '{"kty":"EC","crv":"P-256"}', 'cannot be read'],
    ['broken JSON', '{', 'cannot be read'],
    ['too many', publicPem(ED).repeat(21), 'more than 20'],
    ['a private key of the old PEM form beside a public one', `${oldPrivatePem}${publicPem(ED)}`, 'private'],
    ['half of a key beside a whole one', `${publicPem(ED)}${publicPem(EC).slice(0, -30)}`, 'cannot be read'],
    ['the primes of a JWK', JSON.stringify({ ...RSA.privateKey.export({ format: 'jwk' }), d: undefined }), 'private or secret'],
  ])('%s is refused', (_, text, message) => {
    expect(() => parseVerificationKeys(text)).toThrow(message);
  });

  it('a file that is not there is refused, and a private key that is none to sign with', async () => {
    await expect(readVerificationKeys('/no/such/key.pem')).rejects.toThrow('key: the file cannot be read.');
    await expect(signManifest(new Uint8Array(1), 'secret')).rejects.toThrow('key: expected a private key as PEM');
  });
});

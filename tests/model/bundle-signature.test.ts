import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signManifest, verifySignature } from '../../src/model/index.ts';

const pem = (pair: {
  privateKey: { export(o: object): string | Buffer };
  publicKey: { export(o: object): string | Buffer };
}) => ({
  privateKey: String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })),
  publicKey: String(pair.publicKey.export({ type: 'spki', format: 'pem' })),
});
const manifest = new TextEncoder().encode('{"id":"drawn"}');

describe('signature of a bundle', () => {
  it.each([
    ['Ed25519', pem(generateKeyPairSync('ed25519'))],
    ['P-256', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }))],
    ['RSA', pem(generateKeyPairSync('rsa', { modulusLength: 2048 }))],
  ])('%s: holds for these bytes and this key alone', async (_, { privateKey, publicKey }) => {
    const other = pem(generateKeyPairSync('ed25519')).publicKey;
    const signature = await signManifest(manifest, privateKey);
    expect(await verifySignature(manifest, signature, publicKey)).toBe(true);
    expect(await verifySignature(manifest.with(2, 0x49), signature, publicKey)).toBe(false);
    expect(await verifySignature(manifest, signature, other)).toBe(false);
    expect(await verifySignature(manifest, signature.replace('..', '.e30.'), publicKey)).toBe(false);
  });

  it('a key that is none is refused by name', async () => {
    await expect(signManifest(manifest, 'secret')).rejects.toThrow('key: expected a private key as PEM');
  });
});

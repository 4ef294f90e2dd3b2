import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/server/index.ts';

const file = (content: unknown): string => {
  const name = path.join(mkdtempSync(path.join(tmpdir(), 'config-')), 'config.json');
  writeFileSync(name, typeof content === 'string' ? content : JSON.stringify(content));
  return name;
};
const PUBLIC_URL = 'https://cds.example.org';
const client = { issuer: 'https://ehr.example.org', jwksUri: 'https://ehr.example.org/jwks' };

describe('settings', () => {
  it('nothing set: the sandbox on the loopback address', () => {
    expect(readConfig({})).toMatchObject({ port: 8080, host: '127.0.0.1', sandbox: true, imagingTimeoutMs: 450 });
  });

  it('without clients the service binds to loopback whatever HOST says', () => {
    expect(readConfig({ HOST: '0.0.0.0', HER2_CONFIG: file({}) }).host).toBe('127.0.0.1');
    expect(readConfig({ HOST: '10.0.0.5', PUBLIC_URL, HER2_CONFIG: file({ clients: [client] }) }).host).toBe('10.0.0.5');
  });

  it('a configuration file switches the sandbox off, unless asked for', () => {
    expect(readConfig({ HER2_CONFIG: file({}) }).sandbox).toBe(false);
    expect(readConfig({ HER2_CONFIG: file({}), HER2_SANDBOX: 'on' }).sandbox).toBe(true);
  });

  it('outlines are written with the sandbox alone, unless the file says otherwise', () => {
    const outlines = (content: object) => readConfig({ HER2_CONFIG: file(content) }).outlines;
    expect(readConfig({}).outlines).toEqual({ author: 'human', newest: true, write: true });
    expect(outlines({}).write).toBe(false);
    expect(outlines({ outlines: { write: true, author: 'any' } })).toEqual({ author: 'any', newest: true, write: true });
  });

  it.each([
    ['clients without a public address', { HER2_CONFIG: file({ clients: [client] }) }, 'PUBLIC_URL'],
    [
      'clients beside the open sandbox',
      { PUBLIC_URL, HER2_SANDBOX: 'on', HER2_CONFIG: file({ clients: [client] }) },
      'HER2_SANDBOX',
    ],
    [
      'a FHIR server of a client that the file does not name',
      { PUBLIC_URL, HER2_CONFIG: file({ clients: [{ ...client, fhirServers: ['https://own.example/r4'] }] }) },
      'clients.0.fhirServers',
    ],
    ['a port that is none', { PORT: 'http' }, 'PORT'],
    ['a time-out of nothing', { IMAGING_TIMEOUT_MS: '0' }, 'IMAGING_TIMEOUT_MS'],
    ['a public address that is none', { PUBLIC_URL: 'cds.example.org' }, 'PUBLIC_URL'],
    ['a file that is not there', { HER2_CONFIG: '/no/such/file.json' }, 'HER2_CONFIG'],
    ['a file that is no JSON', { HER2_CONFIG: file('{') }, 'HER2_CONFIG'],
    ['a misspelt key', { HER2_CONFIG: file({ fhirServer: [] }) }, 'HER2_CONFIG'],
    ['a client without keys', { HER2_CONFIG: file({ clients: [{ issuer: 'x' }] }) }, 'clients.0'],
    [
      'a client with two sources of keys',
      { HER2_CONFIG: file({ clients: [{ ...client, keys: [{ kty: 'EC' }] }] }) },
      'clients.0',
    ],
    [
      'a symmetric key',
      { HER2_CONFIG: file({ clients: [{ issuer: 'x', keys: [{ kty: 'oct', k: 'c2VjcmV0' }] }] }) },
      'keys.0.kty',
    ],
    ['a preference that is none', { HER2_CONFIG: file({ outlines: { author: 'robot' } }) }, 'outlines.author'],
    ['an archive that is no web address', { HER2_CONFIG: file({ dicomweb: [{ base: 'file:///' }] }) }, 'dicomweb.0.base'],
  ])('%s is refused by name', (_, environment, setting) => {
    expect(() => readConfig(environment)).toThrow(setting);
  });
});

/** An authority, a server of 127.0.0.1 and a client, made anew for each run, so that no key lies in the repository. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TestCertificates {
  readonly folder: string;
  readonly ca: string;
  readonly server: { readonly certificate: string; readonly key: string };
  readonly client: { readonly certificate: string; readonly key: string };
  remove(): void;
}

export function testCertificates(): TestCertificates {
  const folder = mkdtempSync(path.join(tmpdir(), 'her2-tls-'));
  const file = (name: string): string => path.join(folder, name);
  const make = (name: string, ...more: string[]): void => {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file(`${name}.key`)];
    const args = ['req', '-x509', ...key, '-out', file(`${name}.pem`), '-days', '2', '-subj', `/CN=${name}`, ...more];
    execFileSync('openssl', args, { stdio: 'pipe' });
  };
  const signed = ['-CA', file('ca.pem'), '-CAkey', file('ca.key')];
  make('ca');
  make('server', ...signed, '-addext', 'subjectAltName=IP:127.0.0.1');
  make('client', ...signed);
  const pair = (name: string) => ({
    certificate: readFileSync(file(`${name}.pem`), 'utf8'),
    key: readFileSync(file(`${name}.key`), 'utf8'),
  });
  return {
    folder,
    ca: readFileSync(file('ca.pem'), 'utf8'),
    server: pair('server'),
    client: pair('client'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

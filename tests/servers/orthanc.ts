/**
 * Orthanc with its DICOMweb plugin and an empty store, the independent image archive of the integration tests.
 * It cannot be told to bind one address only; it refuses every caller that is not local, and asks for a password.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { orthancFiles } from '../lanes.ts';
import { answers, freePort, startChildServer } from './child-server.ts';

export interface Orthanc {
  /** DICOMweb root without a trailing slash. */
  readonly base: string;
  /** Value of the Authorization header. */
  readonly authorization: string;
  stop(): Promise<void>;
}

export async function startOrthanc(): Promise<Orthanc> {
  const files = orthancFiles();
  if (files === undefined) throw new Error('Orthanc or its DICOMweb plugin is not installed');
  const folder = await mkdtemp(path.join(tmpdir(), 'orthanc-'));
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const configuration = path.join(folder, 'orthanc.json');
  await writeFile(
    configuration,
    JSON.stringify({
      Name: 'test',
      StorageDirectory: path.join(folder, 'storage'),
      IndexDirectory: path.join(folder, 'storage'),
      Plugins: [files.plugin],
      HttpPort: port,
      DicomServerEnabled: false,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: true,
      RegisteredUsers: { test: password },
      // No DicomWeb.Host: a value without the port makes every BulkDataURI wrong.
      DicomWeb: { Enable: true, Root: '/dicom-web/' },
    }),
  );
  const base = `http://127.0.0.1:${port}/dicom-web`;
  const authorization = `Basic ${Buffer.from(`test:${password}`).toString('base64')}`;
  const server = await startChildServer({
    command: files.binary,
    args: [configuration],
    ready: () => answers(`${base}/studies`, { authorization, accept: 'application/dicom+json' }),
    readyWithinMs: 30_000,
  });
  return {
    base,
    authorization,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

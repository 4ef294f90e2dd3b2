/** The smart-app built from the sources of now, so that a browser test never runs an old build. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const source = path.join(root, 'smart-app');
const configFile = path.join(source, 'vite.config.ts');

export interface BuiltApp {
  readonly folder: string;
  remove(): Promise<void>;
}

/** A build in a folder of its own. */
export async function buildApp(): Promise<BuiltApp> {
  const folder = await mkdtemp(path.join(tmpdir(), 'her2-app-'));
  await build({ configFile, logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** dist/smart-app, where the service looks for it; built again only where it is older than its sources. */
export async function ensureBuiltApp(): Promise<void> {
  const built = await stat(path.join(root, 'dist/smart-app/ehr.html')).catch(() => undefined);
  if (built === undefined || built.mtimeMs < (await newest(source))) await build({ configFile, logLevel: 'silent' });
}

async function newest(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => stat(path.join(entry.parentPath, entry.name)));
  return Math.max(...(await Promise.all(files)).map((file) => file.mtimeMs));
}

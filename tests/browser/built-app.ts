/** The smart-app built from the sources of now, so that a browser test never runs an old build. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';

const configFile = path.resolve(import.meta.dirname, '../../smart-app/vite.config.ts');

export interface BuiltApp {
  readonly folder: string;
  remove(): Promise<void>;
}

export async function buildApp(): Promise<BuiltApp> {
  const folder = await mkdtemp(path.join(tmpdir(), 'her2-app-'));
  await build({ configFile, logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

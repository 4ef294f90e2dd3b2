/** The service in this process on a free port, with its log kept for inspection. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jsonLog } from '../../src/core/index.ts';
import { type RunningService, startService } from '../../src/main.ts';

export interface QuietService extends RunningService {
  readonly logLines: readonly string[];
}

export async function startQuietly(environment: Readonly<Record<string, string>> = {}): Promise<QuietService> {
  const logLines: string[] = [];
  const log = jsonLog((line) => logLines.push(line));
  const service = await startService({ PORT: '0', HER2_DATA: 'memory', ...environment }, { log });
  return { ...service, logLines };
}

/** Path of a configuration file with this content. */
export function configFile(content: unknown): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'her2-config-')), 'config.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

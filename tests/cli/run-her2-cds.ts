/** The command line as its own process, from source. */
import { execFile } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export function her2cds(...args: string[]): Promise<Run> {
  const command = ['--import', 'tsx', path.join(root, 'src/cli/her2-cds.ts'), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: root, maxBuffer: 1e8 }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, out, err });
    });
  });
}

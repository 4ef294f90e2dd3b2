/**
 * An empty PostgreSQL on 127.0.0.1 for one test file, or the one that DATABASE_URL_TEST names.
 * The server refuses to run as root, so root runs it as the user `postgres` that the Debian package creates.
 */
import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { postgresBinaries } from '../lanes.ts';
import { freePort, startChildServer } from './child-server.ts';

const run = promisify(execFile);

export interface Postgres {
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<Postgres> {
  if (process.env.DATABASE_URL_TEST !== undefined) {
    return { databaseUrl: process.env.DATABASE_URL_TEST, stop: async () => undefined };
  }
  const binaries = postgresBinaries();
  if (binaries === undefined) throw new Error('PostgreSQL is not installed');
  const folder = await mkdtemp(path.join(tmpdir(), 'postgres-'));
  const user = process.getuid?.() === 0 ? await accountOf('postgres') : undefined;
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const port = await freePort();
  await run(path.join(binaries, 'initdb'), ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
    ...user,
    cwd: folder,
  });
  const server = await startChildServer({
    command: path.join(binaries, 'postgres'),
    args: [
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'fsync=off',
    ],
    ready: async (output) => output.includes('ready to accept connections'),
    readyWithinMs: 30_000,
    stopSignal: 'SIGINT', // fast shutdown: does not wait for clients
    ...(user && { user }),
  });
  return {
    databaseUrl: `postgresql://test@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function accountOf(name: string): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

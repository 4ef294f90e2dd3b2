/**
 * One process a directory: the embedded database has no lock of its own, and two processes on it lose rows silently.
 * The lock is a file that its holder rewrites every few seconds. Process ids alone would not do: in a container every
 * service is process 1, and a crashed one leaves its file on the volume.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ServiceError } from '../core/index.ts';

const HEARTBEAT_MS = 5_000;
/** Without a heartbeat for so long, the holder counts as dead. */
const STALE_MS = 30_000;

export interface DirectoryLock {
  /** False once another process has taken the lock over, as after a suspension of this one: write nothing more then. */
  isHeld(): boolean;
  release(): void;
}

const holderSchema = z.object({ pid: z.int().positive(), host: z.string(), token: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** Tokens of locks that this process holds. */
const held = new Set<string>();

/** Throws ServiceError `bad-configuration`, saying what to do, where a living process holds the directory. */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const file = path.join(directory, 'lock');
  const mine: Holder = { pid: process.pid, host: hostname(), token: randomUUID() };
  if (!createExclusively(file, mine)) {
    const holder = readHolder(file);
    if (isLive(file, holder)) throw refusal(directory, holder);
    await takeOver(file, mine, directory);
  }
  held.add(mine.token);
  const isMine = (): boolean => readHolder(file)?.token === mine.token;
  const heartbeat = setInterval(() => {
    if (isMine()) touch(file);
    else held.delete(mine.token);
  }, HEARTBEAT_MS).unref();
  return {
    isHeld: () => held.has(mine.token),
    release() {
      clearInterval(heartbeat);
      held.delete(mine.token);
      if (isMine()) rmSync(file, { force: true });
    },
  };
}

function createExclusively(file: string, mine: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Two processes may find the same dead lock: rename is atomic and the later one wins, which the earlier one sees after a pause. */
async function takeOver(file: string, mine: Holder, directory: string): Promise<void> {
  const own = `${file}.${mine.token}`;
  writeFileSync(own, JSON.stringify(mine), { mode: 0o600 });
  renameSync(own, file);
  await sleep(100);
  const holder = readHolder(file);
  if (holder?.token !== mine.token) throw refusal(directory, holder);
}

function isLive(file: string, holder: Holder | undefined): boolean {
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (written === undefined || Date.now() - written > STALE_MS) return false;
  if (holder === undefined || holder.host !== hostname()) return true;
  return holder.pid === process.pid ? held.has(holder.token) : isRunning(holder.pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isCode(error, 'ESRCH');
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError || isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch (error) {
    // Removed by hand just now: the next heartbeat finds the lock lost.
    if (!isCode(error, 'ENOENT')) throw error;
  }
}

function refusal(directory: string, holder: Holder | undefined): ServiceError {
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  return new ServiceError(
    'bad-configuration',
    `The database directory ${directory} is in use by ${who}. Stop that process, or give this one another HER2_DATA directory, or ` +
      `use PostgreSQL (DATABASE_URL) for several processes. A process that is gone frees it after ${STALE_MS / 1000} s.`,
    { field: 'HER2_DATA' },
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

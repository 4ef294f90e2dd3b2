/**
 * A server program as a child process of a test: started, waited for, stopped. It also stops when the test process
 * dies without calling stop(): a watcher inside the child's shell ends it once its standard input closes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ChildServer {
  stop(): Promise<void>;
}

export interface ChildServerOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Asked every 100 ms with all output so far until it is true. */
  readonly ready: (output: string) => Promise<boolean>;
  readonly readyWithinMs: number;
  readonly stopSignal?: 'SIGTERM' | 'SIGINT';
  /** User to run as, for programs that refuse root. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** `$$` is the shell that `exec` turns into the server. */
const WATCHED = 'exec 3<&0; (cat <&3 >/dev/null; kill $$ 2>/dev/null) & exec "$0" "$@" </dev/null 3<&-';

export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const child = spawn('/bin/sh', ['-c', WATCHED, options.command, ...options.args], { stdio: 'pipe', ...options.user });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-20_000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  child.once('exit', () => child.stdin.destroy());
  child.stdin.on('error', () => undefined);

  const end = Date.now() + options.readyWithinMs;
  while (!(await options.ready(output))) {
    const failure = hasEnded(child)
      ? 'ended at once'
      : Date.now() > end
        ? `is not ready after ${options.readyWithinMs} ms`
        : undefined;
    if (failure !== undefined) {
      await stop(child, 'SIGKILL');
      throw new Error(`${options.command} ${failure}:\n${output.slice(-2_000)}`);
    }
    await sleep(100);
  }
  return { stop: () => stop(child, options.stopSignal ?? 'SIGTERM') };
}

/** True once the address answers with status 200. */
export async function answers(url: string, headers: Record<string, string> = {}): Promise<boolean> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(30_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const impatient = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(impatient);
}

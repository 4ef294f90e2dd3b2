/** Runs once in the main process of a test run: a loopback address that starts HAPI on the first request and answers its base. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { answers, type ChildServer, startChildServer } from './child-server.ts';
import { hapiProject } from './hapi-project.ts';

declare module 'vitest' {
  interface ProvidedContext {
    hapiBroker: string;
  }
}

interface RunningHapi extends ChildServer {
  readonly base: string;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let hapi: Promise<RunningHapi> | undefined;
  const broker = createServer((_request, response) => {
    hapi ??= launchHapi();
    hapi.then(
      ({ base }) => response.end(base),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  const address = broker.address();
  if (address === null || typeof address === 'string') throw new Error('the HAPI broker has no port');
  project.provide('hapiBroker', `http://127.0.0.1:${address.port}`);
  return async () => {
    broker.close();
    broker.closeAllConnections();
    const [started] = await Promise.allSettled([hapi]);
    if (started?.status === 'fulfilled') await started.value?.stop();
  };
}

export async function launchHapi(): Promise<RunningHapi> {
  if (process.env.HAPI_BASE !== undefined) return { base: process.env.HAPI_BASE.replace(/\/$/, ''), stop: async () => undefined };
  const classpath = (await readFile(path.join(hapiProject, 'target/classpath.txt'), 'utf8')).trim();
  let base: string | undefined;
  const server = await startChildServer({
    command: 'java',
    args: [
      '-Xmx1g',
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      '-cp',
      `${path.join(hapiProject, 'target/classes')}${path.delimiter}${classpath}`,
      'HapiServer',
      '0',
    ],
    ready: async (output) => {
      base ??= /^http:\/\/127\.0\.0\.1:\d+\/fhir$/m.exec(output)?.[0];
      return base !== undefined && (await answers(`${base}/metadata`));
    },
    readyWithinMs: 240_000,
  });
  if (base === undefined) throw new Error('HAPI printed no address');
  return { base, stop: server.stop };
}

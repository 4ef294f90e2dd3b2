/** Settings -> a service that answers. The address is taken first, since the embedded servers and the links in cards name it. */
import { createServer } from 'node:http';
import { jsonLog, type Log } from '../core/index.ts';
import type { Model } from '../model/index.ts';
import { rehearse } from '../sandbox/index.ts';
import { type Config, listen, readConfig, stopServer } from '../server/index.ts';
import { compose, type RunningSandbox } from './compose.ts';

export interface RunningService {
  /** Address on this machine, e.g. http://127.0.0.1:8080. */
  readonly url: string;
  readonly config: Config;
  readonly model: Model;
  /** The embedded servers and their patients, where they run. */
  readonly sandbox: RunningSandbox | undefined;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly log?: Log;
}

/** Throws ServiceError `bad-configuration` where a setting, the content or the model does not hold. */
export async function startService(
  environment: Readonly<Record<string, string | undefined>>,
  options: StartOptions = {},
): Promise<RunningService> {
  const config = readConfig(environment);
  const log = options.log ?? jsonLog((line) => process.stdout.write(line));
  const server = createServer();
  const url = await listen(server, config);
  let close = async () => {};
  try {
    let rehearsing = true;
    const logCalls: Log = (...line) => {
      if (!rehearsing) log(...line);
    };
    const composed = await compose(server, url, config, logCalls);
    const { sandbox, model } = composed;
    close = composed.close;
    if (sandbox !== undefined) await rehearse(url, sandbox, sandbox.patients);
    rehearsing = false;
    const { kind } = model.signature;
    log(kind === 'not-checked' ? 'warn' : 'info', 'model-loaded', {
      model: `${model.identity.id} ${model.identity.version}`,
      signature: kind,
    });
    return { url, config, model, sandbox, stop: () => stopServer(server).then(close) };
  } catch (error) {
    await stopServer(server);
    await close();
    throw error;
  }
}

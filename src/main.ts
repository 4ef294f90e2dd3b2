/** Where the program begins: environment -> service -> signals. The only file that reads process.env. */
import path from 'node:path';
import { ServiceError } from './core/index.ts';
import { banner, type RunningService, type StartOptions, startService } from './service/index.ts';

export { banner, type RunningService, startService };

/** Starts with the process's own environment; `overrides` win over it. */
export function startFromEnvironment(
  overrides: Readonly<Record<string, string>> = {},
  options: StartOptions = {},
): Promise<RunningService> {
  return startService({ ...process.env, ...overrides }, options);
}

/** Ctrl-C and a container's stop end the service in order. */
export function stopOnSignals(service: RunningService): void {
  const end = () => void service.stop().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

async function main(): Promise<void> {
  try {
    const service = await startFromEnvironment();
    process.stdout.write(banner(service));
    stopOnSignals(service);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) await main();

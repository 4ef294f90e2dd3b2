/** `her2-cds replay`: a recorded hook request against a service, a running one or one of its own. */
import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ServiceError, silentLog } from '../core/index.ts';

interface Options {
  readonly request: string;
  readonly url?: string;
  readonly service?: string;
  readonly times: number;
  readonly json?: true;
}

const SERVICE_OF_HOOK: Readonly<Record<string, string>> = {
  'patient-view': 'her2-low-patient-view',
  'order-select': 'her2-low-order-select',
  'order-sign': 'her2-low-order-sign',
};

export function replayCommand(): Command {
  return new Command('replay')
    .description('send a recorded hook request and print the answer; without --url to a service started for it, with its sandbox')
    .requiredOption('--request <file>', 'JSON of the request; {{service}} in it stands for the address of the service')
    .option('--url <address>', 'a running service')
    .option('--service <id>', "service id; default: the one of the request's hook")
    .addOption(new Option('--times <n>', 'send it so often, one after the other').argParser(parseTimes).default(1))
    .option('--json', 'print only the last response')
    .action(async (options: Options) => {
      const text = await readFile(options.request, 'utf8');
      const { startFromEnvironment } = await import('../main.ts');
      const own =
        options.url === undefined
          ? await startFromEnvironment({ PORT: '0', HER2_DATA: 'memory' }, { log: silentLog })
          : undefined;
      try {
        await replay(text, options.url ?? own!.url, options);
      } finally {
        await own?.stop();
      }
    });
}

async function replay(text: string, url: string, options: Options): Promise<void> {
  const base = url.replace(/\/+$/, '');
  const body = text.replaceAll('{{service}}', base);
  const service = options.service ?? SERVICE_OF_HOOK[hookOf(body)];
  if (service === undefined)
    throw new ServiceError('bad-configuration', 'The request names no hook of this service; give --service.');
  const durations: number[] = [];
  let answer = '';
  for (let i = 0; i < options.times; i += 1) {
    const started = performance.now();
    const response = await send(`${base}/cds-services/${service}`, body);
    answer = await response.text();
    durations.push(performance.now() - started);
    if (!response.ok) process.exitCode = 1;
  }
  process.stdout.write(`${pretty(answer)}\n`);
  if (!options.json) process.stderr.write(`${durations.map((ms) => `${ms.toFixed(0)} ms`).join(', ')}\n`);
}

async function send(address: string, body: string): Promise<Response> {
  try {
    return await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  } catch (cause) {
    throw new ServiceError('bad-configuration', `--url: no answer from ${address}`, { cause });
  }
}

function parseTimes(text: string): number {
  const times = Number(text);
  if (!Number.isInteger(times) || times < 1 || times > 100_000)
    throw new InvalidArgumentError('expected a number from 1 to 100000');
  return times;
}

function hookOf(body: string): string {
  try {
    return String((JSON.parse(body) as { hook?: unknown }).hook);
  } catch (cause) {
    throw new ServiceError('bad-configuration', 'The request file is not JSON.', { cause });
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Not JSON: shown as it came.
    return text;
  }
}

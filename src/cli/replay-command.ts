import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { ServiceError, silentLog } from '../core/index.ts';

interface Options {
  readonly request: string;
  readonly url?: string;
  readonly service?: string;
  readonly times: string;
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
    .option('--times <n>', 'send it so often, one after the other', '1')
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
  for (let i = 0; i < Math.max(1, Number(options.times)); i += 1) {
    const started = performance.now();
    const response = await fetch(`${base}/cds-services/${service}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    answer = await response.text();
    durations.push(performance.now() - started);
    if (!response.ok) process.exitCode = 1;
  }
  process.stdout.write(`${pretty(answer)}\n`);
  if (!options.json) process.stderr.write(`${durations.map((ms) => `${ms.toFixed(0)} ms`).join(', ')}\n`);
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

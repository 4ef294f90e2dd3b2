/**
 * `npm run bench:pathway [-- --samples 200 --json]`: time from parsed resources to cards (facts, rules, proposal, wire form),
 * p50 and p95 in milliseconds of wall-clock time and the median of processor time, for a chart of 200 resources and one of
 * 10,000 HER2 Observations. The parts are measured in the same run, so that a slow machine shows in all of them. Node runs with the
 * room for young objects that `npm start` gives it.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readContent } from '../../src/assessment/index.ts';
import { cards } from '../../src/cds-hooks/index.ts';
import type { PathwayFacts, PatientRecord } from '../../src/core/index.ts';
import { NO_DRAFTS } from '../../src/fhir/index.ts';
import { tissueFacts } from '../../src/tumour/index.ts';
import { TODAY } from '../tumour/patient-record.ts';
import { helpFrom } from './help.ts';
import { median, rounded } from './median.ts';
import { busyChart, manyResults } from './pathway-records.ts';

helpFrom(import.meta.filename);

const { values: options } = parseArgs({
  options: { samples: { type: 'string', default: '100' }, json: { type: 'boolean', default: false } },
});
const samples = Number(options.samples);
const content = await readContent(path.resolve(import.meta.dirname, '../../cds-services/her2-low'), TODAY);
const context = { patientId: 'p1', launchUrl: 'https://her2-low-cds.example/launch', newId: () => 'id' };
const imaging: PathwayFacts['imaging'] = { state: 'not-asked', codes: [], studyFound: false, outlineMissing: false };

interface Row {
  readonly record: string;
  readonly part: string;
  readonly p50: number;
  readonly p95: number;
  readonly cpu: number;
}

function measure(name: string, record: PatientRecord, runs: number): readonly Row[] {
  const times = { facts: [] as number[], cards: [] as number[], total: [] as number[] };
  const cpu = { facts: [] as number[], cards: [] as number[], total: [] as number[] };
  const cpuMs = (since: NodeJS.CpuUsage): number => process.cpuUsage(since).user / 1000;
  let shown = 0;
  // As many unmeasured calls first: a service is measured warm.
  for (let run = -runs; run < runs; run += 1) {
    const [start, startCpu] = [performance.now(), process.cpuUsage()];
    const tissue = tissueFacts(record, NO_DRAFTS, {
      today: TODAY,
      orderClasses: content.orderClasses,
      openOrderDays: content.site.windows.openOrderDays,
      terminology: content.terminology,
    });
    const [between, betweenCpu] = [performance.now(), process.cpuUsage()];
    const { proposal } = content.apply({ ...tissue, hook: 'patient-view', today: TODAY, patientId: 'p1', imaging });
    shown += cards(proposal, context).cards.length;
    const end = performance.now();
    if (run < 0) continue;
    times.facts.push(between - start);
    times.cards.push(end - between);
    times.total.push(end - start);
    cpu.facts.push(cpuMs(startCpu) - cpuMs(betweenCpu));
    cpu.cards.push(cpuMs(betweenCpu));
    cpu.total.push(cpuMs(startCpu));
  }
  if (shown === 0) throw new Error(`${name}: no card was made`);
  return (['facts', 'cards', 'total'] as const).map((part) => ({
    record: name,
    part,
    p50: rounded(median(times[part])),
    p95: rounded(quantile(times[part], 0.95)),
    cpu: rounded(median(cpu[part])),
  }));
}

function quantile(numbers: readonly number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
}

const rows = [
  ...measure('200 resources', busyChart(), samples),
  ...measure('10,000 HER2 Observations', manyResults(10_000), Math.ceil(samples / 4)),
];
if (options.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
else {
  process.stdout.write(
    `${'record'.padEnd(26)} ${'part'.padEnd(6)} ${['p50 ms', 'p95 ms', 'cpu ms'].map((name) => name.padStart(8)).join('')}\n`,
  );
  for (const { record, part, p50, p95, cpu } of rows) {
    const numbers = [p50, p95, cpu].map((ms) => String(ms).padStart(8)).join('');
    process.stdout.write(`${record.padEnd(26)} ${part.padEnd(6)} ${numbers}\n`);
  }
}

/**
 * `npm run bench:pathway [-- --samples 400 --json]`: time from parsed resources to cards (facts, rules, proposal, wire form) for
 * a chart of 200 resources and one of 10,000 HER2 Observations (a quarter of the samples): the first call of the process, then
 * p50 and p95 in milliseconds of wall-clock time and the median of processor time after three seconds of calls. The parts are
 * measured in the same run, so that a slow machine shows in all of them. Node runs with the room for young objects that
 * `npm start` gives it.
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
  options: { samples: { type: 'string', default: '400' }, json: { type: 'boolean', default: false } },
});
const samples = Number(options.samples);
const content = await readContent(path.resolve(import.meta.dirname, '../../cds-services/her2-low'), TODAY);
const context = { patientId: 'p1', launchUrl: 'https://her2-low-cds.example/launch', newId: () => 'id' };
const imaging: PathwayFacts['imaging'] = { state: 'not-asked', codes: [], studyFound: false, outlineMissing: false };

/** A service is measured warm. */
const WARM_UP_MS = 3000;

interface Row {
  readonly record: string;
  readonly part: string;
  /** Of the first call, before Node has compiled anything. */
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
  readonly cpu: number;
}

const PARTS = ['facts', 'cards', 'total'] as const;
type Times = Readonly<Record<(typeof PARTS)[number], { readonly wall: number; readonly cpu: number }>>;

function timeOfCall(record: PatientRecord): Times {
  const start = now();
  const tissue = tissueFacts(record, NO_DRAFTS, {
    today: TODAY,
    orderClasses: content.orderClasses,
    openOrderDays: content.site.windows.openOrderDays,
    terminology: content.terminology,
  });
  const between = now();
  const { proposal } = content.apply({ ...tissue, hook: 'patient-view', today: TODAY, patientId: 'p1', imaging });
  const shown = cards(proposal, context).cards.length;
  const end = now();
  if (shown === 0) throw new Error('no card was made');
  return { facts: since(start, between), cards: since(between, end), total: since(start, end) };
}

type Instant = ReturnType<typeof now>;
const now = () => ({ wall: performance.now(), cpu: process.cpuUsage().user / 1000 });
const since = (start: Instant, end: Instant) => ({ wall: end.wall - start.wall, cpu: end.cpu - start.cpu });

function measure(name: string, record: PatientRecord, runs: number): readonly Row[] {
  const first = timeOfCall(record);
  const warm = performance.now() + WARM_UP_MS;
  while (performance.now() < warm) timeOfCall(record);
  const calls = Array.from({ length: runs }, () => timeOfCall(record));
  return PARTS.map((part) => {
    const wall = calls.map((times) => times[part].wall);
    return {
      record: name,
      part,
      first: rounded(first[part].wall),
      p50: rounded(median(wall)),
      p95: rounded(quantile(wall, 0.95)),
      cpu: rounded(median(calls.map((times) => times[part].cpu))),
    };
  });
}

function quantile(numbers: readonly number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
}

/** As a record arrives: its objects and texts are those of the JSON parser. */
const parsed = (record: PatientRecord) => JSON.parse(JSON.stringify(record)) as PatientRecord;

const rows = [
  ...measure('200 resources', parsed(busyChart()), samples),
  ...measure('10,000 HER2 Observations', parsed(manyResults(10_000)), Math.ceil(samples / 4)),
];
if (options.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
else {
  process.stdout.write(
    `${'record'.padEnd(26)} ${'part'.padEnd(6)} ${['first ms', 'p50 ms', 'p95 ms', 'cpu ms'].map((name) => name.padStart(9)).join('')}\n`,
  );
  for (const { record, part, first, p50, p95, cpu } of rows) {
    const numbers = [first, p50, p95, cpu].map((ms) => String(ms).padStart(9)).join('');
    process.stdout.write(`${record.padEnd(26)} ${part.padEnd(6)} ${numbers}\n`);
  }
}

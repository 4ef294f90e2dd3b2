/**
 * Mutated objects and streams: each must give a result or a named reason within a second of processor time, allocate no more
 * than the limits allow, and leave the built-in prototypes alone.
 * `npm run fuzz:imaging -- --count 200000 [--seed N] [--corpus DIR] [--only SEG]`; an input is its seed, so `--seed N --count 1`
 * with the same other options repeats what failed.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { parseDicom, TAG } from '../../src/imaging/index.ts';
import { helpFrom } from '../bench/help.ts';
import { Dice } from '../dice.ts';
import { FUZZ_LIMITS, TARGETS, type Target } from './fuzz-targets.ts';
import { mutated } from './mutate-bytes.ts';

export interface Fed {
  readonly target: string;
  readonly outcome: string;
  /** What was wrong, if anything was. */
  readonly problem?: string;
  /** Processor time: the wall clock tells more of what else runs. */
  readonly cpuMs: number;
  readonly allocatedBytes: number;
}

/** A target with the objects that its inputs are made from. */
export interface Source {
  readonly target: Target;
  readonly seeds: readonly Uint8Array[];
}

const MAX_MS = 1000;
/** A frame in double precision, in its colours and as it is stored, and a data set of the largest number of elements. */
const MAX_ALLOCATED = 40 * FUZZ_LIMITS.maxPixels + 8 * FUZZ_LIMITS.maxObjectBytes + 500 * FUZZ_LIMITS.maxReads;

export async function sources(corpus: string | undefined, only?: string): Promise<readonly Source[]> {
  const real = corpus === undefined ? [] : readCorpus(corpus);
  const wanted = TARGETS.filter(({ name }) => only === undefined || name === only);
  return Promise.all(
    wanted.map(async (target) => ({
      target,
      seeds: [
        ...(await target.seeds()),
        ...real.filter(({ sopClassUid }) => target.takes(sopClassUid)).map(({ bytes }) => bytes),
      ],
    })),
  );
}

/** The readable DICOM objects of a folder that are within the limits. */
function readCorpus(folder: string): readonly { readonly sopClassUid: string; readonly bytes: Uint8Array }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const file = path.join(folder, name);
    if (!statSync(file).isFile() || statSync(file).size > FUZZ_LIMITS.maxObjectBytes) return [];
    const bytes = new Uint8Array(readFileSync(file));
    const object = parseDicom(bytes, FUZZ_LIMITS);
    return object.kind === 'unreadable' ? [] : [{ sopClassUid: object.attributes.strings(TAG.SopClassUid)[0] ?? '', bytes }];
  });
}

export async function feed(seed: number, from: readonly Source[]): Promise<Fed> {
  const dice = new Dice(seed);
  const { target, seeds } = dice.oneOf(from);
  const others = dice.oneOf(from).seeds;
  const bytes = mutated(dice, dice.oneOf(seeds), others, FUZZ_LIMITS.maxObjectBytes);
  const fed = await measured(target, bytes);
  const wrong =
    fed.problem ??
    (fed.cpuMs > MAX_MS ? `took ${Math.round(fed.cpuMs)} ms` : undefined) ??
    (fed.allocatedBytes > MAX_ALLOCATED ? `allocated ${fed.allocatedBytes} bytes` : undefined) ??
    pollution();
  return { ...fed, ...(wrong === undefined ? {} : { problem: `${target.name} of ${bytes.length} bytes: ${wrong}` }) };
}

async function measured(target: Target, bytes: Uint8Array): Promise<Fed> {
  const before = held();
  const started = process.cpuUsage();
  const ended = await target.run(bytes).then(
    (outcome) => ({ outcome }),
    (error: unknown) => ({ outcome: 'wrong', problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  const { user, system } = process.cpuUsage(started);
  return { target: target.name, ...ended, cpuMs: (user + system) / 1000, allocatedBytes: held() - before };
}

function held(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const BUILT_IN = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Uint8Array.prototype];
const NAMES = BUILT_IN.map((prototype) => Reflect.ownKeys(prototype).length);

function pollution(): string | undefined {
  const changed = BUILT_IN.some((prototype, at) => Reflect.ownKeys(prototype).length !== NAMES[at]);
  return changed ? 'a built-in prototype was changed' : undefined;
}

async function run(count: number, firstSeed: number, from: readonly Source[]): Promise<void> {
  const ended = new Map<string, number>();
  const wrong: string[] = [];
  let slowest = 0;
  let largest = 0;
  for (let seed = firstSeed; seed < firstSeed + count && wrong.length < 20; seed++) {
    const { target, outcome, problem, cpuMs, allocatedBytes } = await feed(seed, from);
    if (problem !== undefined) wrong.push(`seed ${seed}: ${problem}`);
    const name = `${target.padEnd(12)} ${outcome}`;
    ended.set(name, (ended.get(name) ?? 0) + 1);
    slowest = Math.max(slowest, cpuMs);
    largest = Math.max(largest, allocatedBytes);
    const done = seed - firstSeed + 1;
    if (done % 10_000 === 0) process.stderr.write(`${done} of ${count}, ${wrong.length} wrong\n`);
  }
  for (const [name, inputs] of [...ended].sort(([a], [b]) => (a < b ? -1 : 1)))
    process.stdout.write(`${String(inputs).padStart(8)}  ${name}\n`);
  for (const line of wrong) process.stdout.write(`${line}\n`);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    `slowest ${slowest.toFixed(0)} ms, most allocated by one input ${(largest / 2 ** 20).toFixed(1)} MiB, peak memory ${peak} MiB\n`,
  );
  process.stdout.write(
    `${count} inputs from seed ${firstSeed}, ${wrong.length} wrong${wrong.length === 20 ? ' (stopped)' : ''}\n`,
  );
  if (wrong.length > 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  helpFrom(import.meta.filename);
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '200000' },
      seed: { type: 'string', default: '1' },
      corpus: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const from = await sources(values.corpus, values.only);
  await run(Number(values.count), Number(values.seed), from);
}

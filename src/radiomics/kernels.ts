/**
 * The compiled kernels (WebAssembly from assembly/) and their memory. Each is the twin of a function in TypeScript, which is the
 * reference in the tests and takes over where WebAssembly has no SIMD or the arrays would not fit.
 * A call places its arrays from the start of the memory, so nothing of one call is left for the next but the array it worked on.
 */
import { KERNEL_BYTES } from './kernel-bytes.ts';

/** What assembly/index.ts exports. */
type KernelName =
  | 'addAxes'
  | 'assignLevels'
  | 'bucketize'
  | 'collectMatrix'
  | 'convolvePlane'
  | 'countCells'
  | 'countDependents'
  | 'countPairs'
  | 'countRuns'
  | 'countZones'
  | 'deviationWithin'
  | 'deviations'
  | 'energy'
  | 'filterLines'
  | 'gatherBuckets'
  | 'maskBounds'
  | 'maximalCorrelation'
  | 'range'
  | 'sumBytes'
  | 'sumDifferences'
  | 'tallyCounts'
  | 'total'
  | 'translate';

export interface Kernels extends Readonly<Record<KernelName, (...numbers: number[]) => number>> {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

const PAGE = 65_536;

/** Below it lie scratch lanes of the kernels. */
const FIRST = 1024;

/** 512 MB: an image of 20 million pixels. */
const MAX_BYTES = 536_870_912;

/** A memory that one large image made grow is given back. */
const KEPT_BYTES = 67_108_864;

/** What of lib.dom is used here. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
}

let compiled: object | undefined;
let instance: Kernels | undefined;
let isMissing = false;
/** What lies in the first place. */
let worked: { readonly source: Float64Array | Uint16Array; readonly kernels: Kernels } | undefined;

export interface Arranged {
  readonly kernels: Kernels;
  readonly at: readonly number[];
}

/**
 * Kernels and the addresses of arrays of the given sizes in bytes, each 16-byte aligned with as many spare bytes behind it; undefined
 * where they cannot be had. Arrays hold what the call before left. The addresses are valid until the next call.
 */
export function arrange(...sizes: number[]): Arranged | undefined {
  worked = undefined;
  return place(sizes);
}

/**
 * The same with `source` in the first place. Several calls in a row work on one array, whether intensities or grey levels: it is
 * copied for the first of them. It must not change in between.
 */
export function arrangeFor(source: Float64Array | Uint16Array, ...sizes: number[]): Arranged | undefined {
  const arranged = place([source.byteLength, ...sizes]);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  if (worked?.source === source && worked.kernels === kernels) return arranged;
  const { buffer } = kernels.memory;
  if (source instanceof Float64Array) new Float64Array(buffer, at[0], source.length).set(source);
  else new Uint16Array(buffer, at[0], source.length).set(source);
  worked = { source, kernels };
  return arranged;
}

function place(sizes: readonly number[]): Arranged | undefined {
  let end = FIRST;
  const at = sizes.map((size) => {
    const start = end;
    end = (start + size + 31) & ~15;
    return start;
  });
  if (!(sizes.reduce((sum, size) => sum + size + 32, FIRST) <= MAX_BYTES)) return undefined;
  const kernels = instantiate(end);
  return kernels === undefined ? undefined : { kernels, at };
}

function instantiate(bytes: number): Kernels | undefined {
  if (isMissing) return undefined;
  try {
    if (instance !== undefined && instance.memory.buffer.byteLength > KEPT_BYTES && bytes < KEPT_BYTES) instance = undefined;
    instance ??= fresh();
    const missing = bytes - instance.memory.buffer.byteLength;
    if (missing > 0) instance.memory.grow(Math.ceil(missing / PAGE));
    return instance;
  } catch {
    // An engine without SIMD, or no memory left: the twins compute the same.
    isMissing = instance === undefined;
    return undefined;
  }
}

function fresh(): Kernels {
  const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
  compiled ??= new Module(Uint8Array.from(atob(KERNEL_BYTES), (character) => character.charCodeAt(0)));
  return new Instance(compiled).exports as Kernels;
}

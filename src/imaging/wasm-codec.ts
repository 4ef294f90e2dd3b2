/**
 * The WebAssembly codecs of cornerstone: CharLS (JPEG-LS), OpenJPEG (JPEG 2000), OpenJPH (HTJ2K), one instance of each in a
 * thread. Emscripten takes `WebAssembly.Memory.grow` at its word, so the bound on memory is put there.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Codec, CodecPixels } from './codec-messages.ts';

interface FrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
}

interface Decoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getFrameInfo(): FrameInfo;
  getDecodedBuffer(): Uint8Array;
  /** CharLS only: 0 is plane after plane. */
  getInterleaveMode?(): number;
  delete(): void;
}

type Module = Readonly<Record<string, new () => Decoder>> & { readonly HEAPU8: Uint8Array };
type WasmCodec = Exclude<Codec, 'jpeg-lossless'>;

const CODECS: Readonly<Record<WasmCodec, { readonly glue: string; readonly wasm: string; readonly decoder: string }>> = {
  charls: {
    glue: '@cornerstonejs/codec-charls/decodewasmjs',
    wasm: '@cornerstonejs/codec-charls/decodewasm',
    decoder: 'JpegLSDecoder',
  },
  openjpeg: {
    glue: '@cornerstonejs/codec-openjpeg/decodewasmjs',
    wasm: '@cornerstonejs/codec-openjpeg/decodewasm',
    decoder: 'J2KDecoder',
  },
  openjph: { glue: '@cornerstonejs/codec-openjph/wasmjs', wasm: '@cornerstonejs/codec-openjph/wasm', decoder: 'HTJ2KDecoder' },
};

/** Memory does not shrink: an instance that has grown beyond this is not kept. */
const KEPT_BYTES = 256 * 1024 * 1024;

export class MemoryExhausted extends Error {}

let maxBytes = Number.POSITIVE_INFINITY;
let refused = false;

/** For every codec instance of this thread, from now on. */
export function limitWasmMemory(bytes: number): void {
  maxBytes = bytes;
  refused = false;
}

/** The part of the WebAssembly interface that is used; Node's own declarations leave it out. */
interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
interface WebAssemblyInterface {
  readonly Memory: { readonly prototype: Memory };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => object;
}

const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface }).WebAssembly;
const { grow } = webAssembly.Memory.prototype;
const require = createRequire(import.meta.url);

const compiled = new Map<WasmCodec, object>();
const instances = new Map<WasmCodec, Promise<Module>>();

function instance(codec: WasmCodec): Promise<Module> {
  const held = instances.get(codec);
  if (held !== undefined) return held;
  webAssembly.Memory.prototype.grow = boundedGrow;
  const load = require(CODECS[codec].glue) as (options: object) => Promise<Module>;
  const silent = (): void => undefined;
  const made = load({ print: silent, printErr: silent, instantiateWasm: instantiate(codec) });
  instances.set(codec, made);
  return made;
}

/** Compiled once: an instance that is thrown away is replaced in a millisecond. */
function instantiate(codec: WasmCodec) {
  return (imports: object, receive: (instance: object) => void): object => {
    const module = compiled.get(codec) ?? new webAssembly.Module(readFileSync(require.resolve(CODECS[codec].wasm)));
    compiled.set(codec, module);
    const made = new webAssembly.Instance(module, imports);
    receive(made);
    return made;
  };
}

function boundedGrow(this: Memory, pages: number): number {
  if (this.buffer.byteLength + pages * 65_536 > maxBytes) {
    refused = true;
    throw new RangeError('memory limit of the codec');
  }
  return grow.call(this, pages);
}

/** Undefined where the stream is damaged; throws MemoryExhausted, or whatever the codec throws. */
export function wasmCodec(codec: WasmCodec): (bytes: Uint8Array) => Promise<CodecPixels | undefined> {
  return async (bytes) => {
    try {
      const module = await instance(codec);
      const pixels = run(new module[CODECS[codec].decoder]!(), bytes);
      if (pixels === undefined && refused) throw new MemoryExhausted();
      if (pixels === undefined || module.HEAPU8.length > KEPT_BYTES) instances.delete(codec);
      return pixels;
    } catch (cause) {
      instances.delete(codec);
      throw refused ? new MemoryExhausted() : cause;
    }
  };
}

function run(decoder: Decoder, bytes: Uint8Array): CodecPixels | undefined {
  decoder.getEncodedBuffer(bytes.length).set(bytes);
  decoder.decode();
  const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
  // A copy: the view is of memory that the next frame is decoded into.
  const decoded = new Uint8Array(decoder.getDecodedBuffer());
  const planar = decoder.getInterleaveMode?.() === 0;
  decoder.delete();
  const size = width * height * componentCount * (bitsPerSample > 8 ? 2 : 1);
  if (size === 0 || decoded.length < size) return undefined;
  const pixels = decoded.length === size ? decoded : decoded.slice(0, size);
  return { kind: 'pixels', width, height, samples: componentCount, bits: bitsPerSample, planar, bytes: pixels };
}

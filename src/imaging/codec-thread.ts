/**
 * Program of a codec thread: one frame in, its samples out. WebAssembly is compiled at the first stream that needs it. A codec
 * that failed is thrown away with its memory, as C++ exceptions and traps leave it in no defined state.
 */
import { parentPort } from 'node:worker_threads';
import type { CodecReply, CodecRequest } from './codec-messages.ts';
import { decodeJpegLossless } from './jpeg-lossless-stream.ts';
import { limitWasmMemory, MemoryExhausted, wasmCodec } from './wasm-codec.ts';

async function decode({ codec, bytes, maxMemoryBytes }: CodecRequest): Promise<CodecReply> {
  try {
    if (codec === 'jpeg-lossless') return decodeJpegLossless(bytes);
    limitWasmMemory(maxMemoryBytes);
    return (await wasmCodec(codec)(bytes)) ?? { kind: 'failed', cause: 'damaged' };
  } catch (cause) {
    return { kind: 'failed', cause: cause instanceof MemoryExhausted ? 'memory' : 'damaged' };
  }
}

parentPort?.on('message', (request: CodecRequest) => {
  void decode(request).then((reply) => parentPort?.postMessage(reply, reply.kind === 'pixels' ? [reply.bytes.buffer] : []));
});
parentPort?.postMessage('ready');

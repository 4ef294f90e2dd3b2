/**
 * JPEG lossless (ITU-T T.81 annex H, process 14) by jpeg-lossless-decoder-js. It reads past the end of a stream as if it went
 * on with zeros, and gets point transforms and restart intervals in colour wrong without saying so: both are looked at here.
 */
import { createRequire } from 'node:module';
import type { CodecReply } from './codec-messages.ts';

/** The part of its interface that is used: the package names a declaration file that it does not hold. */
interface Decoder {
  decode(buffer: ArrayBuffer, offset: number, length: number): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
  readonly stream: { readonly index: number; readonly buffer: Uint8Array } | null;
  readonly scan: { readonly al: number };
  readonly xDim: number;
  readonly yDim: number;
  readonly yLoc: number;
  readonly numComp: number;
  readonly restartInterval: number;
  readonly precision: number | undefined;
}

/** Throws where the stream makes no sense. */
export function decodeJpegLossless(bytes: Uint8Array): CodecReply {
  const { Decoder } = createRequire(import.meta.url)('jpeg-lossless-decoder-js') as { Decoder: new () => Decoder };
  const decoder = new Decoder();
  const copy = new Uint8Array(bytes);
  const decoded = decoder.decode(copy.buffer, 0, copy.length);
  const { stream, scan, xDim, yDim, yLoc, numComp, precision, restartInterval } = decoder;
  if (scan.al !== 0 || (numComp > 1 && restartInterval > 0)) return { kind: 'failed', cause: 'form' };
  const complete = stream !== null && yLoc >= yDim && stream.index <= stream.buffer.length;
  if (!complete || precision === undefined) return { kind: 'failed', cause: 'damaged' };
  return {
    kind: 'pixels',
    width: xDim,
    height: yDim,
    samples: numComp,
    bits: precision,
    planar: false,
    bytes: new Uint8Array(decoded.buffer, decoded.byteOffset, decoded.byteLength),
  };
}

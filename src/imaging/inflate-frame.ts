/** One frame of Deflated Image Frame Compression (PS3.5 8.2.17): a raw deflate stream, bounded by the size of the frame. */
import { inflateRawSync } from 'node:zlib';

/** Undefined where the stream is damaged or holds more than the frame and its padding. */
export function inflateFrame(bytes: Uint8Array, frameBits: number | undefined): Uint8Array | undefined {
  if (frameBits === undefined) return undefined;
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.ceil(frameBits / 8) + 1 });
  } catch {
    // A damaged stream and one that is too long are the same to whoever reads the reason.
    return undefined;
  }
}

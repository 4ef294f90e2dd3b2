/** gzip with a bound on what comes out: a few kilobytes may claim gigabytes. */
import { gunzipSync } from 'node:zlib';
import { ImageFileError } from './image-file-error.ts';

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

export function inflateFile(bytes: Uint8Array, maxBytes: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    throw new ImageFileError(`image: the gzip stream is damaged or holds more than ${maxBytes} bytes`, { cause });
  }
}

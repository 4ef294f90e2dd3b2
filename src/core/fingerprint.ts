/** A value's name under which its result is kept: the same JSON gives the same name, and a changed one finds nothing. */
import { createHash } from 'node:crypto';

/** SHA-256 of the value as JSON, in hexadecimal; `digits`: only the first so many of its 64. */
export function fingerprint(value: unknown, digits = 64): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, digits);
}

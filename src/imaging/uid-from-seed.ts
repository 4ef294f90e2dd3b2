/** A UID under 2.25 (PS3.5 B.2) from a text, so that importing the same thing twice gives the same objects. */
import { createHash } from 'node:crypto';

export function uidFromSeed(seed: string): string {
  const digest = createHash('sha256').update(seed, 'utf8').digest('hex').slice(0, 32);
  return `2.25.${BigInt(`0x${digest}`)}`;
}

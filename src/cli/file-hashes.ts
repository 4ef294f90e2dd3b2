/**
 * What image and outline files of a cohort hold, as part of the name under which a result is kept: an outline that was drawn again
 * must not be given the features of the one before. Each file is read once.
 */
import { createHash } from 'node:crypto';
import { readBounded } from './features-region.ts';

/** SHA-256 of a file; `unreadable` for one that no result comes of. */
export type FileHash = (file: string) => Promise<string>;

export function fileHashes(): FileHash {
  const known = new Map<string, Promise<string>>();
  return (file) => {
    const hash = known.get(file) ?? hashOf(file);
    known.set(file, hash);
    return hash;
  };
}

async function hashOf(file: string): Promise<string> {
  try {
    return createHash('sha256')
      .update(await readBounded(file))
      .digest('hex');
  } catch {
    return 'unreadable';
  }
}

/** A bound on how long a caller waits for the store. */
import { StoreError } from './store.ts';

/** The work's outcome, or a StoreTimeout after `boundMs`; the work itself goes on and its late failure is dropped. */
export async function withinBound<T>(work: Promise<T>, boundMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new StoreError('StoreTimeout', `The store gave no answer within ${boundMs} ms`)), boundMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** At most so many tasks of one key at a time; the others wait their turn in order, or until their deadline. */
export interface Turns {
  /** Undefined where the signal ended the wait; `task` was not begun then. */
  take<T>(key: string, signal: AbortSignal, task: () => Promise<T>): Promise<T | undefined>;
}

interface Queue {
  running: number;
  readonly waiting: (() => void)[];
}

export function createTurns(limit: number): Turns {
  const queues = new Map<string, Queue>();
  const wait = (queue: Queue, signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      const begin = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const giveUp = (): void => {
        queue.waiting.splice(queue.waiting.indexOf(begin), 1);
        resolve(false);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      queue.waiting.push(begin);
    });
  return {
    take: async (key, signal, task) => {
      const queue = queues.get(key) ?? { running: 0, waiting: [] };
      queues.set(key, queue);
      if (queue.running < limit) queue.running += 1;
      else if (signal.aborted || !(await wait(queue, signal))) return undefined;
      try {
        return await task();
      } finally {
        // The turn goes to the next in line without being given back.
        const next = queue.waiting.shift();
        if (next !== undefined) next();
        else {
          queue.running -= 1;
          if (queue.running === 0) queues.delete(key);
        }
      }
    },
  };
}

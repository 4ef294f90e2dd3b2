/** A point in time that work must not pass, and the signal that stops work when it is reached. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Milliseconds left, never negative. */
  remainingMs(): number;
}

/** A deadline `budgetMs` from now on the monotonic clock. */
export function deadlineIn(budgetMs: number): Deadline {
  const end = performance.now() + budgetMs;
  return {
    signal: AbortSignal.timeout(Math.max(0, Math.ceil(budgetMs))),
    remainingMs: () => Math.max(0, end - performance.now()),
  };
}

/** Resolves with the work's result, or with `late` once the deadline passes; the work itself goes on. */
export async function withinDeadline<T, L>(work: Promise<T>, deadline: Deadline, late: L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<L>((resolve) => {
    timer = setTimeout(() => resolve(late), deadline.remainingMs());
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

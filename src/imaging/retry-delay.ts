/** How long to wait before an archive that said "too busy" is asked again. */

const FIRST_MS = 50;
const LONGEST_MS = 5_000;

/** Doubles with each attempt; half of it is random, so that callers turned away together do not come back together. */
export function retryDelayMs(attempt: number, retryAfter: string | null, now: number, random: () => number): number {
  const backOff = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  const jittered = backOff / 2 + (backOff / 2) * random();
  return Math.max(jittered, statedMs(retryAfter, now));
}

/** Retry-After (RFC 9110 10.2.3): seconds or a date; 0 where absent or neither. */
function statedMs(retryAfter: string | null, now: number): number {
  if (retryAfter === null) return 0;
  if (/^\d{1,9}$/.test(retryAfter.trim())) return Number(retryAfter) * 1000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

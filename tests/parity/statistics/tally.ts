/** What one topic compared: how many values, the worst difference, and what lies outside its tolerance. */
import type { Json, ReferenceFolder } from './reference-folder.ts';

/** Largest accepted |actual - expected|: the greater of `relative` x |expected| and `absolute`. */
export interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
}

export interface Tally {
  readonly compared: number;
  readonly outside: readonly string[];
  /** Of all numbers, as a share of the expected value or absolute, as the tolerance says. */
  readonly worst: { readonly difference: number; readonly where: string };
  /** null or a text such as "NA" in the reference stands for no number: NaN or undefined here. */
  number(where: string, actual: number | undefined, expected: Json | undefined, tolerance: Tolerance): void;
  numbers(where: string, actual: ArrayLike<number>, expected: Json | undefined, tolerance: Tolerance): void;
  /** Lists, names and counts: equal or not. */
  same(where: string, actual: unknown, expected: unknown): void;
}

/** `src/training` against the cases of one topic. */
export type Comparison = (folder: ReferenceFolder, topic: string, tally: Tally) => void;

export function newTally(): Tally {
  const outside: string[] = [];
  const state = { compared: 0, worst: { difference: 0, where: '' } };
  const number: Tally['number'] = (where, actual, expected, { relative = 0, absolute = 0 }) => {
    state.compared++;
    const wanted = typeof expected === 'number' ? expected : Number.NaN;
    const given = actual ?? Number.NaN;
    if (Object.is(given, wanted) || (Number.isNaN(wanted) && !Number.isFinite(given))) return;
    const difference = Math.abs(given - wanted);
    const shown = relative > 0 && wanted !== 0 && difference > absolute ? difference / Math.abs(wanted) : difference;
    if (!(shown <= state.worst.difference)) state.worst = { difference: shown, where };
    if (!(difference <= Math.max(relative * Math.abs(wanted), absolute))) outside.push(`${where}: ${given}, expected ${wanted}`);
  };
  return {
    get compared() {
      return state.compared;
    },
    get worst() {
      return state.worst;
    },
    outside,
    number,
    numbers(where, actual, expected, tolerance) {
      const list = Array.isArray(expected) ? (expected as readonly Json[]) : [expected];
      if (actual.length !== list.length) {
        state.compared++;
        outside.push(`${where}: ${actual.length} numbers, expected ${list.length}`);
        return;
      }
      list.forEach((value, i) => {
        number(`${where}[${i}]`, actual[i], value, tolerance);
      });
    },
    same(where, actual, expected) {
      state.compared++;
      if (JSON.stringify(actual) !== JSON.stringify(expected)) {
        outside.push(`${where}: ${JSON.stringify(actual)?.slice(0, 200)}, expected ${JSON.stringify(expected)?.slice(0, 200)}`);
      }
    },
  };
}

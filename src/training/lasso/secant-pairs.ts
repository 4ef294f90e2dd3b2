/**
 * Curvature seen along the last few steps (limited-memory BFGS, Nocedal 1980): with it, a Hessian factor of some steps ago
 * serves many more. All of it ends where a column joins or leaves.
 */

export interface SecantPairs {
  /** `moves` and `falls` (what the gradient lost by the step) by column; of the first, all but `active` are 0. */
  add(moves: Float64Array, falls: Float64Array, active: readonly number[]): void;
  /** For a new factor, and where a column joins or leaves. */
  clear(): void;
  /** Replaces the right side, beside `active`, by the step; `solve` does so with the factor alone. */
  direction(right: Float64Array, active: readonly number[], solve: (right: Float64Array) => void): void;
}

interface Pair {
  readonly moves: Float64Array;
  readonly falls: Float64Array;
  readonly product: number;
}

/** More pairs cost more than the steps that they save. */
const MOST = 8;

export function secantPairs(): SecantPairs {
  let pairs: readonly Pair[] = [];
  return {
    add(moves, falls, active) {
      let [product, size] = [0, 0];
      for (const j of active) {
        product += moves[j] * falls[j];
        size += moves[j] * moves[j];
      }
      // Rounding leaves nothing to learn from the smallest steps.
      if (product > 1e-10 * size && size > 1e-22) pairs = [...pairs.slice(-(MOST - 1)), { moves, falls, product }];
    },
    clear() {
      pairs = [];
    },
    direction(right, active, solve) {
      const n = active.length;
      const shares = pairs.map(() => 0);
      for (let t = pairs.length - 1; t >= 0; t--) {
        const { moves, falls, product } = pairs[t];
        let sum = 0;
        for (let k = 0; k < n; k++) sum += moves[active[k]] * right[k];
        shares[t] = sum / product;
        for (let k = 0; k < n; k++) right[k] -= shares[t] * falls[active[k]];
      }
      solve(right);
      pairs.forEach(({ moves, falls, product }, t) => {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += falls[active[k]] * right[k];
        const share = shares[t] - sum / product;
        for (let k = 0; k < n; k++) right[k] += share * moves[active[k]];
      });
    },
  };
}

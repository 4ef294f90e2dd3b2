/**
 * One FHIRPath expression over `%facts`, parsed and checked once. Only functions that are pure and listed here may be
 * used (no clock, no trace, no network), and only names and enumerated values that the facts object has.
 */
import fhirpath from 'fhirpath';
import type { PathwayFacts } from '../core/index.ts';
import { checkNames } from './check-names.ts';
import { contentError, type Place } from './content-error.ts';

export interface Expression {
  readonly source: string;
  /** The expression reads `%facts.imaging`. */
  readonly readsImaging: boolean;
  /** `facts` may be changed by the engine: pass a copy of your own. */
  evaluate(facts: PathwayFacts): readonly unknown[];
}

export function compileExpression(source: string, place: Place): Expression {
  let evaluator: (resource: unknown, environment: Record<string, unknown>) => unknown;
  try {
    const { readsImaging } = checkNames(fhirpath.parse(source));
    evaluator = fhirpath.compile(source);
    return {
      source,
      readsImaging,
      evaluate: (facts) => {
        const result = evaluator({}, { facts });
        return Array.isArray(result) ? result : [];
      },
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw contentError(place, `the expression "${source}" cannot be used: ${reason}`, cause);
  }
}

/** True only for the single value true: empty is not true. */
export function holds(expression: Expression, facts: PathwayFacts): boolean {
  const result = expression.evaluate(facts);
  return result.length === 1 && result[0] === true;
}

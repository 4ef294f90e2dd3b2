/**
 * One FHIRPath expression over `%facts`, `%site` and `%label`, parsed and checked once. Only functions that are pure and
 * listed may be used (no clock, no trace, no network), and only names and enumerated values that these objects have.
 */
import fhirpath from 'fhirpath';
import { checkNames } from './check-names.ts';
import { contentError, type Place } from './content-error.ts';
import type { Scope } from './scope.ts';
import type { Variables } from './variables.ts';

export interface Expression {
  readonly source: string;
  /** The expression reads `%facts.imaging`. */
  readonly readsImaging: boolean;
  evaluate(scope: Scope): readonly unknown[];
}

/** Rows and texts share most of their expressions: each is parsed once for a folder. */
const compiled = new WeakMap<Variables, Map<string, Expression>>();

export function compileExpression(source: string, place: Place, variables: Variables): Expression {
  const expanded = variables.expand(source, place);
  const known = compiled.get(variables) ?? new Map<string, Expression>();
  compiled.set(variables, known);
  const expression = known.get(expanded) ?? compile(source, expanded, place);
  known.set(expanded, expression);
  return expression;
}

function compile(source: string, expanded: string, place: Place): Expression {
  let evaluator: (resource: unknown, environment: Record<string, unknown>) => unknown;
  try {
    const { readsImaging } = checkNames(fhirpath.parse(expanded));
    evaluator = fhirpath.compile(expanded);
    return {
      source,
      readsImaging,
      evaluate: ({ facts, site, label }) => {
        const result = evaluator({}, { facts, site, label });
        return Array.isArray(result) ? result : [];
      },
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw contentError(place, `the expression "${source}" cannot be used: ${reason}`, cause);
  }
}

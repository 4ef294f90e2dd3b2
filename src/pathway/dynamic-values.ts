/** FHIR dynamicValue of an ActivityDefinition or of the action that uses it: expressions that fill listed elements of the draft. */
import { contentError, type Place } from './content-error.ts';
import type { Activity } from './content-schemas.ts';
import { compileExpression } from './expression.ts';
import type { Scope } from './scope.ts';
import type { Variables } from './variables.ts';

export interface DynamicValues {
  readonly readsImaging: boolean;
  /** All results of the expressions for one path, in document order. */
  of(path: string, scope: Scope): readonly string[];
}

const PATHS: Readonly<Record<Activity['kind'], ReadonlySet<string>>> = {
  ServiceRequest: new Set(['orderDetail.text', 'note.text', 'specimen.reference', 'reasonReference.reference']),
  Task: new Set(['focus.reference', 'note.text']),
};

export function compileDynamicValues(
  dynamicValue: Activity['dynamicValue'],
  kind: Activity['kind'],
  place: Place,
  variables: Variables,
): DynamicValues {
  const values = dynamicValue.map(({ path, expression }, index) => {
    const at = { file: place.file, at: place.at === '' ? `dynamicValue.${index}` : `${place.at}.dynamicValue.${index}` };
    if (!PATHS[kind].has(path)) throw contentError(at, `${kind}.${path} cannot be set`);
    return { path, expression: compileExpression(expression.expression, at, variables) };
  });
  return {
    readsImaging: values.some(({ expression }) => expression.readsImaging),
    of: (path, scope) =>
      values.filter((value) => value.path === path).flatMap(({ expression }) => expression.evaluate(scope).map(String)),
  };
}

/**
 * FHIR dynamicValue of an ActivityDefinition or of the action that uses it: references are FHIRPath expressions, what people
 * read are phrases of the language file. A phrase says of the record what is there, not the shortened form of a card.
 */
import { contentError, type Place } from './content-error.ts';
import type { Activity } from './content-schemas.ts';
import { compileExpression } from './expression.ts';
import type { Scope } from './scope.ts';
import type { TextContext } from './template.ts';

export interface DynamicValues {
  readonly readsImaging: boolean;
  /** All results of the expressions for one path, in document order. */
  of(path: string, scope: Scope): readonly string[];
}

interface Value {
  readonly path: string;
  readonly readsImaging: boolean;
  evaluate(scope: Scope): readonly string[];
}

const PATHS: Readonly<Record<Activity['kind'], ReadonlySet<string>>> = {
  ServiceRequest: new Set(['orderDetail.text', 'note.text', 'specimen.reference', 'reasonReference.reference']),
  Task: new Set(['focus.reference', 'note.text']),
};

export function compileDynamicValues(
  dynamicValue: Activity['dynamicValue'],
  kind: Activity['kind'],
  place: Place,
  context: TextContext,
): DynamicValues {
  const values = dynamicValue.map(({ path, expression }, index): Value => {
    const at = { file: place.file, at: place.at === '' ? `dynamicValue.${index}` : `${place.at}.dynamicValue.${index}` };
    if (!PATHS[kind].has(path)) throw contentError(at, `${kind}.${path} cannot be set`);
    const isRead = path.endsWith('.text');
    if (isRead !== 'reference' in expression) {
      throw contentError(at, isRead ? `${path} takes a reference: phrases/name` : `${path} takes a FHIRPath expression`);
    }
    return 'reference' in expression
      ? { path, ...phrase(expression.reference.slice('phrases/'.length), at, context) }
      : { path, ...fhirPath(expression.expression, at, context) };
  });
  return {
    readsImaging: values.some(({ readsImaging }) => readsImaging),
    of: (path, scope) => values.filter((value) => value.path === path).flatMap((value) => value.evaluate(scope)),
  };
}

function fhirPath(source: string, at: Place, { variables }: TextContext): Omit<Value, 'path'> {
  const { readsImaging, evaluate } = compileExpression(source, at, variables);
  return { readsImaging, evaluate: (scope) => evaluate(scope).map(String) };
}

function phrase(name: string, at: Place, context: TextContext): Omit<Value, 'path'> {
  const { readsImaging, render } = context.phrase(name, at);
  return {
    readsImaging,
    evaluate: (scope) => {
      const said = render({ at: { scope, truths: new Map() }, shown: scope });
      return said === undefined ? [] : [said];
    },
  };
}

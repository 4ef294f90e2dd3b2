/**
 * ActivityDefinition $apply for the two kinds in use. Status is always `draft` and intent `proposal`, set here and not by
 * content (PATHWAY M7); dynamic values may fill only the elements listed, and an expression without a result fills none.
 */
import type { ServiceRequest, Task } from 'fhir/r4.js';
import type { FileOf } from './content-files.ts';
import type { Activity } from './content-schemas.ts';
import { compileDynamicValues, type DynamicValues } from './dynamic-values.ts';
import type { Scope } from './scope.ts';
import type { Variables } from './variables.ts';

export interface CompiledActivity {
  readonly kind: Activity['kind'];
  readonly readsImaging: boolean;
  /** @param more values of the action that uses the definition, after those of the definition */
  apply(scope: Scope, more: DynamicValues): ServiceRequest | Task;
}

interface Values {
  of(path: string): readonly string[];
}

export function compileActivity({ file, content }: FileOf<Activity>, variables: Variables): CompiledActivity {
  const own = compileDynamicValues(content.dynamicValue, content.kind, { file, at: '' }, variables);
  return {
    kind: content.kind,
    readsImaging: own.readsImaging,
    apply: (scope, more) => {
      const values: Values = { of: (path) => [...own.of(path, scope), ...more.of(path, scope)] };
      return content.kind === 'ServiceRequest' ? serviceRequest(content, scope, values) : task(content, scope, values);
    },
  };
}

function serviceRequest(activity: Activity, { facts }: Scope, values: Values): ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    status: 'draft',
    intent: 'proposal',
    code: activity.code,
    ...list(
      'orderDetail',
      values.of('orderDetail.text').map((text) => ({ text })),
    ),
    subject: { reference: `Patient/${facts.patientId}` },
    authoredOn: facts.today,
    ...list(
      'reasonReference',
      values.of('reasonReference.reference').map((reference) => ({ reference })),
    ),
    ...list(
      'specimen',
      values.of('specimen.reference').map((reference) => ({ reference })),
    ),
    ...list(
      'note',
      values.of('note.text').map((text) => ({ text })),
    ),
  };
}

function task(activity: Activity, { facts }: Scope, values: Values): Task {
  const focus = values.of('focus.reference')[0];
  return {
    resourceType: 'Task',
    status: 'draft',
    intent: 'proposal',
    code: activity.code,
    description: activity.title,
    ...(focus === undefined ? {} : { focus: { reference: focus } }),
    for: { reference: `Patient/${facts.patientId}` },
    authoredOn: facts.today,
    ...list(
      'note',
      values.of('note.text').map((text) => ({ text })),
    ),
  };
}

/** FHIR JSON has no empty arrays. */
function list<K extends string, T>(name: K, items: readonly T[]): { readonly [key in K]?: T[] } {
  return items.length === 0 ? {} : ({ [name]: items } as { readonly [key in K]: T[] });
}

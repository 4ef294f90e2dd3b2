/**
 * ActivityDefinition $apply for the two kinds in use. Status is always `draft` and intent `proposal`, set here and not by
 * content (PATHWAY M7); dynamic values may fill only the elements listed, and an expression without a result fills none.
 */
import type { ServiceRequest, Task } from 'fhir/r4.js';
import type { PathwayFacts } from '../core/index.ts';
import { contentError } from './content-error.ts';
import type { FileOf } from './content-files.ts';
import type { Activity } from './content-schemas.ts';
import { compileExpression, type Expression } from './expression.ts';

export interface CompiledActivity {
  readonly url: string;
  readonly version: string;
  readonly file: string;
  readonly readsImaging: boolean;
  /** `facts` may be changed by the engine: pass a copy of your own. */
  apply(facts: PathwayFacts): ServiceRequest | Task;
}

interface DynamicValues {
  /** All results of the expressions for one path, in document order. */
  of(path: string): readonly string[];
}

const PATHS: Readonly<Record<Activity['kind'], ReadonlySet<string>>> = {
  ServiceRequest: new Set(['orderDetail.text', 'note.text', 'specimen.reference', 'reasonReference.reference']),
  Task: new Set(['focus.reference', 'note.text']),
};

export function compileActivity({ file, content }: FileOf<Activity>): CompiledActivity {
  const values = content.dynamicValue.map(({ path, expression }, index) => {
    const at = `dynamicValue.${index}`;
    if (!PATHS[content.kind].has(path)) throw contentError({ file, at }, `${content.kind}.${path} cannot be set`);
    return { path, expression: compileExpression(expression.expression, { file, at }) };
  });
  return {
    url: content.url,
    version: content.version,
    file,
    readsImaging: values.some(({ expression }) => expression.readsImaging),
    apply: (facts) => {
      const dynamic = evaluateAll(values, facts);
      return content.kind === 'ServiceRequest' ? serviceRequest(content, facts, dynamic) : task(content, facts, dynamic);
    },
  };
}

function evaluateAll(
  values: readonly { readonly path: string; readonly expression: Expression }[],
  facts: PathwayFacts,
): DynamicValues {
  return {
    of: (path) =>
      values.filter((value) => value.path === path).flatMap(({ expression }) => expression.evaluate(facts).map(String)),
  };
}

function serviceRequest(activity: Activity, facts: PathwayFacts, values: DynamicValues): ServiceRequest {
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

function task(activity: Activity, facts: PathwayFacts, values: DynamicValues): Task {
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

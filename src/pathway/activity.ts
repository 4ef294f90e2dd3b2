/**
 * ActivityDefinition $apply for the two kinds in use. Status is always `draft` and intent `proposal`, set here and not by
 * content (PATHWAY M7); dynamic values may fill only the elements listed, and an expression without a result fills none.
 */
import type { CodeableConcept, ServiceRequest, Task } from 'fhir/r4.js';
import { contentError } from './content-error.ts';
import type { FileOf } from './content-files.ts';
import type { Activity, Texts } from './content-schemas.ts';
import { compileDynamicValues, type DynamicValues } from './dynamic-values.ts';
import type { Scope } from './scope.ts';
import type { TextContext } from './template.ts';

export interface CompiledActivity {
  readonly kind: Activity['kind'];
  readonly readsImaging: boolean;
  /** @param more values of the action that uses the definition, after those of the definition */
  apply(scope: Scope, more: DynamicValues): ServiceRequest | Task;
}

/** What the draft is called in the language of the texts. */
interface Words {
  readonly code: string;
  readonly description: string;
}

interface Values {
  of(path: string): readonly string[];
}

export function compileActivity(
  { file, content }: FileOf<Activity>,
  texts: FileOf<Texts>,
  context: TextContext,
): CompiledActivity {
  const words = wordsOf(content, texts);
  const own = compileDynamicValues(content.dynamicValue, content.kind, { file, at: '' }, context);
  return {
    kind: content.kind,
    readsImaging: own.readsImaging,
    apply: (scope, more) => {
      const values: Values = { of: (path) => [...own.of(path, scope), ...more.of(path, scope)] };
      const code = { ...content.code, text: words.code };
      return content.kind === 'ServiceRequest'
        ? serviceRequest(code, scope, values)
        : task(code, words.description, scope, values);
    },
  };
}

function wordsOf({ id, kind }: Activity, { file, content }: FileOf<Texts>): Words {
  const own = Object.hasOwn(content.drafts, id) ? content.drafts[id] : undefined;
  if (own === undefined) throw contentError({ file, at: `drafts.${id}` }, 'the words of this draft are missing');
  const place = { file, at: `drafts.${id}.description` };
  if (kind === 'Task' && own.description === undefined) throw contentError(place, 'the description of this task is missing');
  if (kind !== 'Task' && own.description !== undefined) throw contentError(place, 'nothing uses this text');
  return { code: own.code, description: own.description ?? own.code };
}

function serviceRequest(code: CodeableConcept, { facts }: Scope, values: Values): ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    status: 'draft',
    intent: 'proposal',
    code,
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

function task(code: CodeableConcept, description: string, { facts }: Scope, values: Values): Task {
  // One focus only: that of the action stands in place of the definition's.
  const focus = values.of('focus.reference').at(-1);
  return {
    resourceType: 'Task',
    status: 'draft',
    intent: 'proposal',
    code,
    description,
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

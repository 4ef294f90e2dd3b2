/** The phrases of one language file, compiled on first use, and the check that nothing in the file is left over. */

import { actionsOf } from './activities.ts';
import { contentError, type Place } from './content-error.ts';
import type { FileOf } from './content-files.ts';
import type { Texts } from './content-schemas.ts';
import type { Plan } from './plan-schemas.ts';
import { compileText, type Text, type TextContext } from './template.ts';
import type { Variables } from './variables.ts';

export function textContext(
  { file, content }: FileOf<Texts>,
  variables: Variables,
): {
  readonly context: TextContext;
  /** Call after all rows are compiled. Throws where a text belongs to nothing. */
  readonly checkUsed: (plan: Plan) => void;
} {
  const compiled = new Map<string, Text>();
  const open = new Set<string>();
  const context: TextContext = {
    notStated: content.notStated,
    variables,
    phrase: (name, place) => phrase(name, place),
  };

  function phrase(name: string, place: Place): Text {
    const known = compiled.get(name);
    if (known !== undefined) return known;
    const source = Object.hasOwn(content.phrases, name) ? content.phrases[name] : undefined;
    if (source === undefined) throw contentError(place, `there is no phrase "${name}"`);
    if (open.has(name)) throw contentError(place, `the phrase "${name}" contains itself`);
    open.add(name);
    const text = compileText(source, { file, at: `phrases.${name}` }, context);
    open.delete(name);
    compiled.set(name, text);
    return text;
  }

  function checkUsed(plan: Plan): void {
    const rows = plan.action.flatMap((group) => group.action);
    const actions = rows.flatMap(actionsOf);
    const used: Readonly<Record<'phrases' | 'rows' | 'suggestions' | 'links', ReadonlySet<string>>> = {
      phrases: new Set(compiled.keys()),
      rows: new Set(rows.map(({ id }) => id)),
      suggestions: new Set(actions.flatMap(({ id, prefix }) => [id, prefix])),
      links: new Set(actions.map(({ prefix }) => prefix)),
    };
    for (const section of ['phrases', 'rows', 'suggestions', 'links'] as const) {
      const unused = Object.keys(content[section]).find((name) => !used[section].has(name));
      if (unused !== undefined) throw contentError({ file, at: `${section}.${unused}` }, 'nothing uses this text');
    }
  }

  return { context, checkUsed };
}

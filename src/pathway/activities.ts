/** The ActivityDefinitions of a service folder by canonical, each used by at least one action. */
import { type CompiledActivity, compileActivity } from './activity.ts';
import { contentError } from './content-error.ts';
import type { ContentFiles } from './content-files.ts';
import type { PlanAction, PlanRow } from './plan-schemas.ts';
import type { TextContext } from './template.ts';

export function compileActivities(
  { activities, plan }: ContentFiles,
  texts: ContentFiles['texts'],
  context: TextContext,
): ReadonlyMap<string, CompiledActivity> {
  const used = new Set(
    plan.content.action.flatMap((group) => group.action.flatMap(actionsOf)).map((action) => action.definitionCanonical),
  );
  const compiled = new Map<string, CompiledActivity>();
  for (const activity of activities) {
    const { url, version } = activity.content;
    const names = [url, `${url}|${version}`];
    if (!names.some((name) => used.has(name)))
      throw contentError(
        { file: activity.file, at: 'url' },
        `no action uses this definition; an action names it as ${url}|${version}`,
      );
    const definition = compileActivity(activity, texts, context);
    for (const name of names) compiled.set(name, definition);
  }
  const unused = Object.keys(texts.content.drafts).find((id) => !activities.some(({ content }) => content.id === id));
  if (unused !== undefined) throw contentError({ file: texts.file, at: `drafts.${unused}` }, 'nothing uses this text');
  return compiled;
}

/** Actions of a row, those of nested groups among them. */
export function actionsOf(row: PlanRow): readonly PlanAction[] {
  return row.action.flatMap((item) => ('action' in item ? item.action : [item]));
}

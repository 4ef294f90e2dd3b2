/** The rows as a whole: ids, merged rows, rows that a site silences, and that every case meets exactly one row. */
import { actionsOf } from './activities.ts';
import type { CompiledGroup } from './compile-groups.ts';
import { contentError } from './content-error.ts';
import type { ContentFiles } from './content-files.ts';
import { checkDecisions } from './decision-check.ts';
import { HOOKS } from './fact-shape.ts';

export function checkRows({ plan, site }: ContentFiles, groups: readonly CompiledGroup[]): void {
  const { file } = plan;
  checkIds(plan);
  const rows = groups.flatMap((group) => group.rows);
  const known = new Set(rows.map(({ id }) => id));
  const unknown = site.content.silentRows.find((id) => !known.has(id));
  if (unknown !== undefined) throw contentError({ file: site.file, at: 'silentRows' }, `the plan has no row ${unknown}`);
  for (const row of rows) {
    const missing = [...row.mergedInto].find((id) => rows.every((other) => other.id !== id || other.mergedInto.size > 0));
    if (missing !== undefined) throw contentError({ file, at: row.id }, `there is no row ${missing} to be merged into`);
  }
  const met = HOOKS.map((hook) => decide(hook, groups, file));
  const unreachable = rows.find(({ id, mergedInto }) => mergedInto.size === 0 && !met.some((ids) => ids.has(id)));
  if (unreachable !== undefined) throw contentError({ file, at: unreachable.id }, 'no case can meet this row');
}

/** All groups that one hook triggers; merged rows stand beside the one row that is met. */
function decide(hook: (typeof HOOKS)[number], groups: readonly CompiledGroup[], file: string): Set<string> {
  const triggered = groups.flatMap((group) =>
    group.triggers
      .filter((trigger) => trigger.hook === hook)
      .map((trigger) => ({ context: [...trigger.condition, ...group.condition], rows: group.rows })),
  );
  const rows = triggered.flatMap(({ context, rows: own }) =>
    own
      .filter(({ mergedInto }) => mergedInto.size === 0)
      .map(({ id, condition }) => ({ id, conditions: [...context, ...condition] })),
  );
  return checkDecisions(
    rows,
    triggered.map(({ context }) => context),
    file,
  );
}

/** Ids are what texts, cases and feedback refer to. */
function checkIds({ file, content }: ContentFiles['plan']): void {
  const seen = new Set<string>();
  const ids = content.action.flatMap((group) => [
    group.id,
    ...group.action.flatMap((row) => [
      row.id,
      ...row.action.flatMap((item) => ('action' in item ? [item.id] : [])),
      ...actionsOf(row).map((action) => action.id),
    ]),
  ]);
  for (const id of ids) {
    if (seen.has(id)) throw contentError({ file, at: id }, 'the id is used twice');
    seen.add(id);
  }
}

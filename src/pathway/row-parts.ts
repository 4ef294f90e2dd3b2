/** What a row can put on a card, compiled: texts, links and suggestions, each with the conditions under which it applies. */
import type { Proposal } from '../core/index.ts';
import type { Condition } from './condition.ts';
import { contentError } from './content-error.ts';
import type { PlanRow } from './plan-schemas.ts';
import { type CompiledAction, compileAction, compileConditions, compileRequiredText, type RowContext } from './row-actions.ts';
import { compileText, type Text } from './template.ts';

export interface Bullet {
  readonly text: Text;
  readonly optional: boolean;
}

export interface RowParts {
  readonly indicator: Proposal['indicator'];
  readonly usesImaging: boolean;
  readonly readsImaging: boolean;
  readonly selectionBehavior: 'any' | 'at-most-one';
  readonly once: boolean;
  readonly summary: Text;
  readonly bullets: readonly Bullet[];
  readonly actions: readonly CompiledAction[];
  readonly source: Proposal['source'];
}

/** Undefined for a row that is met without a card. */
export function compileParts(row: PlanRow, context: RowContext): RowParts | undefined {
  const { texts, textContext, textsFile: file } = context;
  const own = Object.hasOwn(texts.rows, row.id) ? texts.rows[row.id] : undefined;
  if (row.action.length === 0) {
    if (own !== undefined) throw contentError({ file, at: `rows.${row.id}` }, 'the row proposes nothing and needs no text');
    return undefined;
  }
  if (own === undefined) throw contentError({ file, at: `rows.${row.id}` }, 'the text of this row is missing');
  const summary = compileRequiredText(own.summary, { file, at: `rows.${row.id}.summary` }, textContext);
  if (summary.readsImaging) throw contentError({ file, at: `rows.${row.id}.summary` }, 'a summary states tissue facts only');
  const bullets = own.bullets.map(({ text, optional }, index) => ({
    text: compileText(text, { file, at: `rows.${row.id}.bullets.${index}` }, textContext),
    optional,
  }));
  const actions = row.action.flatMap((item): CompiledAction[] => {
    if (!('action' in item)) return [compileAction(item, [], context)];
    const shared: readonly Condition[] = compileConditions(item, context);
    return item.action.map((action) => compileAction(action, shared, context));
  });
  checkSelection(row, actions, context);
  return {
    indicator: row.priority === 'urgent' ? 'warning' : 'info',
    usesImaging: row.input.length > 0,
    readsImaging: bullets.some(({ text }) => text.readsImaging) || actions.some((action) => action.readsImaging),
    selectionBehavior: row.selectionBehavior,
    once: row.cardinalityBehavior === 'single',
    summary,
    bullets,
    actions,
    source: sourceOf(row, own.title ?? row.title, context),
  };
}

function checkSelection(row: PlanRow, actions: readonly CompiledAction[], context: RowContext): void {
  const recommended = actions.filter((action) => action.kind === 'suggestion' && action.recommended);
  if (row.selectionBehavior === 'at-most-one' && recommended.length > 1) {
    throw contentError({ file: context.planFile, at: row.id }, 'at most one suggestion may be recommended');
  }
}

function sourceOf(row: PlanRow, title: string, context: RowContext): Proposal['source'] {
  const url = row.documentation.find((citation) => citation.url !== undefined)?.url;
  const label = context.texts.source.replace('{row}', row.id).replace('{reviewed}', context.reviewed);
  const topic = { system: context.topicSystem, code: `HER2LOW${row.id}`, display: title };
  return { label, ...(url === undefined ? {} : { url }), topic };
}

/** The groups of the PlanDefinition: which hooks trigger them, in which context, and their rows, in one language. */
import type { Hook } from '../core/index.ts';
import { compileActivities } from './activities.ts';
import { type Condition, compileCondition } from './condition.ts';
import { contentError } from './content-error.ts';
import type { ContentFiles } from './content-files.ts';
import type { PlanGroup } from './plan-schemas.ts';
import { type CompiledRow, compileRow } from './row.ts';
import { textContext } from './text-context.ts';
import type { Variables } from './variables.ts';

export interface CompiledGroup {
  readonly id: string;
  /** A hook may have a condition of its own: who has called. */
  readonly triggers: readonly { readonly hook: Hook; readonly condition: readonly Condition[] }[];
  readonly condition: readonly Condition[];
  readonly rows: readonly CompiledRow[];
}

export function compileGroups(
  content: ContentFiles,
  texts: ContentFiles['texts'],
  variables: Variables,
): readonly CompiledGroup[] {
  const { plan, service } = content;
  const { context, checkUsed } = textContext(texts, variables);
  const rowContext = {
    planFile: plan.file,
    textsFile: texts.file,
    texts: texts.content,
    textContext: context,
    variables,
    activities: compileActivities(content, texts, context),
    reviewed: plan.content.lastReviewDate,
    topicSystem: service.content.topicSystem,
  };
  const groups = plan.content.action.map((group) => ({
    id: group.id,
    triggers: group.trigger.map(({ name, condition }) => ({
      hook: name,
      condition: condition === undefined ? [] : [contextCondition(condition.expression, plan.file, group, variables)],
    })),
    condition: group.condition.map(({ expression }) => contextCondition(expression.expression, plan.file, group, variables)),
    rows: group.action.map((row) => compileRow(row, rowContext)),
  }));
  checkUsed(plan.content);
  return groups;
}

function contextCondition(source: string, file: string, group: PlanGroup, variables: Variables): Condition {
  const condition = compileCondition(source, { file, at: group.id }, variables);
  if (condition.readsImaging) throw contentError({ file, at: group.id }, 'only rows may read %facts.imaging');
  return condition;
}

/**
 * Clinical content from data to rules, checked as a whole: everything that is written must be used, everything that is
 * used must exist, and nothing may be past its review date. Refusals name the file and the place (PATHWAY section 7).
 */
import type { OrderClassRule, PathwayFacts } from '../core/index.ts';
import { compileActivities } from './activities.ts';
import { contentError } from './content-error.ts';
import { type ContentFiles, type FileOf, readContentFiles } from './content-files.ts';
import type { Plan, PlanGroup } from './content-schemas.ts';
import { displayFacts } from './display-facts.ts';
import { compileExpression, type Expression, holds } from './expression.ts';
import { hookServices } from './hook-services.ts';
import { orderClassRules } from './order-class-rules.ts';
import { checkDates } from './review-dates.ts';
import { type CompiledRow, compileRow } from './row.ts';
import type { Application, HookService, ServiceContent } from './service-content.ts';
import { textContext } from './text-context.ts';

interface CompiledGroup {
  readonly hooks: ReadonlySet<string>;
  readonly condition: readonly Expression[];
  readonly rows: readonly CompiledRow[];
}

/**
 * @param files name inside the service folder, with `/`, to parsed JSON
 * @param today ISO date against which review dates are held
 * @throws ServiceError `bad-configuration`
 */
export function compileContent(files: ReadonlyMap<string, unknown>, today: string): ServiceContent {
  const content = readContentFiles(files);
  for (const reviewed of [content.plan, ...content.activities])
    checkDates(reviewed, content.service.content.maxReviewAgeMonths, today);
  const services = hookServices(content);
  const orderClasses = orderClassRules(content.orderClasses, content.valueSets);
  const groups = compileGroups(content);
  return serviceContent(content.service.content.version, services, orderClasses, groups);
}

function serviceContent(
  version: string,
  services: readonly HookService[],
  orderClasses: readonly OrderClassRule[],
  groups: readonly CompiledGroup[],
): ServiceContent {
  return {
    version,
    services,
    orderClasses,
    apply: (facts) => {
      const copy = structuredClone(facts);
      const row = first(rowsMet(groups, copy));
      return row === undefined ? { usesImaging: false } : application(row, copy);
    },
    matchingRows: (facts) => [...rowsMet(groups, structuredClone(facts))].map((row) => row.id),
  };
}

function* rowsMet(groups: readonly CompiledGroup[], facts: PathwayFacts): Generator<CompiledRow> {
  const allHold = (conditions: readonly Expression[]): boolean => conditions.every((condition) => holds(condition, facts));
  for (const group of groups) {
    if (!group.hooks.has(facts.hook) || !allHold(group.condition)) continue;
    for (const row of group.rows) if (allHold(row.condition)) yield row;
  }
}

function first<T>(items: Iterable<T>): T | undefined {
  for (const item of items) return item;
  return undefined;
}

function application(row: CompiledRow, facts: PathwayFacts): Application {
  const proposal = row.propose?.(facts, displayFacts(facts));
  return { row: row.id, usesImaging: row.usesImaging, ...(proposal === undefined ? {} : { proposal }) };
}

function silenced(row: CompiledRow, silentRows: readonly string[]): CompiledRow {
  return silentRows.includes(row.id) ? { ...row, propose: undefined } : row;
}

function checkSilentRows(service: ContentFiles['service'], groups: readonly CompiledGroup[]): void {
  const known = new Set(groups.flatMap(({ rows }) => rows.map(({ id }) => id)));
  const unknown = service.content.silentRows.find((id) => !known.has(id));
  if (unknown !== undefined) throw contentError({ file: service.file, at: 'silentRows' }, `the plan has no row ${unknown}`);
}

function compileGroups(content: ContentFiles): readonly CompiledGroup[] {
  const { plan, texts, service } = content;
  checkIds(plan);
  const activities = compileActivities(content);
  const { context, checkUsed } = textContext(texts);
  const rowContext = {
    planFile: plan.file,
    textsFile: texts.file,
    texts: texts.content,
    textContext: context,
    activities,
    reviewed: plan.content.lastReviewDate,
    topicSystem: service.content.topicSystem,
    overrideReasons: service.content.overrideReasons,
  };
  const groups = plan.content.action.map((group) => ({
    hooks: new Set<string>(group.trigger.map(({ name }) => name)),
    condition: group.condition.map(({ expression }) => groupCondition(expression.expression, plan.file, group)),
    rows: group.action.map((row) => silenced(compileRow(row, rowContext), service.content.silentRows)),
  }));
  checkSilentRows(service, groups);
  checkUsed(plan.content);
  return groups;
}

function groupCondition(source: string, file: string, group: PlanGroup): Expression {
  const condition = compileExpression(source, { file, at: group.id });
  if (condition.readsImaging) throw contentError({ file, at: group.id }, 'only rows may read %facts.imaging');
  return condition;
}

/** Ids are what texts, cases and feedback refer to. */
function checkIds({ file, content }: FileOf<Plan>): void {
  const seen = new Set<string>();
  const ids = content.action.flatMap((group) => [
    group.id,
    ...group.action.flatMap((row) => [row.id, ...row.action.map((action) => action.id)]),
  ]);
  for (const id of ids) {
    if (seen.has(id)) throw contentError({ file, at: id }, 'the id is used twice');
    seen.add(id);
  }
}

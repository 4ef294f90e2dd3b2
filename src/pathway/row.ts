/** One rule row of the PlanDefinition, compiled: when it holds, and what it puts on a card. */
import { type Condition, compileCondition } from './condition.ts';
import { contentError } from './content-error.ts';
import type { PlanRow } from './plan-schemas.ts';
import type { RowContext } from './row-actions.ts';
import { compileParts, type RowParts } from './row-parts.ts';

export interface CompiledRow {
  readonly id: string;
  readonly title: string;
  readonly usesImaging: boolean;
  readonly condition: readonly Condition[];
  /** Rows into whose card this one is merged; empty for a row with a card of its own. */
  readonly mergedInto: ReadonlySet<string>;
  /** Undefined for a row that is met without a card. */
  readonly parts: RowParts | undefined;
}

export function compileRow(row: PlanRow, context: RowContext): CompiledRow {
  const place = { file: context.planFile, at: row.id };
  const usesImaging = row.input.length > 0;
  const condition = row.condition.map(({ expression }) => compileCondition(expression.expression, place, context.variables));
  const parts = compileParts(row, context);
  const readsImaging = condition.some((each) => each.readsImaging) || parts?.readsImaging === true;
  if (readsImaging && !usesImaging) throw contentError(place, 'reads %facts.imaging without an ImagingStudy input');
  const mergedInto = new Set(row.relatedAction.map(({ actionId }) => actionId));
  if (mergedInto.size > 0 && parts === undefined) throw contentError(place, 'a row that is merged needs something to add');
  return { id: row.id, title: row.title, usesImaging, condition, mergedInto, parts };
}

/** Named expressions hold on their own: a mistake in one is refused at its name, and not at the first row or label that uses it. */
import type { FileOf } from './content-files.ts';
import { compileExpression } from './expression.ts';
import type { Plan } from './plan-schemas.ts';
import type { Variables } from './variables.ts';

/** Throws ServiceError `bad-configuration` naming the variable. */
export function checkVariables({ file, content }: FileOf<Plan>, variables: Variables): void {
  for (const { valueExpression } of content.extension) {
    compileExpression(valueExpression.expression, { file, at: `variable ${valueExpression.name}` }, variables);
  }
}

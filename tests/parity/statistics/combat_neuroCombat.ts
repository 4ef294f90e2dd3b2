import { applyCombat, fitCombat } from '../../../src/training/harmonisation/combat.ts';
import type { Comparison } from './tally.ts';

interface Cases {
  readonly data: string;
  readonly batch: string;
  readonly features: readonly string[];
  readonly cases: readonly {
    readonly id: string;
    readonly categorical_cols?: readonly string[];
    readonly continuous_cols?: readonly string[];
    readonly train?: string;
    readonly apply?: string;
    readonly rows_1based: readonly number[];
    readonly values: readonly (readonly number[])[];
  }[];
}

/** Both iterate the posterior to a change of 1e-4: the same number of steps gives the same digits. */
const EXACT = { relative: 1e-9, absolute: 1e-12 };

export const compare: Comparison = (folder, topic, tally) => {
  const { data, batch, features, cases } = folder.cases<Cases>(topic);
  for (const { id, train = data, apply, rows_1based: rows, values, ...rest } of cases) {
    const table = folder.table(train);
    const names = [...(rest.categorical_cols ?? []), ...(rest.continuous_cols ?? [])];
    const settings = { covariates: names.map((name) => table.column(name)) };
    const fit = fitCombat(
      features.map((name) => table.column(name)),
      table.text(batch),
      settings,
    );
    if (fit.kind !== 'fitted') {
      tally.same(id, fit.reason, 'fitted');
      continue;
    }
    const later = apply === undefined ? undefined : folder.table(apply);
    rows.forEach((row, r) => {
      const actual =
        later === undefined
          ? fit.columns.map((column) => column[row - 1])
          : applyCombat(
              fit.model,
              features.map((name) => later.column(name).slice(row - 1, row)),
              later.text(batch)[row - 1],
            )?.map((column) => column[0]);
      tally.numbers(`${id} row ${row}`, actual ?? [], values[r], EXACT);
    });
  }
};

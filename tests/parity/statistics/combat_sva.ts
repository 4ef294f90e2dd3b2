import { fitCombat } from '../../../src/training/harmonisation/combat.ts';
import type { Comparison } from './tally.ts';

interface Cases {
  readonly data: string;
  readonly batch: string;
  readonly features: readonly string[];
  readonly rows_1based: readonly number[];
  readonly cases: readonly {
    readonly id: string;
    readonly covariates: readonly string[];
    readonly mean_only: boolean;
    readonly values: readonly (readonly number[])[];
  }[];
}

/** Both iterate the posterior to a change of 1e-4: the same number of steps gives the same digits. */
const EXACT = { relative: 1e-9, absolute: 1e-12 };

export const compare: Comparison = (folder, topic, tally) => {
  const { data, batch, features, rows_1based: rows, cases } = folder.cases<Cases>(topic);
  const table = folder.table(data);
  const columns = features.map((name) => table.column(name));
  for (const { id, covariates, mean_only: meanOnly, values } of cases) {
    const settings = { meanOnly, covariates: covariates.map((name) => table.column(name)) };
    const result = fitCombat(columns, table.text(batch), settings);
    if (result.kind !== 'fitted') {
      tally.same(id, result.reason, 'fitted');
      continue;
    }
    rows.forEach((row, r) => {
      tally.numbers(
        `${id} row ${row}`,
        result.columns.map((column) => column[row - 1]),
        values[r],
        EXACT,
      );
    });
  }
};

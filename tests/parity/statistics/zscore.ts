import { applyScaling, fitScaling } from '../../../src/training/selection/z-score.ts';
import type { Comparison } from './tally.ts';

interface Case {
  readonly id: string;
  readonly train: string;
  readonly features: string | readonly string[];
  readonly expected: {
    readonly feature: readonly string[];
    readonly mean: readonly number[];
    readonly sd_n_minus_1: readonly number[];
  };
  readonly transformed_ddof1: Readonly<
    Record<
      string,
      {
        readonly rows_1based: readonly number[];
        readonly feature: readonly string[];
        readonly values: readonly (readonly number[])[];
      }
    >
  >;
}

/** The references are written with 15 digits; a mean near 0 of values of either sign keeps their absolute error. */
const EXACT = { relative: 1e-12, absolute: 1e-14 };

export const compare: Comparison = (folder, topic, tally) => {
  for (const { id, train, expected, transformed_ddof1 } of folder.cases<{ cases: readonly Case[] }>(topic).cases) {
    const table = folder.table(train);
    const scalings = new Map(expected.feature.map((name) => [name, fitScaling(table.column(name))]));
    expected.feature.forEach((name, i) => {
      const { mean, sd } = scalings.get(name)!;
      tally.number(`${id} mean of ${name}`, mean, expected.mean[i], EXACT);
      tally.number(`${id} sd of ${name}`, sd, expected.sd_n_minus_1[i], EXACT);
    });
    for (const [file, { rows_1based: rows, feature, values }] of Object.entries(transformed_ddof1)) {
      const z = feature.map((name) => applyScaling(folder.table(file).column(name), scalings.get(name)!));
      const byRow = values.length === rows.length;
      rows.forEach((row, r) => {
        feature.forEach((name, f) => {
          tally.number(`${id} ${file} row ${row} ${name}`, z[f][row - 1], byRow ? values[r][f] : values[f][r], EXACT);
        });
      });
    }
  }
};

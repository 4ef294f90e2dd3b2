import { type MrmrVariant, selectMrmr } from '../../../src/training/selection/mrmr.ts';
import type { Comparison } from './tally.ts';

interface Expected {
  readonly selected: readonly string[];
  readonly scores: readonly number[];
  readonly margins: readonly number[];
}

interface Case extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly data: string;
  readonly features: string | readonly string[];
  readonly K: number;
  readonly discretised_relevance_bits: readonly number[];
  readonly f_statistic: readonly number[];
}

const VARIANTS: Readonly<Record<string, MrmrVariant>> = {
  MID: 'MID',
  MIQ: 'MIQ',
  FCD: 'FCD',
  FCQ: 'FCQ',
  gaussian_MI_D: 'gaussian',
  gaussian_MI_D_ordered_target: 'gaussian-ordered',
};

/** Scores are differences of sums of up to 30 terms. */
const EXACT = { relative: 1e-9, absolute: 1e-12 };

export const compare: Comparison = (folder, topic, tally) => {
  for (const expected of folder.cases<{ cases: readonly Case[] }>(topic).cases) {
    const table = folder.table(expected.data);
    const features = table.columns(expected.features);
    const label = table.column('label');
    const columns = features.map(({ values }) => values);
    for (const [name, variant] of Object.entries(VARIANTS)) {
      const wanted = expected[name] as Expected | undefined;
      if (wanted === undefined) continue;
      const { selected, scores, margins, relevance } = selectMrmr(columns, label, expected.K, variant);
      tally.same(
        `${expected.id} ${name} order`,
        selected.map((i) => features[i].name),
        wanted.selected,
      );
      tally.numbers(`${expected.id} ${name} score`, scores, wanted.scores, EXACT);
      tally.numbers(`${expected.id} ${name} margin`, margins, wanted.margins, EXACT);
      if (variant === 'MID') tally.numbers(`${expected.id} bits`, relevance, expected.discretised_relevance_bits, EXACT);
      if (variant === 'FCD') tally.numbers(`${expected.id} F`, relevance, expected.f_statistic, EXACT);
    }
  }
};

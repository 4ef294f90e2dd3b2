import { selectMrmr } from '../../../src/training/selection/mrmr.ts';
import type { Comparison } from './tally.ts';

interface Case {
  readonly id: string;
  readonly data: string;
  readonly features: string | readonly string[];
  readonly target_mode: 'numeric' | 'ordered';
  readonly K: number;
  readonly selected: readonly string[];
  readonly relevance_mi_nats_selected: readonly number[];
  readonly score_slot_in_selection_order: readonly number[];
}

/** mRMRe computes in double; its scores are differences of sums of up to 30 terms. */
const EXACT = { relative: 1e-9, absolute: 1e-12 };

export const compare: Comparison = (folder, topic, tally) => {
  for (const expected of folder.cases<{ cases: readonly Case[] }>(topic).cases) {
    const { id, data, target_mode: mode, K } = expected;
    const table = folder.table(data);
    const features = table.columns(expected.features);
    const variant = mode === 'numeric' ? 'gaussian' : 'gaussian-ordered';
    const result = selectMrmr(
      features.map(({ values }) => values),
      table.column('label'),
      K,
      variant,
    );
    tally.same(
      `${id} order`,
      result.selected.map((i) => features[i].name),
      expected.selected,
    );
    tally.numbers(
      `${id} relevance`,
      result.selected.map((i) => result.relevance[i]),
      expected.relevance_mi_nats_selected,
      EXACT,
    );
    // mRMRe divides by the level, the outcome included, from the second pick on.
    const slots = result.scores.map((score, i) => (i === 0 ? score : (score * i) / (i + 1)));
    tally.numbers(`${id} score`, slots, expected.score_slot_in_selection_order, EXACT);
  }
};

/** Name, line class and wording of the splits, one way everywhere. */
import type { SplitName } from '../evaluation/results-parts.ts';

export const SPLIT_TITLES: Readonly<Record<SplitName, string>> = {
  training: 'Training',
  validation: 'Validation',
  external: 'External',
};

export const SIMULATED_MARK = 'simulated data';

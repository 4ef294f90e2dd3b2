import { expect, it } from 'vitest';
import { runFits } from '../../src/cli/train-fits.ts';
import { DEFAULT_RECIPE } from '../../src/training/pipeline/recipe.ts';
import type { FitContext } from '../../src/training/pipeline/refit.ts';

it('a fit whose thread ends stops the training: it is no result', async () => {
  const table = { names: ['f'], columns: [], outcome: new Uint8Array(0), patients: [], sites: [], clinical: {} };
  const context: FitContext = { table: { ...table, clinical: null as never }, recipe: DEFAULT_RECIPE, unstable: [] };
  const task = { rows: [0], labels: [1 as const], purpose: 'test' };
  await expect(runFits(context, [task], 1)).rejects.toThrow(/1 of 1 repeated fits ended .*fewer --workers/);
});

import { expect, it } from 'vitest';
import { DEMONSTRATION_MODEL, openModel, warmUp } from '../../src/assessment/index.ts';

it('the warm-up computes features and scores, though its lesions are out of the range of every model', async () => {
  const { model, plan } = await openModel(DEMONSTRATION_MODEL);
  let scored = 0;
  const counting = {
    ...model,
    acquisitionReasons: () => [{ code: 'spacing-out-of-range', text: 'unlike the training images' }] as const,
    score: (...asked: Parameters<typeof model.score>) => {
      scored += 1;
      return model.score(...asked);
    },
  };
  await warmUp({ model: counting, plan });
  expect(scored).toBeGreaterThan(10);
});

import { expect, it } from 'vitest';
import { outcomeOf, randomCase } from './random-regions.ts';

const CASES = 2000;

it('random small images, masks and settings give features or a named refusal, and no silent NaN', { timeout: 120_000 }, () => {
  const ended = new Map<string, number>();
  for (let seed = 1; seed <= CASES; seed++) {
    const outcome = outcomeOf(randomCase(seed));
    if (outcome.kind === 'wrong') throw new Error(`seed ${seed}: ${outcome.problem}`);
    ended.set(outcome.as, (ended.get(outcome.as) ?? 0) + 1);
  }
  expect(ended.get('features')).toBeGreaterThan(CASES / 4);
  expect(ended.size).toBeGreaterThan(10);
});

import { expect, it } from 'vitest';
import { fingerprint } from '../../src/core/index.ts';

it('a value keeps the name under which earlier runs have kept its result', () => {
  const value = ['1.2.840', { region: { x: 3, y: 5 }, spacing: 0.1 }, null];
  expect(fingerprint(value)).toBe('aefc3b795d90fc0795bf9a37829a13ef26a5c6e8b81b88195f9d6626ae3fede7');
  expect(fingerprint(value, 16)).toBe('aefc3b795d90fc07');
});

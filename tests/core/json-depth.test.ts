import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTooDeep } from '../../src/core/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('depth of JSON text', () => {
  it('agrees with the parsed value, whatever the strings in it hold', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.integer({ min: 0, max: 8 }), (text, limit) => {
        expect(isTooDeep(bytes(text), limit)).toBe(depthOf(JSON.parse(text)) > limit);
      }),
    );
  });

  it('brackets and escaped quotes in strings do not count', () => {
    expect(isTooDeep(bytes(JSON.stringify(['[[[\\"[[[', '\\\\', '{{{'])), 1)).toBe(false);
  });

  it('millions of brackets and unfinished strings end quickly', () => {
    expect(isTooDeep(bytes('['.repeat(5_000_000)))).toBe(true);
    expect(isTooDeep(bytes(`["${'x'.repeat(5_000_000)}`))).toBe(false);
  });
});

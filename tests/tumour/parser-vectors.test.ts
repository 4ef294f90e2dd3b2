import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeLane, sharedPath } from '../lanes.ts';
import { tableRows } from '../parity/parser-table.ts';
import { PARSER_VECTORS } from './parser-vectors.ts';
import { readVector } from './read-vector.ts';

describe('HER2 as it arrives (EVIDENCE 2.2)', () => {
  it.each(PARSER_VECTORS.map((vector) => [`${vector.shape}: ${vector.what}`, vector] as const))('%s', (_name, vector) => {
    expect(readVector(vector)).toMatchObject({ agrees: true });
  });

  it('what cannot be read is shown as it stands', () => {
    const range = PARSER_VECTORS.find(({ what }) => what === '1+ to 2+ as string')!;
    expect(JSON.stringify(readVector(range))).toContain('INDETERMINATE');
  });
});

describeLane('shared', 'the table of the evidence file', () => {
  it('has a vector for every row, and for every example in quotation marks', () => {
    const rows = tableRows(readFileSync(sharedPath('clinical/EVIDENCE.md'), 'utf8'));
    expect(rows.length).toBeGreaterThan(10);
    const written = JSON.stringify(PARSER_VECTORS.map(({ shape, what, record }) => [shape, what, record]));
    for (const { shape, examples } of rows) {
      expect(
        PARSER_VECTORS.some((vector) => vector.shape === shape),
        shape,
      ).toBe(true);
      for (const example of examples) expect(written, example).toContain(JSON.stringify(example).slice(1, -1));
    }
  });
});

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { her2cds, root } from './run-her2-cds.ts';

describe('her2-cds apply on a copy of the content', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'apply-'));
    cpSync(path.join(root, 'cds-services/her2-low'), path.join(folder, 'copy'), { recursive: true });
    writeFileSync(path.join(folder, 'case.json'), '{"disease":{"breastCancer":true}}');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('says that a card has more than its limits', async () => {
    const file = path.join(folder, 'copy/texts/en.json');
    const texts = JSON.parse(readFileSync(file, 'utf8')) as { rows: { R1: { bullets: object[] } } };
    texts.rows.R1.bullets.unshift(...Array.from({ length: 6 }, (_, index) => ({ text: `Bullet ${index}.` })));
    writeFileSync(file, JSON.stringify(texts));
    const { code, out, err } = await her2cds(
      'apply',
      '--plan',
      path.join(folder, 'copy'),
      '--facts',
      path.join(folder, 'case.json'),
    );
    expect(out).toContain('R1: No HER2 result');
    expect(err).toContain('no card may go out like this: 7 bullets');
    expect(code).toBe(2);
  });
});

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { content, TODAY } from '../pathway/her2-low-content.ts';
import { pathwayPage } from './pathway-page.ts';

const shipped = path.resolve(import.meta.dirname, '../../cds-services/her2-low');

describe('the page on which content is reviewed', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'content-'));
    cpSync(shipped, copy, { recursive: true });
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  it('shows every row of the folder, with the cards in the language asked for', async () => {
    const html = await pathwayPage([], shipped, TODAY, 'de');
    for (const { id } of content.rows) expect(html).toContain(`<h3 id="${id}">`);
    expect(html).toContain('Kein HER2-Befund vorhanden.');
    expect(html).not.toContain('No HER2 result on file.');
  });

  it('of a copy with a mistake is refused with the place', async () => {
    writeFileSync(path.join(copy, 'site.json'), '{"windows": {"echoDay": 60}}');
    await expect(pathwayPage([], copy, TODAY)).rejects.toThrow('site.json, windows: Unrecognized key: "echoDay"');
  });
});

/** Golden files: what a scenario answered when a person last read it. A different answer is written beside, for comparison. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Evaluated } from './evaluate.ts';

const folder = path.resolve(import.meta.dirname, '../golden');

/** What is compared, as text: the row, and the response byte by byte. */
export function goldenText({ application, response }: Evaluated): string {
  const { row = 'none', merged } = application;
  return `${JSON.stringify({ row, merged, response }, undefined, 2)}\n`;
}

/** With GOLDEN=write the file is made anew; else a difference is written to `<id>-changed.json`. */
export function matchesGolden(id: string, text: string): boolean {
  const file = path.join(folder, `${id}.json`);
  const changed = path.join(folder, `${id}-changed.json`);
  rmSync(changed, { force: true });
  if (process.env.GOLDEN === 'write') writeFileSync(file, text);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return true;
  writeFileSync(changed, text);
  return false;
}

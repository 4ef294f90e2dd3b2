import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';

const script = readFileSync(path.join(import.meta.dirname, 'accessibility-check.js'), 'utf8');

/** Problems of what is shown now, as sentences; see accessibility-check.js. */
export function accessibilityProblems(page: Page | Frame): Promise<string[]> {
  return page.evaluate<string[]>(script);
}

/**
 * The results as a flat CSV: one number a row under the path of its section, elements of lists named by what they are of.
 * Long series (curves, scores, paths) are in the JSON only.
 */
import type { ValidationResults } from '../validation-results.ts';
import { csvLine } from './csv-line.ts';

const LONGEST_SERIES = 20;

export function reportCsv(results: ValidationResults): string {
  const lines: string[] = [csvLine(['section', 'item', 'quantity', 'value', 'data'])];
  const data = results.simulated ? 'simulated' : 'patients';
  const visit = (value: unknown, path: readonly string[], item: string): void => {
    if (value === null || typeof value !== 'object') {
      const [section = '', ...rest] = path;
      if (value !== undefined) lines.push(csvLine([section, item, rest.join('.'), String(value), data]));
      return;
    }
    if (Array.isArray(value) && value.length > LONGEST_SERIES && value.every((element) => typeof element === 'number')) return;
    for (const [key, inner] of Object.entries(value)) {
      if (Array.isArray(value)) visit(inner, path, joined(item, elementName(key, inner)));
      else if (item === '' || !NAMING.has(key) || typeof inner === 'object') visit(inner, [...path, key], item);
    }
  };
  visit(results, [], '');
  return lines.join('');
}

/** Said by the item already. */
const NAMING: ReadonlySet<string> = new Set(['dimension', 'split', 'stratum', 'name', 'site', 'against', 'step', 'flipped']);

const joined = (a: string, b: string): string => (a === '' ? b : `${a} / ${b}`);

function elementName(index: string, element: unknown): string {
  if (element === null || typeof element !== 'object') return String(Number(index) + 1);
  const parts = [...NAMING].flatMap((key) => (element as Readonly<Record<string, string | undefined>>)[key] ?? []);
  return parts.length === 0 ? String(Number(index) + 1) : parts.join(' ');
}

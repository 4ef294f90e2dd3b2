/** One vector through the whole reading, and whether it came out as expected. */
import type { ParserVector } from './parser-vectors.ts';
import { factsOf } from './patient-record.ts';

export interface VectorOutcome {
  readonly agrees: boolean;
  readonly found: string;
}

export function readVector({ record: parts, expected }: Pick<ParserVector, 'record' | 'expected'>): VectorOutcome {
  const { status, current } = factsOf(parts).her2;
  const found = [status, ...(current?.ihc === undefined ? [] : [current.ihc]), ...(current === undefined ? [] : [current.text])];
  return { agrees: matches(expected, status, current?.ihc, current?.text), found: found.join(', ') };
}

function matches(expected: string, status: string, ihc: string | undefined, text: string | undefined): boolean {
  if (expected === 'LOW_STATED') return status === 'NEGATIVE_UNSPECIFIED' && text?.startsWith('HER2-low stated') === true;
  if (/^[A-Z_]+$/.test(expected)) return status === expected;
  return ihc === expected && status !== 'INDETERMINATE' && status !== 'DISCORDANT';
}

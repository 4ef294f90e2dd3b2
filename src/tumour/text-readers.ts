/** Readings of HER2 texts, each text once for one record. */
import type { IshResult } from '../core/index.ts';
import { type ReadIhcText, readIhcText } from './ihc-text.ts';
import { readIshGroup, readIshText } from './ish-group.ts';
import { type IshInText, readIshInText } from './ish-in-text.ts';
import { type NoResult, noResult } from './no-result.ts';
import { remembering } from './remembering.ts';

/** The readings of texts, of one record. */
export interface TextReaders {
  readonly ihc: ReadIhcText;
  /** ISH in the words of an IHC result. */
  readonly ish: (raw: string) => IshInText;
  /** The text of an ISH result. */
  readonly ishResult: (raw: string) => IshText;
}

interface IshText {
  /** More than one where the text contradicts itself. */
  readonly results: readonly IshResult[];
  readonly group: ReturnType<typeof readIshGroup>;
  readonly none: NoResult | undefined;
}

export function textReaders(): TextReaders {
  return { ihc: remembering(readIhcText), ish: remembering(readIshInText), ishResult: remembering(readIshResult) };
}

function readIshResult(raw: string): IshText {
  const group = readIshGroup(raw);
  const whole = readIshText(raw);
  if (whole !== undefined) return { results: [whole], group, none: undefined };
  const { results, pending } = readIshInText(raw);
  return { results, group, none: pending === true ? 'pending' : results.length === 0 ? noResult(raw) : undefined };
}

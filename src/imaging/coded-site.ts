/**
 * Side and clock-face position as codes state them: the anatomic region of a segment (PS3.3 10.27), the finding site of a
 * measurement (PS3.16 TID 1501) and their modifiers, in SNOMED CT and in the SRT codes that it replaced.
 */
import type { Laterality } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { text } from './attributes.ts';
import { TAG } from './tag.ts';

export interface Code {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}

/** First item of a code sequence; undefined without a value. */
export function codeOf(attributes: Attributes, sequence: typeof TAG.ConceptNameCodeSequence): Code | undefined {
  return codesOf(attributes, sequence)[0];
}

export function codesOf(attributes: Attributes, sequence: typeof TAG.ConceptNameCodeSequence): readonly Code[] {
  return attributes.items(sequence).flatMap((item) => {
    const value = text(item, TAG.CodeValue);
    return value === undefined
      ? []
      : [{ value, scheme: text(item, TAG.CodingSchemeDesignator) ?? '', meaning: text(item, TAG.CodeMeaning) ?? '' }];
  });
}

const SIDES: ReadonlyMap<string, Laterality> = new Map([
  ['7771000', 'left'],
  ['24028007', 'right'],
  ['80248007', 'left'],
  ['73056007', 'right'],
  ['G-A101', 'left'],
  ['G-A100', 'right'],
  ['T-04030', 'left'],
  ['T-04020', 'right'],
]);
const SCHEMES = new Set(['SCT', 'SRT', 'SNM3', '99SDM']);

/** `unknown` where no code names a side, or where two name different ones. */
export function sideOf(codes: readonly Code[]): Laterality {
  const sides = new Set(codes.flatMap(({ value, scheme }) => (SCHEMES.has(scheme) ? (SIDES.get(value) ?? []) : [])));
  return sides.size === 1 ? [...sides][0]! : 'unknown';
}

/** `10 o'clock` out of the meaning of a code of CID 6018 or 4206; undefined where none or several are named. */
export function clockPositionOf(codes: readonly Code[]): string | undefined {
  const hours = new Set(
    codes.flatMap(({ meaning }) => {
      const [, hour, half = ''] = /^(1[0-2]|[1-9])(:30)? o'?clock\b/i.exec(meaning) ?? [];
      return hour === undefined ? [] : [`${hour}${half} o'clock`];
    }),
  );
  return hours.size === 1 ? [...hours][0] : undefined;
}

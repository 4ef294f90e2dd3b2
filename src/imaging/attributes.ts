/**
 * Read access to DICOM attributes, the same over a binary data set and over DICOM JSON (PS3.18 F.2), so that
 * nothing else cares which of the two an archive sent. Absent, empty and unreadable all give an empty list:
 * callers state what they need and never get a default.
 */
export type ValueRepresentation =
  | 'US'
  | 'UL'
  | 'SS'
  | 'SL'
  | 'FL'
  | 'FD'
  | 'IS'
  | 'DS'
  | 'UI'
  | 'CS'
  | 'LO'
  | 'SH'
  | 'DA'
  | 'TM'
  | 'SQ'
  | 'OW';

export interface Tag {
  /** Group and element, eight upper-case hexadecimal digits. */
  readonly hex: string;
  /** What PS3.6 gives; needed where the transfer syntax carries none (Implicit VR). */
  readonly vr: ValueRepresentation;
}

export interface Attributes {
  /** Every value as text, padding removed. */
  strings(tag: Tag): readonly string[];
  /** Every value as a finite number; a list with one value that is not a number is empty. */
  numbers(tag: Tag): readonly number[];
  /** Items of a sequence. */
  items(tag: Tag): readonly Attributes[];
  /** The value of an OW element as 16-bit words; undefined where it is not in the data set itself. */
  words(tag: Tag): Uint16Array | undefined;
}

/** First value, where it is there and not empty. */
export function text(attributes: Attributes, tag: Tag): string | undefined {
  const value = attributes.strings(tag)[0];
  return value === undefined || value === '' ? undefined : value;
}

export function number(attributes: Attributes, tag: Tag): number | undefined {
  return attributes.numbers(tag)[0];
}

/** DA as an ISO date; undefined where absent or not a date. */
export function isoDate(attributes: Attributes, tag: Tag): string | undefined {
  const parts = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text(attributes, tag) ?? '');
  if (parts === null) return undefined;
  const [, year, month, day] = parts;
  const iso = `${year}-${month}-${day}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? undefined : iso;
}

const UID = /^(0|[1-9]\d*)(\.\d+)*$/;

/** PS3.5 section 9, except that leading zeros of a component are let pass: archives hold such UIDs. */
export function isUid(value: string): boolean {
  return value.length <= 64 && UID.test(value);
}

export function uid(attributes: Attributes, tag: Tag): string | undefined {
  const value = text(attributes, tag);
  return value !== undefined && isUid(value) ? value : undefined;
}

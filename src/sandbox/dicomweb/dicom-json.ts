/** DICOM JSON Model (PS3.18 annex F): the archive's own form of a data set; pixel data are kept beside it. */
export interface DicomJsonElement {
  readonly vr: string;
  readonly Value?: readonly unknown[];
  /** Base64. */
  readonly InlineBinary?: string;
}

/** Keys are tags, eight upper-case hexadecimal digits. */
export type DicomJson = Readonly<Record<string, DicomJsonElement>>;

/** First value as text, where it is a string or number. */
export function firstText(dataset: DicomJson, tag: string): string | undefined {
  const value = dataset[tag]?.Value?.[0];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

export function firstNumber(dataset: DicomJson, tag: string): number | undefined {
  const value = Number(firstText(dataset, tag));
  return Number.isFinite(value) ? value : undefined;
}

export function element(vr: string, ...values: readonly unknown[]): DicomJsonElement {
  return values.length === 0 ? { vr } : { vr, Value: values };
}

/** What one value says of HER2, with the place and the words that it was read from. */
import type { Confidence, IshResult } from '../core/index.ts';
import type { IhcReading } from './ihc-text.ts';
import type { IshGroup } from './ish-group.ts';
import type { NoResult } from './no-result.ts';

/** `ish` readings without a result keep their evidence: "a result exists that cannot be read". */
export type Her2Value =
  | { readonly kind: 'ihc' | 'overall'; readonly reading: IhcReading }
  | { readonly kind: 'ish'; readonly result?: IshResult; readonly group?: IshGroup }
  | { readonly kind: 'ratio' | 'copies' | 'cep17'; readonly number: number }
  | { readonly kind: 'unusable'; readonly why: WhyUnusable };

export type WhyUnusable = 'quantity' | 'mislabelled' | 'unnamed' | 'pending' | 'failed' | 'inexact';

export interface ReadValue {
  readonly value: Her2Value;
  /** FHIRPath of the Observation or component, and of the element of it that was read. */
  readonly at: string;
  readonly path: string;
  readonly confidence: Confidence;
  readonly raw: string | undefined;
}

export const NO_VALUES: readonly ReadValue[] = [];

export function unusable(why: WhyUnusable, at: string, raw: string | undefined): ReadValue {
  return { value: { kind: 'unusable', why }, at, path: 'value', confidence: 'text', raw };
}

/** Nothing for what was not done. */
export function withoutResult(none: NoResult, at: string, raw: string | undefined): readonly ReadValue[] {
  return none === 'not-done' ? NO_VALUES : [unusable(none, at, raw)];
}

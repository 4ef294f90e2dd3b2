/**
 * What ISH of one specimen gives (EVIDENCE 1.2), from the laboratory's word, its group, or its numbers. A stated group wins
 * over the computed one. A word that its group or numbers do not bear out is kept beside them: whether the difference matters
 * depends on the stain.
 */
import type { IshResult } from '../core/index.ts';
import { type IshGroup, ishGroup, resultOfGroup, singleProbeResult } from './ish-group.ts';

export interface IshReadings {
  /** Result in the laboratory's own words or codes. */
  readonly ish?: IshResult;
  readonly statedGroup?: IshGroup;
  readonly ratio?: number;
  readonly copies?: number;
  readonly cep17?: number;
}

export interface IshFinding {
  readonly result: IshResult;
  readonly group?: IshGroup;
  /** The group that the numbers give, where the laboratory states another. */
  readonly computed?: IshGroup;
  /** What group or numbers give, where the word is another. */
  readonly against?: { readonly result: IshResult; readonly group?: IshGroup };
}

/** A group is never made from one number. */
export function ishFinding(readings: IshReadings): IshFinding | undefined {
  const { ish, statedGroup, copies } = readings;
  const ratio = ratioOf(readings);
  if (ish === undefined && statedGroup === undefined && copies === undefined) return undefined;
  const computed = ratio !== undefined && copies !== undefined ? ishGroup(ratio, copies) : undefined;
  const group = statedGroup ?? computed;
  if (group === undefined) {
    if (ish === undefined) return copies === undefined ? undefined : { result: singleProbeResult(copies) };
    const result = oneNumber(ratio, copies);
    return result === undefined || result === ish ? { result: ish } : { result: ish, against: { result } };
  }
  const result = resultOfGroup(group);
  if (ish !== undefined && ish !== result) return { result: ish, against: { result, group } };
  return computed === undefined || computed === group ? { result, group } : { result, group, computed };
}

function ratioOf({ ratio, copies, cep17 }: IshReadings): number | undefined {
  return ratio ?? (copies !== undefined && cep17 !== undefined && cep17 > 0 ? copies / cep17 : undefined);
}

/** What one number speaks for beside a word; nothing where it is open (4 to 6 copies). */
function oneNumber(ratio: number | undefined, copies: number | undefined): IshResult | undefined {
  const result = copies === undefined ? undefined : singleProbeResult(copies);
  if (result !== undefined) return result === 'equivocal' ? undefined : result;
  if (ratio === undefined) return undefined;
  return ratio >= 2 ? 'amplified' : 'not-amplified';
}

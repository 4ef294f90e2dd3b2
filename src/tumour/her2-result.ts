/**
 * One specimen's readings to its HER2 status, by the rule order of EVIDENCE 1.1-1.2:
 * IHC 3+, then ISH, then 2+ without ISH, 1+, and 0 with, without or with unstated staining.
 */
import type { Her2Status } from '../core/index.ts';
import { areOpen, isScore } from './agreeing-readings.ts';
import type { IhcReading } from './ihc-text.ts';
import { type IshFinding, type IshReadings, ishFinding } from './ish-finding.ts';

export interface SpecimenReadings extends IshReadings {
  readonly ihc?: IhcReading;
  /** Overall interpretation of the tissue (48676-1). */
  readonly overall?: IhcReading;
  /** Final results of one method that are equally new and exclude each other, or one record with two contents. */
  readonly conflict: boolean;
  /** The stains, or the interpretations, that exclude each other. */
  readonly differing?: readonly IhcReading[];
}

export function deriveStatus(readings: SpecimenReadings): Her2Status {
  if (readings.conflict) return 'DISCORDANT';
  const status = statusOfMethods(readings);
  return overallContradicts(readings, status) ? 'DISCORDANT' : status;
}

/** A word of ISH and the numbers beside it must come to the same status; what one of them leaves open stays open. */
function statusOfMethods(readings: SpecimenReadings): Her2Status {
  const ihc = readings.ihc ?? readings.overall;
  const ish = ishFinding(readings);
  const status = statusOf(ihc, ish);
  if (ish?.against === undefined) return status;
  const byNumbers = statusOf(ihc, ish.against);
  if (status === byNumbers || status === 'INDETERMINATE' || status === 'EQUIVOCAL') return status;
  return byNumbers === 'INDETERMINATE' ? 'INDETERMINATE' : 'DISCORDANT';
}

function statusOf(ihc: IhcReading | undefined, ish: IshFinding | undefined): Her2Status {
  switch (ihc) {
    case '3+':
    case 'positive':
      return ish?.result === 'not-amplified' && (ish.group === undefined || ish.group === 5) ? 'DISCORDANT' : 'POSITIVE';
    case '2+':
    case 'equivocal':
      if (ish === undefined || ish.result === 'equivocal') return 'EQUIVOCAL';
      if (ish.result === 'amplified') return 'POSITIVE';
      // "Equivocal" without a score does not say 2+, which the drug labels name.
      return ihc === '2+' ? 'LOW' : 'NEGATIVE_UNSPECIFIED';
    case '1+':
    case 'low-by-definition':
      return amplifiedAgainstIhc(ish) ? 'DISCORDANT' : 'LOW';
    case '0+':
      return amplifiedAgainstIhc(ish) ? 'DISCORDANT' : 'ULTRALOW';
    case '0-absent':
      return amplifiedAgainstIhc(ish) ? 'DISCORDANT' : 'ZERO';
    case '0':
      return amplifiedAgainstIhc(ish) ? 'DISCORDANT' : 'ZERO_UNSPECIFIED';
    case 'negative':
    case 'her2-low':
      return amplifiedAgainstIhc(ish) ? 'DISCORDANT' : 'NEGATIVE_UNSPECIFIED';
    case 'indeterminate':
      return ish?.result === 'amplified' && needsNoIhc(ish) ? 'POSITIVE' : 'INDETERMINATE';
    case undefined:
      return statusOfIshAlone(ish);
  }
}

/** Group 3 with IHC 0 or 1+ is negative with a comment; any other amplification contradicts the stain. */
function amplifiedAgainstIhc(ish: IshFinding | undefined): boolean {
  return ish?.result === 'amplified' && ish.group !== 3;
}

/** Groups 2 to 4 are read together with IHC of the same tissue only. */
function needsNoIhc(ish: IshFinding): boolean {
  return ish.group === undefined || ish.group === 1 || ish.group === 5;
}

function statusOfIshAlone(ish: IshFinding | undefined): Her2Status {
  if (ish === undefined || ish.result === 'equivocal' || !needsNoIhc(ish)) return 'INDETERMINATE';
  return ish.result === 'amplified' ? 'POSITIVE' : 'NEGATIVE_UNSPECIFIED';
}

/** What an overall interpretation leaves possible; it never sets a score, but may contradict the one derived. */
const OVERALL_ALLOWS: Partial<Record<IhcReading, ReadonlySet<Her2Status>>> = {
  positive: new Set(['POSITIVE']),
  '3+': new Set(['POSITIVE']),
  '1+': new Set(['LOW', 'NEGATIVE_UNSPECIFIED']),
  negative: new Set(['LOW', 'ULTRALOW', 'ZERO', 'ZERO_UNSPECIFIED', 'NEGATIVE_UNSPECIFIED']),
  'low-by-definition': new Set(['LOW', 'NEGATIVE_UNSPECIFIED']),
  'her2-low': new Set(['LOW', 'NEGATIVE_UNSPECIFIED']),
  '0': new Set(['ULTRALOW', 'ZERO', 'ZERO_UNSPECIFIED', 'NEGATIVE_UNSPECIFIED']),
  '0+': new Set(['ULTRALOW', 'ZERO_UNSPECIFIED', 'NEGATIVE_UNSPECIFIED']),
  '0-absent': new Set(['ZERO', 'ZERO_UNSPECIFIED', 'NEGATIVE_UNSPECIFIED']),
};
const MAY_BE_EQUIVOCAL: ReadonlySet<IhcReading> = new Set(['2+', 'equivocal', 'indeterminate']);

/** Two scores must be one; 2+ without ISH stays open to any word. */
export function overallContradicts({ ihc, overall }: SpecimenReadings, status = statusOf(ihc, undefined)): boolean {
  if (ihc === undefined || overall === undefined) return false;
  if (isScore(ihc) && isScore(overall)) return !areOpen(ihc, overall);
  if (overall === 'equivocal') return !MAY_BE_EQUIVOCAL.has(ihc);
  if (status === 'EQUIVOCAL' || status === 'INDETERMINATE') return false;
  return OVERALL_ALLOWS[overall]?.has(status) === false;
}

/**
 * One specimen's readings to its HER2 status, by the rule order of EVIDENCE 1.1-1.2:
 * IHC 3+, then ISH, then 2+ without ISH, 1+, and 0 with, without or with unstated staining.
 */
import type { Her2Status, IhcScore, IshResult } from '../core/index.ts';
import type { IhcReading } from './ihc-text.ts';
import { type IshGroup, ishGroup, singleProbeResult } from './ish-group.ts';

export interface SpecimenReadings {
  readonly ihc?: IhcReading;
  /** Result in the laboratory's own words or codes. */
  readonly ish?: IshResult;
  readonly statedGroup?: IshGroup;
  readonly ratio?: number;
  readonly copies?: number;
  readonly cep17?: number;
  /** Overall interpretation of the tissue (48676-1). */
  readonly overall?: IhcReading;
  /** Two final results of one method on one day that exclude each other. */
  readonly conflict: boolean;
}

interface IshFinding {
  readonly result: IshResult;
  readonly group?: IshGroup;
  /** The group that the numbers give, where the laboratory states another. */
  readonly computed?: IshGroup;
}

/** The stated group wins over the computed one; a group is never made from one number (EVIDENCE 1.2). */
function ishFinding(readings: SpecimenReadings): IshFinding | undefined {
  const { copies, cep17, ish, statedGroup } = readings;
  const ratio = readings.ratio ?? (copies !== undefined && cep17 !== undefined && cep17 > 0 ? copies / cep17 : undefined);
  const computed = ratio !== undefined && copies !== undefined ? ishGroup(ratio, copies) : undefined;
  const group = statedGroup ?? computed;
  if (group === undefined) {
    if (ish !== undefined) return { result: ish };
    return copies === undefined ? undefined : { result: singleProbeResult(copies) };
  }
  const result = ish ?? (group === 1 || group === 3 ? 'amplified' : 'not-amplified');
  return computed === undefined || computed === group ? { result, group } : { result, group, computed };
}

export function deriveStatus(readings: SpecimenReadings): Her2Status {
  if (readings.conflict) return withOverall(readings, 'DISCORDANT');
  return withOverall(readings, statusOf(readings.ihc ?? readings.overall, ishFinding(readings)));
}

export interface ReadingsInWords {
  readonly ihc?: IhcScore;
  readonly ish?: IshResult;
  readonly ishGroup?: IshGroup;
  readonly comment?: string;
  readonly text: string;
}

export function describeReadings(readings: SpecimenReadings): ReadingsInWords {
  const ish = ishFinding(readings);
  const reading = readings.ihc ?? readings.overall;
  const ihc = reading === undefined || isWithoutScore(reading) ? undefined : reading;
  const comment = ishComment(reading, ish);
  return {
    ...(ihc === undefined ? {} : { ihc }),
    ...(ish === undefined ? {} : { ish: ish.result }),
    ...(ish?.group === undefined ? {} : { ishGroup: ish.group }),
    ...(comment === undefined ? {} : { comment }),
    text: [reading === undefined ? undefined : IHC_TEXT[reading], ishText(readings, ish)]
      .filter((part) => part !== undefined)
      .join(', '),
  };
}

function isWithoutScore(reading: IhcReading): reading is 'equivocal' | 'her2-low' | 'low-by-definition' {
  return reading === 'equivocal' || reading === 'her2-low' || reading === 'low-by-definition';
}

/** Groups 2 to 4 are reported with a comment; with IHC 2+ only after a blinded recount (ASCO-CAP 2018). */
function ishComment(reading: IhcReading | undefined, ish: IshFinding | undefined): string | undefined {
  const differs =
    ish?.computed === undefined ? undefined : `stated ISH group ${ish.group}, the numbers give group ${ish.computed}`;
  const isMiddle = ish?.group !== undefined && ish.group !== 1 && ish.group !== 5;
  const recount =
    isMiddle && reading === '2+' ? `ISH group ${ish.group} with IHC 2+ rests on a recount of at least 20 cells` : undefined;
  const parts = [differs, recount].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('; ');
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
  negative: new Set(['LOW', 'ULTRALOW', 'ZERO', 'ZERO_UNSPECIFIED', 'NEGATIVE_UNSPECIFIED']),
  'low-by-definition': new Set(['LOW', 'NEGATIVE_UNSPECIFIED']),
  'her2-low': new Set(['LOW', 'NEGATIVE_UNSPECIFIED']),
  '0+': new Set(['ULTRALOW', 'ZERO_UNSPECIFIED', 'NEGATIVE_UNSPECIFIED']),
  '0-absent': new Set(['ZERO', 'ZERO_UNSPECIFIED', 'NEGATIVE_UNSPECIFIED']),
};

/** 2+ without ISH stays open. */
function withOverall({ ihc, overall }: SpecimenReadings, status: Her2Status): Her2Status {
  if (ihc === undefined || overall === undefined || status === 'EQUIVOCAL' || status === 'INDETERMINATE') return status;
  return OVERALL_ALLOWS[overall]?.has(status) === false ? 'DISCORDANT' : status;
}

const IHC_TEXT: Readonly<Record<IhcReading, string>> = {
  '0': 'IHC 0, staining not stated',
  '0-absent': 'IHC 0 without membrane staining',
  '0+': 'IHC 0 with membrane staining (ultralow)',
  '1+': 'IHC 1+',
  '2+': 'IHC 2+',
  '3+': 'IHC 3+',
  positive: 'HER2 positive, IHC score not stated',
  negative: 'HER2 negative, IHC score not stated',
  equivocal: 'HER2 equivocal, IHC score not stated',
  'her2-low': 'HER2-low stated, IHC score not stated',
  'low-by-definition': 'HER2-low (IHC 1+, or 2+ with ISH negative)',
  indeterminate: 'HER2 result not readable as a score',
};

const ISH_TEXT: Readonly<Record<IshResult, string>> = {
  amplified: 'ISH amplified',
  'not-amplified': 'ISH not amplified',
  equivocal: 'ISH equivocal',
};

function ishText(readings: SpecimenReadings, ish: IshFinding | undefined): string | undefined {
  if (ish !== undefined) return ish.group === undefined ? ISH_TEXT[ish.result] : `${ISH_TEXT[ish.result]} (group ${ish.group})`;
  if (readings.ratio !== undefined) return `ISH ratio ${readings.ratio}, copies not found`;
  return readings.ihc === undefined && readings.overall === undefined ? 'ISH result not readable' : undefined;
}

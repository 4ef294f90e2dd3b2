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
}

function ishFinding(readings: SpecimenReadings): IshFinding | undefined {
  const { copies, cep17, ish } = readings;
  const ratio = readings.ratio ?? (copies !== undefined && cep17 !== undefined && cep17 > 0 ? copies / cep17 : undefined);
  const group = readings.statedGroup ?? (ratio !== undefined && copies !== undefined ? ishGroup(ratio, copies) : undefined);
  if (ish !== undefined) return group === undefined ? { result: ish } : { result: ish, group };
  if (group !== undefined) return { result: group === 1 || group === 3 ? 'amplified' : 'not-amplified', group };
  return copies === undefined ? undefined : { result: singleProbeResult(copies) };
}

export interface DerivedStatus {
  readonly status: Her2Status;
  readonly ihc?: IhcScore;
  readonly ish?: IshResult;
  readonly text: string;
}

export function deriveStatus(readings: SpecimenReadings): DerivedStatus {
  const ish = ishFinding(readings);
  const reading = readings.ihc ?? readings.overall;
  const status = withOverall(readings, readings.conflict ? 'DISCORDANT' : statusOf(reading, ish));
  const ihc = reading === undefined || reading === 'equivocal' || reading === 'her2-low' ? undefined : reading;
  return {
    status,
    ...(ihc === undefined ? {} : { ihc }),
    ...(ish === undefined ? {} : { ish: ish.result }),
    text: [reading === undefined ? undefined : IHC_TEXT[reading], ishText(readings, ish)]
      .filter((part) => part !== undefined)
      .join(', '),
  };
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

/** The overall interpretation never sets a score, but may contradict the one derived. 2+ without ISH stays open. */
function withOverall(readings: SpecimenReadings, status: Her2Status): Her2Status {
  if (readings.ihc === undefined || status === 'EQUIVOCAL' || status === 'INDETERMINATE') return status;
  const contradicted =
    (readings.overall === 'positive' && status !== 'POSITIVE') || (readings.overall === 'negative' && status === 'POSITIVE');
  return contradicted ? 'DISCORDANT' : status;
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

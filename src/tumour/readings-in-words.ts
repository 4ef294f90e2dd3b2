/** The readings of one specimen in words, for cards: what was read, and what of it contradicts the rest. */
import type { IhcScore, IshResult } from '../core/index.ts';
import { overallContradicts, type SpecimenReadings } from './her2-result.ts';
import type { IhcReading } from './ihc-text.ts';
import { type IshFinding, ishFinding } from './ish-finding.ts';
import type { IshGroup } from './ish-group.ts';

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
    text: [ihcText(readings), ishText(readings, ish)].filter((part) => part !== undefined).join(', '),
  };
}

function ihcText(readings: SpecimenReadings): string | undefined {
  const { ihc, overall, differing = [] } = readings;
  if (differing.length > 0) return [...new Set(differing)].map((each) => IHC_TEXT[each]).join(' against ');
  const reading = ihc ?? overall;
  if (reading === undefined) return undefined;
  const isContradicted = overall !== undefined && overallContradicts(readings);
  return isContradicted ? `${IHC_TEXT[reading]}, overall result ${IHC_TEXT[overall]}` : IHC_TEXT[reading];
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
  if (ish !== undefined) {
    const named = ish.group === undefined ? ISH_TEXT[ish.result] : `${ISH_TEXT[ish.result]} (group ${ish.group})`;
    if (ish.against === undefined) return named;
    const { result, group } = ish.against;
    return `${named} against ${ISH_TEXT[result]} by its ${group === undefined ? 'numbers' : `group ${group}`}`;
  }
  if (readings.ratio !== undefined) return `ISH ratio ${readings.ratio}, copies not found`;
  return readings.ihc === undefined && readings.overall === undefined ? 'ISH result not readable' : undefined;
}

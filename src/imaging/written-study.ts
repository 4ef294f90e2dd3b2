/** What the two writers share: the patient, study and series attributes of PS3.3 C.7.1 to C.7.3 and C.7.5. */
import type { Laterality } from '../core/index.ts';
import type { Dataset } from './encode-dicom.ts';

export interface WrittenPatient {
  readonly id: string;
  /** Family^Given; empty where not stated. */
  readonly name?: string;
  /** ISO date. */
  readonly birthDate?: string;
  readonly sex?: 'F' | 'M' | 'O';
}

export interface WrittenStudy {
  readonly studyUid: string;
  /** ISO date (YYYY-MM-DD). */
  readonly date: string;
  /** HHMMSS; midnight where not stated. */
  readonly time?: string;
  readonly description?: string;
  readonly accessionNumber?: string;
  readonly studyId?: string;
}

export interface WrittenSeries {
  readonly seriesUid: string;
  readonly number: number;
  readonly modality: 'US' | 'SEG';
  readonly description?: string;
  readonly laterality: Laterality;
  /** When the content was made; the study's own date and time where not stated. */
  readonly made?: MadeAt;
}

export interface MadeAt {
  /** ISO date (YYYY-MM-DD), in the time zone of the study. */
  readonly date: string;
  /** HHMMSS. */
  readonly time: string;
}

const SOFTWARE = { manufacturer: 'her2-low-cds', model: 'her2-low-cds', serial: '1', version: '1' } as const;

export function dicomDate(iso: string): string {
  return iso.replaceAll('-', '');
}

function lateralityCode(laterality: Laterality): string {
  switch (laterality) {
    case 'left':
      return 'L';
    case 'right':
      return 'R';
    case 'unknown':
      return '';
  }
}

/** Empty values are the "unknown" of type 2 attributes. */
export function studyAttributes(patient: WrittenPatient, study: WrittenStudy, series: WrittenSeries): Dataset {
  const date = dicomDate(study.date);
  const time = study.time ?? '000000';
  const made = { date: dicomDate(series.made?.date ?? study.date), time: series.made?.time ?? time };
  return {
    '00080005': ['CS', 'ISO_IR 192'],
    '00080020': ['DA', date],
    '00080021': ['DA', made.date],
    '00080023': ['DA', made.date],
    '00080030': ['TM', time],
    '00080031': ['TM', made.time],
    '00080033': ['TM', made.time],
    '00080050': ['SH', study.accessionNumber ?? ''],
    '00080060': ['CS', series.modality],
    '00080070': ['LO', SOFTWARE.manufacturer],
    '00080090': ['PN', ''],
    '00081030': study.description === undefined ? undefined : ['LO', study.description],
    '0008103E': series.description === undefined ? undefined : ['LO', series.description],
    '00081090': ['LO', SOFTWARE.model],
    '00100010': ['PN', patient.name ?? ''],
    '00100020': ['LO', patient.id],
    '00100030': ['DA', dicomDate(patient.birthDate ?? '')],
    '00100040': ['CS', patient.sex ?? ''],
    '00180015': ['CS', 'BREAST'],
    '00181000': ['LO', SOFTWARE.serial],
    '00181020': ['LO', SOFTWARE.version],
    '0020000D': ['UI', study.studyUid],
    '0020000E': ['UI', series.seriesUid],
    '00200010': ['SH', study.studyId ?? ''],
    '00200011': ['IS', String(series.number)],
    '00200060': ['CS', lateralityCode(series.laterality)],
  };
}

/** Code Sequence macro, PS3.3 8.8. */
export function code(value: string, scheme: string, meaning: string): Dataset {
  return { '00080100': ['SH', value], '00080102': ['SH', scheme], '00080104': ['LO', meaning] };
}

/** CID 4 breast with the side where it is known. */
export function breastRegion(laterality: Laterality): Dataset {
  const side =
    laterality === 'left'
      ? code('7771000', 'SCT', 'Left')
      : laterality === 'right'
        ? code('24028007', 'SCT', 'Right')
        : undefined;
  return { ...code('76752008', 'SCT', 'Breast'), '00082220': side === undefined ? undefined : ['SQ', [side]] };
}

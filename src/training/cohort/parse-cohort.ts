/**
 * A cohort table -> lesions with an outcome, and every row that is left out with its reason. What would make the validation
 * worthless (one patient in two splits) or the table ambiguous stops everything.
 */
import { ServiceError } from '../../core/index.ts';
import type { SplitName } from '../evaluation/results-parts.ts';
import { groupedFolds } from '../lasso/grouped-folds.ts';
import { type CohortLesion, columnName, columnNames, parseLesion } from './cohort-lesion.ts';
import { type Endpoint, outcomeOf } from './endpoint.ts';

const ROW_LIMIT = 200_000;

export interface CohortOptions {
  readonly endpoint: Endpoint;
  /** Without a column `split`: tenths of the patients that train, the others validate. Undefined asks for the column. */
  readonly trainingTenths?: number;
  readonly seed: number;
}

export interface CohortMember {
  readonly lesion: CohortLesion;
  /** "patient / lesion" */
  readonly id: string;
  readonly outcome: 0 | 1;
  readonly split: SplitName;
}

export interface RejectedRow {
  readonly row: number;
  readonly reason: string;
}

export interface Cohort {
  readonly members: readonly CohortMember[];
  readonly rejected: readonly RejectedRow[];
  /** How the splits came about. */
  readonly splitMethod: string;
}

/** Throws ServiceError `bad-configuration` where the table as a whole cannot be used. */
export function parseCohort([header = [], ...rows]: readonly (readonly string[])[], options: CohortOptions): Cohort {
  const names = columnNames(header);
  if (rows.length === 0) throw unusable('it has no rows');
  if (rows.length > ROW_LIMIT) throw unusable(`${rows.length} rows, limit ${ROW_LIMIT}`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw unusable(`two columns are called ${twice}`);
  if (!names.includes('patient')) throw unusable('no column patient');
  const { endpoint } = options;
  const needed = endpoint.kind === 'column' ? columnName(endpoint.column) : 'ihc';
  if (!names.includes(needed)) throw unusable(`no column ${needed}, which the endpoint needs`);
  const own: Endpoint = endpoint.kind === 'column' ? { ...endpoint, column: needed } : endpoint;
  const rejected: RejectedRow[] = [];
  const accepted: { lesion: CohortLesion; id: string; outcome: 0 | 1 }[] = [];
  const seen = new Map<string, number>();
  rows.forEach((fields, i) => {
    const row = i + 2;
    const lesion = parseLesion(names, fields, row);
    const outcome = typeof lesion === 'string' ? lesion : outcomeOf(lesion, own);
    if (typeof lesion === 'string' || typeof outcome === 'string') {
      rejected.push({ row, reason: String(outcome) });
      return;
    }
    const id = `${lesion.patient} / ${lesion.lesion}`;
    const outline = lesion.archived === undefined ? undefined : JSON.stringify([lesion.patient, lesion.archived]);
    const first = seen.get(id);
    const drawn = outline === undefined ? undefined : seen.get(outline);
    if (first !== undefined) rejected.push({ row, reason: `the same patient and lesion as row ${first}` });
    else if (drawn !== undefined) rejected.push({ row, reason: `the same study and outline as row ${drawn}` });
    else {
      seen.set(id, row);
      if (outline !== undefined) seen.set(outline, row);
      accepted.push({ lesion, id, outcome });
    }
  });
  if (accepted.length === 0) throw unusable(`none of its ${rows.length} rows can be used; row 2: ${rejected[0]?.reason}`);
  refuseSharedStudies(accepted.map(({ lesion }) => lesion));
  return { ...splitsOf(accepted, names.includes('split'), options), rejected };
}

/** A study is of one patient: under two names its lesions could be in two splits, unseen. */
function refuseSharedStudies(lesions: readonly CohortLesion[]): void {
  const first = new Map<string, CohortLesion>();
  for (const lesion of lesions) {
    const { studyUid, imagingStudyId, patientId } = lesion.archived ?? {};
    const names = { study: studyUid, imaging_study: imagingStudyId, dicom_patient: patientId };
    for (const [column, value] of Object.entries(names)) {
      if (value === undefined) continue;
      const other = first.get(`${column} ${value}`);
      if (other === undefined) first.set(`${column} ${value}`, lesion);
      else if (other.patient !== lesion.patient) {
        throw unusable(
          `rows ${other.row} and ${lesion.row} have the same ${column} and different patients. Give both the same patient, or correct ${column}`,
        );
      }
    }
  }
}

function splitsOf(
  accepted: readonly Omit<CohortMember, 'split'>[],
  hasColumn: boolean,
  { trainingTenths, seed }: CohortOptions,
): Pick<Cohort, 'members' | 'splitMethod'> {
  if (hasColumn) {
    const open = accepted.filter(({ lesion }) => lesion.split === undefined);
    if (open.length > 0) throw unusable(`row ${open[0].lesion.row} and ${open.length - 1} others have no split`);
    const members = accepted.map((member) => ({ ...member, split: member.lesion.split as SplitName }));
    refuseLeakage(members);
    return { members, splitMethod: 'As given in the cohort table; no patient is in two splits.' };
  }
  if (trainingTenths === undefined) throw unusable('no column split, and the configuration gives no trainingTenths');
  const folds = foldsOf(accepted, seed);
  return {
    members: accepted.map((member, i) => ({ ...member, split: folds[i] <= trainingTenths ? 'training' : 'validation' })),
    splitMethod: `By patient at random, ${trainingTenths} of 10 patients of each class for training (seed ${seed}).`,
  };
}

function foldsOf(accepted: readonly Omit<CohortMember, 'split'>[], seed: number): Uint16Array {
  const patients = accepted.map(({ lesion }) => lesion.patient);
  try {
    return groupedFolds(
      patients,
      accepted.map(({ outcome }) => outcome),
      10,
      seed,
      'split',
    );
  } catch (error) {
    throw unusable((error as Error).message);
  }
}

/** The rows are named, not the patients. */
function refuseLeakage(members: readonly CohortMember[]): void {
  const first = new Map<string, CohortMember>();
  const leaks: string[] = [];
  for (const member of members) {
    const other = first.get(member.lesion.patient);
    if (other === undefined) first.set(member.lesion.patient, member);
    else if (other.split !== member.split) {
      leaks.push(`rows ${other.lesion.row} (${other.split}) and ${member.lesion.row} (${member.split})`);
    }
  }
  if (leaks.length === 0) return;
  const more = leaks.length > 5 ? ` and ${leaks.length - 5} more` : '';
  throw unusable(
    `the same patient is in two splits: ${leaks.slice(0, 5).join(', ')}${more}. Put all lesions of a patient into one split`,
  );
}

function unusable(why: string): ServiceError {
  return new ServiceError('bad-configuration', `cohort: ${why}.`, { field: 'cohort' });
}

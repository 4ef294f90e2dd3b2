/**
 * Which of the results on file is the current one of the treated side (PATHWAY section 3: the most recent tissue of the
 * disease being treated, shown with the others). Two rules keep a doubtful result from ending in silence:
 * a result that may be as new (undated, of the same day, or with only the month or year of it) never outranks the newest, and
 * where it excludes it the status is DISCORDANT, unless the two are of different breasts;
 * a result that may be of the other breast, or of another cancer, never settles the question (POSITIVE, LOW, ULTRALOW, ZERO)
 * and never outweighs another result: then the status is UNKNOWN and it is listed. A status that asks for a check anyway
 * stays, with the doubt in its text. A doubt about the side counts where the disease has one.
 */
import type { Her2Result, Her2Status, Laterality } from '../core/index.ts';
import { mayBeAsNew } from './dates.ts';
import { isInDoubt, type TissueDoubt } from './tissue.ts';

/** What the choice needs of a result; the result itself is put into words only where it is shown. */
export interface FiledResult {
  readonly status: Her2Status;
  readonly laterality: Laterality;
  readonly date: string | undefined;
  readonly doubt: TissueDoubt | undefined;
}

export interface CurrentResult {
  readonly status: Her2Status;
  readonly current?: Her2Result;
}

/** @param newestFirst dated results by date, then those without a date */
export function currentResult<R extends FiledResult>(
  newestFirst: readonly R[],
  disease: Laterality,
  describe: (result: R) => Her2Result,
): CurrentResult {
  const isDoubtful = ({ doubt }: R): boolean => isInDoubt(doubt, disease);
  const ofSide = ({ laterality }: R): boolean => laterality === 'unknown' || disease === 'unknown' || laterality === disease;
  const doubtful = newestFirst.filter((filed) => isDoubtful(filed) && ofSide(filed));
  const own = newestFirst.filter((filed) => ofSide(filed) && !isDoubtful(filed));
  const newest = own[0];
  if (newest === undefined) return openResult(doubtful, newestFirst, describe);
  const mayBeNewer = ({ date }: R): boolean =>
    newest.date === undefined || mayBeAsNew(date, newest.date) || (date ?? '') > newest.date;
  if (doubtful.some((result) => mayBeNewer(result) && excludes(result.status, newest.status))) return { status: 'UNKNOWN' };
  return againstEquallyNew(newest, own, describe);
}

const SETTLED: ReadonlySet<Her2Status> = new Set(['POSITIVE', 'LOW', 'ULTRALOW', 'ZERO']);

function openResult<R extends FiledResult>(
  doubtful: readonly R[],
  all: readonly R[],
  describe: (result: R) => Her2Result,
): CurrentResult {
  const newest = doubtful[0];
  if (newest === undefined || SETTLED.has(newest.status)) return { status: 'UNKNOWN' };
  const contradicted = all.some(({ status }) => SETTLED.has(status) || excludes(status, newest.status));
  return contradicted ? { status: 'UNKNOWN' } : { status: newest.status, current: describe(newest) };
}

function againstEquallyNew<R extends FiledResult>(
  newest: R,
  own: readonly R[],
  describe: (result: R) => Her2Result,
): CurrentResult {
  const isAsNew = ({ date }: R): boolean => mayBeAsNew(date, newest.date);
  const otherBreast = own.find((filed) => isAsNew(filed) && areOfBothBreasts(filed, newest));
  for (const one of otherBreast === undefined ? [newest] : [newest, otherBreast]) {
    const other = own.find((filed) => isAsNew(filed) && excludes(filed.status, one.status) && !areOfBothBreasts(filed, one));
    if (other !== undefined) return discordant(describe(one), describe(other));
  }
  return { status: newest.status, current: describe(newest) };
}

/** Different results of two breasts are no contradiction: each stands for its own. */
function areOfBothBreasts(a: FiledResult, b: FiledResult): boolean {
  return a.laterality !== b.laterality && a.laterality !== 'unknown' && b.laterality !== 'unknown';
}

function discordant(current: Her2Result, differing: Her2Result): CurrentResult {
  const named = differing.date === undefined ? 'undated result' : `result of ${differing.date}`;
  const text = `${current.text}; ${named} differs: ${differing.text}`;
  const evidence = [...current.evidence, ...differing.evidence];
  return { status: 'DISCORDANT', current: { ...current, status: 'DISCORDANT', text, evidence } };
}

/** What a vague status leaves open. INDETERMINATE says nothing against any other. */
const LEFT_OPEN: ReadonlyMap<Her2Status, ReadonlySet<Her2Status>> = new Map([
  ['NEGATIVE_UNSPECIFIED', new Set<Her2Status>(['LOW', 'ULTRALOW', 'ZERO', 'ZERO_UNSPECIFIED'])],
  ['ZERO_UNSPECIFIED', new Set<Her2Status>(['ULTRALOW', 'ZERO'])],
  ['EQUIVOCAL', new Set<Her2Status>(['NEGATIVE_UNSPECIFIED'])],
]);

/** The two cannot both be true of one tissue. */
function excludes(a: Her2Status, b: Her2Status): boolean {
  const isOpen = a === b || a === 'INDETERMINATE' || b === 'INDETERMINATE';
  return !isOpen && LEFT_OPEN.get(a)?.has(b) !== true && LEFT_OPEN.get(b)?.has(a) !== true;
}

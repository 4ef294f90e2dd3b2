/** The HER2 result of one specimen: all that was read of it, and what it is called in facts. */
import type { Evidence, Her2Result, Her2Status, Laterality } from '../core/index.ts';
import { originOf } from './body-site.ts';
import type { FiledResult } from './current-result.ts';
import { age, dated } from './dates.ts';
import { child, children, conceptText, text } from './elements.ts';
import type { Her2Reading } from './her2-readings.ts';
import { deriveStatus, type SpecimenReadings } from './her2-result.ts';
import { oneSide } from './laterality.ts';
import { describeReadings } from './readings-in-words.ts';
import { latestOf, specimenReadings } from './specimen-readings.ts';
import type { Tissue, TissueDoubt } from './tissue.ts';

/** Status and readings are derived where they are asked for: of thousands of results on file, a few are shown or compared. */
export class SpecimenResult implements FiledResult {
  readonly tissue: Tissue;
  readonly laterality: Laterality;
  readonly doubt: TissueDoubt | undefined;
  readonly date: string | undefined;
  /** The newest of each method, corrections first. */
  readonly latest: readonly Her2Reading[];
  /** Of the first Observation read of it. */
  readonly id: string;
  readonly #group: readonly Her2Reading[];
  #readings: SpecimenReadings | undefined;
  #status: Her2Status | undefined;

  /** @param group at least one reading, all of one tissue */
  constructor(group: readonly Her2Reading[]) {
    const { tissue } = group[0]!;
    const isAlone = group.length === 1;
    this.tissue = tissue;
    this.laterality = isAlone ? tissue.laterality : oneSide(group.map((reading) => reading.tissue.laterality));
    this.doubt = doubtOf(group, this.laterality);
    this.date = isAlone ? tissue.date : newestDay(group);
    this.latest = latestOf(group);
    this.id = this.latest[0]!.observation.id;
    this.#group = group;
  }

  get source(): string {
    return this.latest[0]!.observation.source;
  }

  get disputed(): boolean {
    return this.#group.some(({ disputed }) => disputed);
  }

  get readings(): SpecimenReadings {
    this.#readings ??= specimenReadings(this.latest, this.disputed);
    return this.#readings;
  }

  get status(): Her2Status {
    this.#status ??= deriveStatus(this.readings);
    return this.#status;
  }
}

function doubtOf(group: readonly Her2Reading[], laterality: Laterality): TissueDoubt | undefined {
  let doubt: TissueDoubt | undefined;
  for (const { tissue } of group) {
    if (tissue.doubt === 'origin') return 'origin';
    if (laterality === 'unknown' && (tissue.doubt === 'side' || tissue.laterality !== 'unknown')) doubt = 'side';
  }
  return doubt;
}

function doubtText({ doubt, tissue }: SpecimenResult): string {
  if (doubt === 'origin') return ', may be of another cancer';
  return doubt === 'side' ? `, side ${tissue.sideDoubt ?? 'contradictory'}` : '';
}

/** Whether a method has a result. */
export function hasMethod({ latest }: SpecimenResult, method: 'ihc' | 'ish'): boolean {
  return latest.some(({ read: { value } }) => (value.kind === 'ihc' || value.kind === 'overall' ? 'ihc' : 'ish') === method);
}

/** Evidence of one result beyond which no more is listed. */
const MOST_EVIDENCE = 50;

export function describeResult(found: SpecimenResult, today: string): Her2Result {
  const { status, tissue, laterality, date, readings, latest, disputed } = found;
  const lab = latest.map(({ observation }) => labOf(observation.resource)).find((name) => name !== undefined);
  const { specimen, site } = tissue;
  const origin = originOf(tissue.named);
  const { text: wording, ...words } = describeReadings(readings);
  return {
    status,
    ...words,
    text: `${wording}${disputed ? '; one record with two contents' : ''}${doubtText(found)}`,
    laterality,
    ...(specimen === undefined ? {} : { specimen }),
    ...(tissue.reference === undefined ? {} : { specimenReference: tissue.reference }),
    ...(site === undefined ? {} : { site }),
    ...(origin === undefined ? {} : { origin }),
    ...(date === undefined ? {} : { date, ...age(date, today) }),
    ...(lab === undefined ? {} : { lab }),
    ...(latest.some(({ observation }) => isBorderline(observation.resource)) ? { borderline: true } : {}),
    evidence: latest.slice(0, MOST_EVIDENCE).map(evidenceOf),
  };
}

function evidenceOf({ observation: { source, date }, read: { at, path, confidence, raw } }: Her2Reading): Evidence {
  return { source, path: `${at}.${path}`, confidence, ...dated(date), ...(raw === undefined ? {} : { raw }) };
}

function labOf(resource: unknown): string | undefined {
  return children(resource, 'performer').flatMap((performer) => text(performer, 'display') ?? [])[0];
}

/** In a note, or in the words of the value itself: a flag for a second look (PATHWAY P3), no other result. */
function isBorderline(resource: unknown): boolean {
  const notes = children(resource, 'note').map((note) => text(note, 'text') ?? '');
  const value = child(resource, 'valueCodeableConcept');
  const words = [...notes, conceptText(value) ?? '', text(resource, 'valueString') ?? ''];
  return words.some((part) => /\bborderline\b|\bgrenzwertig/i.test(part.slice(0, 2000)));
}

function newestDay(group: readonly Her2Reading[]): string | undefined {
  let newest: string | undefined;
  for (const { tissue } of group)
    if (tissue.date !== undefined && (newest === undefined || tissue.date > newest)) newest = tissue.date;
  return newest;
}

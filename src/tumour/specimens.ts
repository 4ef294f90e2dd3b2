/** Which tissue a result is from. Results of different specimens are never merged (PATHWAY section 3). */
import type { Laterality, PatientRecord, UntestedSpecimen } from '../core/index.ts';
import {
  child,
  children,
  conceptText,
  conceptWords,
  day,
  dayOf,
  isFuture,
  referenceOf,
  selfReference,
  text,
} from './elements.ts';
import { byId, inFixedOrder } from './fixed-order.ts';
import { lateralityOf } from './laterality.ts';

export interface Tissue {
  /** Same key, same tissue. */
  readonly key: string;
  readonly specimen?: string;
  readonly site?: string;
  readonly laterality: Laterality;
  /** The result refers to a Specimen that is not in the record: what that Specimen says of the side is not known. */
  readonly specimenUnread: boolean;
  /**
   * Day of the tissue: collection where stated, else of the result. A collection that is in no calendar or in the future
   * leaves the tissue undated: the day of a late re-reading would make an old tissue the newest.
   */
  readonly date?: string;
}

export interface TissueIndex {
  tissueOf(observation: unknown): Tissue;
}

/** Members of a panel or report without a specimen of their own take that of the panel or report. */
export function indexTissue(record: PatientRecord, today: string): TissueIndex {
  const specimens = new Map(
    [...byId(record.specimens)].map(([, versions]) => [selfReference(versions[0], 'Specimen'), versions] as const),
  );
  const inherited = new Map<string, unknown>();
  for (const report of inFixedOrder(record.diagnosticReports)) {
    const own = children(report, 'specimen');
    if (own.length === 1) for (const result of children(report, 'result')) setIfAbsent(inherited, referenceOf(result), own[0]);
  }
  for (const panel of inFixedOrder(record.observations)) {
    const own = child(panel, 'specimen');
    if (own !== undefined) for (const member of children(panel, 'hasMember')) setIfAbsent(inherited, referenceOf(member), own);
  }
  return {
    tissueOf: (observation) => {
      const reference = child(observation, 'specimen') ?? inherited.get(selfReference(observation, 'Observation'));
      return tissue(observation, reference, specimens.get(referenceOf(reference) ?? '') ?? [], today);
    },
  };
}

function setIfAbsent(map: Map<string, unknown>, key: string | undefined, value: unknown): void {
  if (key !== undefined && !map.has(key)) map.set(key, value);
}

function tissue(observation: unknown, reference: unknown, versions: readonly unknown[], today: string): Tissue {
  const collections = versions.map((specimen) => child(specimen, 'collection'));
  const sites = [child(observation, 'bodySite'), ...collections.map((collection) => child(collection, 'bodySite'))];
  const site = sites.map(conceptText).find((found) => found !== undefined);
  const name = text(reference, 'display') ?? conceptText(child(versions[0], 'type')) ?? referenceOf(reference);
  const date = collections.some(hasCollectionDate) ? collectionDay(collections, today) : resultDay(observation);
  const laterality = lateralityOf(sites);
  const identifier = text(child(reference, 'identifier'), 'value');
  const identity = referenceOf(reference) ?? identifier ?? text(reference, 'display');
  return {
    key: identity === undefined ? `no specimen|${site ?? ''}|${laterality}|${date ?? ''}` : `specimen|${identity}`,
    laterality,
    specimenUnread: versions.length === 0 && (referenceOf(reference) ?? identifier) !== undefined,
    ...(name === undefined ? {} : { specimen: name }),
    ...(site === undefined ? {} : { site }),
    ...(date === undefined ? {} : { date }),
  };
}

function hasCollectionDate(collection: unknown): boolean {
  return child(collection, 'collectedDateTime') !== undefined || child(collection, 'collectedPeriod') !== undefined;
}

/** The day that all versions of one Specimen agree on. */
function collectionDay(collections: readonly unknown[], today: string): string | undefined {
  const dates = new Set(collections.map((collection) => dayOf(collection, 'collected')));
  const date = dates.size === 1 ? [...dates][0] : undefined;
  return isFuture(date, today) ? undefined : date;
}

export function resultDay(observation: unknown): string | undefined {
  return dayOf(observation, 'effective') ?? day(text(observation, 'issued'));
}

const TISSUE_WORDS =
  /\b(?:tissue|biops\w*|tumou?r|core|excision|resect\w*|metasta\w*|block|paraffin|ffpe|lesion|mastectomy|lumpectomy)\b/;
const UNUSABLE = new Set(['entered-in-error', 'unavailable', 'unsatisfactory']);

/** Tissue specimens on file, newest first, that carry none of the HER2 results of `testedKeys`. */
export function untestedTissue(
  record: PatientRecord,
  testedKeys: ReadonlySet<string>,
  today: string,
): readonly UntestedSpecimen[] {
  return inFixedOrder(record.specimens)
    .flatMap((specimen): UntestedSpecimen[] => {
      const reference = selfReference(specimen, 'Specimen');
      const type = child(specimen, 'type');
      const usable = text(specimen, 'id') !== undefined && !UNUSABLE.has(text(specimen, 'status') ?? '');
      if (!usable || testedKeys.has(`specimen|${reference}`) || !TISSUE_WORDS.test(conceptWords(type))) return [];
      const collection = child(specimen, 'collection');
      const site = conceptText(child(collection, 'bodySite'));
      const name = [conceptText(type), site].filter((part) => part !== undefined).join(', ');
      const date = collectionDay([collection], today);
      return [{ reference, text: name, ...(date === undefined ? {} : { date }) }];
    })
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? '') || a.reference.localeCompare(b.reference));
}

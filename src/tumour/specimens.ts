/** Which tissue a result is from. Results of different specimens are never merged (PATHWAY section 3). */
import type { Laterality, PatientRecord, TissueOrigin } from '../core/index.ts';
import { type Organ, organOf, originOf } from './body-site.ts';
import { dayOf, isFuture } from './dates.ts';
import { child, children, conceptText, referenceOf, selfReference, text } from './elements.ts';
import { byId, inFixedOrder } from './fixed-order.ts';
import { lateralityOf } from './laterality.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';

export interface Tissue {
  /** Same key, same tissue. */
  readonly key: string;
  /** `Specimen/...`, where the result refers to one. */
  readonly reference?: string;
  readonly specimen?: string;
  readonly site?: string;
  readonly laterality: Laterality;
  readonly origin?: TissueOrigin;
  readonly organ?: Organ;
  /** The result refers to a Specimen that is not in the record: what that Specimen says of the side is not known. */
  readonly specimenUnread: boolean;
  /**
   * Day of the tissue: collection where stated, else of the result. A collection that is in no calendar or in the future
   * leaves the tissue undated: the day of a late re-reading would make an old tissue the newest.
   */
  readonly date?: string;
}

export interface TissueIndex {
  tissueOf(observation: IndexedObservation): Tissue;
}

/** Members of a panel or report without a specimen of their own take that of the panel or report. */
export function indexTissue(record: PatientRecord, index: RecordIndex): TissueIndex {
  const specimens = new Map(
    [...byId(record.specimens)].map(([, versions]) => [selfReference(versions[0], 'Specimen'), versions] as const),
  );
  const inherited = new Map<string, unknown>();
  for (const report of inFixedOrder(record.diagnosticReports)) {
    const own = children(report, 'specimen');
    if (own.length === 1) for (const result of children(report, 'result')) setIfAbsent(inherited, referenceOf(result), own[0]);
  }
  for (const panel of index.panels) {
    const own = child(panel, 'specimen');
    if (own !== undefined) for (const member of children(panel, 'hasMember')) setIfAbsent(inherited, referenceOf(member), own);
  }
  const places = new Map<string, Place>();
  return {
    tissueOf: ({ resource, source, date }) => {
      const reference = child(resource, 'specimen') ?? inherited.get(source);
      const bodySite = child(resource, 'bodySite');
      const specimen = identityOf(reference);
      const known = bodySite === undefined && specimen !== undefined ? places.get(specimen) : undefined;
      const place = known ?? placeOf(bodySite, reference, specimens.get(referenceOf(reference) ?? '') ?? [], index.today);
      if (bodySite === undefined && specimen !== undefined) places.set(specimen, place);
      return tissueAt(place, specimen, date);
    },
  };
}

function setIfAbsent(map: Map<string, unknown>, key: string | undefined, value: unknown): void {
  if (key !== undefined && !map.has(key)) map.set(key, value);
}

function identityOf(reference: unknown): string | undefined {
  if (reference === undefined) return undefined;
  return referenceOf(reference) ?? text(child(reference, 'identifier'), 'value') ?? text(reference, 'display');
}

/** What specimen and body site say, whichever result refers to them. */
interface Place extends Omit<Tissue, 'key' | 'date'> {
  /** `none`: the day of the result counts. */
  readonly collected: 'none' | 'unusable' | string;
}

function placeOf(bodySite: unknown, reference: unknown, versions: readonly unknown[], today: string): Place {
  const collections = versions.map((specimen) => child(specimen, 'collection'));
  const sites = [bodySite, ...collections.map((collection) => child(collection, 'bodySite'))].filter(
    (site) => site !== undefined,
  );
  const site = sites.map(conceptText).find((found) => found !== undefined);
  const type = child(versions[0], 'type');
  const display = text(reference, 'display');
  const specimen = display ?? conceptText(type) ?? referenceOf(reference);
  const named = [...sites, type, ...(display === undefined ? [] : [{ text: display }])].filter((part) => part !== undefined);
  const relative = referenceOf(reference);
  const origin = originOf(named);
  const organ = organOf(named);
  const collected = collections.some(hasCollectionDate) ? (collectionDay(collections, today) ?? 'unusable') : 'none';
  const isNamed = (relative ?? text(child(reference, 'identifier'), 'value')) !== undefined;
  return {
    laterality: sites.length === 0 ? 'unknown' : lateralityOf(sites),
    specimenUnread: versions.length === 0 && isNamed,
    collected,
    ...(relative?.startsWith('Specimen/') === true ? { reference: relative } : {}),
    ...(specimen === undefined ? {} : { specimen }),
    ...(site === undefined ? {} : { site }),
    ...(origin === undefined ? {} : { origin }),
    ...(organ === undefined ? {} : { organ }),
  };
}

function tissueAt({ collected, ...place }: Place, specimen: string | undefined, result: string | undefined): Tissue {
  const date = collected === 'none' ? result : collected === 'unusable' ? undefined : collected;
  const key =
    specimen === undefined ? `no specimen|${place.site ?? ''}|${place.laterality}|${date ?? ''}` : `specimen|${specimen}`;
  return date === undefined ? { ...place, key } : { ...place, key, date };
}

function hasCollectionDate(collection: unknown): boolean {
  return child(collection, 'collectedDateTime') !== undefined || child(collection, 'collectedPeriod') !== undefined;
}

/** The day that all versions of one Specimen agree on. */
export function collectionDay(collections: readonly unknown[], today: string): string | undefined {
  const dates = new Set(collections.map((collection) => dayOf(collection, 'collected')));
  const date = dates.size === 1 ? [...dates][0] : undefined;
  return isFuture(date, today) ? undefined : date;
}

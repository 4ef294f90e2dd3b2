/** Which tissue a result is from. Results of different specimens are never merged (PATHWAY section 3). */
import type { Laterality, PatientRecord } from '../core/index.ts';
import { isDistantOrgan } from './body-site.ts';
import { dayOf, isFuture } from './dates.ts';
import { child, children, conceptText, referenceOf, selfReference, text } from './elements.ts';
import { byId } from './fixed-order.ts';
import { lateralityOf } from './laterality.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';

export interface Tissue {
  /** Same key, same tissue. */
  readonly key: string;
  /** `Specimen/...`, where the result refers to one. */
  readonly reference: string | undefined;
  readonly specimen: string | undefined;
  readonly site: string | undefined;
  /** Breast, or the axilla and chest wall beside it; `unknown` for a distant organ. */
  readonly laterality: Laterality;
  /** Site, type and name of the specimen, from which organ and origin are read where they are needed. */
  readonly named: readonly unknown[];
  /** The result refers to a Specimen that is not in the record, so that its side is not known; a distant organ needs none. */
  readonly specimenUnread: boolean;
  /**
   * Day of the tissue: collection where stated, else of the result. A collection that is in no calendar or in the future
   * leaves the tissue undated: the day of a late re-reading would make an old tissue the newest.
   */
  readonly date: string | undefined;
}

export interface TissueIndex {
  tissueOf(observation: IndexedObservation): Tissue;
}

/** Members of a panel or report without a specimen of their own take that of the panel or report. */
export function indexTissue(record: PatientRecord, index: RecordIndex): TissueIndex {
  const specimens = new Map<string, readonly unknown[]>();
  for (const versions of byId(record.specimens)) specimens.set(selfReference(versions[0], 'Specimen'), versions);
  const inherited = new Map<string, unknown>();
  for (const report of record.diagnosticReports) {
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
      const reference = child(resource, 'specimen') ?? (inherited.size === 0 ? undefined : inherited.get(source));
      const bodySite = child(resource, 'bodySite');
      const identity = bodySite === undefined ? identityOf(reference) : undefined;
      let place = identity === undefined ? undefined : places.get(identity);
      if (place === undefined) {
        place = placeOf(bodySite, reference, specimens.get(referenceOf(reference) ?? '') ?? [], index.today);
        if (identity !== undefined) places.set(identity, place);
      }
      return place.collected === 'none' ? tissueAt(place, date) : place.tissue;
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
interface Place {
  /** `none`: the tissue has the day of each result. */
  readonly collected: 'none' | 'stated';
  readonly isSpecimen: boolean;
  readonly tissue: Tissue;
}

function placeOf(bodySite: unknown, reference: unknown, versions: readonly unknown[], today: string): Place {
  const collections = versions.map((specimen) => child(specimen, 'collection'));
  const sites = [bodySite, ...collections.map((collection) => child(collection, 'bodySite'))].filter(
    (site) => site !== undefined,
  );
  const type = child(versions[0], 'type');
  const display = text(reference, 'display');
  const relative = referenceOf(reference);
  const identity = identityOf(reference);
  const isStated = collections.some(hasCollectionDate);
  const side = lateralityOf(sites);
  const isUnread = versions.length === 0 && (relative ?? text(child(reference, 'identifier'), 'value')) !== undefined;
  const tissue = {
    key: identity === undefined ? '' : `specimen|${identity}`,
    reference: relative?.startsWith('Specimen/') === true ? relative : undefined,
    specimen: display ?? conceptText(type) ?? relative,
    site: sites.map(conceptText).find((found) => found !== undefined),
    laterality: side !== 'unknown' && isDistantOrgan(sites) ? ('unknown' as const) : side,
    named: [...sites, type, { text: display }],
    specimenUnread: isUnread && !isDistantOrgan([...sites, { text: display }]),
    date: isStated ? collectionDay(collections, today) : undefined,
  };
  const isSpecimen = identity !== undefined;
  const keyed = isSpecimen ? tissue : { ...tissue, key: keyWithoutSpecimen(tissue) };
  return { collected: isStated ? 'stated' : 'none', isSpecimen, tissue: keyed };
}

function keyWithoutSpecimen({ site, laterality, date }: Omit<Tissue, 'key'>): string {
  return `no specimen|${site ?? ''}|${laterality}|${date ?? ''}`;
}

function tissueAt({ isSpecimen, tissue }: Place, date: string | undefined): Tissue {
  const dated = { ...tissue, date };
  return isSpecimen ? dated : { ...dated, key: keyWithoutSpecimen(dated) };
}

function hasCollectionDate(collection: unknown): boolean {
  return child(collection, 'collectedDateTime') !== undefined || child(collection, 'collectedPeriod') !== undefined;
}

/** The day that all versions of one Specimen agree on. */
export function collectionDay(collections: readonly unknown[], today: string): string | undefined {
  const [date, ...others] = collections.map((collection) => dayOf(collection, 'collected'));
  return isFuture(date, today) || others.some((other) => other !== date) ? undefined : date;
}

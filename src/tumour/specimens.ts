/** Which tissue a result is from. Results of different specimens are never merged (PATHWAY section 3). */
import type { Laterality, PatientRecord } from '../core/index.ts';
import { isDistantOrgan } from './body-site.ts';
import { dayOf, isFuture } from './dates.ts';
import { child, children, referenceOf, selfReference, text } from './elements.ts';
import { forEachId } from './fixed-order.ts';
import { lateralityOf } from './laterality.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';
import { remembering } from './remembering.ts';
import { type Place, Tissue } from './tissue.ts';

export interface TissueIndex {
  tissueOf(observation: IndexedObservation): Tissue;
}

/** Members of a panel or report without a specimen of their own take that of the panel or report. */
export function indexTissue(record: PatientRecord, index: RecordIndex): TissueIndex {
  const specimens = new Map<string, readonly unknown[]>();
  forEachId(record.specimens, (versions) => specimens.set(selfReference(versions[0], 'Specimen'), versions));
  const inherited = new Map<string, unknown>();
  for (const report of record.diagnosticReports) {
    const own = children(report, 'specimen');
    if (own.length === 1) for (const result of children(report, 'result')) setIfAbsent(inherited, referenceOf(result), own[0]);
  }
  for (const panel of index.panels) {
    const own = child(panel, 'specimen');
    if (own !== undefined) for (const member of children(panel, 'hasMember')) setIfAbsent(inherited, referenceOf(member), own);
  }
  const places = new Map<string, Place | Tissue>();
  const sideOf = sideReader();
  return {
    tissueOf: (observation) => {
      const { resource } = observation;
      const reference = child(resource, 'specimen') ?? (inherited.size === 0 ? undefined : inherited.get(observation.source));
      const bodySite = child(resource, 'bodySite');
      const identity = identityOf(reference);
      const isShared = bodySite === undefined && identity !== undefined;
      const known = isShared ? places.get(identity) : undefined;
      if (known instanceof Tissue) return known;
      const versions = specimens.get(referenceOf(reference) ?? '') ?? NONE;
      const place = known ?? placeOf({ bodySite, reference, identity, versions }, sideOf, index.today);
      const tissue = new Tissue(place, place.collected === undefined ? observation.date : place.collected.day);
      if (isShared) places.set(identity, place.collected === undefined ? place : tissue);
      return tissue;
    },
  };
}

const NONE: readonly unknown[] = [];

function setIfAbsent(map: Map<string, unknown>, key: string | undefined, value: unknown): void {
  if (key !== undefined && !map.has(key)) map.set(key, value);
}

function identityOf(reference: unknown): string | undefined {
  if (reference === undefined) return undefined;
  return referenceOf(reference) ?? text(child(reference, 'identifier'), 'value') ?? text(reference, 'display');
}

type SideReader = (sites: readonly unknown[]) => Laterality;

/** The side of sites near the breast. Most are a single text, which many specimens share. */
function sideReader(): SideReader {
  const ofText = remembering((words) => sideNearBreast([{ text: words }]));
  return (sites) => {
    const [site] = sites;
    const words = sites.length === 1 && children(site, 'coding').length === 0 ? text(site, 'text') : undefined;
    return words === undefined ? sideNearBreast(sites) : ofText(words);
  };
}

function sideNearBreast(sites: readonly unknown[]): Laterality {
  const side = lateralityOf(sites);
  return side !== 'unknown' && isDistantOrgan(sites) ? 'unknown' : side;
}

interface Origin {
  readonly bodySite: unknown;
  readonly reference: unknown;
  readonly identity: string | undefined;
  /** All contents of the Specimen; empty where it is not in the record. */
  readonly versions: readonly unknown[];
}

function placeOf({ bodySite, reference, identity, versions }: Origin, sideOf: SideReader, today: string): Place {
  const sites: unknown[] = bodySite === undefined ? [] : [bodySite];
  let isDated = false;
  for (const specimen of versions) {
    const collection = child(specimen, 'collection');
    const site = child(collection, 'bodySite');
    if (site !== undefined) sites.push(site);
    isDated ||= hasCollectionDate(collection);
  }
  const isUnread =
    versions.length === 0 && (referenceOf(reference) ?? text(child(reference, 'identifier'), 'value')) !== undefined;
  return {
    key: identity === undefined ? undefined : `specimen|${identity}`,
    reference,
    sites,
    type: child(versions[0], 'type'),
    laterality: sideOf(sites),
    specimenUnread: isUnread && !isDistantOrgan([...sites, { text: text(reference, 'display') }]),
    collected: isDated ? { day: collectionDay(versions, today) } : undefined,
  };
}

function hasCollectionDate(collection: unknown): boolean {
  return child(collection, 'collectedDateTime') !== undefined || child(collection, 'collectedPeriod') !== undefined;
}

/** The day that all versions of one Specimen agree on. */
export function collectionDay(versions: readonly unknown[], today: string): string | undefined {
  const date = dayOf(child(versions[0], 'collection'), 'collected');
  if (isFuture(date, today)) return undefined;
  return versions.every((specimen) => dayOf(child(specimen, 'collection'), 'collected') === date) ? date : undefined;
}

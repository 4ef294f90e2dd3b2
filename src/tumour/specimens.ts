/** Which tissue a result is from. Results of different specimens are never merged (PATHWAY section 3). */
import type { Laterality, PatientRecord } from '../core/index.ts';
import { dayOf, isFuture } from './dates.ts';
import { child, codingsOf, conceptText, elements, referenceOf, selfReference, text, textOf } from './elements.ts';
import { sidesOfWords } from './laterality.ts';
import { lentSpecimens } from './lent-specimens.ts';
import { organsOfOtherPrimaries } from './other-primaries.ts';
import { placeReader } from './place-reading.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';
import { remembering } from './remembering.ts';
import { specimenKey } from './specimen-key.ts';
import { identifierOf, specimenLookup } from './specimen-lookup.ts';
import { type Place, Tissue } from './tissue.ts';

export interface TissueIndex {
  tissueOf(observation: IndexedObservation): Tissue;
  /** Of a Specimen on file, whatever refers to it. */
  tissueOfSpecimen(specimen: unknown): Tissue;
}

/**
 * Members of a panel or report without a specimen of their own take that of the panel or report.
 *
 * @param disease the side being treated
 */
export function indexTissue(record: PatientRecord, index: RecordIndex, disease: Laterality): TissueIndex {
  const lookup = specimenLookup(record.specimens);
  const loans = lentSpecimens(record, index.panels);
  const namesSide = remembering((words) => sidesOfWords(words.toLowerCase()) !== 0);
  let otherPrimaries: ReturnType<typeof organsOfOtherPrimaries> | undefined;
  const readPlace = placeReader(disease, () => {
    otherPrimaries ??= organsOfOtherPrimaries(record.conditions);
    return otherPrimaries;
  });
  const places = new Map<string, Place | Tissue>();

  const placeOf = ({ literal, reference, holder, sites, code }: Source, versions: readonly unknown[]): Place => {
    const named: unknown[] = sites.slice();
    let site = sites[0];
    let dated: readonly unknown[] | undefined;
    for (let taken = versions, generation = 1; taken.length > 0; generation += 1) {
      let isPart = false;
      for (const specimen of taken) {
        const { collection, type, parent } = elements(specimen);
        const from = elements(collection).bodySite;
        if (from !== undefined) named.push(from);
        if (type !== undefined) named.push(type);
        if (from !== undefined && (site === undefined || conceptText(site) === undefined)) site = from;
        if (dated === undefined && isDated(collection)) dated = taken;
        isPart ||= parent !== undefined;
      }
      if (!isPart || generation > MOST_GENERATIONS) break;
      taken = lookup.parentsOf(taken, holder);
    }
    const display = text(reference, 'display');
    if (display !== undefined) named.push({ text: display });
    if (code !== undefined) named.push(code);
    const { laterality, doubt, elsewhere, otherCancer } = readPlace(named);
    const isUnread = versions.length === 0 && laterality === 'unknown' && !elsewhere && isIdentified(literal, reference);
    return {
      key: specimenKey(literal, reference, holder, versions),
      reference,
      specimen: versions[0],
      site,
      named,
      laterality,
      sideDoubt: doubt ?? (isUnread ? 'not stated' : undefined),
      otherCancer,
      collected: dated === undefined ? undefined : { day: collectionDay(dated, index.today) },
    };
  };

  return {
    tissueOf: (observation) => {
      const { resource } = observation;
      const loan = loans.size === 0 ? undefined : loans.get(observation.source);
      const { specimen: own, bodySite, code } = elements(resource);
      const reference = own ?? loan?.reference;
      const isNamed = namesOwnSide(code, namesSide);
      const literal = referenceOf(reference);
      const isPlain = bodySite === undefined && loan?.bodySite === undefined && !isNamed;
      const shared = isPlain ? sharedName(literal, reference) : undefined;
      const known = shared === undefined ? undefined : places.get(shared);
      if (known instanceof Tissue) return known;
      const holder = own === undefined ? loan?.holder : resource;
      const sites = isPlain ? NONE : [bodySite, loan?.bodySite].filter((site) => site !== undefined);
      const source = { literal, reference, holder, sites, code: isNamed ? code : undefined };
      const place = known ?? placeOf(source, lookup.versionsOf(literal, reference, holder));
      const tissue = new Tissue(place, place.collected === undefined ? observation.date : place.collected.day);
      if (shared !== undefined) places.set(shared, place.collected === undefined ? place : tissue);
      return tissue;
    },
    tissueOfSpecimen: (specimen) => {
      const literal = selfReference(specimen, 'Specimen');
      const source = { literal, reference: { reference: literal }, holder: undefined, sites: NONE, code: undefined };
      const place = placeOf(source, [specimen]);
      return new Tissue(place, place.collected?.day);
    },
  };
}

/** All that says where a result is from. */
interface Source {
  /** `Specimen/...` of the reference. */
  readonly literal: string | undefined;
  readonly reference: unknown;
  readonly holder: unknown;
  /** Of the Observation and its panel. */
  readonly sites: readonly unknown[];
  /** A code whose words name a side. */
  readonly code: unknown;
}

const NONE: readonly unknown[] = [];

/** What results of the same tissue have in common; a contained Specimen is that of one resource. */
function sharedName(literal: string | undefined, reference: unknown): string | undefined {
  if (literal === undefined || literal.startsWith('#')) return undefined;
  const display = textOf(elements(reference).display);
  return display === undefined ? literal : `${literal} ${display}`;
}

function isIdentified(literal: string | undefined, reference: unknown): boolean {
  return literal !== undefined || identifierOf(child(reference, 'identifier')) !== undefined;
}

/** Most codes have no words, or words that thousands of results share. */
function namesOwnSide(code: unknown, namesSide: (words: string) => boolean): boolean {
  const own = textOf(elements(code).text);
  if (own !== undefined && namesSide(own)) return true;
  for (const coding of codingsOf(code)) {
    const display = textOf(elements(coding).display);
    if (display !== undefined && namesSide(display)) return true;
  }
  return false;
}

/** Block, core, specimen of the operation: more is a circle or nonsense. */
const MOST_GENERATIONS = 4;

function isDated(collection: unknown): boolean {
  const { collectedDateTime, collectedPeriod } = elements(collection);
  return collectedDateTime !== undefined || collectedPeriod !== undefined;
}

/** The day that all versions of one Specimen agree on. */
function collectionDay(versions: readonly unknown[], today: string): string | undefined {
  const date = dayOf(child(versions[0], 'collection'), 'collected');
  if (isFuture(date, today)) return undefined;
  if (versions.length === 1) return date;
  return versions.every((specimen) => dayOf(child(specimen, 'collection'), 'collected') === date) ? date : undefined;
}

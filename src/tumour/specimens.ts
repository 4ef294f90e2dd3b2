/** Which tissue a result is from. Results of different specimens are never merged (PATHWAY section 3). */
import type { Laterality, PatientRecord } from '../core/index.ts';
import { dayOf, isFuture } from './dates.ts';
import { child, children, referenceOf, selfReference, text } from './elements.ts';
import { sidesOfWords } from './laterality.ts';
import { organsOfOtherPrimaries } from './other-primaries.ts';
import { placeReader } from './place-reading.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';
import { remembering } from './remembering.ts';
import { identifierOf, specimenLookup } from './specimen-lookup.ts';
import { type Place, Tissue } from './tissue.ts';

export interface TissueIndex {
  tissueOf(observation: IndexedObservation): Tissue;
  /** Of a Specimen on file, whatever refers to it. */
  tissueOfSpecimen(specimen: unknown): Tissue;
}

/** What a panel or report says of the tissue of its members. */
interface Loan {
  readonly holder: unknown;
  readonly reference: unknown;
  readonly bodySite: unknown;
}

/** All that says where a result is from. */
interface Source {
  readonly holder: unknown;
  readonly reference: unknown;
  readonly sites: readonly unknown[];
  /** A code whose words name a side. */
  readonly code: unknown;
}

/**
 * Members of a panel or report without a specimen of their own take that of the panel or report.
 *
 * @param disease the side being treated
 */
export function indexTissue(record: PatientRecord, index: RecordIndex, disease: Laterality): TissueIndex {
  const lookup = specimenLookup(record.specimens);
  const loans = loansOf(record, index);
  const namesSide = remembering((words) => sidesOfWords(words.toLowerCase()) !== 0);
  let otherPrimaries: ReturnType<typeof organsOfOtherPrimaries> | undefined;
  const readPlace = placeReader(disease, () => {
    otherPrimaries ??= organsOfOtherPrimaries(record.conditions);
    return otherPrimaries;
  });
  const places = new Map<string, Place | Tissue>();

  const placeOf = ({ holder, reference, sites: given, code }: Source, own?: unknown): Place => {
    const versions = own === undefined ? lookup.versionsOf(reference, holder) : [own];
    const sites = [...given];
    const names: unknown[] = [];
    let dated: readonly unknown[] | undefined;
    for (let taken = versions, depth = 0; taken.length > 0; taken = lookup.parentsOf(taken, holder, depth)) {
      depth += 1;
      for (const specimen of taken) {
        const collection = child(specimen, 'collection');
        const site = child(collection, 'bodySite');
        const type = child(specimen, 'type');
        if (site !== undefined) sites.push(site);
        if (type !== undefined) names.push(type);
        if (dated === undefined && isDated(collection)) dated = taken;
      }
    }
    const display = text(reference, 'display');
    if (display !== undefined) names.push({ text: display });
    if (code !== undefined) names.push(code);
    const { laterality, doubt, elsewhere, otherCancer } = readPlace([...sites, ...names]);
    const isUnread = versions.length === 0 && isIdentified(reference) && laterality === 'unknown' && !elsewhere;
    const identity = keyOf(reference, holder, versions);
    return {
      key: identity === undefined ? undefined : `specimen|${identity}`,
      reference,
      specimen: versions[0],
      sites,
      names,
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
      const own = child(resource, 'specimen');
      const reference = own ?? loan?.reference;
      const holder = own === undefined ? loan?.holder : resource;
      const bodySite = child(resource, 'bodySite');
      const code = child(resource, 'code');
      const isNamed = namesOwnSide(code, namesSide);
      const isPlain = bodySite === undefined && loan?.bodySite === undefined && !isNamed;
      const shared = isPlain ? sharedName(reference) : undefined;
      const known = shared === undefined ? undefined : places.get(shared);
      if (known instanceof Tissue) return known;
      const sites = bodySite === undefined ? [] : [bodySite];
      if (loan?.bodySite !== undefined) sites.push(loan.bodySite);
      const place = known ?? placeOf({ holder, reference, sites, code: isNamed ? code : undefined });
      const tissue = new Tissue(place, place.collected === undefined ? observation.date : place.collected.day);
      if (shared !== undefined) places.set(shared, place.collected === undefined ? place : tissue);
      return tissue;
    },
    tissueOfSpecimen: (specimen) => {
      const reference = { reference: selfReference(specimen, 'Specimen') };
      const place = placeOf({ holder: undefined, reference, sites: [], code: undefined }, specimen);
      return new Tissue(place, place.collected?.day);
    },
  };
}

function loansOf(record: PatientRecord, index: RecordIndex): ReadonlyMap<string, Loan> {
  const loans = new Map<string, Loan>();
  const lend = (member: unknown, loan: Loan): void => {
    const to = referenceOf(member);
    if (to === undefined) return;
    const before = loans.get(to);
    const first = before?.reference === undefined ? loan : before;
    loans.set(to, { ...first, bodySite: before?.bodySite ?? loan.bodySite });
  };
  for (const report of record.diagnosticReports) {
    const own = children(report, 'specimen');
    if (own.length !== 1) continue;
    for (const result of children(report, 'result')) lend(result, { holder: report, reference: own[0], bodySite: undefined });
  }
  for (const panel of index.panels) {
    const loan = { holder: panel, reference: child(panel, 'specimen'), bodySite: child(panel, 'bodySite') };
    if (loan.reference === undefined && loan.bodySite === undefined) continue;
    for (const member of children(panel, 'hasMember')) lend(member, loan);
  }
  return loans;
}

/** Most codes have no words, or words that thousands of results share. */
function namesOwnSide(code: unknown, namesSide: (words: string) => boolean): boolean {
  const own = text(code, 'text');
  if (own !== undefined && namesSide(own)) return true;
  for (const coding of children(code, 'coding')) {
    const display = text(coding, 'display');
    if (display !== undefined && namesSide(display)) return true;
  }
  return false;
}

function isIdentified(reference: unknown): boolean {
  return referenceOf(reference) !== undefined || identifierOf(child(reference, 'identifier')) !== undefined;
}

/** What results with the same tissue have in common; a contained Specimen is that of one resource. */
function sharedName(reference: unknown): string | undefined {
  const literal = referenceOf(reference);
  if (literal === undefined || literal.startsWith('#')) return undefined;
  const display = text(reference, 'display');
  return display === undefined ? literal : `${literal} ${display}`;
}

/** A number of a laboratory within a name: "S26-1234 A1", "E/2026/01234". */
const NUMBERED = /\d{4}|\d{2}[-/]\d{3}/;

/** Undefined where nothing tells one tissue from another of the same kind. */
function keyOf(reference: unknown, holder: unknown, versions: readonly unknown[]): string | undefined {
  const literal = referenceOf(reference);
  if (literal !== undefined && !literal.startsWith('#')) return literal;
  if (literal !== undefined) {
    for (const one of children(versions[0], 'identifier')) {
      const found = identifierOf(one);
      if (found !== undefined && isUnique(one)) return `identifier|${found}`;
    }
    // A panel or report lends one Specimen to all its members.
    const isLent = children(holder, 'hasMember').length > 0 || children(holder, 'result').length > 0;
    return isLent && text(holder, 'id') !== undefined ? `${selfReference(holder, '')}${literal}` : undefined;
  }
  const identifier = child(reference, 'identifier');
  const identified = identifierOf(identifier);
  if (identified !== undefined) {
    if (versions.length > 0) return selfReference(versions[0], 'Specimen');
    return isUnique(identifier) ? `identifier|${identified}` : undefined;
  }
  const display = text(reference, 'display');
  return display !== undefined && NUMBERED.test(display) ? `name|${display}` : undefined;
}

/** "A1" without a system is a block of every case. */
function isUnique(identifier: unknown): boolean {
  return text(identifier, 'system') !== undefined || NUMBERED.test(text(identifier, 'value') ?? '');
}

function isDated(collection: unknown): boolean {
  return child(collection, 'collectedDateTime') !== undefined || child(collection, 'collectedPeriod') !== undefined;
}

/** The day that all versions of one Specimen agree on. */
function collectionDay(versions: readonly unknown[], today: string): string | undefined {
  const date = dayOf(child(versions[0], 'collection'), 'collected');
  if (isFuture(date, today)) return undefined;
  return versions.every((specimen) => dayOf(child(specimen, 'collection'), 'collected') === date) ? date : undefined;
}

/**
 * The Specimen that a reference names: by id, contained in the resource that refers to it, or by a business identifier. "#a"
 * means another Specimen in every resource, and an identifier means one only together with its system.
 */
import { child, children, referenceOf, selfReference, text } from './elements.ts';
import { forEachId } from './fixed-order.ts';

export interface SpecimenLookup {
  /**
   * All contents of the Specimen; empty where it is not in the record.
   *
   * @param literal `Specimen/...` or "#..." of the reference
   * @param holder resource that holds the reference
   */
  versionsOf(literal: string | undefined, reference: unknown, holder: unknown): readonly unknown[];
  /** What Specimens were taken from. */
  parentsOf(taken: readonly unknown[], holder: unknown): readonly unknown[];
}

const NONE: readonly never[] = [];
/** A resource of ten thousand contained ones, or parents, would be gone through for each of ten thousand results. */
const MOST_CONTAINED = 100;
const MOST_PARENTS = 8;

export function specimenLookup(specimens: readonly unknown[]): SpecimenLookup {
  const byReference = new Map<string, readonly unknown[]>();
  forEachId(specimens, (versions) => byReference.set(selfReference(versions[0], 'Specimen'), versions));
  let byIdentifier: ReadonlyMap<string, readonly unknown[]> | undefined;
  const ofIdentifier = (identifier: string): readonly unknown[] => {
    byIdentifier ??= groupedByIdentifier(byReference);
    return byIdentifier.get(identifier) ?? NONE;
  };
  const versionsOf = (literal: string | undefined, reference: unknown, holder: unknown): readonly unknown[] => {
    if (literal === undefined) {
      const identifier = identifierOf(child(reference, 'identifier'));
      return identifier === undefined ? NONE : ofIdentifier(identifier);
    }
    return literal.startsWith('#') ? containedIn(holder, literal.slice(1)) : (byReference.get(literal) ?? NONE);
  };
  const parentsOf = (taken: readonly unknown[], holder: unknown): readonly unknown[] => {
    const parents = taken.flatMap((specimen) => children(specimen, 'parent')).slice(0, MOST_PARENTS);
    return parents.flatMap((parent) => versionsOf(referenceOf(parent), parent, holder)).slice(0, MOST_PARENTS);
  };
  return { versionsOf, parentsOf };
}

function containedIn(holder: unknown, id: string): readonly unknown[] {
  return children(holder, 'contained')
    .slice(0, MOST_CONTAINED)
    .filter((resource) => text(resource, 'id') === id && text(resource, 'resourceType') === 'Specimen');
}

/** System and value; undefined without a value. */
export function identifierOf(identifier: unknown): string | undefined {
  const value = text(identifier, 'value');
  return value === undefined ? undefined : `${text(identifier, 'system') ?? ''}|${value}`;
}

/** An identifier of several Specimens names none of them. */
function groupedByIdentifier(all: ReadonlyMap<string, readonly unknown[]>): ReadonlyMap<string, readonly unknown[]> {
  const found = new Map<string, readonly unknown[]>();
  for (const versions of all.values()) {
    const own = new Set(
      versions.flatMap((specimen) => children(specimen, 'identifier').flatMap((one) => identifierOf(one) ?? [])),
    );
    for (const identifier of own) found.set(identifier, found.has(identifier) ? NONE : versions);
  }
  return found;
}

/**
 * What tells one tissue from another: the Specimen that is referred to, an identifier with its system, or a name with a number in
 * it. "Core biopsy" and the "#a" of a contained Specimen tell nothing.
 */
import { child, children, selfReference, text } from './elements.ts';
import { identifierOf } from './specimen-lookup.ts';

/** A number of a laboratory within a name: "S26-1234 A1", "E/2026/01234". */
const NUMBERED = /\d{4}|\d{2}[-/]\d{3}/;

/**
 * Undefined where nothing tells one tissue from another of the same kind.
 *
 * @param literal `Specimen/...` of the reference, or "#..."
 * @param holder resource that holds the reference
 * @param versions contents of the Specimen, where it was found
 */
export function specimenKey(
  literal: string | undefined,
  reference: unknown,
  holder: unknown,
  versions: readonly unknown[],
): string | undefined {
  if (literal?.startsWith('#') === true) return keyOfContained(literal, holder, versions[0]);
  if (literal !== undefined) return keyOf(literal);
  const identifier = child(reference, 'identifier');
  const identified = identifierOf(identifier);
  if (identified !== undefined) {
    if (versions.length > 0) return keyOf(selfReference(versions[0], 'Specimen'));
    return isUnique(identifier) ? `identifier|${identified}` : undefined;
  }
  const display = text(reference, 'display');
  return display !== undefined && NUMBERED.test(display) ? `name|${display}` : undefined;
}

/** Most references are their own key: no other key begins like them. */
function keyOf(literal: string): string {
  return literal.startsWith('Specimen/') ? literal : `specimen|${literal}`;
}

function keyOfContained(literal: string, holder: unknown, specimen: unknown): string | undefined {
  for (const identifier of children(specimen, 'identifier')) {
    const found = identifierOf(identifier);
    if (found !== undefined && isUnique(identifier)) return `identifier|${found}`;
  }
  // A panel or report lends one Specimen to all its members.
  const isLent = children(holder, 'hasMember').length > 0 || children(holder, 'result').length > 0;
  return isLent && text(holder, 'id') !== undefined ? `specimen|${selfReference(holder, '')}${literal}` : undefined;
}

/** "A1" without a system is a block of every case. */
function isUnique(identifier: unknown): boolean {
  return text(identifier, 'system') !== undefined || NUMBERED.test(text(identifier, 'value') ?? '');
}

/** What drug a medication resource is about, in the ways in which R4 writes it, and R5 (`medication.concept`, `.reference`). */
import { child, children, text } from './elements.ts';

/** The concept, or that of a contained Medication, or the display of a reference. Undefined for what is no medication. */
export function drugOf(resource: unknown): unknown {
  const either = child(resource, 'medication');
  const concept = child(resource, 'medicationCodeableConcept') ?? child(either, 'concept');
  if (concept !== undefined) return concept;
  const reference = child(resource, 'medicationReference') ?? child(either, 'reference');
  const local = text(reference, 'reference');
  const contained = children(resource, 'contained').find((item) => local === `#${text(item, 'id') ?? ''}`);
  const code = child(contained, 'code');
  const display = text(reference, 'display');
  if (display === undefined || text(code, 'text') !== undefined) return code;
  return { coding: children(code, 'coding'), text: display };
}

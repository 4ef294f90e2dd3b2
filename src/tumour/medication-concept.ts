/** What drug a medication resource is about, in the ways in which R4 writes it, and R5 (`medication.concept`, `.reference`). */
import { child, children, conceptText, text } from './elements.ts';

/**
 * The concept, or that of a contained Medication with its ingredients (a mixture often names its drug only there), or the
 * display of a reference. Undefined for what is no medication.
 */
export function drugOf(resource: unknown): unknown {
  const either = child(resource, 'medication');
  const concept = child(resource, 'medicationCodeableConcept') ?? child(either, 'concept');
  if (concept !== undefined) return concept;
  const reference = child(resource, 'medicationReference') ?? child(either, 'reference');
  const medication = containedAs(resource, reference);
  const code = child(medication, 'code');
  const display = text(reference, 'display');
  const own =
    display === undefined || text(code, 'text') !== undefined ? code : { coding: children(code, 'coding'), text: display };
  const ingredients = children(medication, 'ingredient').flatMap((ingredient) => ingredientOf(resource, ingredient) ?? []);
  return ingredients.length === 0 ? own : mixture(own, ingredients);
}

function containedAs(resource: unknown, reference: unknown): unknown {
  const local = text(reference, 'reference');
  return children(resource, 'contained').find((item) => local === `#${text(item, 'id') ?? ''}`);
}

/** R4 `itemCodeableConcept` or `itemReference`, R5 `item`. A Substance or Medication of its own is looked at one level deep. */
function ingredientOf(resource: unknown, ingredient: unknown): unknown {
  const item = child(ingredient, 'item');
  const concept = child(ingredient, 'itemCodeableConcept') ?? child(item, 'concept');
  if (concept !== undefined) return concept;
  const reference = child(ingredient, 'itemReference') ?? child(item, 'reference');
  const display = text(reference, 'display');
  return child(containedAs(resource, reference), 'code') ?? (display === undefined ? undefined : { text: display });
}

/** One concept with the codes of all and their names in a row. */
function mixture(own: unknown, ingredients: readonly unknown[]): unknown {
  const all = own === undefined ? ingredients : [own, ...ingredients];
  return {
    coding: all.flatMap((each) => children(each, 'coding')),
    text: all.flatMap((each) => conceptText(each) ?? []).join(' + '),
  };
}

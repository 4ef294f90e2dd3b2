/** Class of an order by the rules of the service folder: a code decides first, words only where no code does. */
import type { OrderClass, OrderClassRule } from '../core/index.ts';
import { child, children, codesOf, conceptText, conceptWords } from './elements.ts';
import { drugOf } from './medication-concept.ts';

/** Concepts that name what is ordered, in a ServiceRequest, MedicationRequest or Procedure. */
function namingConcepts(order: unknown): readonly unknown[] {
  return [child(order, 'code'), drugOf(order)].filter((concept) => concept !== undefined);
}

export function orderText(order: unknown): string | undefined {
  return namingConcepts(order)
    .map(conceptText)
    .find((found) => found !== undefined);
}

/** `other` where no rule knows the order. */
export function orderClass(order: unknown, rules: readonly OrderClassRule[]): OrderClass {
  return classOf(namingConcepts(order), rules);
}

function classOf(concepts: readonly unknown[], rules: readonly OrderClassRule[]): OrderClass {
  const codes = concepts.flatMap(codesOf).map(({ system, code }) => `${system}|${code}`);
  const coded = rules.find((rule) => codes.some((code) => rule.codes.has(code)));
  if (coded !== undefined) return coded.class;
  const words = concepts.map(conceptWords).join(' ; ');
  const worded = rules.find(
    (rule) => rule.textIncludes.some((word) => words.includes(word)) && !rule.textExcludes.some((word) => words.includes(word)),
  );
  return worded?.class ?? 'other';
}

/** The order or one of its details asks for a HER2 test. */
export function asksForHer2(order: unknown, rules: readonly OrderClassRule[]): boolean {
  if (child(order, 'doNotPerform') === true) return false;
  const details = children(order, 'orderDetail').map((detail) => classOf([detail], rules));
  return orderClass(order, rules) === 'her2-test' || details.includes('her2-test');
}

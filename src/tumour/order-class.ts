/** Class of an order by the rules of the service folder: a code decides first, words only where no code does. */
import type { OrderClass, OrderClassRule, TissueOrigin } from '../core/index.ts';
import { organOf, originOf } from './body-site.ts';
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
  return classOf(namingConcepts(order), rules, children(order, 'bodySite'));
}

/** Of one concept of an order, such as a detail. */
export function conceptClass(concept: unknown, rules: readonly OrderClassRule[]): OrderClass {
  return classOf([concept], rules, []);
}

function classOf(concepts: readonly unknown[], rules: readonly OrderClassRule[], sites: readonly unknown[]): OrderClass {
  const codes = concepts.flatMap(codesOf).map(({ system, code }) => `${system}|${code}`);
  const coded = rules.find((rule) => codes.some((code) => rule.codes.has(code)));
  if (coded !== undefined) return coded.class;
  const words = concepts.map(conceptWords).join(' ; ').replace(HER2_ON_FILE, ' ');
  const worded = rules.find(
    ({ textIncludes, textExcludes, origin }) =>
      textIncludes.some((word) => words.includes(word)) &&
      !textExcludes.some((word) => words.includes(word) || sites.some((site) => conceptWords(site).includes(word))) &&
      (origin === undefined || orderedOrigin([...concepts, ...sites], words) === origin),
  );
  return worded?.class ?? 'other';
}

/** One order of both, "breast biopsy with axillary lymph node biopsy", is of the breast; "axillary biopsy, breast cancer" is not. */
function orderedOrigin(concepts: readonly unknown[], words: string): TissueOrigin | undefined {
  const origin = originOf(concepts);
  return origin === undefined && organOf(concepts) === 'lymph-node' && BREAST_ITSELF.test(words) ? 'primary' : origin;
}

const BREAST_ITSELF = /\bbreast\b(?! (?:cancer|ca\b|carcinoma|primary))|\bmamma\b(?!-?(?:karzinom|ca\b))|\bbrust(?!krebs)/;

/** "CT chest: HER2+ restaging" says what the disease is and asks for no test; "HER2 +/- FISH" and "HER2+ER+PR" ask for one. */
const HER2_ON_FILE =
  /\b(?:her-?2(?:[/ -]?neu)?|erb-?b-?2)(?:\+(?=$|[\s,;:.)])(?! ?[+/-])| ?\(\+\)|[ -]?(?:(?:pos|neg|low|ultralow|non)(?![a-z])|positiv|negativ))/g;

/** The order or one of its details asks for a HER2 test. */
export function asksForHer2(order: unknown, rules: readonly OrderClassRule[]): boolean {
  if (child(order, 'doNotPerform') === true) return false;
  const details = children(order, 'orderDetail').map((detail) => conceptClass(detail, rules));
  return orderClass(order, rules) === 'her2-test' || details.includes('her2-test');
}

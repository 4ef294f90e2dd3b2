/** Palliative or curative intent of a therapy, from treatment intent, else from its reason (EVIDENCE 2.3). */
import { isStated } from './assertion.ts';
import { isDistantMetastasis, isOtherPrimary } from './disease-codes.ts';
import { child, children, codesOf, conceptWords, referenceOf, SNOMED, selfReference, text } from './elements.ts';

const TREATMENT_INTENT = /\/mcode-(?:treatment|procedure)-intent$|-systemische-therapie-intention$/;
const MII_INTENT = 'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-cs-onko-intention';
/** Palliative; curative, adjuvant and neoadjuvant - procedure intent. */
const PALLIATIVE: ReadonlySet<string> = new Set([`${SNOMED}|363676003`, `${MII_INTENT}|P`]);
const CURATIVE: ReadonlySet<string> = new Set([
  ...['373808002', '373846009', '373847000'].map((code) => `${SNOMED}|${code}`),
  `${MII_INTENT}|K`,
]);

/** Conditions that a reason may refer to. */
export interface TherapyReasons {
  readonly metastases: ReadonlySet<string>;
  readonly otherCancers: ReadonlySet<string>;
}

export function therapyReasons(conditions: readonly unknown[]): TherapyReasons {
  const named = (is: (code: unknown) => boolean) =>
    new Set(
      conditions.filter((condition) => is(child(condition, 'code'))).map((condition) => selfReference(condition, 'Condition')),
    );
  return { metastases: named(isDistantMetastasis), otherCancers: named(isOtherPrimary) };
}

const PALLIATIVE_WORDS = /\bpalliativ\w*|\bmetastatic\b|\bmetastasier\w+/;
const CURATIVE_WORDS = /\b(?:neo-?)?adjuvan\w+|\b(?:curative|kurativ\w*)\b/;

/**
 * Treatment intent where stated, else what the therapy was for. Two that contradict each other are none, and a therapy for
 * another cancer has none that counts here.
 */
export function intentOf(resource: unknown, { metastases, otherCancers }: TherapyReasons): 'palliative' | 'curative' | undefined {
  const reasons = children(resource, 'reasonCode');
  const references = children(resource, 'reasonReference').map((reason) => referenceOf(reason) ?? '');
  if (reasons.some(isOtherPrimary) || references.some((reference) => otherCancers.has(reference))) return undefined;
  const stated = children(resource, 'extension')
    .filter((extension) => TREATMENT_INTENT.test(text(extension, 'url') ?? ''))
    .flatMap((extension) => codesOf(child(extension, 'valueCodeableConcept')))
    .map(({ system, code }) => `${system}|${code}`);
  const forMetastasis = reasons.some(isDistantMetastasis) || references.some((reference) => metastases.has(reference));
  const says = (term: RegExp): boolean => reasons.some((reason) => isStated(conceptWords(reason), term));
  const palliative = stated.some((code) => PALLIATIVE.has(code)) || forMetastasis || says(PALLIATIVE_WORDS);
  const curative = stated.some((code) => CURATIVE.has(code)) || says(CURATIVE_WORDS);
  if (palliative === curative) return undefined;
  return palliative ? 'palliative' : 'curative';
}

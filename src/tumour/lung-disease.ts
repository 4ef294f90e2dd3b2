/** Interstitial lung disease or pneumonitis, suspected, now or in the past (EVIDENCE 1.5): a Condition that is not refuted. */
import type { ChartItem, PatientRecord } from '../core/index.ts';
import { isNotExcluded } from './assertion.ts';
import { type DatedItem, newestItem } from './chart-item.ts';
import { conditionDay, isTrue } from './conditions.ts';
import { dated } from './dates.ts';
import { child, codesOf, conceptText, conceptWords, SNOMED, selfReference } from './elements.ts';

/** Interstitial lung disease, pneumonitis; J84, drug-induced (J70.2 to J70.4) and radiation pneumonitis (J70.0, J70.1). */
const SNOMED_CODES: ReadonlySet<string> = new Set(['233703007', '205237003']);
const ICD_CODE = /^(?:J84|J70\.?[0-4])/;
const NAME =
  '(?:\\bild\\b|\\binterstitial (?:lung|pulmonary) disease|\\bpneumonitis\\b|\\binterstitial pneumonia|\\b(?:pulmonary|lung) fibrosis\\b|\\binterstitielle (?:lunge|pneumon)|\\blungenfibrose\\b)';
const WORDS = new RegExp(NAME);
/** A denial has to stand at the disease itself: "ILD without fibrosis" and "no change in ILD" are the disease. */
const NOT_THE_PATIENT = new RegExp(
  `\\bfamily history|\\bfh\\b|\\bfamilienanamnes|\\brisk\\b|\\brisiko\\b|\\bscreening\\b|\\bfear of|${NAME}[^,;()]{0,20}\\b(?:excluded|ruled out|ausgeschlossen)|\\b(?:no|without|keine?|ohne)(?: (?:known|current|active|any|evidence|history|signs?|of|for|hinweise?|anhalt|nachweis|auf|für|eine?))* ${NAME}`,
);

export function lungDisease(record: PatientRecord, today: string): ChartItem {
  const items = record.conditions.flatMap((condition): DatedItem[] => {
    const code = child(condition, 'code');
    const coded = isCoded(code);
    if (!isTrue(condition) || (!coded && !isWorded(conceptWords(code)))) return [];
    const date = conditionDay(condition);
    const shown = conceptText(code);
    const evidence = {
      source: selfReference(condition, 'Condition'),
      path: 'Condition.code',
      confidence: coded ? ('coded' as const) : ('text' as const),
      ...dated(date),
      ...(shown === undefined ? {} : { raw: shown }),
    };
    return [{ ...(shown === undefined ? {} : { text: shown }), ...dated(date), evidence }];
  });
  return newestItem(items, today);
}

function isCoded(code: unknown): boolean {
  return codesOf(code).some((coding) => (coding.system === SNOMED ? SNOMED_CODES.has(coding.code) : isIcd(coding)));
}

function isIcd({ system, code }: { readonly system: string; readonly code: string }): boolean {
  return /icd-?10/i.test(system) && ICD_CODE.test(code.toUpperCase());
}

function isWorded(words: string): boolean {
  return WORDS.test(words) && (isNotExcluded(words) || !NOT_THE_PATIENT.test(words));
}

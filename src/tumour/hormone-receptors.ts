/**
 * ER and PR status: the newest final result of each, none of the other breast; hormone-receptor status from both (EVIDENCE 2.1:
 * positive from 1 %).
 */
import type { Evidence, HormoneReceptorStatus, Laterality, ReceptorFact } from '../core/index.ts';
import { age, dated } from './dates.ts';
import { child, children, conceptText, referenceOf, text } from './elements.ts';
import { generalAnswers, valueText } from './marker-value.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';
import type { TissueIndex } from './specimens.ts';

export interface HormoneReceptors {
  readonly er: HormoneReceptorStatus;
  readonly pr: HormoneReceptorStatus;
  readonly hr: HormoneReceptorStatus;
  readonly receptors: { readonly er: ReceptorFact; readonly pr: ReceptorFact };
}

/** `disease` is the side being treated; `unknown` takes both. */
export function hormoneReceptors(index: RecordIndex, tissue: TissueIndex, disease: Laterality): HormoneReceptors {
  const isOfOtherSide = (observation: IndexedObservation): boolean => {
    const { laterality } = tissue.tissueOf(observation);
    return disease !== 'unknown' && laterality !== 'unknown' && laterality !== disease;
  };
  const er = newest(index, 'er', isOfOtherSide);
  const pr = newest(index, 'pr', isOfOtherSide);
  return { er: er.status, pr: pr.status, hr: combinedStatus(er.status, pr.status), receptors: { er, pr } };
}

function combinedStatus(er: HormoneReceptorStatus, pr: HormoneReceptorStatus): HormoneReceptorStatus {
  if (er === 'positive' || pr === 'positive') return 'positive';
  return er === 'negative' && pr === 'negative' ? 'negative' : 'not-found';
}

interface ReceptorReading {
  /** Empty where nothing says when. */
  readonly date: string;
  readonly status: HormoneReceptorStatus;
  readonly percent?: number;
  readonly specimen?: string;
  readonly evidence: Evidence;
}

/**
 * An unreadable newest result is "not found": an older one does not stand in for it. Undated results and two contents of one
 * id must agree with it.
 */
function newest(
  index: RecordIndex,
  topic: 'er' | 'pr',
  isOfOtherSide: (observation: IndexedObservation) => boolean,
): ReceptorFact {
  const readings = index
    .about(topic)
    .filter((observation) => observation.usable && !isOfOtherSide(observation))
    .flatMap((observation) => readingsOf(observation, topic, index.contested.has(observation.id)));
  const last = readings.reduce((best, { date }) => (date > best ? date : best), '');
  const used = readings.filter(({ date }) => date === last || date === '');
  const found = new Set(used.map(({ status }) => status));
  const percents = new Set(used.flatMap(({ percent }) => percent ?? []));
  const percent = percents.size === 1 && found.size === 1 ? [...percents][0] : undefined;
  const specimen = used[0]?.specimen;
  return {
    status: found.size === 1 ? [...found][0]! : 'not-found',
    lowPositive: percent !== undefined && percent >= 1 && percent <= 10,
    ...(percent === undefined ? {} : { percent }),
    ...(last === '' ? {} : { date: last, ...age(last, index.today) }),
    ...(specimen === undefined ? {} : { specimen }),
    evidence: used.map(({ evidence }) => evidence),
  };
}

function readingsOf(observation: IndexedObservation, topic: 'er' | 'pr', contested: boolean): readonly ReceptorReading[] {
  const { resource, source, date, elements } = observation;
  const reference = child(resource, 'specimen');
  const specimen = text(reference, 'display') ?? referenceOf(reference);
  return elements
    .filter((element) => element.topic === topic)
    .map(({ element, at }) => {
      const percent = percentOf(element);
      const raw = valueText(element) ?? interpretationText(element);
      const coded = percent !== undefined || generalAnswers(element).length > 0;
      return {
        date: contested ? '' : (date ?? ''),
        status: receptorStatus(element),
        ...(typeof percent === 'number' ? { percent } : {}),
        ...(specimen === undefined ? {} : { specimen }),
        evidence: {
          source,
          path: `${at}.value`,
          confidence: coded ? ('coded' as const) : ('text' as const),
          ...dated(date),
          ...(raw === undefined ? {} : { raw }),
        },
      };
    });
}

function interpretationText(element: unknown): string | undefined {
  return children(element, 'interpretation').map(conceptText)[0];
}

/** `bounded`: a percentage with a comparator, which is no number of its own. */
function percentOf(element: unknown): number | 'bounded' | undefined {
  const quantity = child(element, 'valueQuantity');
  const value = child(quantity, 'value');
  const unit = text(quantity, 'unit') ?? text(quantity, 'code') ?? '';
  if (typeof value !== 'number' || unit.trim() !== '%' || value < 0 || value > 100) return undefined;
  return child(quantity, 'comparator') === undefined ? value : 'bounded';
}

function receptorStatus(element: unknown): HormoneReceptorStatus {
  const percent = percentOf(element);
  if (typeof percent === 'number') return percent >= 1 ? 'positive' : 'negative';
  if (percent === 'bounded') return boundedStatus(child(element, 'valueQuantity'));
  const answers = new Set(generalAnswers(element).map((answer) => answer.value));
  if (answers.size === 1) return statusOfWord([...answers][0]!);
  const concept = child(element, 'valueCodeableConcept');
  return answers.size > 1 ? 'not-found' : statusOfWord(conceptText(concept) ?? text(element, 'valueString') ?? '');
}

function boundedStatus(quantity: unknown): HormoneReceptorStatus {
  const comparator = text(quantity, 'comparator');
  const value = child(quantity, 'value') as number;
  if (comparator === '<') return value <= 1 ? 'negative' : 'not-found';
  return comparator?.startsWith('>') === true && value >= 1 ? 'positive' : 'not-found';
}

/** The whole text is one word; "weakly positive in 5 %" is for a person to read. */
function statusOfWord(raw: string): HormoneReceptorStatus {
  const word = raw.slice(0, 100).trim().toLowerCase();
  if (/^positive?$/.test(word)) return 'positive';
  return /^negative?$/.test(word) ? 'negative' : 'not-found';
}

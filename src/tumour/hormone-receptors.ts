/**
 * ER and PR status: the newest final result of each, none of the other breast; hormone-receptor status from both (EVIDENCE 2.1:
 * positive from 1 %).
 */
import type { Evidence, HormoneReceptorStatus, Laterality, ReceptorFact } from '../core/index.ts';
import { age, dated, mayBeAsNew } from './dates.ts';
import { child, children, conceptText, referenceOf, text } from './elements.ts';
import { generalAnswers, valueText } from './marker-value.ts';
import { type ReceptorText, readReceptorText } from './receptor-text.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';
import type { TissueIndex } from './specimens.ts';
import { isInDoubt, type Tissue } from './tissue.ts';

export interface HormoneReceptors {
  readonly er: HormoneReceptorStatus;
  readonly pr: HormoneReceptorStatus;
  readonly hr: HormoneReceptorStatus;
  readonly receptors: { readonly er: ReceptorFact; readonly pr: ReceptorFact };
}

/** `disease` is the side being treated; `unknown` takes both, which must then agree. */
export function hormoneReceptors(index: RecordIndex, tissue: TissueIndex, disease: Laterality): HormoneReceptors {
  const factOf = (topic: 'er' | 'pr'): ReceptorFact => {
    const readings = index
      .about(topic)
      .filter(({ usable }) => usable)
      .flatMap((observation) => readingsOf(observation, topic, tissue.tissueOf(observation), { index, disease }));
    return receptorFact(readings, disease, index.today);
  };
  const er = factOf('er');
  const pr = factOf('pr');
  return { er: er.status, pr: pr.status, hr: combinedStatus(er.status, pr.status), receptors: { er, pr } };
}

function combinedStatus(er: HormoneReceptorStatus, pr: HormoneReceptorStatus): HormoneReceptorStatus {
  if (er === 'positive' || pr === 'positive') return 'positive';
  return er === 'negative' && pr === 'negative' ? 'negative' : 'not-found';
}

interface ReceptorReading {
  /** Empty where nothing says when. */
  readonly date: string;
  readonly laterality: Laterality;
  /** It may be of the other breast, or of another cancer. */
  readonly isDoubtful: boolean;
  readonly status: HormoneReceptorStatus;
  readonly percent?: number;
  readonly low: boolean;
  readonly specimen?: string;
  readonly evidence: Evidence;
}

/**
 * An unreadable newest result is "not found": an older one does not stand in for it. What may be as new (undated, with the month
 * or year only, two contents of one id) must agree with it, and so must what may be of either breast, which settles nothing alone.
 */
function receptorFact(readings: readonly ReceptorReading[], disease: Laterality, today: string): ReceptorFact {
  const named = (['left', 'right'] as const).filter((side) => readings.some(({ laterality }) => laterality === side));
  const sides = disease !== 'unknown' ? [disease] : named.length > 0 ? named : (['unknown'] as const);
  const used = [...new Set(sides.flatMap((side) => newestOf(readings, side)))];
  const isSettled = used.some(({ isDoubtful }) => !isDoubtful) && new Set(used.map(({ status }) => status)).size === 1;
  const percents = new Set(used.flatMap(({ percent }) => percent ?? []));
  const percent = percents.size === 1 && isSettled ? [...percents][0] : undefined;
  const last = latestDay(used);
  const specimen = used[0]?.specimen;
  return {
    status: isSettled ? used[0]!.status : 'not-found',
    lowPositive: isSettled && used.some(({ low }) => low) && used.every(({ low, percent }) => low || percent === undefined),
    ...(percent === undefined ? {} : { percent }),
    ...(last === '' ? {} : { date: last, ...age(last, today) }),
    ...(specimen === undefined ? {} : { specimen }),
    evidence: used.map(({ evidence }) => evidence),
  };
}

/** The newest of one side, and what may be as new. */
function newestOf(readings: readonly ReceptorReading[], side: Laterality): readonly ReceptorReading[] {
  const ofSide = readings.filter(({ laterality }) => laterality === side || laterality === 'unknown');
  const sure = ofSide.filter(({ isDoubtful }) => !isDoubtful);
  const last = latestDay(sure.length > 0 ? sure : ofSide);
  return ofSide.filter(({ date }) => date >= last || mayBeAsNew(date, last));
}

function latestDay(readings: readonly ReceptorReading[]): string {
  return readings.reduce((best, { date }) => (date > best ? date : best), '');
}

function readingsOf(
  observation: IndexedObservation,
  topic: 'er' | 'pr',
  { laterality, doubt }: Tissue,
  { index: { contested }, disease }: { readonly index: RecordIndex; readonly disease: Laterality },
): readonly ReceptorReading[] {
  const { id, resource, source, date, elements } = observation;
  const reference = child(resource, 'specimen');
  const specimen = text(reference, 'display') ?? referenceOf(reference);
  return elements
    .filter((element) => element.topic === topic)
    .map(({ element, at }) => {
      const raw = valueText(element) ?? interpretationText(element);
      const { isCoded, ...read } = receptorValue(element, topic);
      return {
        date: contested.has(id) ? '' : (date ?? ''),
        laterality,
        isDoubtful: isInDoubt(doubt, disease),
        ...read,
        ...(specimen === undefined ? {} : { specimen }),
        evidence: {
          source,
          path: `${at}.value`,
          confidence: isCoded ? ('coded' as const) : ('text' as const),
          ...dated(date),
          ...(raw === undefined ? {} : { raw }),
        },
      };
    });
}

function interpretationText(element: unknown): string | undefined {
  return children(element, 'interpretation').map(conceptText)[0];
}

const PERCENT_UNIT = /^(?:%|percent|per cent|prozent)(?: (?:of )?(?:positive |tumou?r )?(?:cells|nuclei|staining))?$/i;

/** `bounded`: a percentage with a comparator, which is no number of its own. */
function percentOf(element: unknown): number | 'bounded' | undefined {
  const quantity = child(element, 'valueQuantity');
  const value = child(quantity, 'value');
  const isPercent = text(quantity, 'code')?.trim() === '%' || PERCENT_UNIT.test((text(quantity, 'unit') ?? '').trim());
  if (typeof value !== 'number' || !isPercent || value < 0 || value > 100) return undefined;
  return child(quantity, 'comparator') === undefined ? value : 'bounded';
}

/** A number first, then a coded answer, which a share in its text may refine and must not contradict, then text. */
function receptorValue(element: unknown, topic: 'er' | 'pr'): ReceptorText & { readonly isCoded: boolean } {
  const percent = percentOf(element);
  if (typeof percent === 'number') {
    const status = percent >= 1 ? 'positive' : 'negative';
    return { status, percent, low: percent >= 1 && percent <= 10, isCoded: true };
  }
  if (percent === 'bounded') return { status: boundedStatus(child(element, 'valueQuantity')), low: false, isCoded: true };
  const written = conceptText(child(element, 'valueCodeableConcept')) ?? text(element, 'valueString') ?? '';
  const worded = readReceptorText(written, topic);
  const answers = new Set(generalAnswers(element).map((answer) => answer.value));
  if (answers.size === 0) return { ...(worded ?? { status: 'not-found', low: false }), isCoded: false };
  const status = answers.size === 1 ? statusOfAnswer([...answers][0]!) : 'not-found';
  if (worded === undefined || !/\d/.test(written))
    return { status, low: worded?.low === true && status === 'positive', isCoded: true };
  return worded.status === status ? { ...worded, isCoded: true } : { status: 'not-found', low: false, isCoded: true };
}

function statusOfAnswer(answer: string): HormoneReceptorStatus {
  return answer === 'positive' || answer === 'negative' ? answer : 'not-found';
}

function boundedStatus(quantity: unknown): HormoneReceptorStatus {
  const comparator = text(quantity, 'comparator');
  const value = child(quantity, 'value') as number;
  if (comparator === '<') return value <= 1 ? 'negative' : 'not-found';
  return comparator?.startsWith('>') === true && value >= 1 ? 'positive' : 'not-found';
}

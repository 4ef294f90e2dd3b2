/** What one Observation says of HER2, in its own value and in its components. */
import type { Confidence } from '../core/index.ts';
import { isScore } from './agreeing-readings.ts';
import { child, conceptText, text } from './elements.ts';
import { type IhcReading, type ReadIhcText, readIhcText } from './ihc-text.ts';
import { type IshGroup, readIshGroup, readIshText } from './ish-group.ts';
import { type IshInText, readIshInText } from './ish-in-text.ts';
import { generalAnswers, ihcValue, valueText } from './marker-value.ts';
import type { IndexedObservation, TopicElement } from './record-index.ts';
import { remembering } from './remembering.ts';
import { type Her2Topic, isHer2Topic } from './topics.ts';

/** `ish` readings without a result keep their evidence: "a result exists that cannot be read". */
export type Her2Value =
  | { readonly kind: 'ihc' | 'overall'; readonly reading: IhcReading }
  | { readonly kind: 'ish'; readonly result?: 'amplified' | 'not-amplified' | 'equivocal'; readonly group?: IshGroup }
  | { readonly kind: 'ratio' | 'copies' | 'cep17'; readonly number: number }
  | { readonly kind: 'unusable'; readonly why: 'quantity' | 'mislabelled' };

export interface ReadValue {
  readonly value: Her2Value;
  /** FHIRPath of the Observation or component, and of the element of it that was read. */
  readonly at: string;
  readonly path: string;
  readonly confidence: Confidence;
  readonly raw: string | undefined;
}

/** The readings of texts, of one record. */
export interface TextReaders {
  readonly ihc: ReadIhcText;
  /** ISH in the words of an IHC result. */
  readonly ish: (raw: string) => IshInText;
  /** The text of an ISH result. */
  readonly ishResult: (raw: string) => IshText;
}

interface IshText {
  readonly result: ReturnType<typeof readIshText>;
  readonly group: ReturnType<typeof readIshGroup>;
}

export function textReaders(): TextReaders {
  return {
    ihc: remembering(readIhcText),
    ish: remembering(readIshInText),
    ishResult: remembering((raw): IshText => ({ result: readIshText(raw), group: readIshGroup(raw) })),
  };
}

export function her2Values(observation: IndexedObservation, readers: TextReaders): readonly ReadValue[] {
  const { elements } = observation;
  if (elements.length === 1) return elementValue(elements[0]!, readers);
  return elements.flatMap((element) => elementValue(element, readers));
}

function elementValue({ topic, element, at }: TopicElement, readers: TextReaders): readonly ReadValue[] {
  if (!isHer2Topic(topic)) return [];
  switch (topic) {
    case 'ihc':
    case 'overall':
      return ihcReading(element, topic, at, readers);
    case 'ish':
      return ishReading(element, at, readers);
    case 'ish-ratio':
    case 'ish-copies':
    case 'ish-cep17':
      return numberReading(element, topic, at);
    case 'quantity':
    case 'mislabelled':
      return unusableReading(element, topic, at);
  }
}

/** A quantity of HER2 protein is no score, and what is coded as HER2 but named as another test may be either of them. */
function unusableReading(element: unknown, topic: 'quantity' | 'mislabelled', at: string): readonly ReadValue[] {
  const value = valueText(element);
  if (value === undefined) return [];
  const name = conceptText(child(element, 'code'));
  const raw = topic === 'mislabelled' && name !== undefined ? `${name}: ${value}` : value;
  return [{ value: { kind: 'unusable', why: topic }, at, path: 'value', confidence: 'text', raw }];
}

function ihcReading(element: unknown, kind: 'ihc' | 'overall', at: string, readers: TextReaders): readonly ReadValue[] {
  const found = ihcValue(element, readers.ihc);
  if (found === undefined) return [];
  const { value: reading, path, confidence, raw } = found;
  const read: ReadValue = { value: { kind, reading }, at, path, confidence, raw };
  if (!isScore(reading)) return [read];
  const ish = ishBesideScore(element, at, readers);
  return ish.length === 0 ? [read] : [read, ...ish];
}

/** ISH in the words of an IHC result: "2+ (FISH negative)". Two words that differ are two readings, which contradict each other. */
function ishBesideScore(element: unknown, at: string, readers: TextReaders): readonly ReadValue[] {
  const named = conceptText(child(element, 'valueCodeableConcept'));
  const written = text(element, 'valueString');
  const ofName = ishInText(named, at, readers);
  const ofWritten = written === named ? NO_VALUES : ishInText(written, at, readers);
  return ofWritten.length === 0 ? ofName : [...ofName, ...ofWritten];
}

const NO_VALUES: readonly ReadValue[] = [];

function ishInText(raw: string | undefined, at: string, readers: TextReaders): readonly ReadValue[] {
  if (raw === undefined) return NO_VALUES;
  const { results, group } = readers.ish(raw);
  if (results.length === 0 && group === undefined) return NO_VALUES;
  const stated = group === undefined ? {} : { group };
  const values = results.length === 0 ? [stated] : results.map((result) => ({ result, ...stated }));
  return values.map((value) => ({ value: { kind: 'ish', ...value }, at, path: 'value', confidence: 'text', raw }));
}

const ISH_OF_ANSWER = {
  positive: 'amplified',
  negative: 'not-amplified',
  equivocal: 'equivocal',
  indeterminate: undefined,
} as const;

function ishReading(element: unknown, at: string, readers: TextReaders): readonly ReadValue[] {
  const concept = child(element, 'valueCodeableConcept');
  const raw = conceptText(concept) ?? text(element, 'valueString');
  const answers = generalAnswers(element);
  if (raw === undefined && answers.length === 0) return [];
  const written = readers.ishResult(raw ?? '');
  const coded = new Set(answers.map((answer) => ISH_OF_ANSWER[answer.value]));
  const result = coded.size > 0 ? (coded.size === 1 ? [...coded][0] : undefined) : written.result;
  const { group } = written;
  return [
    {
      value: { kind: 'ish', ...(result === undefined ? {} : { result }), ...(group === undefined ? {} : { group }) },
      at,
      path: 'value',
      confidence: coded.size > 0 ? 'coded' : 'text',
      raw,
    },
  ];
}

const NUMBER_KIND = { 'ish-ratio': 'ratio', 'ish-copies': 'copies', 'ish-cep17': 'cep17' } as const;

/** A finite number from 0 up; a comparator such as "<" leaves the number open, so it is not read. */
function numberReading(element: unknown, role: Extract<Her2Topic, `ish-${string}`>, at: string): readonly ReadValue[] {
  const ratio = child(element, 'valueRatio');
  const quantity = child(element, 'valueQuantity');
  const numerator = exactValue(child(ratio, 'numerator'));
  const denominator = exactValue(child(ratio, 'denominator'));
  const single = exactValue(quantity);
  const fromRatio =
    role === 'ish-ratio' && typeof numerator === 'number' && typeof denominator === 'number' && denominator > 0
      ? numerator / denominator
      : undefined;
  const number = fromRatio ?? single;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return [];
  return [{ value: { kind: NUMBER_KIND[role], number }, at, path: 'value', confidence: 'coded', raw: String(number) }];
}

function exactValue(quantity: unknown): unknown {
  return child(quantity, 'comparator') === undefined ? child(quantity, 'value') : undefined;
}

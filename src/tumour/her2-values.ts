/** What one Observation says of HER2, in its own value and in its components. */
import { isScore } from './agreeing-readings.ts';
import { child, conceptText, text } from './elements.ts';
import { ihcValue } from './ihc-value.ts';
import { ishInText, ishReading, numberReading } from './ish-values.ts';
import { valueText } from './marker-value.ts';
import { noResult } from './no-result.ts';
import { NO_VALUES, type ReadValue, unusable, withoutResult } from './read-value.ts';
import type { IndexedObservation, TopicElement } from './record-index.ts';
import type { TextReaders } from './text-readers.ts';
import { isHer2Topic } from './topics.ts';

export function her2Values(observation: IndexedObservation, readers: TextReaders): readonly ReadValue[] {
  const { elements } = observation;
  if (elements.length === 1) return elementValue(elements[0]!, readers);
  // Beside a result that is read, a part of another name is a detail of it.
  const named = elements.filter(({ topic }) => topic !== 'unnamed');
  return (named.some(({ topic }) => isHer2Topic(topic)) ? named : elements).flatMap((element) => elementValue(element, readers));
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
      return numberReading(element, topic, at, readers);
    case 'quantity':
    case 'mislabelled':
      return unusableReading(element, topic, at);
    case 'unnamed':
      return unnamedReading(element, at, readers);
  }
}

/** A HER2 answer under a name that is not understood is a result, and not readable; anything else under it is listed. */
function unnamedReading(element: unknown, at: string, readers: TextReaders): readonly ReadValue[] {
  const answer = ihcValue(element, 'overall', readers.ihc);
  const listed = unusableReading(element, 'unnamed', at);
  if (answer === undefined || answer.value === 'indeterminate') return listed;
  return listed.map((read) => ({ ...read, value: { kind: 'overall', reading: 'indeterminate' } }));
}

/** A quantity of HER2 protein is no score; what is coded as HER2 but named as another test may be either of them. */
function unusableReading(element: unknown, why: 'quantity' | 'mislabelled' | 'unnamed', at: string): readonly ReadValue[] {
  const value = valueText(element);
  if (value === undefined) return NO_VALUES;
  const name = conceptText(child(element, 'code'));
  return [unusable(why, at, why !== 'quantity' && name !== undefined ? `${name}: ${value}` : value)];
}

function ihcReading(element: unknown, kind: 'ihc' | 'overall', at: string, readers: TextReaders): readonly ReadValue[] {
  const found = ihcValue(element, kind, readers.ihc);
  if (found === undefined) return NO_VALUES;
  const { value: reading, path, confidence, raw } = found;
  if (reading === 'indeterminate' && confidence === 'text') {
    const none = noResult(raw ?? '');
    if (none !== undefined) return withoutResult(none, at, raw);
  }
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

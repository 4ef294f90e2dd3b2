/**
 * One reading of a record's Observations: each is taken apart once and found again by what it is about.
 */
import type { PatientRecord } from '../core/index.ts';
import { isFuture, resultDay } from './dates.ts';
import { elements, listOf, selfReference, textOf } from './elements.ts';
import { forEachId, idOf } from './fixed-order.ts';
import { isHer2Topic, type Topic, topicReader } from './topics.ts';

/** The Observation itself or a component of it, with a known code. */
export interface TopicElement {
  readonly topic: Topic;
  readonly element: unknown;
  /** FHIRPath of the element. */
  readonly at: string;
}

const USABLE: ReadonlySet<string> = new Set(['final', 'amended', 'corrected']);

export class IndexedObservation {
  readonly resource: unknown;
  readonly id: string;
  readonly status: string;
  /** Final, amended or corrected, and not of the future. */
  readonly usable: boolean;
  readonly future: boolean;
  /** Day of the result. */
  readonly date: string | undefined;
  readonly elements: readonly TopicElement[];

  constructor(resource: unknown, id: string, about: readonly TopicElement[], today: string) {
    this.resource = resource;
    this.id = id;
    this.status = textOf(elements(resource).status) ?? 'unknown';
    this.date = resultDay(resource);
    this.future = isFuture(this.date, today);
    this.usable = !this.future && USABLE.has(this.status);
    this.elements = about;
  }

  /** Written where it is asked for: most results are never named. */
  get source(): string {
    return selfReference(this.resource, 'Observation');
  }
}

export interface RecordIndex {
  readonly today: string;
  readonly her2: readonly IndexedObservation[];
  /** Observations that hold an element of this topic. */
  about(topic: Topic): readonly IndexedObservation[];
  /** Observations with members, which lend them their specimen. */
  readonly panels: readonly unknown[];
  /** All contents under ids that have more than one. */
  readonly contested: ReadonlyMap<string, readonly IndexedObservation[]>;
}

/** @param record in fixed order */
export function indexRecord(record: PatientRecord, today: string): RecordIndex {
  const topicOf = topicReader();
  const her2: IndexedObservation[] = [];
  const byTopic = new Map<Topic, IndexedObservation[]>();
  const panels: unknown[] = [];
  const contested = new Map<string, readonly IndexedObservation[]>();
  forEachId(record.observations, (versions) => {
    const id = idOf(versions[0]);
    // Where the id is missing there is nothing to contest.
    const isContested = versions.length > 1 && id !== '';
    const ofId: IndexedObservation[] | undefined = isContested ? [] : undefined;
    for (const resource of versions) {
      if (listOf(elements(resource).hasMember).length > 0) panels.push(resource);
      const found = topicElements(resource, topicOf);
      if (found.length === 0 && !isContested) continue;
      const indexed = new IndexedObservation(resource, id, found, today);
      file(indexed, her2, byTopic);
      ofId?.push(indexed);
    }
    if (ofId !== undefined) contested.set(id, ofId);
  });
  return { today, her2, about: (topic) => byTopic.get(topic) ?? [], panels, contested };
}

const NONE: readonly TopicElement[] = [];

function topicElements(resource: unknown, topicOf: (concept: unknown) => Topic | undefined): readonly TopicElement[] {
  const { code, component } = elements(resource);
  const own = topicOf(code);
  const components = listOf(component);
  if (own === undefined && components.length === 0) return NONE;
  const found: TopicElement[] = own === undefined ? [] : [{ topic: own, element: resource, at: 'Observation' }];
  if (components.length === 0) return found;
  for (const [index, part] of components.entries()) {
    const topic = topicOf(elements(part).code);
    if (topic !== undefined) found.push({ topic, element: part, at: `Observation.component[${index}]` });
  }
  return found;
}

function file(observation: IndexedObservation, her2: IndexedObservation[], byTopic: Map<Topic, IndexedObservation[]>): void {
  if (observation.elements.length === 1 && isHer2Topic(observation.elements[0]!.topic)) {
    her2.push(observation);
    return;
  }
  const seen: Topic[] = [];
  let isHer2 = false;
  for (const { topic } of observation.elements) {
    if (isHer2Topic(topic)) isHer2 = true;
    else if (!seen.includes(topic)) {
      seen.push(topic);
      const filed = byTopic.get(topic);
      if (filed === undefined) byTopic.set(topic, [observation]);
      else filed.push(observation);
    }
  }
  if (isHer2) her2.push(observation);
}

/**
 * Items of the trastuzumab deruxtecan checklist (PATHWAY P7, EVIDENCE 1.5): each the newest usable one, with its day. How old
 * is too old is the site's to say.
 */
import type { ChartItem, Evidence, PatientRecord, SafetyFacts, Sex } from '../core/index.ts';
import { type DatedItem, newestItem } from './chart-item.ts';
import { dated, dayOf, isFuture, resultDay } from './dates.ts';
import { child, children, conceptText, conceptWords, selfReference, text } from './elements.ts';
import { lungDisease } from './lung-disease.ts';
import { valueText } from './marker-value.ts';
import { pregnancyItem } from './pregnancy.ts';
import type { RecordIndex } from './record-index.ts';
import { type Topic, topicReader } from './topics.ts';
import { upperBound } from './upper-bound.ts';

export function safetyFacts(record: PatientRecord, index: RecordIndex, sex: Sex): SafetyFacts {
  return {
    ild: lungDisease(record, index.today),
    lvef: ejectionFraction(index),
    cbc: newestItem(newestMeasurements(index, 'cbc'), index.today),
    renal: newestItem(newestMeasurements(index, 'renal'), index.today),
    pregnancy: pregnancyItem(record, index, sex),
    chestCt: chestCt(record, index),
  };
}

/**
 * The newest number. Where a later result is a range, a bound, words or another unit, the fraction is "not found": an older
 * number does not stand in for it. What such a result does not exceed is said, so that a low one is not overlooked; on the
 * day of the number it takes its place where it is lower.
 */
function ejectionFraction(index: RecordIndex): ChartItem {
  const newest = newestItem(newestMeasurements(index, 'lvef', isPercentage), index.today);
  const inexact = newestMeasurements(index, 'lvef', (element) => !isPercentage(element));
  const inexactDay = inexact[0]?.date ?? '';
  const isOlder = inexactDay < (newest.date ?? '');
  const lowest = newestItem(isOlder ? [] : inexact.filter(({ upper }) => upper !== undefined), index.today);
  const isLater = inexactDay > (newest.date ?? '') || (newest.state === 'not-found' && inexact.length > 0);
  if (isLater) return { ...lowest, state: 'not-found' };
  if (newest.value === undefined || lowest.upper === undefined || lowest.upper >= newest.value) return newest;
  return { ...lowest, evidence: [...lowest.evidence, ...newest.evidence] };
}

/** Only a percentage can be an ejection fraction. */
function isPercentage(element: unknown): boolean {
  const quantity = child(element, 'valueQuantity');
  const value = child(quantity, 'value');
  const unit = (text(quantity, 'code') ?? text(quantity, 'unit') ?? '').trim();
  const isExact = child(quantity, 'comparator') === undefined;
  return isExact && typeof value === 'number' && value > 1 && value <= 100 && /^(?:%|percent|per cent)?$/i.test(unit);
}

/** What the newest day with a value, range or (for a blood count) panel says. Older ones are not put into words. */
function newestMeasurements(index: RecordIndex, topic: Topic, isMeant?: (element: unknown) => boolean): readonly DatedItem[] {
  const byDay = new Map<string, Measurement[]>();
  for (const { usable, resource, date = '', elements } of index.about(topic)) {
    if (!usable) continue;
    for (const { topic: own, element, at } of elements) {
      if (own !== topic || isMeant?.(element) === false) continue;
      const measurement = { resource, element, at };
      const ofDay = byDay.get(date);
      if (ofDay === undefined) byDay.set(date, [measurement]);
      else ofDay.push(measurement);
    }
  }
  for (const date of [...byDay.keys()].sort().reverse()) {
    const items = byDay.get(date)!.flatMap((measurement) => measuredItem(measurement, topic, date === '' ? undefined : date));
    if (items.length > 0) return items;
  }
  return [];
}

interface Measurement {
  readonly resource: unknown;
  readonly element: unknown;
  readonly at: string;
}

function measuredItem({ resource, element, at }: Measurement, topic: Topic, date: string | undefined): readonly DatedItem[] {
  const bound = topic === 'lvef' && !isPercentage(element) ? upperBound(element) : undefined;
  const shown = bound?.text ?? valueText(element);
  const hasRange = child(element, 'valueRange') !== undefined;
  if (shown === undefined && !hasRange && (at !== 'Observation' || topic !== 'cbc')) return [];
  const quantity = child(element, 'valueQuantity');
  const value = child(quantity, 'comparator') === undefined ? child(quantity, 'value') : undefined;
  const unit = text(quantity, 'unit') ?? text(quantity, 'code');
  return [
    {
      ...(shown === undefined ? {} : { text: shown }),
      ...(typeof value === 'number' ? { value } : {}),
      ...(unit === undefined ? {} : { unit }),
      ...(bound === undefined ? {} : { upper: bound.upper }),
      ...dated(date),
      evidence: { source: selfReference(resource, 'Observation'), path: `${at}.value`, confidence: 'coded', ...dated(date) },
    },
  ];
}

const DONE_PROCEDURE: ReadonlySet<string> = new Set(['completed']);
const DONE_REPORT: ReadonlySet<string> = new Set(['final', 'amended', 'corrected', 'preliminary', 'partial', 'appended']);

/** A CT of the chest that was done, as a procedure, a report or an imaging study. */
function chestCt(record: PatientRecord, { today }: RecordIndex): ChartItem {
  const topicOf = topicReader();
  const isChestCt = (concept: unknown): boolean => topicOf(concept) === 'chest-ct' || isChestCtInWords(conceptWords(concept));
  const named = (resource: unknown, type: string, done: ReadonlySet<string>, date: string | undefined): DatedItem[] =>
    done.has(text(resource, 'status') ?? '') && !isFuture(date, today) && isChestCt(child(resource, 'code'))
      ? [itemOf(resource, type, conceptText(child(resource, 'code')), date)]
      : [];
  return newestItem(
    [
      ...record.procedures.flatMap((done) => named(done, 'Procedure', DONE_PROCEDURE, dayOf(done, 'performed'))),
      ...record.diagnosticReports.flatMap((done) => named(done, 'DiagnosticReport', DONE_REPORT, resultDay(done))),
      ...record.imagingStudies.flatMap((study): DatedItem[] => {
        const date = dayOf({ startedDateTime: child(study, 'started') }, 'started');
        if (text(study, 'status') !== 'available' || isFuture(date, today) || !isChestStudy(study, isChestCt)) return [];
        return [itemOf(study, 'ImagingStudy', text(study, 'description') ?? 'CT of the chest', date)];
      }),
    ],
    today,
  );
}

function itemOf(resource: unknown, type: string, name: string | undefined, date: string | undefined): DatedItem {
  const source = selfReference(resource, type);
  const evidence: Evidence = { source, path: `${type}.code`, confidence: 'coded', ...dated(date) };
  return { ...(name === undefined ? {} : { text: name }), ...dated(date), evidence };
}

/** A biopsy under CT shows no more of the lungs than its needle's way. */
export function isChestCtInWords(words: string): boolean {
  return !words.includes('biops') && /\b(?:ct|computed tomography)\b/.test(words) && /\b(?:chest|thora\w*|lungs?)\b/.test(words);
}

function isChestStudy(study: unknown, isChestCt: (concept: unknown) => boolean): boolean {
  if (children(study, 'procedureCode').some(isChestCt)) return true;
  const isCt = children(study, 'modality').some((coding) => text(coding, 'code') === 'CT');
  const sites = children(study, 'series').map((series) => conceptWords({ coding: [child(series, 'bodySite')] }));
  return isCt && /\b(?:chest|thora\w*|lungs?)\b/i.test([text(study, 'description') ?? '', ...sites].join(' '));
}

/** Pregnancy as the chart has it (EVIDENCE 1.5): a status, a test or a Condition, the newest of them. */
import type { PatientRecord, SafetyFacts, Sex } from '../core/index.ts';
import { type DatedItem, newestItem } from './chart-item.ts';
import { conditionDay, isActive } from './conditions.ts';
import { dated } from './dates.ts';
import { child, codesOf, conceptText, SNOMED, selfReference } from './elements.ts';
import { generalAnswers, valueText } from './marker-value.ts';
import type { RecordIndex, TopicElement } from './record-index.ts';

type Answer = 'pregnant' | 'not-pregnant';

const STATUS_CODES: ReadonlyMap<string, Answer> = new Map([
  ['77386006', 'pregnant'],
  ['60001007', 'not-pregnant'],
]);
/** Pregnant state, supervision of pregnancy, weeks of gestation. */
const ICD_CODE = /^(?:Z33|Z34|O09|Z3A)/;

interface PregnancyStatement extends DatedItem {
  readonly answer?: Answer;
}

export function pregnancyItem(record: PatientRecord, index: RecordIndex, sex: Sex): SafetyFacts['pregnancy'] {
  const statements = [...ofObservations(index), ...ofConditions(record)];
  const { state, ...item } = newestItem(
    statements.map(({ answer: _answer, ...shown }) => shown),
    index.today,
  );
  const sources = new Set(item.evidence.map(({ source }) => source));
  const answers = new Set(statements.filter(({ evidence }) => sources.has(evidence.source)).map(({ answer }) => answer));
  const [answer] = answers.size === 1 ? answers : [];
  return { state, ...item, applies: sex !== 'male', ...(answer === undefined ? {} : { answer }) };
}

function ofObservations(index: RecordIndex): readonly PregnancyStatement[] {
  return (['pregnancy-status', 'pregnancy-test'] as const).flatMap((topic) =>
    index
      .about(topic)
      .filter(({ usable }) => usable)
      .flatMap(({ source, date, elements }) =>
        elements
          .filter((element) => element.topic === topic)
          .flatMap(({ element, at }): PregnancyStatement[] => {
            const answer = answerOf(element, topic);
            const shown = valueText(element);
            if (answer === undefined && shown === undefined) return [];
            return [
              {
                ...(shown === undefined ? {} : { text: shown }),
                ...dated(date),
                ...(answer === undefined ? {} : { answer }),
                evidence: { source, path: `${at}.value`, confidence: 'coded', ...dated(date) },
              },
            ];
          }),
      ),
  );
}

function answerOf(element: unknown, topic: TopicElement['topic']): Answer | undefined {
  for (const { system, code } of codesOf(child(element, 'valueCodeableConcept'))) {
    const status = system === SNOMED ? STATUS_CODES.get(code) : undefined;
    if (status !== undefined) return status;
  }
  if (topic !== 'pregnancy-test') return undefined;
  const answers = new Set(generalAnswers(element).map(({ value }) => value));
  if (answers.size !== 1) return undefined;
  return answers.has('positive') ? 'pregnant' : answers.has('negative') ? 'not-pregnant' : undefined;
}

function ofConditions(record: PatientRecord): readonly PregnancyStatement[] {
  return record.conditions.flatMap((condition): PregnancyStatement[] => {
    const code = child(condition, 'code');
    if (!isActive(condition) || !isPregnancy(code)) return [];
    const date = conditionDay(condition);
    const shown = conceptText(code);
    const evidence = {
      source: selfReference(condition, 'Condition'),
      path: 'Condition.code',
      confidence: 'coded' as const,
      ...dated(date),
    };
    return [{ ...(shown === undefined ? {} : { text: shown }), ...dated(date), answer: 'pregnant', evidence }];
  });
}

function isPregnancy(code: unknown): boolean {
  return codesOf(code).some(({ system, code: value }) =>
    system === SNOMED ? STATUS_CODES.get(value) === 'pregnant' : /icd-?10/i.test(system) && ICD_CODE.test(value.toUpperCase()),
  );
}

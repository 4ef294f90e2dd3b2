/**
 * Early or metastatic, from secondary cancer Conditions, M category, stage group and HistoryOfMetastaticCancer (EVIDENCE 2.3).
 * Any statement of metastasis wins; "early" needs a stated stage 0 to III or M0; otherwise the stage is not found.
 */
import type { Confidence, Evidence, PatientRecord } from '../core/index.ts';
import { isDistantMetastasis } from './disease-codes.ts';
import { child, children, codesOf, conceptText, conceptWords, isFuture, LOINC, SNOMED, selfReference, text } from './elements.ts';
import { inFixedOrder } from './fixed-order.ts';
import { resultDay } from './specimens.ts';

interface StageStatement {
  readonly stage: 'early' | 'metastatic';
  readonly evidence: Evidence;
}

export interface StageFacts {
  readonly stage: 'early' | 'metastatic' | 'not-found';
  readonly evidence: readonly Evidence[];
}

/** `active` are Conditions that are active and not refuted; `confirmed` those of them that are not provisional. */
export function stageFacts(
  record: PatientRecord,
  active: readonly unknown[],
  isConfirmed: (condition: unknown) => boolean,
  today: string,
): StageFacts {
  const statements = [
    ...active.filter(isConfirmed).flatMap(ofSecondary),
    ...active.flatMap(ofConditionStage),
    ...inFixedOrder(record.observations).flatMap((observation) => ofObservation(observation, today)),
  ];
  const metastatic = statements.filter(({ stage }) => stage === 'metastatic');
  const used = metastatic.length > 0 ? metastatic : statements;
  return { stage: used[0]?.stage ?? 'not-found', evidence: used.map(({ evidence }) => evidence) };
}

function ofSecondary(condition: unknown): readonly StageStatement[] {
  const code = child(condition, 'code');
  return isDistantMetastasis(code) ? [statement('metastatic', condition, 'Condition.code', 'coded', conceptText(code))] : [];
}

function ofConditionStage(condition: unknown): readonly StageStatement[] {
  return children(condition, 'stage').flatMap((stage) => {
    const summary = child(stage, 'summary');
    const found = stageOfConcept(summary);
    return found === undefined ? [] : [statement(found, condition, 'Condition.stage.summary', 'text', conceptText(summary))];
  });
}

const USABLE = new Set(['final', 'amended', 'corrected']);
const STAGE_CODES = new Set([
  ...['399390009', '399537006', '399588009'].map((code) => `${SNOMED}|${code}`),
  ...['21908-9', '21902-2', '21914-7'].map((code) => `${LOINC}|${code}`),
]);
const M_CODES = new Set([
  ...['399387003', '371497001'].map((code) => `${SNOMED}|${code}`),
  ...['21907-1', '21901-4'].map((code) => `${LOINC}|${code}`),
]);
const HISTORY_OF_METASTATIC = `${SNOMED}|1287652008`;

function ofObservation(observation: unknown, today: string): readonly StageStatement[] {
  if (!USABLE.has(text(observation, 'status') ?? '') || isFuture(resultDay(observation), today)) return [];
  const code = child(observation, 'code');
  const codes = new Set(codesOf(code).map(({ system, code: value }) => `${system}|${value}`));
  if (codes.has(HISTORY_OF_METASTATIC)) return ofHistory(observation);
  const isStage = [...codes].some((value) => STAGE_CODES.has(value) || M_CODES.has(value));
  if (!isStage) return [];
  const value = child(observation, 'valueCodeableConcept');
  const raw = conceptText(value) ?? text(observation, 'valueString');
  const found = stageOfConcept(value) ?? stageOfWords((text(observation, 'valueString') ?? '').toLowerCase());
  return found === undefined ? [] : [statement(found, observation, 'Observation.value', 'coded', raw)];
}

/** mCODE HistoryOfMetastaticCancer: `valueBoolean` false turns the meaning round, absent means true. */
function ofHistory(observation: unknown): readonly StageStatement[] {
  const value = child(observation, 'valueBoolean');
  if (value === false || child(observation, 'dataAbsentReason') !== undefined) return [];
  return [statement('metastatic', observation, 'Observation.value', 'coded', conceptText(child(observation, 'code')))];
}

/** AJCC values named in EVIDENCE 2.3; others are read from their display or short code ("cM0", "IIB"). */
const STAGE_VALUES: ReadonlyMap<string, 'early' | 'metastatic'> = new Map([
  ['1222769001', 'early'],
  ['1222806003', 'early'],
  ['1229901006', 'early'],
]);

function stageOfConcept(concept: unknown): 'early' | 'metastatic' | undefined {
  const coded = codesOf(concept).flatMap(({ system, code }) => {
    const found = system === SNOMED ? STAGE_VALUES.get(code) : stageOfWords(code.slice(0, 100).toLowerCase());
    return found ?? [];
  });
  const worded = stageOfWords(conceptWords(concept).slice(0, 500));
  const all = [...coded, ...(worded === undefined ? [] : [worded])];
  return all.includes('metastatic') ? 'metastatic' : all[0];
}

function stageOfWords(words: string): 'early' | 'metastatic' | undefined {
  if (/\b[cp]?m1[a-e]?\b/.test(words) || /\bstage:? ?(?:iv|4)[a-c]?\b/.test(words) || /^\s*iv[a-c]?\s*$/.test(words))
    return 'metastatic';
  if (
    /\b[cp]?m0\b/.test(words) ||
    /\bstage:? ?(?:0|i{1,3}|[123])[a-c]?\b/.test(words) ||
    /^\s*(?:0|i{1,3})[a-c]?\s*$/.test(words)
  )
    return 'early';
  return undefined;
}

function statement(
  stage: 'early' | 'metastatic',
  resource: unknown,
  path: string,
  confidence: Confidence,
  raw: string | undefined,
): StageStatement {
  const source = selfReference(resource, path.split('.')[0]!);
  return { stage, evidence: { source, path, confidence, ...(raw === undefined ? {} : { raw }) } };
}

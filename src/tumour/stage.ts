/**
 * Early or metastatic, from secondary cancer Conditions, M category, stage group and HistoryOfMetastaticCancer (EVIDENCE 2.3).
 * Any statement of metastasis wins; "early" needs a stated stage 0 to III or M0; otherwise the stage is not found.
 */
import type { Confidence, DiseaseFacts, Evidence } from '../core/index.ts';
import { conditionDay, isProvisional } from './conditions.ts';
import { dated } from './dates.ts';
import { isBreastCancer, isDistantMetastasis, isOtherPrimary } from './disease-codes.ts';
import { child, children, codesOf, conceptText, conceptWords, referenceOf, selfReference, text } from './elements.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';
import { mCategory, stageOfConcept, stageOfText } from './stage-value.ts';
import { breastFocus } from './staged-cancer.ts';

interface StageStatement {
  readonly stage: 'early' | 'metastatic';
  readonly evidence: Evidence;
}

export type StageFacts = Pick<DiseaseFacts, 'stage' | 'stageText' | 'metastaticSince' | 'metastases' | 'evidence'>;

/**
 * @param active Conditions that are active and not refuted, in a fixed order
 * @param all every Condition of the record: a metastasis may name as its primary one that is not active
 */
export function stageFacts(active: readonly unknown[], all: readonly unknown[], index: RecordIndex): StageFacts {
  const confirmed = active.filter((condition) => !isProvisional(condition));
  const others = otherPrimaries(new Set(confirmed.flatMap(primariesOf)), all);
  const secondary = confirmed
    .filter((condition) => !primariesOf(condition).some((primary) => others.has(primary)))
    .flatMap(ofSecondary);
  const isOfBreast = breastFocus(all);
  const observed = (['stage', 'm-category', 'metastatic-history', 'metastasis-site'] as const).flatMap((topic) =>
    index
      .about(topic)
      .filter(({ usable, resource }) => usable && isOfBreast(resource))
      .flatMap((observation) => ofObservation(observation, topic)),
  );
  const statements = [...secondary, ...active.flatMap(ofConditionStage), ...observed];
  const metastatic = statements.filter(({ stage }) => stage === 'metastatic');
  const used = metastatic.length > 0 ? metastatic : statements;
  const since = metastatic
    .flatMap(({ evidence }) => evidence.date ?? [])
    .sort()
    .at(0);
  const said = used[0]?.evidence.raw;
  return {
    stage: used[0]?.stage ?? 'not-found',
    ...(said === undefined ? {} : { stageText: said }),
    ...(since === undefined ? {} : { metastaticSince: since }),
    ...(secondary.length === 0 ? {} : { metastases: secondary.map(({ evidence }) => metastasisOf(evidence)) }),
    evidence: used.map(({ evidence }) => evidence),
  };
}

/** mCODE SecondaryCancerCondition, extension relatedPrimaryCancerCondition. */
function primariesOf(condition: unknown): readonly string[] {
  return children(condition, 'extension')
    .filter((extension) => text(extension, 'url')?.endsWith('mcode-related-primary-cancer-condition') === true)
    .flatMap((extension) => referenceOf(child(extension, 'valueReference')) ?? []);
}

function otherPrimaries(named: ReadonlySet<string>, all: readonly unknown[]): ReadonlySet<string> {
  return new Set(
    all.flatMap((condition) => {
      const self = selfReference(condition, 'Condition');
      return named.has(self) && isOtherPrimary(child(condition, 'code')) ? [self] : [];
    }),
  );
}

function metastasisOf({ raw, source, date }: Evidence): { text: string; source: string; date?: string } {
  return { text: raw ?? 'Distant metastasis', source, ...dated(date) };
}

function ofSecondary(condition: unknown): readonly StageStatement[] {
  const code = child(condition, 'code');
  if (!isDistantMetastasis(code)) return [];
  const isCoded = codesOf(code).length > 0;
  return [
    statement('metastatic', condition, 'Condition.code', isCoded ? 'coded' : 'text', conceptText(code), conditionDay(condition)),
  ];
}

function ofConditionStage(condition: unknown): readonly StageStatement[] {
  const stages = children(condition, 'stage');
  // A stage of kidney disease or of another cancer is none of the breast's.
  if (stages.length === 0 || !isBreastCancer(child(condition, 'code'), children(condition, 'bodySite'))) return [];
  return stages.flatMap((stage) => {
    const summary = child(stage, 'summary');
    const found = stageOfConcept(summary);
    if (found === undefined) return [];
    const { stage: value, confidence } = found;
    return [statement(value, condition, 'Condition.stage.summary', confidence, conceptText(summary), undefined)];
  });
}

function ofObservation(
  { resource, elements, date }: IndexedObservation,
  topic: 'stage' | 'm-category' | 'metastatic-history' | 'metastasis-site',
): readonly StageStatement[] {
  return elements
    .filter((element) => element.topic === topic)
    .flatMap(({ element, at }) => {
      if (topic === 'metastatic-history') return ofHistory(resource, element, at, date);
      if (topic === 'metastasis-site') return ofSite(resource, element, at, date);
      const value = child(element, 'valueCodeableConcept');
      const written = text(element, 'valueString');
      const found = (topic === 'm-category' ? mCategory(value) : undefined) ?? stageOfConcept(value) ?? stageOfText(written);
      if (found === undefined) return [];
      return [statement(found.stage, resource, `${at}.value`, found.confidence, conceptText(value) ?? written, date)];
    });
}

/**
 * mCODE HistoryOfMetastaticCancer: `valueBoolean` false turns the meaning round, absent means true. A value that names a site
 * is that metastasis; "absent" and its like say nothing.
 */
function ofHistory(resource: unknown, element: unknown, at: string, date: string | undefined): readonly StageStatement[] {
  const value = child(element, 'valueBoolean');
  const concept = child(element, 'valueCodeableConcept');
  if (value === false || child(element, 'dataAbsentReason') !== undefined) return [];
  if (NO_SITE.test(conceptWords(concept))) return [];
  const said = conceptText(concept) ?? conceptText(child(element, 'code'));
  return [statement('metastatic', resource, `${at}.value`, 'coded', said, date)];
}

/** MII onko Fernmetastasen: one Observation a metastasis, its place in bodySite (or in the value). Without a place it says nothing. */
function ofSite(resource: unknown, element: unknown, at: string, date: string | undefined): readonly StageStatement[] {
  const value = child(element, 'valueCodeableConcept');
  const site = value ?? child(resource, 'bodySite');
  const said = conceptText(site) ?? codesOf(site)[0]?.code;
  if (said === undefined || child(element, 'dataAbsentReason') !== undefined) return [];
  if (NO_SITE.test(conceptWords(site))) return [];
  const path = value === undefined ? 'Observation.bodySite' : `${at}.value`;
  return [statement('metastatic', resource, path, 'coded', `Distant metastasis: ${said}`, date)];
}

const NO_SITE = /\b(?:absent|no|none|not|negative|unknown|suspected|possible|keine?|nicht|verdacht|unbekannt)\b|\?/;

function statement(
  stage: 'early' | 'metastatic',
  resource: unknown,
  path: string,
  confidence: Confidence,
  raw: string | undefined,
  date: string | undefined,
): StageStatement {
  const source = selfReference(resource, path.split('.')[0]!);
  return { stage, evidence: { source, path, confidence, ...dated(date), ...(raw === undefined ? {} : { raw }) } };
}

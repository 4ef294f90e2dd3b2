/** What is computed of each split by itself: discrimination, measures at the cut-off, decision curve, scores. */
import type { ValidationResults } from '../validation-results.ts';
import { areaEstimate, areaOf, areaResult, type Scored } from './area-results.ts';
import { confusionAt, confusionMeasures, type Proportion } from './confusion.ts';
import { decisionCurve } from './decision-curve.ts';
import { pairedDifference } from './delong.ts';
import { because, type OrNot, type ProportionResult, type SplitName } from './results-parts.ts';
import { rocCurve } from './roc-curve.ts';
import { scoredRows } from './scored-rows.ts';
import type { ValidationRow } from './validation-rows.ts';

type Section<K extends keyof ValidationResults> = ValidationResults[K] extends readonly (infer T)[] ? T : never;

const THRESHOLDS = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

const probabilitiesOf = (rows: readonly Scored[]): Float64Array => Float64Array.from(rows, (row) => row.probability);
const labelsOf = (rows: readonly Scored[]): Uint8Array => Uint8Array.from(rows, (row) => row.label);
const bothClasses = (rows: readonly Scored[]): boolean => new Set(rows.map((row) => row.label)).size === 2;

export function discriminationOf(
  split: SplitName,
  rows: readonly ValidationRow[],
  others: readonly string[],
): Section<'discrimination'> {
  return {
    split,
    ...areaResult(rows),
    curve: bothClasses(rows) ? curveOf(rows) : because('one class only'),
    comparisons: others.map((against) => ({ against, result: comparisonWith(rows, against) })),
  };
}

function curveOf(rows: readonly Scored[]) {
  const curve = rocCurve(scoredRows(probabilitiesOf(rows), labelsOf(rows)));
  return {
    falsePositiveRate: Array.from(curve.specificity, (value) => 1 - value).reverse(),
    truePositiveRate: Array.from(curve.sensitivity).reverse(),
  };
}

/** On the lesions that have a probability of the other model. */
function comparisonWith(rows: readonly ValidationRow[], against: string) {
  const shared = rows.filter((row) => row.others[against] !== undefined);
  if (shared.length === 0) return because('no lesion of this split has a value of the other model');
  const own = areaResult(shared);
  const otherRows = shared.map(({ label, others }) => ({ label, probability: others[against] }));
  const other = areaResult(otherRows);
  if ('notComputed' in own.auc) return own.auc;
  if ('notComputed' in other.auc) return because(`other model: ${other.auc.notComputed}`);
  const [ownArea, otherArea] = [areaOf(shared), areaOf(otherRows)];
  if (ownArea.variance === 0 || otherArea.variance === 0) {
    return because('a model separates the classes of this split: DeLong has no variance to test with');
  }
  const { difference, interval, statistic, p } = pairedDifference(ownArea, otherArea);
  return {
    lesions: shared.length,
    own: areaEstimate(ownArea),
    other: areaEstimate(otherArea),
    difference: { value: difference, ...interval },
    test: { statistic, p },
  };
}

export function atCutOff(split: SplitName, rows: readonly Scored[], cutOff: number): Section<'atCutOff'> {
  const table = confusionAt(probabilitiesOf(rows), labelsOf(rows), cutOff);
  const measures = confusionMeasures(table);
  return {
    split,
    ...table,
    sensitivity: inWords(measures.sensitivity, 'no positive lesion'),
    specificity: inWords(measures.specificity, 'no negative lesion'),
    positivePredictiveValue: inWords(measures.positivePredictiveValue, 'no lesion at or above the cut-off'),
    negativePredictiveValue: inWords(measures.negativePredictiveValue, 'no lesion below the cut-off'),
    accuracy: inWords(measures.accuracy, 'no lesion'),
    f1: Number.isFinite(measures.f1) ? { value: measures.f1 } : because('no positive lesion and none called positive'),
  };
}

export function inWords({ successes, trials, estimate, wilson }: Proportion, without: string): OrNot<ProportionResult> {
  return trials === 0 ? because(without) : { value: estimate, ...wilson, successes, trials };
}

type DecisionCurves = Extract<ValidationResults['decisionCurves'], readonly unknown[]>;

export function decisionCurvesOf(
  split: SplitName,
  rows: readonly ValidationRow[],
  others: readonly string[],
): DecisionCurves[number] {
  const labels = labelsOf(rows);
  const own = decisionCurve(probabilitiesOf(rows), labels, THRESHOLDS);
  // Net benefit depends on the prevalence: only models that are known of every lesion are drawn beside each other.
  const complete = others.filter((name) => rows.every((row) => row.others[name] !== undefined));
  return {
    split,
    thresholds: THRESHOLDS,
    model: own.map((point) => point.netBenefit),
    treatAll: own.map((point) => point.treatAll),
    others: complete.map((name) => ({
      name,
      netBenefit: decisionCurve(
        Float64Array.from(rows, (row) => row.others[name]),
        labels,
        THRESHOLDS,
      ).map((point) => point.netBenefit),
    })),
  };
}

export function scoresOfSplit(split: SplitName, rows: readonly Scored[]): Section<'scores'> {
  const of = (label: 0 | 1): number[] => rows.filter((row) => row.label === label).map((row) => row.probability);
  const sorted = (values: number[]): number[] => values.sort((a, b) => a - b);
  return { split, positive: sorted(of(1)), negative: sorted(of(0)) };
}

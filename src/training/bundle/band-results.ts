/** What a bundle's model says of the lesions of one split: AUC with DeLong's interval, bands, uncertain, out of range. */
import {
  intervalOf,
  linearPredictor,
  type Manifest,
  outOfDistributionReasons,
  type SplitResults,
  sigmoid,
  standardise,
} from '../../model/index.ts';
import { areaInterval } from '../evaluation/area-results.ts';
import { areaUnderCurve } from '../evaluation/delong.ts';
import { scoredRows } from '../evaluation/scored-rows.ts';
import { type ContentWithoutResults, rounded } from './manifest-content.ts';

export interface BandLesion {
  /** Raw features in the order of the manifest. */
  readonly values: Float64Array;
  readonly outcome: 0 | 1;
  /** Undefined: the image states none. */
  readonly spacingMm: { readonly xMm: number; readonly yMm: number } | undefined;
  readonly roiPixels: number;
}

export interface ScoredBandLesion {
  readonly probability: number;
  readonly linearPredictor: number;
  readonly outOfDistribution: boolean;
}

export function scoreBandLesion(content: ContentWithoutResults, { values, spacingMm, roiPixels }: BandLesion): ScoredBandLesion {
  const manifest = content as Manifest;
  const z = standardise(manifest, values);
  const predictor = linearPredictor(manifest, z);
  const outside = outOfDistributionReasons(manifest, values, z, { spacing: spacingMm, roiPixels });
  return { probability: sigmoid(predictor), linearPredictor: predictor, outOfDistribution: outside.length > 0 };
}

/** Undefined where a class is missing. A lesion without a feature has no score: it counts as out of distribution, as in use. */
export function bandResults(
  content: ContentWithoutResults,
  split: SplitResults['split'],
  lesions: readonly BandLesion[],
): SplitResults | undefined {
  const expressing = lesions.filter(({ outcome }) => outcome === 1).length;
  const complete = lesions.filter(({ values }) => values.every(Number.isFinite));
  if (new Set(complete.map(({ outcome }) => outcome)).size < 2) return undefined;
  const { low, high } = content.thresholds;
  const empty = () => ({ expressing: 0, total: 0 });
  const bands = { low: empty(), indeterminate: empty(), high: empty() };
  const counts = { uncertain: 0, outOfDistribution: lesions.length - complete.length };
  const probabilities = complete.map((lesion) => {
    const { probability, linearPredictor: predictor, outOfDistribution } = scoreBandLesion(content, lesion);
    const interval = intervalOf(content as Manifest, predictor, standardise(content as Manifest, lesion.values));
    if (outOfDistribution) counts.outOfDistribution++;
    else if (interval.lower < low && interval.upper >= high) counts.uncertain++;
    else {
      const band = bands[probability < low ? 'low' : probability < high ? 'indeterminate' : 'high'];
      band.total++;
      band.expressing += lesion.outcome;
    }
    return probability;
  });
  const area = areaUnderCurve(
    scoredRows(
      probabilities,
      complete.map(({ outcome }) => outcome),
    ),
  );
  const { lower, upper, method } = areaInterval(area);
  return {
    split,
    lesions: lesions.length,
    expressing,
    auc: {
      value: rounded(area.auc),
      lower: rounded(lower),
      upper: rounded(upper),
      level: 0.95,
      method: `${method}, ${complete.length === lesions.length ? 'all lesions of the split' : `${complete.length} lesions with all features`}`,
    },
    bands,
    ...counts,
  };
}

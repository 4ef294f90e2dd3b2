/** Of the features that moved a score most those that a clinician can be shown a map of, with those between them that have none. */
import type { Contribution, MappableFeature, ScoreState } from '../core/index.ts';
import { FEATURES } from '../radiomics/index.ts';

/** More would not be looked at. */
const MAX_MAPS = 5;
const MAX_NAMED = 8;

const SHAPE = 'shape2D';

/** By falling share; empty for a state without a number, and where no feature has a map. */
export function mappableFeatures(score: ScoreState): readonly MappableFeature[] {
  if (score.kind !== 'scored' && score.kind !== 'uncertain') return [];
  const strongest = score.contributions
    .filter(({ contribution }) => contribution !== 0)
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map(mappable);
  const last = strongest.filter(({ hasMap }) => hasMap)[MAX_MAPS];
  const named = strongest.slice(0, Math.min(MAX_NAMED, last === undefined ? MAX_NAMED : strongest.indexOf(last)));
  return named.some(({ hasMap }) => hasMap) ? named : [];
}

function mappable({ feature, contribution, standardised }: Contribution): MappableFeature {
  return {
    feature,
    contribution,
    // The coefficient has the sign of both together.
    highValue: contribution * standardised > 0 ? 'raises' : 'lowers',
    hasMap: isLocal(feature),
  };
}

/** Intensity and texture have a value in every window; the shape of the outline and clinical inputs do not. */
function isLocal(feature: string): boolean {
  const [, featureClass, name] = feature.split('_');
  return FEATURES.some((known) => known.class !== SHAPE && known.class === featureClass && known.name === name);
}

/**
 * One interface for all feature classes. A class turns a region into one or more sources (statistics, or the
 * matrix of one direction); every feature is a pure function of one source. The value of a feature is the mean
 * over sources, leaving out NaN, as PyRadiomics does over directions.
 */
import type { Spacing } from '../core/index.ts';
import type { GreyLevels } from './discretise.ts';
import type { Roi } from './roi.ts';
import type { ImageTypeSettings } from './settings.ts';

/** What a feature is: documentation and tests are made from this. */
export interface FeatureDefinition {
  /** PyRadiomics name without image type and class. */
  readonly name: string;
  /** Code of the same feature in the IBSI reference manual; absent where IBSI defines none. */
  readonly ibsi?: string;
  readonly formula: string;
  readonly unit:
    | '1'
    | 'bit'
    | 'mm'
    | 'mm²'
    | '1/mm'
    | 'intensity'
    | 'intensity²'
    | 'intensity² mm³'
    | 'grey level'
    | 'grey level²'
    | 'grey level³'
    | 'grey level⁴'
    | '1/grey level'
    | '1/grey level²';
  /** What flat, tiny or otherwise degenerate regions give. */
  readonly degenerate: string;
  /** Computed on discretised grey levels, so it depends on binWidth or binCount. */
  readonly discretised: boolean;
  /** Differs from the IBSI definition by this. */
  readonly differsFromIbsi?: string;
}

export interface Feature<Source> extends FeatureDefinition {
  readonly value: (source: Source) => number;
}

/** What the shape classes see. */
export interface MaskRegion {
  readonly roi: Roi;
  readonly spacing: Spacing;
}

/** What the intensity and texture classes see of one derived image. */
export interface ImageRegion extends MaskRegion {
  /** Intensities of the region's pixels, in the order of `roi.positions`. */
  readonly values: Float64Array;
  /** Empty where no wanted feature is discretised. */
  readonly greyLevels: GreyLevels;
  readonly settings: ImageTypeSettings;
}

export interface FeatureClass<Region> {
  readonly name: string;
  readonly title: string;
  readonly features: readonly FeatureDefinition[];
  /** One value for each name, in order; NaN where the feature is undefined for this region. */
  compute(region: Region, names: readonly string[]): Float64Array;
}

export function featureClass<Region, Source>(definition: {
  readonly name: string;
  readonly title: string;
  readonly features: readonly Feature<Source>[];
  /** Calls `use` once for each source. A source may be reused for the next call. */
  readonly sources: (region: Region, use: (source: Source) => void) => void;
}): FeatureClass<Region> {
  const { name, title, features } = definition;
  const byName = new Map(features.map((feature) => [feature.name, feature]));
  return {
    name,
    title,
    features,
    compute(region, names) {
      const wanted = names.map((featureName) => byName.get(featureName)!);
      const sums = new Float64Array(wanted.length);
      const counts = new Float64Array(wanted.length);
      definition.sources(region, (source) => {
        for (let f = 0; f < wanted.length; f++) {
          const value = wanted[f].value(source);
          if (Number.isNaN(value)) continue;
          sums[f] += value;
          counts[f]++;
        }
      });
      return sums.map((sum, f) => sum / counts[f]);
    },
  };
}

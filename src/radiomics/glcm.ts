/**
 * Grey level co-occurrence features: PyRadiomics glcm, IBSI grey level co-occurrence matrix (LFYI). Each is the mean over
 * directions, so IBSI's aggregation is "2D, averaged". Sums over p(x+y) and p(x-y) run over k as in Haralick.
 */
import { featureClass, type ImageRegion } from './feature-class.ts';
import { DIFFERENCE_FEATURES } from './glcm-difference-features.ts';
import { JOINT_FEATURES } from './glcm-joint-features.ts';
import { forEachMatrix } from './glcm-matrices.ts';
import { type GlcmStatistics, glcmStatistics } from './glcm-statistics.ts';

const NO_PAIRS = 'undefined where no two pixels of the region lie at the given distances';

export const glcm = featureClass<ImageRegion, GlcmStatistics>({
  name: 'glcm',
  title: 'Grey level co-occurrence matrix',
  // Capitals first, as PyRadiomics orders names.
  features: [...DIFFERENCE_FEATURES, ...JOINT_FEATURES]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((feature) => ({ ...feature, discretised: true, degenerate: `${feature.degenerate}; ${NO_PAIRS}` })),
  sources: (region, use) =>
    forEachMatrix(region, (matrix) => {
      const statistics = glcmStatistics(matrix, region.greyLevels);
      if (statistics !== undefined) use(statistics);
    }),
});

/** Every kernel that ../kernels.ts names. Each has a twin in TypeScript that gives the same numbers. */
export { sumBytes } from './bytes';
export { convolvePlane } from './convolution';
export { collectMatrix, countPairs, tallyCounts } from './cooccurrence';
export {
  assignLevels,
  bucketize,
  deviations,
  deviationWithin,
  energy,
  gatherBuckets,
  range,
  total,
  translate,
} from './intensities';
export { countCells, maskBounds } from './mask';
export { maximalCorrelation } from './maximal-correlation';
export { countDependents, sumDifferences } from './neighbourhood';
export { addAxes, filterLines } from './recursive-gaussian';
export { countRuns } from './runs';
export { countZones } from './zones';

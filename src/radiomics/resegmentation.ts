/** PyRadiomics resegmentMask: keeps the pixels of the region whose (normalised) intensity lies in a closed range. */
import type { RadiomicsSettings } from './settings.ts';

/** For each value whether it stays. One threshold is a lower bound only. */
export function withinResegmentRange(
  values: Float64Array,
  range: readonly number[],
  mode: RadiomicsSettings['resegmentMode'],
): Uint8Array {
  const [lower, upper = Infinity] = [...range].sort((a, b) => a - b).map(thresholds(values, mode));
  return Uint8Array.from(values, (value) => (value >= lower && value <= upper ? 1 : 0));
}

/** `relative`: times the maximum; `sigma`: mean plus that many population standard deviations. */
function thresholds(values: Float64Array, mode: RadiomicsSettings['resegmentMode']): (threshold: number) => number {
  switch (mode) {
    case 'absolute':
      return (threshold) => threshold;
    case 'relative': {
      const maximum = values.reduce((a, b) => Math.max(a, b), -Infinity);
      return (threshold) => threshold * maximum;
    }
    case 'sigma': {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
      return (threshold) => mean + deviation * threshold;
    }
  }
}

/** How finely a map to look at is computed: windows of about a twelfth of the lesion, and not more of them than come in time. */
import { maskBox } from '../imaging/index.ts';
import type { ExtractionInput, MapOptions, RadiomicsSettings } from '../radiomics/index.ts';

const WINDOWS_ACROSS = 12;
const MIN_RADIUS = 2;
const MAX_RADIUS = 8;
/** The slowest features take about 0.3 ms for a window. */
const MAX_WINDOWS = 6000;

/** In the pixels that features are computed on, which are others than the image's where the settings resample it. */
export function mapWindow(
  { image, mask, spacing }: ExtractionInput,
  { resampledPixelSpacing: resampled }: Pick<RadiomicsSettings, 'resampledPixelSpacing'>,
): Required<Pick<MapOptions, 'kernelRadius' | 'blockSide'>> {
  // 0 and nothing both leave a direction as it is.
  const perPixelX = spacing.xMm / (resampled?.[0] || spacing.xMm);
  const perPixelY = spacing.yMm / (resampled?.[1] || spacing.yMm);
  const box = maskBox(mask, image.width);
  const width = box === undefined ? 1 : (box.maxX - box.minX + 1) * perPixelX;
  const height = box === undefined ? 1 : (box.maxY - box.minY + 1) * perPixelY;
  const pixels = mask.reduce((sum, inside) => sum + inside, 0) * perPixelX * perPixelY;
  return {
    kernelRadius: Math.min(MAX_RADIUS, Math.max(MIN_RADIUS, Math.round(Math.min(width, height) / WINDOWS_ACROSS / 2))),
    blockSide: Math.max(1, Math.ceil(Math.sqrt(pixels / MAX_WINDOWS))),
  };
}

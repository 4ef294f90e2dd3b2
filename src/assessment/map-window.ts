/** How finely a map to look at is computed: windows of about a twelfth of the lesion, and not more of them than come in time. */
import type { Mask } from '../core/index.ts';
import { maskBox } from '../imaging/index.ts';
import type { MapOptions } from '../radiomics/index.ts';

const WINDOWS_ACROSS = 12;
const MIN_RADIUS = 2;
const MAX_RADIUS = 8;
/** The slowest features take about 0.3 ms for a window. */
const MAX_WINDOWS = 6000;

export function mapWindow(mask: Mask, width: number): Required<Pick<MapOptions, 'kernelRadius' | 'blockSide'>> {
  const box = maskBox(mask, width);
  const shorter = box === undefined ? 1 : Math.min(box.maxX - box.minX, box.maxY - box.minY) + 1;
  const pixels = mask.reduce((sum, inside) => sum + inside, 0);
  return {
    kernelRadius: Math.min(MAX_RADIUS, Math.max(MIN_RADIUS, Math.round(shorter / WINDOWS_ACROSS / 2))),
    blockSide: Math.max(1, Math.ceil(Math.sqrt(pixels / MAX_WINDOWS))),
  };
}

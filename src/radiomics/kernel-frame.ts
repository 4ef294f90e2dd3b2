/**
 * What the kernels of a feature map see: the region in its box, or (unmasked) the whole box grown by the kernel radius.
 * Grey levels are those of all that the kernels see, not of each kernel, as in PyRadiomics.
 */
import type { Spacing } from '../core/index.ts';
import type { GreyLevels } from './discretise.ts';
import type { ImageRegion } from './feature-class.ts';
import type { Roi } from './roi.ts';
import type { ImageTypeSettings } from './settings.ts';

export interface KernelFrame extends ImageRegion {
  readonly kernelRadius: number;
  /** Where the kernels' centres, the region's pixels, lie in the frame's box. */
  readonly centres: Int32Array;
}

/** The pixels of one kernel as a region of their own; `levels` of the kernel alone, or all of the frame's. */
export function kernelRegions(frame: KernelFrame): (centre: number, levels: 'own' | 'frame') => ImageRegion {
  const { roi, kernelRadius, greyLevels, values, settings, spacing } = frame;
  const { width, height } = roi.box;
  const order = new Int32Array(width * height).fill(-1);
  roi.positions.forEach((position, n) => {
    order[position] = n;
  });
  return (centre, levels) => {
    const x = centre % width;
    const y = (centre - x) / width;
    const left = Math.max(0, x - kernelRadius);
    const top = Math.max(0, y - kernelRadius);
    const right = Math.min(width - 1, x + kernelRadius);
    const bottom = Math.min(height - 1, y + kernelRadius);
    const box = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
    const mask = new Uint8Array(box.width * box.height);
    const positions: number[] = [];
    const indices: number[] = [];
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const index = order[row * width + column];
        if (index < 0) continue;
        const position = (row - top) * box.width + column - left;
        mask[position] = 1;
        positions.push(position);
        indices.push(index);
      }
    }
    return regionOf({ box, mask, positions: Int32Array.from(positions) }, Int32Array.from(indices), {
      values,
      greyLevels: levels === 'own' ? ownLevels(greyLevels, indices) : frameLevels(greyLevels, indices),
      settings,
      spacing,
    });
  };
}

interface Source {
  readonly values: Float64Array;
  readonly greyLevels: GreyLevels;
  readonly settings: ImageTypeSettings;
  readonly spacing: Spacing;
}

function regionOf(roi: Roi, indices: Int32Array, { values, greyLevels, settings, spacing }: Source): ImageRegion {
  return { roi, spacing, settings, greyLevels, values: Float64Array.from(indices, (index) => values[index]) };
}

function frameLevels(levels: GreyLevels, indices: readonly number[]): GreyLevels {
  return { ...levels, rank: Uint16Array.from(indices, (index) => levels.rank[index]) };
}

/** Levels that occur in the kernel; Ng stays that of the frame. */
function ownLevels({ kind, highest, present, rank }: GreyLevels, indices: readonly number[]): GreyLevels {
  const occurring = [...new Set(indices.map((index) => rank[index]))].sort((a, b) => a - b);
  const own = Uint16Array.from(indices, (index) => occurring.indexOf(rank[index]) + 1);
  const counts = new Float64Array(occurring.length);
  for (const position of own) counts[position - 1]++;
  return { kind, highest, present: Int32Array.from(occurring, (position) => present[position - 1]), counts, rank: own };
}

/** How near the pixels of a region come to an edge of their grey levels: where rounding alone decides the level, textures differ. */
import { readFileSync } from 'node:fs';
import { readImageRegion } from '../../src/imaging/index.ts';
import { compilePlan, type RadiomicsSettings } from '../../src/radiomics/index.ts';
import { prepare } from '../../src/radiomics/prepare.ts';

/** Of rounding, relative to the largest magnitude: single precision filters, and double precision ones. */
const ROUNDING = { single: 2e-6, double: 1e-11 };

export interface EdgeDistance {
  /** Smallest distance to a multiple of binWidth, divided by the largest magnitude in the region. */
  readonly relative: number;
  readonly pixels: number;
  /** Pixels for which rounding decides. */
  readonly ties: number;
}

export interface RegionFilesToRead {
  readonly image: string;
  readonly mask: string;
  readonly label: string;
}

/** `imageName`: first part of feature names, such as `log-sigma-1-0-mm-3D`; undefined where it is not derived or refused. */
export async function binEdgeDistance(
  files: RegionFilesToRead,
  imageName: string,
  featureNames: readonly string[],
  settings: RadiomicsSettings,
): Promise<EdgeDistance | undefined> {
  const { image, mask } = await readImageRegion({
    image: readFileSync(files.image),
    mask: readFileSync(files.mask),
    label: files.label,
  });
  const prepared = prepare({ image, mask, spacing: { xMm: 1, yMm: 1 } }, settings);
  if (prepared.kind === 'refused') return undefined;
  const plan = compilePlan(
    featureNames.filter((name) => name.startsWith(`${imageName}_`)),
    settings,
  );
  for (const { type, settings: own } of plan.imageTypes) {
    const [derived] = type.derive(prepared.window, prepared.boxInWindow, own, [imageName]);
    if (derived === undefined) continue;
    const values = Array.from(prepared.roi.positions, (position) => derived.pixels[position]!);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const distances = values.map((value) => Math.abs(value - own.binWidth * Math.round(value / own.binWidth)) / largest);
    const rounding = derived.singlePrecision === true ? ROUNDING.single : ROUNDING.double;
    return {
      relative: distances.reduce((least, distance) => Math.min(least, distance), Infinity),
      pixels: values.length,
      ties: distances.filter((distance) => distance <= rounding).length,
    };
  }
  return undefined;
}

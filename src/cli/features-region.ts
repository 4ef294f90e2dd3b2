/** One image file and outline file to features, or to the reason why the region has none. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FeatureProvenance, ImageBox, Spacing } from '../core/index.ts';
import {
  DEFAULT_LIMITS,
  ImageFileError,
  type ImageFileProblem,
  type ImageRegionInput,
  readImageRegion,
} from '../imaging/index.ts';
import {
  type ExtractionInput,
  extract,
  type FeaturePlan,
  type OutlinePerturbation,
  perturbedOutline,
  type RefusalCode,
  weakened,
} from '../radiomics/index.ts';

export interface RegionFiles {
  readonly image: string;
  readonly mask: string;
  /** Wins over what the image file states. */
  readonly spacing?: Spacing;
  readonly label?: string;
  readonly frame?: number;
}

export interface RegionRequest extends RegionFiles {
  /** Nothing outside is tissue: a ring around the outline ends there. */
  readonly within?: ImageBox;
  /** Measured within the outline changed by this, or by as much of it as leaves a region. */
  readonly perturbation?: OutlinePerturbation;
}

export interface RegionFeatures {
  readonly kind: 'features';
  readonly values: readonly (readonly [name: string, value: number])[];
  readonly provenance: FeatureProvenance;
  readonly warnings: readonly string[];
  /** What was done to the files before anything was computed. */
  readonly notes: readonly string[];
}

export interface RegionRefused {
  readonly kind: 'refused';
  readonly code: RefusalCode | Exclude<ImageFileProblem, 'unreadable-file'>;
  readonly message: string;
}

/** Millimetres where nothing states them: lengths are then in pixels. */
export const UNKNOWN_SPACING: Spacing = { xMm: 1, yMm: 1 };

/** Throws what no one can compute from: ImageFileError `unreadable-file`, and errors of the file system. */
export async function extractRegion(request: RegionRequest, plan: FeaturePlan): Promise<RegionFeatures | RegionRefused> {
  const region = await readRegionFiles(request);
  if ('kind' in region) return region;
  const { image, mask, notes } = region;
  const { within } = request;
  const spacing = request.spacing ?? region.spacing ?? UNKNOWN_SPACING;
  const input: ExtractionInput = { image, mask, spacing, ...(within === undefined ? {} : { within }) };
  const result = request.perturbation === undefined ? extract(input, plan) : extractPerturbed(input, plan, request.perturbation);
  if (result.kind === 'refused') return { kind: 'refused', code: result.code, message: result.message };
  return {
    kind: 'features',
    values: [...result.values],
    provenance: result.provenance,
    warnings: result.warnings,
    notes: [...notes, ...spacingNotes(request.spacing, region.spacing)],
  };
}

/** A small outline may not survive a large change. */
function extractPerturbed(
  input: ExtractionInput,
  plan: FeaturePlan,
  perturbation: OutlinePerturbation,
): ReturnType<typeof extract> {
  const { image, mask } = input;
  for (const share of [1, 0.5, 0.25]) {
    const own = perturbedOutline(mask, image.width, image.height, weakened(perturbation, share));
    const result = extract({ ...input, mask: own }, plan);
    if (result.kind === 'features') return result;
  }
  return extract(input, plan);
}

/** Throws as extractRegion does. */
export async function readRegionFiles(request: RegionFiles): Promise<ImageRegionInput | RegionRefused> {
  const [image, mask] = await Promise.all([readBounded(request.image), readBounded(request.mask)]);
  const { label, frame } = request;
  try {
    return await readImageRegion({
      image,
      mask,
      imageName: path.basename(request.image),
      ...(label === undefined ? {} : { label }),
      ...(frame === undefined ? {} : { frame }),
    });
  } catch (error) {
    if (!(error instanceof ImageFileError) || error.code === 'unreadable-file') throw error;
    return { kind: 'refused', code: error.code, message: error.message };
  }
}

/** A file within the limits of the service. */
export async function readBounded(file: string): Promise<Uint8Array> {
  const { size } = await stat(file);
  if (size > DEFAULT_LIMITS.maxObjectBytes) {
    throw new ImageFileError(`${path.basename(file)}: ${size} bytes are more than the limit of ${DEFAULT_LIMITS.maxObjectBytes}`);
  }
  return readFile(file);
}

export function spacingNotes(given: Spacing | undefined, stated: Spacing | undefined): readonly string[] {
  if (given !== undefined) return [];
  if (stated === undefined) return ['no pixel spacing stated: 1 x 1 mm taken, so that lengths are in pixels'];
  return [`pixel spacing of the image file: ${stated.xMm} x ${stated.yMm} mm`];
}

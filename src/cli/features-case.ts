/**
 * A reference case: image, mask, spacing, settings, image types and classes in one JSON file, paths relative to it. Its values
 * came from PyRadiomics, so that program's known errors are repeated unless --profile says otherwise.
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ServiceError } from '../core/index.ts';
import { type Profile, type Recipe, recipeOf } from './features-parameters.ts';
import type { RegionRequest } from './features-region.ts';

const MAX_FILE_BYTES = 64_000_000;

const schema = z.object({
  image: z.string().min(1),
  mask: z.string().min(1),
  maskLabelValue: z.number().optional(),
  spacingXY: z.tuple([z.number().positive(), z.number().positive()]).optional(),
  settings: z.record(z.string(), z.unknown()).default({}),
  imageTypes: z.record(z.string(), z.unknown()).default({}),
  featureClasses: z.array(z.string()).optional(),
});

export interface FeatureCase {
  readonly request: RegionRequest;
  readonly recipe: Recipe;
}

/** Throws ServiceError `bad-configuration`. */
export async function readCase(file: string, profile: Profile = 'pyradiomics'): Promise<FeatureCase> {
  const parsed = schema.safeParse(await readJson(file));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ServiceError('bad-configuration', `case: ${problems.join('; ')}`, { field: 'case' });
  }
  const { image, mask, maskLabelValue, spacingXY, settings, imageTypes, featureClasses } = parsed.data;
  const folder = path.dirname(file);
  // The label setting of a case counts in the mask that PyRadiomics was given, where the lesion was 1.
  const { label: _, ...rest } = settings;
  const classes = Object.fromEntries((featureClasses ?? []).map((name) => [name, null]));
  return {
    recipe: recipeOf({ setting: rest, imageType: imageTypes, featureClass: classes }, profile),
    request: {
      image: path.resolve(folder, image),
      mask: path.resolve(folder, mask),
      ...(maskLabelValue === undefined ? {} : { label: String(maskLabelValue) }),
      ...(spacingXY === undefined ? {} : { spacing: { xMm: spacingXY[0], yMm: spacingXY[1] } }),
    },
  };
}

async function readJson(file: string): Promise<unknown> {
  const { size } = await stat(file);
  if (size > MAX_FILE_BYTES) throw new ServiceError('bad-configuration', `case: ${size} bytes, limit ${MAX_FILE_BYTES}`);
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new ServiceError('bad-configuration', `${file} is not JSON.`, { field: 'case', cause });
  }
}

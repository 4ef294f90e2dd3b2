/** The feature-map command: files in, one NRRD and one PNG for each feature out. Nothing is written where the region is refused. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ServiceError } from '../core/index.ts';
import { type HeatMap, heatOverlay, heatRange, writeNrrd } from '../imaging/index.ts';
import { compilePlan, extractMap, type FeatureMaps, type FeaturePlan, UnknownFeatureError } from '../radiomics/index.ts';
import type { FeatureMapOptions } from './feature-map-options.ts';
import { type Recipe, readRecipe } from './features-parameters.ts';
import { type RegionRefused, readRegionFiles, spacingNotes, UNKNOWN_SPACING } from './features-region.ts';

export async function runFeatureMap(options: FeatureMapOptions): Promise<void> {
  const recipe = await readRecipe(options.params, undefined);
  const plan = planOf(options.features, recipe);
  const label = options.label ?? recipe.label;
  const region = await readRegionFiles({
    image: options.image,
    mask: options.mask,
    ...(label === undefined ? {} : { label }),
    ...(options.frame === undefined ? {} : { frame: options.frame }),
  });
  if ('kind' in region) return refused(region, options);
  const spacing = options.spacing ?? region.spacing ?? UNKNOWN_SPACING;
  const { kernel } = recipe;
  const result = extractMap({ image: region.image, mask: region.mask, spacing }, plan, {
    ...kernel,
    ...(options.kernelRadius === undefined ? {} : { kernelRadius: options.kernelRadius }),
    ...(options.unmasked === undefined ? {} : { maskedKernel: false }),
    ...(options.initValue === undefined ? {} : { initValue: options.initValue }),
  });
  if (result.kind === 'refused') return refused(result, options);
  const notes = [...recipe.notes, ...region.notes, ...spacingNotes(options.spacing, region.spacing)];
  for (const note of notes) process.stderr.write(`note: ${note}\n`);
  for (const warning of result.warnings) process.stderr.write(`warning: ${warning}\n`);

  await mkdir(options.out, { recursive: true });
  const written: Record<string, unknown>[] = [];
  for (const [feature, values] of result.maps) {
    const map = { ...placeOf(result), values };
    const range = heatRange(map);
    const nrrd = path.join(options.out, `${feature}.nrrd`);
    const png = path.join(options.out, `${feature}.png`);
    await writeFile(nrrd, writeNrrd(map));
    if (range !== undefined) await writeFile(png, await heatOverlay(region.image, spacing, map, range));
    written.push({ feature, ...range, nrrd, ...(range === undefined ? {} : { png }) });
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ maps: written, warnings: result.warnings, notes, error: null })}\n`);
  else for (const { feature, lowest, highest } of written) process.stdout.write(`${feature}: ${lowest} to ${highest}\n`);
}

function placeOf({ box, mask, spacing, originMm }: FeatureMaps): Omit<HeatMap, 'values'> {
  return { width: box.width, height: box.height, mask, spacing, originMm };
}

function planOf(features: readonly string[], { settings }: Recipe): FeaturePlan {
  let plan: FeaturePlan;
  try {
    plan = compilePlan(features, settings);
  } catch (cause) {
    if (!(cause instanceof UnknownFeatureError)) throw cause;
    throw new ServiceError('bad-configuration', `--features: ${cause.message}`, { field: 'features', cause });
  }
  if (plan.shape.length === 0) return plan;
  throw new ServiceError('bad-configuration', '--features: shape features have no map: leave them out', { field: 'features' });
}

function refused({ code, message }: Pick<RegionRefused, 'code' | 'message'>, { json }: FeatureMapOptions): void {
  process.stderr.write(`her2-cds feature-map: ${message}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ maps: [], error: { code, message } })}\n`);
  process.exitCode = 2;
}

/**
 * What to compute: a PyRadiomics parameter file (YAML or JSON with the sections setting, imageType, featureClass), our own
 * flat settings, or the parts of a reference case. Keys that mean nothing for a 2-D image are left out with a note;
 * everything else that is not understood is refused by name.
 */
import { readFile, stat } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { ServiceError } from '../core/index.ts';
import {
  allFeatureNames,
  FEATURE_CLASS_NAMES,
  MAX_KERNEL_RADIUS,
  type MapOptions,
  parseSettings,
  type RadiomicsSettings,
} from '../radiomics/index.ts';

/** Plain data: it travels to worker threads, which compile it. */
export interface Recipe {
  readonly settings: RadiomicsSettings;
  readonly featureNames: readonly string[];
  /** Label that the parameters choose in the mask. */
  readonly label?: string;
  /** Of feature maps. */
  readonly kernel: MapOptions;
  readonly notes: readonly string[];
}

export type Profile = 'default' | 'pyradiomics';

type Json = Readonly<Record<string, unknown>>;

const MAX_FILE_BYTES = 1_000_000;
export const SECTIONS = ['setting', 'imageType', 'featureClass', 'voxelSetting'];

/** Left out where the engine does not take them: on a 2-D image they change no value. */
export const WITHOUT_EFFECT = [
  'additionalInfo',
  'enableCExtensions',
  'force2D',
  'force2Ddimension',
  'geometryTolerance',
  'initValue',
  'kernelRadius',
  'maskedKernel',
  'voxelBatch',
];

/** Throws ServiceError `bad-configuration` with the list of problems. */
export async function readRecipe(file: string | undefined, profile: Profile | undefined): Promise<Recipe> {
  if (file === undefined) return recipeOf({}, profile);
  const { size } = await stat(file);
  if (size > MAX_FILE_BYTES) throw unusable([`${size} bytes, limit ${MAX_FILE_BYTES}`]);
  return recipeOf(parseText(file, await readFile(file, 'utf8')), profile);
}

/** YAML is a superset of JSON. */
function parseText(file: string, text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    throw new ServiceError('bad-configuration', `${file} is neither YAML nor JSON.`, { field: 'params', cause });
  }
}

export function recipeOf(input: unknown, profile: Profile | undefined): Recipe {
  if (!isObject(input)) throw unusable(['settings: expected an object']);
  if (!SECTIONS.some((section) => Object.hasOwn(input, section))) {
    return recipe(input, Object.fromEntries(FEATURE_CLASS_NAMES.map((name) => [name, null])), profile);
  }
  const unknown = Object.keys(input).filter((key) => !SECTIONS.includes(key));
  if (unknown.length > 0) throw unusable(unknown.map((key) => `${key}: unknown section, known are ${SECTIONS.join(', ')}`));
  const { setting, imageType, featureClass } = input;
  const imageTypes = section('imageType', imageType);
  const classes = section('featureClass', featureClass);
  const flat =
    Object.keys(imageTypes).length === 0 ? section('setting', setting) : { ...section('setting', setting), imageTypes };
  const computed = recipe(
    flat,
    Object.keys(classes).length === 0 ? Object.fromEntries(FEATURE_CLASS_NAMES.map((name) => [name, null])) : classes,
    profile,
  );
  return { ...computed, kernel: kernelOf(section('voxelSetting', input.voxelSetting)) };
}

const voxelSetting = z
  .object({
    kernelRadius: z.int().min(1).max(MAX_KERNEL_RADIUS),
    maskedKernel: z.boolean(),
    initValue: z.union([z.number(), z.nan()]),
    /** Only divides PyRadiomics' work. */
    voxelBatch: z.int(),
  })
  .partial()
  .strict();

function kernelOf(input: Json): MapOptions {
  const { success, data, error } = voxelSetting.safeParse(input);
  if (!success) throw unusable(error.issues.map(({ path, message }) => `voxelSetting.${path.join('.')}: ${message}`));
  const { kernelRadius, maskedKernel, initValue } = data;
  return {
    ...(kernelRadius === undefined ? {} : { kernelRadius }),
    ...(maskedKernel === undefined ? {} : { maskedKernel }),
    ...(initValue === undefined ? {} : { initValue }),
  };
}

/** `classes` maps a class to its features; null or an empty list means all of them. */
function recipe(flat: Json, classes: Json, profile: Profile | undefined): Recipe {
  const notes: string[] = [];
  const { label, ...rest } = flat;
  const taken = Object.entries(rest).filter(([key, value]) => {
    if (!WITHOUT_EFFECT.includes(key) || parseSettings({ [key]: value }).kind === 'settings') return true;
    notes.push(`${key} changes nothing for a 2-D image`);
    return false;
  });
  const parsed = parseSettings({ ...Object.fromEntries(taken), ...(profile === undefined ? {} : { profile }) });
  if (parsed.kind === 'invalid') throw unusable(parsed.problems);
  return {
    settings: parsed.settings,
    featureNames: chosenFeatures(classes, parsed.settings, notes),
    ...(label === undefined || label === null ? {} : { label: String(label) }),
    kernel: {},
    notes,
  };
}

function chosenFeatures(classes: Json, settings: RadiomicsSettings, notes: string[]): readonly string[] {
  const problems: string[] = [];
  const wanted = new Set<string>();
  for (const [name, features] of Object.entries(classes)) {
    if (name === 'shape') {
      notes.push('shape is for volumes: shape2D is its 2-D form');
      continue;
    }
    if (!FEATURE_CLASS_NAMES.includes(name)) {
      problems.push(`featureClass.${name}: unknown class, known are ${FEATURE_CLASS_NAMES.join(', ')}`);
      continue;
    }
    if (features !== null && !(Array.isArray(features) && features.every((feature) => typeof feature === 'string'))) {
      problems.push(`featureClass.${name}: expected a list of feature names`);
      continue;
    }
    const all = allFeatureNames([name], settings);
    const asked: readonly string[] = features ?? [];
    const known = new Set(all.map(featureOf));
    problems.push(
      ...asked.filter((feature) => !known.has(feature)).map((feature) => `featureClass.${name}.${feature}: unknown feature`),
    );
    for (const full of all) if (asked.length === 0 || asked.includes(featureOf(full))) wanted.add(full);
  }
  if (problems.length > 0) throw unusable(problems);
  if (wanted.size === 0) throw unusable(['featureClass: no feature left to compute']);
  // In the engine's own order, whatever the order of the file.
  return allFeatureNames(FEATURE_CLASS_NAMES, settings).filter((name) => wanted.has(name));
}

function featureOf(name: string): string {
  return name.slice(name.lastIndexOf('_') + 1);
}

function section(name: string, value: unknown): Json {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw unusable([`${name}: expected a mapping`]);
  // "Original:" without anything behind it is null in YAML.
  return name === 'imageType' ? Object.fromEntries(Object.entries(value).map(([key, own]) => [key, own ?? {}])) : value;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unusable(problems: readonly string[]): ServiceError {
  return new ServiceError('bad-configuration', `settings: ${problems.join('; ')}`, { field: 'params' });
}

/** A model bundle and the feature plan compiled for it: only what the model needs is ever computed. */
import path from 'node:path';
import { ServiceError } from '../core/index.ts';
import { loadModel, type Model, readVerificationKeys } from '../model/index.ts';
import { compilePlan, type FeaturePlan, parseSettings, UnknownFeatureError } from '../radiomics/index.ts';

/** The bundle that the repository ships: fitted on simulated lesions. */
export const DEMONSTRATION_MODEL = path.resolve(import.meta.dirname, '../../fixtures/models/demonstration');

export interface OpenedModel {
  readonly model: Model;
  readonly plan: FeaturePlan;
}

/**
 * Throws ServiceError `bad-configuration` where the bundle or its preprocessing does not hold; with a file of public keys,
 * also where none of them signed it.
 */
export async function openModel(folder: string, keyFile?: string): Promise<OpenedModel> {
  const keys = keyFile === undefined ? undefined : await keysIn(keyFile);
  const model = await loadModel(folder, keys).catch((cause: unknown) => {
    if (!(cause instanceof ServiceError)) throw cause;
    throw new ServiceError('bad-configuration', `Model bundle ${folder}: ${cause.message}.`, { field: 'HER2_MODEL', cause });
  });
  const parsed = parseSettings(model.preprocessing);
  if (parsed.kind === 'invalid') {
    const problems = parsed.problems.join('; ');
    throw new ServiceError('bad-configuration', `manifest.json: preprocessing: ${problems}`, { field: 'preprocessing' });
  }
  try {
    return { model, plan: compilePlan(model.featureNames, parsed.settings) };
  } catch (cause) {
    if (!(cause instanceof UnknownFeatureError)) throw cause;
    throw new ServiceError('bad-configuration', `manifest.json: features: ${cause.message}`, { field: 'features', cause });
  }
}

async function keysIn(file: string): ReturnType<typeof readVerificationKeys> {
  try {
    return await readVerificationKeys(file);
  } catch (cause) {
    if (!(cause instanceof ServiceError)) throw cause;
    throw new ServiceError('bad-configuration', `Model key ${file}: ${cause.message}`, { field: 'HER2_MODEL_KEY', cause });
  }
}

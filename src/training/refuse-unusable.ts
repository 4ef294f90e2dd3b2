/** What no bundle can be made of, with what to change; said before anything is fitted. */
import type { ModelConfig } from './bundle/model-config.ts';
import type { MeasuredLesion } from './cohort/cohort-table.ts';
import { PipelineRefusal } from './pipeline/pipeline-refusal.ts';

/** Area of the lesion in the unit of the features: its range is part of every bundle. */
export const AREA_FEATURE = 'original_shape2D_PixelSurface';

export interface Trainable {
  readonly config: ModelConfig;
  readonly lesions: readonly MeasuredLesion[];
  readonly names: readonly string[];
}

/** Throws PipelineRefusal. */
export function refuseUnusable({ config, lesions, names }: Trainable): void {
  const { harmonisation } = config.pipeline;
  if (harmonisation.method === 'combat' && harmonisation.unseenSite === 'refuse') {
    throw new PipelineRefusal(
      'a bundle scores lesions whose site it does not know: set harmonisation.unseenSite: pass, or method: none',
    );
  }
  if (!names.includes(AREA_FEATURE)) throw new PipelineRefusal(`the features need ${AREA_FEATURE}, the area of the lesion`);
  const unmeasured = lesions.filter(
    ({ member, features }) => member.split === 'training' && !Number.isFinite(features.get(AREA_FEATURE)),
  ).length;
  if (unmeasured > 0) {
    throw new PipelineRefusal(
      `${unmeasured} training ${unmeasured === 1 ? 'lesion has' : 'lesions have'} no value of ${AREA_FEATURE}: give it, or leave them out`,
    );
  }
  const without = lesions.filter(({ member }) => member.lesion.spacing === undefined).length;
  if (without > 0 && without < lesions.length) {
    throw new PipelineRefusal(
      `${without} of ${lesions.length} lesions state no pixel spacing: give it for all, or leave the column out`,
    );
  }
  for (const split of ['training', 'validation'] as const) {
    if (!lesions.some(({ member }) => member.split === split)) {
      throw new PipelineRefusal(`no lesion is in the ${split} split: a bundle holds results of both`);
    }
  }
}

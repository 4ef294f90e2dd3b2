/** Lesion -> score state: spacing, range of the model, features, model. */
import { type Lesion, notProduced, type ScoreState } from '../core/index.ts';
import { statedSpacings } from '../imaging/index.ts';
import type { Model } from '../model/index.ts';
import { type ExtractionInput, extract, type FeaturePlan } from '../radiomics/index.ts';

export type ScoredLesion = Pick<Lesion, 'image' | 'mask' | 'calibration' | 'region'>;

/** For a model whose features do not depend on the distance between pixels. */
const IN_PIXELS = { xMm: 1, yMm: 1 };

/** What the features of a lesion are computed on. */
export function extractionInput({ image, mask, calibration, region }: ScoredLesion): ExtractionInput {
  const spacing = calibration.kind === 'calibrated' ? calibration.spacing : IN_PIXELS;
  return { image, mask, spacing, ...(region === undefined ? {} : { within: region }) };
}

/** Lesion -> score state, without archive or cache; `her2-cds score` and the service share it. */
export async function scoreLesion(lesion: ScoredLesion, model: Model, plan: FeaturePlan): Promise<ScoreState> {
  const { mask, calibration } = lesion;
  if (calibration.kind === 'uncalibrated') {
    if (calibration.conflict !== undefined) return notProduced('spacing-conflict', statedSpacings(calibration.conflict));
    if (model.manifest.worksWithoutSpacing !== true) return notProduced('no-pixel-spacing');
  }
  const spacing = calibration.kind === 'calibrated' ? calibration.spacing : undefined;
  const roiPixels = mask.reduce((sum, inside) => sum + inside, 0);
  const reasons = model.acquisitionReasons({ spacing, roiPixels });
  if (reasons.length > 0) return { kind: 'out-of-distribution', reasons };
  const features = extract(extractionInput(lesion), plan);
  if (features.kind === 'refused') return notProduced('roi-refused', features.code);
  return model.score(features.values, { spacing, roiPixels: features.provenance.roiPixels });
}

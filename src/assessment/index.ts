export type { HookService } from '../pathway/index.ts';
export {
  type Assess,
  type Assessed,
  type AssessLimits,
  type AssessmentRequest,
  type AssessParts,
  createAssess,
} from './assess.ts';
export { type ClinicalContent, readContent } from './content.ts';
export { createDescribe, type Describe, type DescribeParts, type DescribeRequest } from './describe.ts';
export { createSaveFeedback, type SaveFeedback } from './feedback-log.ts';
export { DEMONSTRATION_MODEL, type OpenedModel, openModel } from './open-model.ts';
export {
  createRepeatedAdvice,
  type Reader,
  type RepeatedAdvice,
  type RepeatedAdviceParts,
} from './repeated-advice.ts';
export { createSaveOutline, type SaveOutline, type SaveOutlineParts, type SaveOutlineRequest } from './save-outline.ts';
export { scoreLesion } from './score-lesion.ts';
export { createScoreStudy, type ScoredStudy, type ScoreParts, type ScoreStudy } from './score-study.ts';
export {
  createShowFeatureMap,
  type FeatureMapAsked,
  type FeatureMapParts,
  type ShowFeatureMap,
} from './show-feature-map.ts';
export { createShowFrames, type FramesAsked, type ShowFrames, type ShowFramesParts } from './show-frames.ts';
export { warmUp } from './warm-up.ts';

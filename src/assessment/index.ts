/** The use case: from a hook request to an assessment, and what is shown of it later. */
export type { HookService } from '../pathway/index.ts';
export { type Assess, type AssessmentRequest, createAssess } from './assess.ts';
export { readContent } from './content.ts';
export { createDescribe, type Describe, type DescribeRequest } from './describe.ts';
export { createSaveFeedback, type SaveFeedback } from './feedback-log.ts';
export { DEMONSTRATION_MODEL, type OpenedModel, openModel } from './open-model.ts';
export { createRepeatedAdvice, type Reader, type RepeatedAdvice } from './repeated-advice.ts';
export { createSaveOutline, type SaveOutline } from './save-outline.ts';
export { scoreLesion } from './score-lesion.ts';
export { createScoreStudy, type ScoredStudy, type ScoreParts } from './score-study.ts';
export { createShowFeatureMap, type FeatureMapParts, type ShowFeatureMap } from './show-feature-map.ts';
export { createShowFrames, type ShowFrames } from './show-frames.ts';
export { warmUp } from './warm-up.ts';

/** The images of a patient's breast ultrasound study, and one frame as a picture, for a clinician who draws an outline. */
import type { FrameChoice, FramesResponse } from '../core/index.ts';
import { deadlineIn } from '../core/index.ts';
import { gather, selectStudy } from '../fhir/index.ts';
import { type Dicomweb, framePicture, imageChoices } from '../imaging/index.ts';
import type { DescribeRequest } from './describe.ts';
import { imagingQueries } from './imaging-queries.ts';

export interface FramesAsked extends Omit<DescribeRequest, 'chosen'> {
  readonly image?: FrameChoice;
}

export interface ShowFramesParts {
  readonly dicomweb: Dicomweb;
  readonly budgetMs: number;
}

export type ShowFrames = (request: FramesAsked) => Promise<FramesResponse>;

/** Throws as gather does. */
export function createShowFrames({ dicomweb, budgetMs }: ShowFramesParts): ShowFrames {
  return async (request) => {
    const deadline = deadlineIn(budgetMs);
    const reading = { ...request, ...imagingQueries(request), prefetch: {} };
    const record = await gather(reading, { record: deadline, imaging: deadline });
    const study = await selectStudy(record, request.client, deadline, request.studyUid);
    if ('kind' in study) return { images: [], problem: study.reasons };
    const { studyUid } = study;
    const found = await imageChoices(study, dicomweb, deadline);
    if (found.kind === 'not-produced') return { studyUid, images: [], problem: found.reasons };
    const images = found.value;
    const [first] = images;
    const wanted = request.image ?? (first && { sopInstanceUid: first.sopInstanceUid, frame: 1 });
    if (wanted === undefined) return { studyUid, images };
    const shown = await framePicture(study, wanted, dicomweb, deadline);
    return shown.kind === 'picture' ? { studyUid, images, picture: shown.picture } : { studyUid, images, problem: shown.reasons };
  };
}

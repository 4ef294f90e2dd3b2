/**
 * The details app's view of one patient: facts, score state, and the frame with its outline. Unlike a card it always
 * asks for the image, since a person has opened the page to see it.
 */
import {
  type Deadline,
  type DetailsLesion,
  type DetailsPatient,
  type DetailsResponse,
  deadlineIn,
  type Lesion,
  type Log,
  type NotProduced,
  notProduced,
  type PathwayFacts,
  type PatientRecord,
  type ScoreState,
  type StudyReference,
} from '../core/index.ts';
import {
  type Dicomweb,
  type LoadedLesion,
  loadLesion,
  locateOutline,
  type OutlineSearch,
  outlineRings,
  pngAddress,
} from '../imaging/index.ts';
import type { Model } from '../model/index.ts';
import { IMAGING_PENDING, imagingFacts } from './imaging-facts.ts';
import { mappableFeatures } from './mappable-features.ts';
import { type ReadScoreParts, readScore, type ScoreRequest } from './read-score.ts';
import { agreedSide, dated } from './score-study.ts';

export type DescribeRequest = ScoreRequest;

export interface DescribeParts extends ReadScoreParts {
  readonly model: Model;
  readonly dicomweb: Dicomweb;
  readonly now: () => Date;
  readonly log: Log;
  readonly budgetMs: number;
}

/** A site in silent mode computes the score and shows it nowhere. */
const NOT_SHOWN: PathwayFacts['imaging'] = { ...IMAGING_PENDING, state: 'not-asked' };

export type Describe = (request: DescribeRequest) => Promise<DetailsResponse>;

export function createDescribe(parts: DescribeParts): Describe {
  return async (request) => {
    const deadline = deadlineIn(parts.budgetMs);
    const { record, tissue, study: found, scored, isShown, search } = await readScore(request, parts, deadline);
    const facts = {
      ...tissue,
      hook: 'patient-view' as const,
      today: parts.today(),
      patientId: request.patientId,
      imaging: isShown ? imagingFacts(scored, found !== undefined, parts.model.identity) : NOT_SHOWN,
    };
    const { proposal } = parts.content.apply(facts);
    const view = found === undefined ? {} : await viewOf(found, search, parts, deadline);
    return {
      patient: describePatient(record),
      facts,
      score: isShown ? scored.score : { kind: 'not-asked' as const },
      model: {
        ...parts.model.identity,
        card: parts.model.card,
        thresholds: { lower: parts.model.manifest.thresholds.low, upper: parts.model.manifest.thresholds.high },
      },
      ...(scored.findings === undefined || !isShown ? {} : { quality: scored.findings }),
      ...(isShown ? { ...view, ...mappableIn(scored.score, view) } : {}),
      ...(proposal === undefined ? {} : { proposal: { summary: proposal.summary, bullets: proposal.bullets } }),
      generatedAt: parts.now().toISOString(),
    };
  };
}

/** Only beside a score that is shown, and over a picture that is shown. */
function mappableIn(score: ScoreState, { lesion }: Pick<DetailsResponse, 'lesion'>): Pick<DetailsResponse, 'mappable'> {
  const mappable = lesion === undefined ? [] : mappableFeatures(score);
  return mappable.length === 0 ? {} : { mappable };
}

/** No lesion where there is no outline or no frame to show; the score state says why. */
async function viewOf(
  study: StudyReference,
  search: OutlineSearch,
  parts: DescribeParts,
  deadline: Deadline,
): Promise<Pick<DetailsResponse, 'lesion' | 'outlines'>> {
  const { chosen, ...undecided } = search;
  const loaded = await locatedLesion(study, search, parts, deadline);
  // What there is to choose from stays in view after a choice.
  const open = chosen === undefined ? loaded : await locatedLesion(study, undecided, parts, deadline);
  const outlines = open.kind === 'not-produced' && open.outlines !== undefined ? { outlines: open.outlines } : {};
  if (loaded.kind === 'not-produced') {
    parts.log('info', 'no-lesion-view', { code: loaded.reasons.map((reason) => reason.code).join(' ') });
    return outlines;
  }
  const lesion = await drawnLesion(loaded.lesion, study);
  return lesion === undefined ? outlines : { lesion, ...outlines };
}

async function locatedLesion(
  study: StudyReference,
  search: OutlineSearch,
  { dicomweb }: DescribeParts,
  deadline: Deadline,
): Promise<LoadedLesion | NotProduced> {
  const outline = await locateOutline(study, dicomweb, deadline, search);
  if ('kind' in outline) return outline;
  return loadLesion(outline, dicomweb, deadline).catch(() => notProduced('internal-failure'));
}

async function drawnLesion(lesion: Lesion, study: StudyReference): Promise<DetailsLesion | undefined> {
  const { image, mask, calibration, laterality, studyDate, source } = lesion;
  const rings = outlineRings(mask, image.width, image.height);
  if (rings === undefined) return undefined;
  return {
    width: image.width,
    height: image.height,
    png: await pngAddress(image),
    rings,
    ...(calibration.kind === 'calibrated' ? { spacingMm: [calibration.spacing.xMm, calibration.spacing.yMm] } : {}),
    laterality: agreedSide(laterality, study.laterality),
    ...dated(studyDate ?? study.date),
    outline: {
      author: source.outlineAuthor,
      sopInstanceUid: source.outlineSopInstanceUid,
      segmentNumber: source.segmentNumber,
      ...(source.trackingId === undefined ? {} : { trackingId: source.trackingId }),
      ...(source.trackingUid === undefined ? {} : { trackingUid: source.trackingUid }),
    },
    image: { sopInstanceUid: source.imageSopInstanceUid, frame: source.frame },
  };
}

function describePatient(record: PatientRecord): DetailsPatient {
  const name = record.patient?.name?.[0];
  const parts = [...(name?.given ?? []), name?.family].filter((part) => part !== undefined);
  return {
    name: name?.text ?? (parts.length === 0 ? 'Name not found' : parts.join(' ')),
    ...(record.patient?.birthDate === undefined ? {} : { birthDate: record.patient.birthDate }),
    ...(record.patient?.gender === undefined ? {} : { sex: record.patient.gender }),
  };
}

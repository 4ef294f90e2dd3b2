/**
 * Where in the lesion a feature of its score is high. Shown only beside a score that is shown: the whole way to the score is gone
 * again with the caller's token, and only then is the map looked up or computed, in a thread, within limits of time and number.
 */
import {
  type Deadline,
  deadlineIn,
  type FeatureMap,
  type FeatureMapResponse,
  fingerprint,
  type Lesion,
  type Log,
  noFeatureMap,
  type OutlineReference,
  ServiceError,
  type StudyReference,
} from '../core/index.ts';
import { type Dicomweb, dataAddress, HEAT_COLOURS, loadLesion, locateOutline } from '../imaging/index.ts';
import type { Model } from '../model/index.ts';
import { FEATURE_SOFTWARE, type FeaturePlan } from '../radiomics/index.ts';
import type { MapPicture } from './map-picture.ts';
import { createMapThread } from './map-thread.ts';
import { mapWindow } from './map-window.ts';
import { mappableFeatures } from './mappable-features.ts';
import { type ReadScoreParts, readScore, type ScoreRequest } from './read-score.ts';
import { drawn } from './score-key.ts';
import { extractionInput } from './score-lesion.ts';

export interface FeatureMapAsked extends ScoreRequest {
  readonly feature: string;
}

export interface FeatureMapParts extends ReadScoreParts {
  readonly model: Model;
  readonly plan: FeaturePlan;
  readonly dicomweb: Dicomweb;
  readonly log: Log;
  readonly budgetMs: number;
  /** Of the computation alone. */
  readonly computeMs?: number;
}

export interface ShowFeatureMap {
  /** Throws ServiceError `busy` while another map of the study is computed, and as gather does. */
  show(request: FeatureMapAsked): Promise<FeatureMapResponse>;
  close(): Promise<void>;
}

const COMPUTE_MS = 10_000;
/** Beside the one that is computed: images are loaded for no more than these. */
const MAX_WAITING = 3;
const MAX_KEPT = 64;

export function createShowFeatureMap(parts: FeatureMapParts): ShowFeatureMap {
  const thread = createMapThread(MAX_WAITING);
  const kept = new Map<string, FeatureMap>();
  const inFlight = new Map<string, { readonly key: string; readonly work: Promise<FeatureMapResponse> }>();

  const compute = async (outline: OutlineReference, feature: string, deadline: Deadline): Promise<FeatureMapResponse> => {
    const loaded = await loadLesion(outline, parts.dicomweb, deadline);
    if (loaded.kind === 'not-produced') return noFeatureMap('no-image');
    const { lesion } = loaded;
    const input = extractionInput(lesion);
    const options = mapWindow(input, parts.plan.settings);
    const started = performance.now();
    const task = { input, feature, settings: parts.plan.settings, options };
    const outcome = await (thread.compute(task, parts.computeMs ?? COMPUTE_MS) ?? Promise.reject(busy()));
    const code = outcome.kind === 'map' ? outcome.kind : outcome.kind === 'refused' ? outcome.code : outcome.cause;
    parts.log('info', 'feature-map', { code, durationMs: Math.round(performance.now() - started) });
    if (outcome.kind === 'map') return mapOf(outcome.picture, lesion, feature, options.kernelRadius);
    if (outcome.kind === 'refused') return noFeatureMap('not-defined');
    if (outcome.cause === 'time') return noFeatureMap('takes-too-long');
    throw new ServiceError('internal', 'The map could not be computed.');
  };

  const shared = (study: StudyReference, key: string, work: () => Promise<FeatureMapResponse>): Promise<FeatureMapResponse> => {
    const known = kept.get(key);
    if (known !== undefined) return Promise.resolve(known);
    const running = inFlight.get(study.studyUid);
    if (running?.key === key) return running.work;
    if (running !== undefined || inFlight.size > MAX_WAITING) throw busy();
    const started = work()
      .then((map) => {
        if (map.kind === 'map') keep(kept, key, map);
        return map;
      })
      .finally(() => inFlight.delete(study.studyUid));
    inFlight.set(study.studyUid, { key, work: started });
    return started;
  };

  return {
    show: async (request) => {
      const deadline = deadlineIn(parts.budgetMs);
      const { study, scored, isShown, search } = await readScore(request, parts, deadline);
      if (!isShown) return noFeatureMap('not-shown');
      const offered = mappableFeatures(scored.score);
      if (study === undefined || offered.length === 0) return noFeatureMap('no-score');
      const asked = offered.find(({ feature }) => feature === request.feature);
      if (asked === undefined) return noFeatureMap('not-of-score');
      if (!asked.hasMap) return noFeatureMap('of-whole-outline');
      const outline = await locateOutline(study, parts.dicomweb, deadline, search);
      if ('kind' in outline) return noFeatureMap('no-image');
      const key = mapKey(study, outline, parts.model, asked.feature);
      return shared(study, key, () => compute(outline, asked.feature, deadline));
    },
    close: thread.close,
  };
}

function busy(): ServiceError {
  return new ServiceError('busy', 'Another map is being computed.');
}

/** The oldest goes first. */
function keep(kept: Map<string, FeatureMap>, key: string, map: FeatureMap): void {
  kept.set(key, map);
  for (const oldest of kept.keys()) {
    if (kept.size <= MAX_KEPT) break;
    kept.delete(oldest);
  }
}

/** As the key of a score: the identifiers are part of it because the identity check is made when the image is loaded. */
function mapKey(study: StudyReference, outline: OutlineReference, model: Model, feature: string): string {
  const parts = [FEATURE_SOFTWARE, model.identity.sha256, feature, study.studyUid, drawn(outline)];
  return fingerprint([...parts, study.patientIdentifiers.toSorted()]);
}

function mapOf(picture: MapPicture, lesion: Lesion, feature: string, kernelRadius: number): FeatureMap {
  const { png, x, y, width, height, range, scale, sectors, spacing } = picture;
  const windowPixels = 2 * kernelRadius + 1;
  return {
    kind: 'map',
    feature,
    png: dataAddress(png),
    x,
    y,
    width,
    height,
    ...range,
    scale: [scale.lowest, scale.highest],
    colours: HEAT_COLOURS,
    ...sectors,
    windowPixels,
    ...(lesion.calibration.kind === 'calibrated'
      ? { windowMm: [windowPixels * spacing.xMm, windowPixels * spacing.yMm] as const }
      : {}),
  };
}

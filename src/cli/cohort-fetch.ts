/** One lesion of an archive -> the work folder: study, outlines of all readers on one image, quality gate, files. */
import { deadlineIn, type NotProduced, type NotProducedReason, notProduced, type QualityRules } from '../core/index.ts';
import { checkQuality, type LoadedLesion, statedSpacings, TAG } from '../imaging/index.ts';
import type { CohortLesion } from '../training/index.ts';
import { namedLesion } from './cohort-outline.ts';
import type { CohortServers } from './cohort-servers.ts';
import { type KeptLesion, keepLesion, type SubjectHash } from './cohort-store.ts';
import { namedStudy } from './cohort-study.ts';

/** Of one row: study, image and outlines. */
const BUDGET_MS = 60_000;

export interface LesionRefused extends NotProduced {
  readonly reasons: readonly [NotProducedReason, ...NotProducedReason[]];
}

export async function fetchLesion(
  lesion: CohortLesion,
  folder: string,
  servers: CohortServers,
  { rules, subjectOf }: { readonly rules: QualityRules; readonly subjectOf: SubjectHash },
): Promise<KeptLesion | LesionRefused> {
  const deadline = deadlineIn(BUDGET_MS);
  const named = await namedStudy(lesion, servers, deadline);
  if (named.kind === 'not-produced') return refused(named);
  const loaded: LoadedLesion[] = [];
  for (const [reader, outline] of (lesion.archived?.outlines ?? []).entries()) {
    const own = await namedLesion(named, lesion.archived ?? NO_IMAGE, outline, servers.dicomweb, deadline);
    if (own.kind === 'not-produced') return refused(own, reader);
    if (!isSameFrame(own, loaded[0] ?? own))
      return refused(notProduced('outline-unusable', 'drawn on another frame than the first'), reader);
    loaded.push(own);
  }
  const [first] = loaded;
  if (first === undefined) return refused(notProduced('no-outline'));
  const { image, calibration, region } = first.lesion;
  if (calibration.kind === 'uncalibrated' && calibration.conflict !== undefined)
    return refused(notProduced('spacing-conflict', statedSpacings(calibration.conflict)));
  return keepLesion(folder, {
    image,
    masks: loaded.map((own) => own.lesion.mask),
    ...(calibration.kind === 'calibrated' ? { spacing: calibration.spacing } : {}),
    ...(region === undefined ? {} : { region }),
    findings: [...checkQuality(first.quality, rules).findings],
    // Every object was refused that has no PatientID.
    subject: subjectOf(first.quality.attributes?.strings(TAG.PatientId)[0]?.trim() ?? ''),
  });
}

const NO_IMAGE = { seriesUid: undefined, imageUid: undefined };

function isSameFrame({ lesion: { source: a } }: LoadedLesion, { lesion: { source: b } }: LoadedLesion): boolean {
  return a.imageSopInstanceUid === b.imageSopInstanceUid && a.frame === b.frame;
}

function refused({ reasons: [first, ...others] }: NotProduced, reader = 0): LesionRefused {
  const reason = first ?? { code: 'internal-failure' as const };
  const of = reader === 0 ? '' : `outline${reader + 1}${reason.detail === undefined ? '' : ': '}`;
  const detail = `${of}${reason.detail ?? ''}`;
  return { kind: 'not-produced', reasons: [detail === '' ? reason : { ...reason, detail }, ...others] };
}

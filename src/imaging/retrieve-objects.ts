/** WADO-RS (PS3.18 10.4): objects, frames and bulk data, each with the media types it is asked for in. */
import type { Deadline, NotProduced } from '../core/index.ts';
import { BadAnswer } from './archive-answer.ts';
import type { Answer, AskArchive } from './archive-request.ts';
import { firstPart, frameSyntax, isObjectType } from './archived-part.ts';
import { BULK_MEDIA_TYPES, type FramePreference, frameMediaTypes, OBJECT_MEDIA_TYPES } from './frame-media-types.ts';
import type { ImagingLimits } from './imaging-limits.ts';

export interface InstanceAddress {
  readonly archive: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly sopInstanceUid: string;
}

export interface ArchivedFrame {
  readonly bytes: Uint8Array;
  /** As the answer states it. */
  readonly transferSyntax: string;
}

type Result<T> = Promise<Answer<T> | NotProduced>;

export function instancePath({ studyUid, seriesUid, sopInstanceUid }: InstanceAddress): string {
  return `studies/${studyUid}/series/${seriesUid}/instances/${sopInstanceUid}`;
}

/** Requests of one study share a limit of how many run at a time. */
export function turnOf(archive: string, studyUid = ''): string {
  return `${archive} ${studyUid.split('?')[0]}`;
}

export async function retrieveObject(
  ask: AskArchive,
  limits: ImagingLimits,
  instance: InstanceAddress,
  deadline: Deadline,
): Result<Uint8Array> {
  return ask({
    archive: instance.archive,
    path: instancePath(instance),
    accept: OBJECT_MEDIA_TYPES,
    turn: turnOf(instance.archive, instance.studyUid),
    maxBytes: limits.maxObjectBytes,
    deadline,
    read: async (response, body) => {
      const part = await firstPart(response, body, limits.maxParts);
      if (!isObjectType(part)) throw new BadAnswer('no DICOM object');
      return part.body;
    },
  });
}

export async function retrieveFrame(
  ask: AskArchive,
  limits: ImagingLimits,
  instance: InstanceAddress,
  { frame, preference }: { readonly frame: number; readonly preference: FramePreference },
  deadline: Deadline,
): Result<ArchivedFrame> {
  return ask({
    archive: instance.archive,
    path: `${instancePath(instance)}/frames/${frame}`,
    accept: frameMediaTypes(preference),
    turn: turnOf(instance.archive, instance.studyUid),
    maxBytes: limits.maxObjectBytes,
    deadline,
    read: async (response, body) => {
      const part = await firstPart(response, body, limits.maxParts);
      return { bytes: part.body, transferSyntax: frameSyntax(part, response) };
    },
  });
}

/** What `uri` names, which is relative to the archive's base or a whole address. */
export async function retrieveBulkData(
  ask: AskArchive,
  limits: ImagingLimits,
  { archive, studyUid, uri }: { readonly archive: string; readonly studyUid: string; readonly uri: string },
  deadline: Deadline,
): Result<Uint8Array> {
  return ask({
    archive,
    path: { address: uri },
    accept: BULK_MEDIA_TYPES,
    turn: turnOf(archive, studyUid),
    maxBytes: limits.maxObjectBytes,
    deadline,
    read: async (response, body) => (await firstPart(response, body, limits.maxParts)).body,
  });
}

/** STOW-RS (PS3.18 10.5). */
import { createHash } from 'node:crypto';
import type { Deadline, NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import { allBytes } from './archive-answer.ts';
import type { Answer, AskArchive } from './archive-request.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { jsonAttributes } from './json-attributes.ts';
import { writeMultipart } from './multipart.ts';
import { turnOf } from './retrieve-objects.ts';
import { TAG } from './tag.ts';

/** Stores part 10 objects; the value is how many the archive took. */
export async function storeObjects(
  ask: AskArchive,
  limits: ImagingLimits,
  archive: string,
  objects: readonly Uint8Array[],
  deadline: Deadline,
): Promise<Answer<number> | NotProduced> {
  const digest = createHash('sha256');
  for (const object of objects) digest.update(object);
  const boundary = `part-${digest.digest('hex').slice(0, 40)}`;
  const stored = await ask({
    archive,
    path: 'studies',
    accept: ['application/dicom+json'],
    turn: turnOf(archive, boundary),
    body: {
      contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
      bytes: writeMultipart(objects, boundary),
    },
    maxBytes: limits.maxJsonBytes,
    deadline,
    read: async (_response, body) => {
      const answer = jsonAttributes(JSON.parse((await allBytes(body)).toString('utf8')));
      return answer?.items(TAG.ReferencedSopSequence).length ?? 0;
    },
  });
  if (stored.kind === 'answer' && stored.value !== objects.length) {
    return notProduced('archive-refused', `${stored.value} of ${objects.length} objects stored`);
  }
  return stored;
}

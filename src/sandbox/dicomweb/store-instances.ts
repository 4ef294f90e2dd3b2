/** STOW-RS (PS3.18 10.5): the parts of a request into the archive, and the response data set of table 10.5.3-1. */
import type { DicomArchive } from './dicom-archive.ts';
import { type DicomJson, element, firstText } from './dicom-json.ts';
import { DicomwebFailure } from './dicomweb-failure.ts';
import type { Part } from './multipart.ts';
import { retrieveUrl } from './search-studies.ts';

export interface StowResponse {
  readonly status: 200 | 202 | 409;
  readonly dataset: DicomJson;
}

export function storeInstances(archive: DicomArchive, parts: readonly Part[], base: string, studyUid?: string): StowResponse {
  if (parts.length === 0) throw new DicomwebFailure(400, 'The request has no parts');
  if (parts.some((part) => part.contentType !== 'application/dicom'))
    throw new DicomwebFailure(415, 'Every part must be application/dicom');
  const stored: DicomJson[] = [];
  const refused: DicomJson[] = [];
  for (const { bytes } of parts) {
    const result = archive.store(bytes, studyUid);
    if (result.kind === 'stored') {
      const { sopClassUid, sopInstanceUid } = result.instance;
      stored.push({
        '00081150': element('UI', sopClassUid),
        '00081155': element('UI', sopInstanceUid),
        '00081190': element('UR', retrieveUrl('instances', result.instance, base)),
      });
    } else {
      const sopClass = result.dataset === undefined ? undefined : firstText(result.dataset, '00080016');
      const sopInstance = result.dataset === undefined ? undefined : firstText(result.dataset, '00080018');
      refused.push({
        '00081150': sopClass === undefined ? element('UI') : element('UI', sopClass),
        '00081155': sopInstance === undefined ? element('UI') : element('UI', sopInstance),
        '00081197': element('US', result.reason),
      });
    }
  }
  return {
    status: refused.length === 0 ? 200 : stored.length === 0 ? 409 : 202,
    dataset: {
      ...(studyUid === undefined ? {} : { '00081190': element('UR', `${base}/studies/${studyUid}`) }),
      ...(refused.length === 0 ? {} : { '00081198': element('SQ', ...refused) }),
      ...(stored.length === 0 ? {} : { '00081199': element('SQ', ...stored) }),
    },
  };
}

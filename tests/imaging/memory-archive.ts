/** A Dicomweb over objects in memory, with a record of what was asked of it. */
import { notProduced } from '../../src/core/index.ts';
import type { Answer, Attributes, DicomObject, Dicomweb } from '../../src/imaging/index.ts';
import { DEFAULT_LIMITS, parseDicom, TAG } from '../../src/imaging/index.ts';

export interface MemoryArchive extends Dicomweb {
  readonly asked: string[];
}

export function memoryArchive(files: readonly Uint8Array[], overrides: Partial<Dicomweb> = {}): MemoryArchive {
  const asked: string[] = [];
  const objects = files.map((bytes) => {
    const object = parseDicom(bytes);
    if (object.kind === 'unreadable') throw new Error(object.detail);
    return {
      bytes,
      object,
      uid: one(object.attributes, TAG.SopInstanceUid),
      series: one(object.attributes, TAG.SeriesInstanceUid),
    };
  });
  const answer = async <T>(what: string, value: T | undefined): Promise<Answer<T> | ReturnType<typeof notProduced>> => {
    asked.push(what);
    return value === undefined ? notProduced('archive-bad-answer', 'status 404') : { kind: 'answer', value };
  };
  const find = (sopInstanceUid: string): (typeof objects)[number] | undefined =>
    objects.find(({ uid }) => uid === sopInstanceUid);
  return {
    asked,
    limits: DEFAULT_LIMITS,
    searchSeries: (_archive, _study, _modality) => answer('series', distinct(objects)),
    searchInstances: (_archive, _study, seriesUid) =>
      answer(
        'instances',
        objects.filter(({ series }) => series === seriesUid).map(({ object }) => object.attributes),
      ),
    findInstance: (_archive, _study, sopInstanceUid) =>
      answer(
        'find',
        objects.filter(({ uid }) => uid === sopInstanceUid).map(({ object }) => object.attributes),
      ),
    metadata: ({ sopInstanceUid }) => answer(`metadata ${sopInstanceUid}`, find(sopInstanceUid)?.object.attributes),
    instance: ({ sopInstanceUid }) => answer(`instance ${sopInstanceUid}`, find(sopInstanceUid)?.bytes),
    frame: ({ sopInstanceUid }, frame) => {
      const object = find(sopInstanceUid)?.object;
      return answer(`frame ${frame} of ${sopInstanceUid}`, object === undefined ? undefined : nativeFrame(object, frame));
    },
    store: () => answer('store', 0),
    ...overrides,
  };
}

function nativeFrame(object: DicomObject, frame: number): { bytes: Uint8Array; transferSyntax: string } | undefined {
  const frames = Number(object.attributes.strings(TAG.NumberOfFrames)[0] ?? '1');
  const pixels = object.pixelData?.kind === 'native' ? object.pixelData.bytes : new Uint8Array(0);
  const size = pixels.length / frames;
  return { bytes: pixels.subarray((frame - 1) * size, frame * size), transferSyntax: object.transferSyntax };
}

function one(attributes: Attributes, tag: (typeof TAG)[keyof typeof TAG]): string {
  return attributes.strings(tag)[0] ?? '';
}

/** One object of each series, all modalities: an archive that ignores the filter. */
function distinct(objects: readonly { readonly object: DicomObject; readonly series: string }[]): Attributes[] {
  return [...new Map(objects.map(({ object, series }) => [series, object.attributes])).values()];
}

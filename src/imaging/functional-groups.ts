/** Functional groups of a segmentation (PS3.3 C.7.6.16): per frame its segment, the image frame it was drawn on, and its plane. */
import type { Attributes } from './attributes.ts';
import { number, text, uid } from './attributes.ts';
import type { ImagePlane } from './image-plane.ts';
import { planeOfGroups } from './image-plane.ts';
import { TAG } from './tag.ts';

/** An image frame that an outline was drawn on. */
export interface SourceFrame {
  readonly sopInstanceUid: string;
  readonly sopClassUid?: string;
  /** 1-based; undefined where the reference names none: then the image must have just one. */
  readonly frame?: number;
}

export interface SegmentationFrame {
  /** 1-based position in the segmentation. */
  readonly index: number;
  /** Undefined in a label map, whose frames hold all segments, and where nothing says. */
  readonly segmentNumber?: number;
  /** More than one where the frame was made from several images; empty where nothing says. */
  readonly sources: readonly SourceFrame[];
  /** False where a source image is said to have been moved or resampled. */
  readonly locationsPreserved: boolean;
}

export interface FunctionalGroups {
  readonly frames: readonly SegmentationFrame[];
  /** `index` counts from 1. */
  plane(index: number): ImagePlane | undefined;
}

export function readFunctionalGroups(attributes: Attributes, frames: number): FunctionalGroups {
  const shared = attributes.items(TAG.SharedFunctionalGroupsSequence)[0];
  const only = onlyReferencedInstance(attributes);
  // Read once: a shared group of many items times many frames would take for ever.
  const sharedSegment = shared === undefined ? undefined : segmentNumberOf(shared);
  const sharedSources = shared === undefined ? [] : sourcesOf(shared);
  const perFrame = attributes.items(TAG.PerFrameFunctionalGroupsSequence);
  return {
    frames: Array.from({ length: frames }, (_, at) => {
      const group = perFrame[at];
      const own = group === undefined ? [] : sourcesOf(group);
      const stated = own.length > 0 ? own : sharedSources;
      const segmentNumber = (group === undefined ? undefined : segmentNumberOf(group)) ?? sharedSegment;
      const sources = stated.map(({ source }) => source);
      return {
        index: at + 1,
        ...(segmentNumber === undefined ? {} : { segmentNumber }),
        sources: sources.length > 0 || only === undefined ? sources : [only],
        locationsPreserved: stated.every(({ preserved }) => preserved),
      };
    }),
    plane: (index) => {
      const groups = [perFrame[index - 1], shared].filter((group) => group !== undefined);
      return planeOfGroups(attributes, groups);
    },
  };
}

function segmentNumberOf(group: Attributes): number | undefined {
  const identification = group.items(TAG.SegmentIdentificationSequence)[0];
  return identification === undefined ? undefined : number(identification, TAG.ReferencedSegmentNumber);
}

function sourcesOf(group: Attributes): readonly { readonly source: SourceFrame; readonly preserved: boolean }[] {
  const images = group.items(TAG.DerivationImageSequence).flatMap((derivation) => derivation.items(TAG.SourceImageSequence));
  return images.flatMap((image) => {
    const preserved = (text(image, TAG.SpatialLocationsPreserved) ?? 'YES') === 'YES';
    return sourceFrames(image).map((source) => ({ source, preserved }));
  });
}

/** The frames that an item with the Image SOP Instance Reference macro (PS3.3 10.3) names; one without a number where it names none. */
export function sourceFrames(item: Attributes): readonly SourceFrame[] {
  const reference = instanceReference(item);
  if (reference === undefined) return [];
  const frames = item.numbers(TAG.ReferencedFrameNumber);
  return frames.length === 0 ? [reference] : frames.map((frame) => ({ ...reference, frame }));
}

function instanceReference(item: Attributes): SourceFrame | undefined {
  const sopInstanceUid = uid(item, TAG.ReferencedSopInstanceUid);
  const sopClassUid = uid(item, TAG.ReferencedSopClassUid);
  return sopInstanceUid === undefined ? undefined : { sopInstanceUid, ...(sopClassUid === undefined ? {} : { sopClassUid }) };
}

function referencedInstances(
  attributes: Attributes,
): readonly { readonly series: string | undefined; readonly image: SourceFrame }[] {
  return attributes.items(TAG.ReferencedSeriesSequence).flatMap((series) =>
    series.items(TAG.ReferencedInstanceSequence).flatMap((item) => {
      const image = instanceReference(item);
      return image === undefined ? [] : [{ series: uid(series, TAG.SeriesInstanceUid), image }];
    }),
  );
}

function onlyReferencedInstance(attributes: Attributes): SourceFrame | undefined {
  const instances = referencedInstances(attributes);
  return instances.length === 1 ? instances[0]!.image : undefined;
}

/** SOP Instance UID to Series Instance UID, from the Common Instance Reference module. */
export function seriesOfInstance(attributes: Attributes): ReadonlyMap<string, string> {
  return new Map(
    referencedInstances(attributes).flatMap(({ series, image }) =>
      series === undefined ? [] : [[image.sopInstanceUid, series] as const],
    ),
  );
}

/**
 * One segment of a segmentation onto its image: pixel on pixel where both have one grid, else by the planes that both state
 * in one frame of reference, each image pixel taking the segmentation pixel that its centre lies in.
 */
import type { Mask, NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import type { DrawnOutline, OutlinedImage } from './drawn-outline.ts';
import type { SegmentationFrame } from './functional-groups.ts';
import type { ImagePlane } from './image-plane.ts';
import { imagePlane, toPatient, toPlane } from './image-plane.ts';
import type { Segmentation } from './read-segmentation.ts';
import { describeSegments } from './segments.ts';

/** `segmentNumber` 0: the only one. */
export async function drawSegment(
  segmentation: Segmentation,
  attributes: Attributes,
  segmentNumber: number,
): Promise<DrawnOutline | NotProduced> {
  const outlines = describeSegments(attributes);
  if (segmentNumber === 0 && outlines.length > 1) return notProduced('several-outlines', `${outlines.length} segments`);
  const description = outlines.find((outline) => segmentNumber === 0 || outline.segmentNumber === segmentNumber);
  if (description === undefined) return notProduced('outline-unusable', 'the segment does not exist');
  if (segmentation.tiled) return notProduced('outline-unsupported', 'a segmentation in tiles');
  const filled = await filledFrames(segmentation, description.segmentNumber);
  if ('kind' in filled) return filled;
  const [drawn, ...others] = filled;
  if (drawn === undefined) return notProduced('outline-unusable', 'the outline holds no pixel');
  if (others.length > 0) return notProduced('several-outlines', 'the segment is drawn on several frames');
  const [source, ...moreSources] = drawn.frame.sources;
  if (source === undefined || moreSources.length > 0)
    return notProduced('outline-unusable', `the outline refers to ${drawn.frame.sources.length} image frames`);
  const sourceSeriesUid = segmentation.seriesOfInstance.get(source.sopInstanceUid);
  return {
    kind: 'drawn',
    description,
    source,
    ...(sourceSeriesUid === undefined ? {} : { sourceSeriesUid }),
    ...(segmentation.threshold === undefined ? {} : { threshold: segmentation.threshold }),
    drawOn: async (image) => onImage(segmentation, drawn.frame, drawn.mask, image),
  };
}

interface FilledFrame {
  readonly frame: SegmentationFrame;
  readonly mask: Mask;
}

/** Pixels that are decompressed to find the frame that is not empty: a small file may hold thousands of frames of zeros. */
const MAX_SEARCHED_PIXELS = 2 ** 27;

/** Frames with a pixel of the segment; no more than two are looked for, since one must be alone. */
async function filledFrames(segmentation: Segmentation, segmentNumber: number): Promise<readonly FilledFrame[] | NotProduced> {
  const filled: FilledFrame[] = [];
  let searched = 0;
  for (const frame of segmentation.frames) {
    const ofSegment = segmentation.type === 'LABELMAP' || frame.segmentNumber === segmentNumber;
    if (!ofSegment || segmentation.isEmpty(frame.index)) continue;
    searched += segmentation.width * segmentation.height;
    if (searched > MAX_SEARCHED_PIXELS) return notProduced('object-too-large', 'too many frames to search for the outline');
    const mask = await segmentation.mask(frame.index, segmentNumber);
    if ('kind' in mask) return mask;
    if (mask.includes(1)) filled.push({ frame, mask });
    if (filled.length > 1) break;
  }
  return filled;
}

function onImage(
  { width, height, plane }: Segmentation,
  frame: SegmentationFrame,
  mask: Mask,
  image: OutlinedImage,
): Mask | NotProduced {
  const own = plane(frame.index);
  const target = imagePlane(image.attributes, image.frame);
  const sameSize = image.width === width && image.height === height;
  if (own === undefined || target === undefined) {
    if (sameSize && frame.locationsPreserved) return mask;
    return notProduced(
      'outline-unusable',
      sameSize
        ? 'the outline is said to be moved against the image, and nothing says how'
        : `outline of ${width} x ${height} on an image of ${image.width} x ${image.height}`,
    );
  }
  if (own.frameOfReferenceUid === undefined || own.frameOfReferenceUid !== target.frameOfReferenceUid)
    return notProduced('outline-unusable', 'outline and image are in different frames of reference');
  return resampled({ mask, width, height, plane: own }, image, target);
}

interface PlacedMask {
  readonly mask: Mask;
  readonly width: number;
  readonly height: number;
  readonly plane: ImagePlane;
}

/** Further from each other than this, or turned, two planes are different ones. */
const MAX_AWAY_MM = 0.5;

function resampled(from: PlacedMask, image: OutlinedImage, target: ImagePlane): Mask | NotProduced {
  const at = (x: number, y: number): ReturnType<typeof toPlane> => toPlane(from.plane, toPatient(target, x, y));
  const origin = at(0, 0);
  const right = at(image.width, 0);
  const below = at(0, image.height);
  if (Math.max(origin.awayMm, right.awayMm, below.awayMm) > MAX_AWAY_MM)
    return notProduced('outline-unusable', 'outline and image lie in different planes');
  const mask = new Uint8Array(image.width * image.height);
  // The map between two planes is affine: two steps give every pixel.
  const perColumn = [(right.x - origin.x) / image.width, (right.y - origin.y) / image.width] as const;
  const perRow = [(below.x - origin.x) / image.height, (below.y - origin.y) / image.height] as const;
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      // Rounded, so that a grid that is the same but for the last digits of its position stays the same.
      const fromX = Math.floor(tidy(origin.x + (x + 0.5) * perColumn[0] + (y + 0.5) * perRow[0]));
      const fromY = Math.floor(tidy(origin.y + (x + 0.5) * perColumn[1] + (y + 0.5) * perRow[1]));
      if (fromX >= 0 && fromY >= 0 && fromX < from.width && fromY < from.height)
        mask[y * image.width + x] = from.mask[fromY * from.width + fromX]!;
    }
  }
  return mask;
}

function tidy(coordinate: number): number {
  return Math.round(coordinate * 1e4) / 1e4;
}

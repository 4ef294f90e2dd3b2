/**
 * What the fuzz feeds: each target is a parser with everything that is done with its result, and says in a word how it ended.
 * A new parser is one more row of TARGETS.
 */
import type { NotProduced } from '../../src/core/index.ts';
import {
  DEFAULT_LIMITS,
  type DicomObject,
  decodeColourFrame,
  describeOutlines,
  describePixels,
  drawOutline,
  greyOf,
  type ImagingLimits,
  parseDicom,
  readMultipart,
  readSegmentation,
  SOP_CLASS,
  TAG,
  ultrasoundCalibration,
} from '../../src/imaging/index.ts';
import { jsonAttributes } from '../../src/imaging/json-attributes.ts';
import { imageSeeds, jsonSeeds, multipartSeeds, reportSeeds, segmentationSeeds, structureSetSeeds } from './fuzz-seeds.ts';

/** Small, so that a breach shows at once. */
export const FUZZ_LIMITS: ImagingLimits = {
  ...DEFAULT_LIMITS,
  maxObjectBytes: 2 ** 20,
  maxPixels: 2 ** 20,
  maxFrames: 1000,
  maxReads: 300_000,
  maxDecodeMs: 500,
};

export interface Target {
  readonly name: string;
  readonly seeds: () => Promise<readonly Uint8Array[]> | readonly Uint8Array[];
  /** Whether a real object belongs to this target. */
  readonly takes: (sopClassUid: string) => boolean;
  /** How the parser ended. Throws where it breaks a promise of its own. */
  readonly run: (bytes: Uint8Array) => Promise<string>;
}

const REPORTS = new Set<string>([
  SOP_CLASS.enhancedSr,
  SOP_CLASS.comprehensiveSr,
  SOP_CLASS.comprehensive3dSr,
  SOP_CLASS.extensibleSr,
]);
const SEGMENTATIONS = new Set<string>([SOP_CLASS.segmentation, SOP_CLASS.labelMapSegmentation]);

export const TARGETS: readonly Target[] = [
  {
    name: 'DICOM',
    seeds: imageSeeds,
    takes: (uid) => !REPORTS.has(uid) && !SEGMENTATIONS.has(uid) && uid !== SOP_CLASS.rtStructureSet,
    run: (bytes) => parsed(bytes, runImage),
  },
  {
    name: 'SEG',
    seeds: segmentationSeeds,
    takes: (uid) => SEGMENTATIONS.has(uid),
    run: (bytes) => parsed(bytes, runSegmentation),
  },
  {
    name: 'RTSTRUCT',
    seeds: structureSetSeeds,
    takes: (uid) => uid === SOP_CLASS.rtStructureSet,
    run: (bytes) => parsed(bytes, runOutlines),
  },
  { name: 'SR', seeds: reportSeeds, takes: (uid) => REPORTS.has(uid), run: (bytes) => parsed(bytes, runOutlines) },
  { name: 'multipart', seeds: multipartSeeds, takes: () => false, run: runMultipart },
  { name: 'DICOM JSON', seeds: jsonSeeds, takes: () => false, run: runJson },
];

async function parsed(bytes: Uint8Array, run: (object: DicomObject) => Promise<string>): Promise<string> {
  const object = parseDicom(bytes, FUZZ_LIMITS);
  return object.kind === 'unreadable' ? `unreadable: ${object.cause}` : run(object);
}

const BOX = { minX: 0, minY: 0, maxX: 1, maxY: 1 };

async function runImage(object: DicomObject): Promise<string> {
  ultrasoundCalibration(object.attributes, BOX);
  describeOutlines(object.attributes);
  const description = describePixels(object.attributes, FUZZ_LIMITS);
  if (description.kind === 'not-produced') return reason(description);
  let ended = '';
  for (const frame of new Set([1, description.frames])) {
    const decoded = await decodeColourFrame(object, frame, FUZZ_LIMITS);
    if (decoded.kind === 'not-produced') return reason(decoded);
    const { width, height, pixels } = greyOf(decoded);
    promise(width === description.width && height === description.height, 'the frame has another size than the data set');
    promise(pixels.length === width * height, 'the grey image has another length than its size');
    ended = 'decoded';
  }
  return ended;
}

async function runSegmentation(object: DicomObject): Promise<string> {
  const segmentation = readSegmentation(object, FUZZ_LIMITS);
  if (segmentation.kind === 'not-produced') return reason(segmentation);
  for (const { index } of segmentation.frames) segmentation.isEmpty(index);
  for (const index of new Set([1, segmentation.frames.length])) {
    const mask = await segmentation.mask(index, segmentation.frames[index - 1]?.segmentNumber);
    if ('kind' in mask) return reason(mask);
    promise(mask.length === segmentation.width * segmentation.height, 'the mask has another length than its size');
    promise(!mask.some((value) => value > 1), 'the mask has a value other than 0 and 1');
  }
  return runOutlines(object);
}

async function runOutlines(object: DicomObject): Promise<string> {
  const described = describeOutlines(object.attributes);
  let ended = described.length === 0 ? 'no outline' : 'described';
  for (const { segmentNumber } of [{ segmentNumber: 0 }, ...described.slice(0, 3)]) {
    const outline = await drawOutline(object, segmentNumber, FUZZ_LIMITS);
    if (outline.kind === 'not-produced') ended = reason(outline);
    if (outline.kind !== 'drawn') continue;
    const image = { width: 40, height: 30, frame: 1, attributes: object.attributes };
    const mask = await outline.drawOn(image);
    if (!('kind' in mask))
      promise(mask.length === image.width * image.height, 'the drawn mask has another length than the image');
    ended = 'kind' in mask ? reason(mask) : 'drawn';
  }
  return ended;
}

async function runMultipart(bytes: Uint8Array): Promise<string> {
  const size = 1 + (bytes.length % 97);
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  let parts = 0;
  try {
    for await (const { body } of readMultipart(chunks(), 'b', FUZZ_LIMITS.maxParts)) {
      promise(body.length <= bytes.length, 'a part is longer than the stream');
      parts += 1;
    }
    return `${parts} parts`;
  } catch (error) {
    if (error instanceof Error && error.name === 'MultipartError') return 'multipart error';
    throw error;
  }
}

async function runJson(bytes: Uint8Array): Promise<string> {
  const answer = json(bytes);
  if (answer === undefined) return 'not JSON';
  const attributes = (Array.isArray(answer) ? answer : [answer]).map(jsonAttributes);
  for (const dataset of attributes) {
    if (dataset === undefined) continue;
    describePixels(dataset, FUZZ_LIMITS);
    describeOutlines(dataset);
    ultrasoundCalibration(dataset, BOX);
    dataset.words(TAG.RedPalette);
  }
  return attributes.every((dataset) => dataset === undefined) ? 'no data set' : 'read';
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    // Most mutations end here, as they do in the client.
    return undefined;
  }
}

function reason({ reasons }: NotProduced): string {
  promise(reasons.length > 0 && reasons.every(({ detail }) => detail !== undefined), 'a reason without words');
  return reasons[0]!.code;
}

class BrokenPromise extends Error {}

function promise(kept: boolean, what: string): void {
  if (!kept) throw new BrokenPromise(what);
}

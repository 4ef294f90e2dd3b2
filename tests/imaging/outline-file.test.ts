import { describe, expect, it } from 'vitest';
import { readImageRegion, SOP_CLASS, writeSegmentation } from '../../src/imaging/index.ts';
import type { Element } from './dicom-bytes.ts';
import { dicomBytes, pixelModule } from './dicom-bytes.ts';
import {
  coordinates,
  HEIGHT,
  IMAGE,
  measurementReport,
  REGION,
  region,
  segmentItem,
  structureSet,
  ultrasoundImage,
  WIDTH,
} from './outline-objects.ts';

const OBJECT = { seriesUid: '1.40', sopInstanceUid: '1.41' };
const square = (left: number, top: number): Uint8Array =>
  Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) =>
    at % WIDTH >= left && at % WIDTH < left + 8 && at >= top * WIDTH && at < (top + 6) * WIDTH ? 1 : 0,
  );
const LESION = square(4, 5);
const OTHER = square(20, 10);

const segmentation = (source: object = {}, size = { width: WIDTH, height: HEIGHT, mask: LESION }): Uint8Array =>
  writeSegmentation({
    patient: { id: 'P-1' },
    study: { studyUid: '1.2', date: '2026-01-02' },
    laterality: 'left',
    ...OBJECT,
    ...size,
    source: { ...IMAGE, ...source },
    author: { kind: 'human' },
  });

const item = (...elements: Element[]): Element[] => elements;

/** Segment 1 and 2 of a label map that holds LESION and OTHER. */
const labelMap = dicomBytes([
  ['00080016', 'UI', SOP_CLASS.labelMapSegmentation],
  ['00080018', 'UI', OBJECT.sopInstanceUid],
  ...pixelModule({ rows: HEIGHT, columns: WIDTH, bits: 8 }),
  ['00620001', 'CS', 'LABELMAP'],
  ['00620002', 'SQ', [1, 2].map((number) => item(['00620004', 'US', [number]], ['00620005', 'LO', `Mass ${number}`]))],
  ['52009229', 'SQ', [item(['00089124', 'SQ', [item(['00082112', 'SQ', [item(['00081155', 'UI', IMAGE.sopInstanceUid])]])]])]],
  ['7FE00010', 'OB', LESION.map((inside, at) => inside + 2 * OTHER[at]!)],
]);

const corners = [4, 5, 12, 5, 12, 11, 4, 11, 4, 5];
const report = measurementReport(OBJECT, [{ items: [coordinates('POLYLINE', corners, REGION)] }]);
const pointer = measurementReport(OBJECT, [{ items: [segmentItem('1.99', 2)] }]);
/** RT structure sets count from the centre of the first pixel. */
const contour = { points: [3.5, 4.5, 0, 11.5, 4.5, 0, 11.5, 10.5, 0, 3.5, 10.5, 0], image: IMAGE.sopInstanceUid };

const read = async (mask: Uint8Array, more: object = {}, image = ultrasoundImage([region(0.02, 0.03)])) =>
  readImageRegion({ image, mask, ...more });

describe('a DICOM object as the outline file of a DICOM image', () => {
  it.each([
    ['a segmentation', segmentation(), {}, LESION],
    ['a segment of a label map', labelMap, { label: '2' }, OTHER],
    ['all segments', labelMap, { label: 'any' }, LESION.map((inside, at) => inside | OTHER[at]!)],
    ['a report', report, {}, LESION],
    ['a structure set', structureSet(OBJECT, [{ name: 'Mass', contours: [contour] }]), {}, LESION],
  ])('%s is drawn, with the spacing that the image has there', async (_, mask, more, expected) => {
    const drawn = await read(mask, more);
    expect(drawn.mask).toEqual(expected);
    expect(drawn.spacing).toEqual({ xMm: 0.2, yMm: 0.3 });
    expect(drawn.notes.join()).toMatch(/mask outline \d/);
  });

  it('the frame is the one that it names', async () => {
    const cine = ultrasoundImage([], { frames: '3' });
    const drawn = await read(segmentation({ frame: 2 }), {}, cine);
    const second = await read(segmentation({ frame: 2 }), { frame: 2 }, cine);
    expect(drawn.image.pixels).toEqual(second.image.pixels);
    expect(drawn.image.pixels[0]).toBe((WIDTH * HEIGHT * 7 + HEIGHT) % 251);
  });

  it.each([
    ['of another image', segmentation({ sopInstanceUid: '1.9' }), {}, 'other-image', ['1.9', IMAGE.sopInstanceUid]],
    ['of another frame', segmentation({ frame: 2 }), { frame: 1 }, 'other-image', ['frame 2', 'frame 1']],
    [
      'of another size',
      segmentation({}, { width: 8, height: 4, mask: new Uint8Array(32).fill(1) }),
      {},
      'size-mismatch',
      ['8 x 4', '40 x 30'],
    ],
    ['with several segments', labelMap, {}, 'several-labels', ['1 (Mass 1)', '2 (Mass 2)', '--label']],
    ['without the segment', labelMap, { label: '3' }, 'label-absent', ['"3"', '1 (Mass 1)']],
    ['that only points at one', pointer, {}, 'outline-unusable', ['segment 2', '1.99']],
    [
      'without a pixel',
      segmentation({}, { width: WIDTH, height: HEIGHT, mask: LESION.map(() => 0) }),
      {},
      'outline-unusable',
      ['no pixel'],
    ],
  ])('%s: refused, and both sides are named', async (_, mask, more, code, words) => {
    const refusal = await read(mask, more).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'ImageFileError', code });
    for (const word of words) expect((refusal as Error).message).toContain(word);
  });
});

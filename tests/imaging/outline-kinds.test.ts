import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Mask, NotProduced, OutlineReference, RecordedOutline, StudyReference } from '../../src/core/index.ts';
import { deadlineIn } from '../../src/core/index.ts';
import type { LoadedLesion, OutlineSearch } from '../../src/imaging/index.ts';
import {
  DEFAULT_LIMITS,
  describeOutlines,
  drawOutline,
  encodePng,
  fillPolygons,
  jsonAttributes,
  loadLesion,
  locateOutline,
  parseDicom,
  writeSegmentation,
} from '../../src/imaging/index.ts';
import { dicomBytes, type Element, encapsulated, pixelModule } from './dicom-bytes.ts';
import { memoryArchive } from './memory-archive.ts';
import {
  codeItem,
  coordinates,
  HEIGHT,
  IMAGE,
  imageItem,
  measurement,
  measurementReport,
  pixelSpacing,
  placedAt,
  REGION,
  region,
  segmentItem,
  structureSet,
  ultrasoundImage,
  WIDTH,
} from './outline-objects.ts';

const study: StudyReference = {
  studyUid: '1.2',
  archive: 'https://a.example',
  patientIdentifiers: ['P-1'],
  laterality: 'unknown',
  series: [],
};

/** A lesion of six corners, in corner coordinates. */
const RING = [10, 8, 20, 6, 27, 12, 25, 20, 15, 22, 9, 15];
const MASK: Mask = fillPolygons([RING], WIDTH, HEIGHT);

const report = { seriesUid: '1.20', sopInstanceUid: '1.21' };
const contours = { seriesUid: '1.30', sopInstanceUid: '1.31' };
const segments = { seriesUid: '1.40', sopInstanceUid: '1.41' };

/** Corner coordinates as x, y, z: the centre of the first pixel is the origin. */
const inMm = (columnMm: number, rowMm: number, z = 0): number[] =>
  RING.flatMap((value, at) => (at % 2 === 0 ? [(value - 0.5) * columnMm] : [(value - 0.5) * rowMm, z]));
const drawn = (points: readonly number[], more: object = {}): Uint8Array =>
  structureSet(contours, [{ name: 'Mass', contours: [{ points, image: IMAGE.sopInstanceUid, ...more }] }]);

const segmentation = (more: object = {}): Uint8Array =>
  writeSegmentation({
    patient: { id: 'P-1' },
    study: { studyUid: '1.2', date: '2026-01-02', time: '080000' },
    ...segments,
    laterality: 'unknown',
    width: WIDTH,
    height: HEIGHT,
    mask: MASK,
    source: IMAGE,
    author: { kind: 'human' },
    trackingId: 'L1',
    ...more,
  });

async function lesionOf(files: readonly Uint8Array[], search: OutlineSearch = {}): Promise<LoadedLesion | NotProduced> {
  const archive = memoryArchive(files);
  const outline = await locateOutline(study, archive, deadlineIn(5000), search);
  return 'kind' in outline ? outline : loadLesion(outline, archive, deadlineIn(5000));
}

async function sourceOf(files: readonly Uint8Array[]): Promise<object> {
  const loaded = await lesionOf(files);
  if (loaded.kind === 'not-produced') throw new Error(JSON.stringify(loaded.reasons));
  expect(Buffer.from(loaded.lesion.mask).equals(MASK)).toBe(true);
  return loaded.lesion.source;
}

const refusal = async (...files: readonly Uint8Array[]): Promise<unknown> => {
  const loaded = await lesionOf(files);
  return loaded.kind === 'lesion' ? 'a lesion' : `${loaded.reasons[0]?.code}: ${loaded.reasons[0]?.detail}`;
};

const closed = [...RING, RING[0]!, RING[1]!];
const regionGroup = { trackingId: 'L1', trackingUid: '1.99', items: [coordinates('POLYLINE', closed, REGION)] };

describe('measurement reports', () => {
  it('an image region gives the same mask as a segmentation, with tracking and observer', async () => {
    expect(await sourceOf([ultrasoundImage(), measurementReport(report, [regionGroup])])).toEqual({
      studyUid: '1.2',
      imageSopInstanceUid: '1.4',
      frame: 1,
      outlineSopInstanceUid: '1.21',
      segmentNumber: 1,
      outlineKind: 'dicom-sr',
      outlineAuthor: 'human',
      trackingId: 'L1',
      trackingUid: '1.99',
    });
  });

  it('an image region is an area, so that its last corner joins the first', async () => {
    await sourceOf([ultrasoundImage(), measurementReport(report, [{ items: [coordinates('POLYLINE', RING, REGION)] }])]);
  });

  it('a shape that several measurements were inferred from is one outline', async () => {
    const area = measurement(coordinates('POLYLINE', closed));
    expect(await sourceOf([ultrasoundImage(), measurementReport(report, [{ items: [area, area] }], ['device'])])).toMatchObject({
      outlineAuthor: 'algorithm',
    });
  });

  it('lengths and points are no outlines, and groups without one do not count', async () => {
    const length = measurement(coordinates('POLYLINE', [1, 1, 5, 5]));
    const point = measurement(coordinates('POINT', [1, 1]));
    const groups = [{ items: [length] }, { items: [point] }, regionGroup];
    expect(await sourceOf([ultrasoundImage(), measurementReport(report, groups)])).toMatchObject({ segmentNumber: 3 });
    expect(await refusal(ultrasoundImage(), measurementReport(report, groups.slice(0, 2)))).toMatch(/^no-outline/);
  });

  it('side and clock position of the finding site', async () => {
    const site = codeItem('363698007', '73056007', 'SCT', 'Right breast');
    const clock = codeItem('111014', '260322002', 'SCT', "10 o'clock position");
    const files = [ultrasoundImage(), measurementReport(report, [{ items: [...regionGroup.items, site, clock] }])];
    expect(await lesionOf(files)).toMatchObject({ lesion: { laterality: 'right', source: { clockPosition: "10 o'clock" } } });
  });

  it('circles and ellipses', async () => {
    const shapes: [string, number[], number][] = [
      ['CIRCLE', [20, 15, 20, 25], Math.PI * 100],
      ['ELLIPSE', [8, 15, 32, 15, 20, 9, 20, 21], Math.PI * 72],
    ];
    for (const [type, points, area] of shapes) {
      const loaded = await lesionOf([
        ultrasoundImage(),
        measurementReport(report, [{ items: [coordinates(type, points, REGION)] }]),
      ]);
      const inside = loaded.kind === 'lesion' ? loaded.lesion.mask.reduce((sum, value) => sum + value, 0) : 0;
      expect([type, Math.abs(inside / area - 1) < 0.05]).toEqual([type, true]);
    }
  });

  it('the frame of a cine that the coordinates were selected from', async () => {
    const onThird = coordinates('POLYLINE', closed, REGION, imageItem(IMAGE.sopInstanceUid, '3'));
    const files = [ultrasoundImage([], { frames: '3' }), measurementReport(report, [{ items: [onThird] }])];
    expect(await sourceOf(files)).toMatchObject({ frame: 3 });
  });

  it('a segment that a report names is that outline, told more of', async () => {
    const pointer = measurementReport(report, [{ trackingId: 'L1', trackingUid: '1.99', items: [segmentItem('1.41', 1)] }]);
    expect(await sourceOf([ultrasoundImage(), segmentation(), pointer])).toMatchObject({
      outlineKind: 'dicom-seg',
      outlineSopInstanceUid: '1.41',
    });
    // Only the report is known to the record; the segmentation is found through it.
    const archive = memoryArchive([ultrasoundImage(), segmentation(), pointer]);
    const chosen: OutlineReference = { study, archive: study.archive, ...report, segmentNumber: 1 };
    expect(await loadLesion(chosen, archive, deadlineIn(5000))).toMatchObject({
      lesion: { mask: MASK, source: { outlineSopInstanceUid: '1.41', outlineKind: 'dicom-seg' } },
    });
  });

  const refused: [string, readonly Element[][], RegExp][] = [
    [
      'coordinates that name no image',
      [coordinates('POLYLINE', closed, REGION, [])],
      /outline-unusable: the outline names no image/,
    ],
    [
      'an image that is not there',
      [coordinates('POLYLINE', closed, REGION, imageItem('1.404'))],
      /outline-unusable: what the outline refers to/,
    ],
    ['coordinates beyond the frame', [coordinates('CIRCLE', [20, 15, 20, 45], REGION)], /outline-unusable: the outline leaves/],
    [
      'two regions on two frames',
      [coordinates('POLYLINE', closed, REGION), coordinates('POLYLINE', closed, REGION, imageItem('1.5'))],
      /several-outlines/,
    ],
    ['coordinates of space', [[['0040A040', 'CS', 'SCOORD3D']]], /outline-unsupported: .*SCOORD3D/],
  ];
  it.each(refused)('refuses %s', async (_, items, expected) => {
    expect(await refusal(ultrasoundImage(), measurementReport(report, [{ items }]))).toMatch(expected);
  });
});

describe('structure sets', () => {
  const placements: [string, Element[], number[]][] = [
    ['in mm from the first pixel, where the image states Pixel Spacing', [pixelSpacing(0.2, 0.1)], inMm(0.1, 0.2)],
    ['in pixels, where the image states no spacing at all', [], inMm(1, 1)],
    ['in pixels, where millimetres would lie beyond the frame', [region(0.01, 0.01)], inMm(1, 1)],
    [
      'in the frame of reference of the image',
      [pixelSpacing(0.2, 0.1), ...placedAt('5\\6\\7', '0\\1\\0\\0\\0\\-1')],
      RING.flatMap((_, at) => (at % 2 === 0 ? [5, 6 + (RING[at]! - 0.5) * 0.1, 7 - (RING[at + 1]! - 0.5) * 0.2] : [])),
    ],
  ];
  it.each(placements)('contours %s', async (_, attributes, points) => {
    expect(await sourceOf([ultrasoundImage(attributes), drawn(points)])).toEqual({
      studyUid: '1.2',
      imageSopInstanceUid: '1.4',
      frame: 1,
      outlineSopInstanceUid: '1.31',
      segmentNumber: 1,
      outlineKind: 'dicom-rtstruct',
      outlineAuthor: 'human',
    });
  });

  it('the frame of a cine that the contour names', async () => {
    const files = [ultrasoundImage([pixelSpacing(1, 1)], { frames: '3' }), drawn(inMm(1, 1), { frame: '2' })];
    expect(await sourceOf(files)).toMatchObject({ frame: 2 });
  });

  it('a contour inside another is a hole', async () => {
    const square = (from: number, to: number): number[] => [from, from, 0, to, from, 0, to, to, 0, from, to, 0];
    const both = [square(4.5, 14.5), square(7.5, 9.5)].map((points) => ({ points, image: IMAGE.sopInstanceUid }));
    const loaded = await lesionOf([ultrasoundImage(), structureSet(contours, [{ name: 'Mass', contours: both }])]);
    expect(loaded.kind === 'lesion' && loaded.lesion.mask.reduce((sum, value) => sum + value, 0)).toBe(96);
  });

  const placed = [pixelSpacing(0.2, 0.1), ...placedAt('0\\0\\0', '1\\0\\0\\0\\1\\0', '1.78')];
  const half = RING.flatMap((value, at) => (at % 2 === 0 ? [(value - 0.5) / 2] : [(value - 0.5) / 2, 0]));
  const refused: [string, Element[], Uint8Array, RegExp][] = [
    ['an image that is not there', [], drawn(inMm(1, 1), { image: '1.404' }), /outline-unusable: what the outline refers to/],
    ['a contour that names no image', [], drawn(inMm(1, 1), { image: undefined }), /outline-unusable: a contour names no image/],
    ['a contour off the plane', [pixelSpacing(1, 1)], drawn(inMm(1, 1, 3)), /outline-unusable: the contour does not lie/],
    ['a contour beyond the frame', [pixelSpacing(0.1, 0.1)], drawn(inMm(1, 1)), /outline-unusable: the contour does not lie/],
    ['another frame of reference', placed, drawn(inMm(0.1, 0.2)), /outline-unusable: .*different frames of reference/],
    // Half a millimetre a pixel: 5 mm is pixel 10, and may as well be pixel 5.
    [
      'millimetres or pixels, which nothing tells',
      [region(0.05, 0.05)],
      drawn(half),
      /outline-unusable: .*millimetres or in pixels/,
    ],
    ['two corners', [], drawn([1, 1, 0, 5, 5, 0]), /outline-unusable: .*three corners/],
    ['points only', [], drawn([1, 1, 0], { type: 'POINT' }), /no-outline/],
    ['an open contour', [], drawn(inMm(1, 1), { type: 'OPEN_PLANAR' }), /no-outline/],
    [
      'a region on two frames',
      [],
      structureSet(contours, [
        { name: 'Mass', contours: [1, 2].map((frame) => ({ points: inMm(1, 1), image: '1.4', frame: String(frame) })) },
      ]),
      /several-outlines/,
    ],
  ];
  it.each(refused)('refuses %s', async (_, attributes, object, expected) => {
    expect(await refusal(ultrasoundImage(attributes), object)).toMatch(expected);
  });
});

describe('segmentations on another grid', () => {
  /** 15 x 10 pixels of 0.4 x 0.3 mm, one filled, in the plane of an image of 0.1 x 0.1 mm. */
  const coarse = (frameOfReference: string, z = 0): Uint8Array =>
    dicomBytes([
      ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.66.4'],
      ['00080018', 'UI', segments.sopInstanceUid],
      ['00080060', 'CS', 'SEG'],
      ['00100020', 'LO', 'P-1'],
      ['0020000D', 'UI', '1.2'],
      ['0020000E', 'UI', segments.seriesUid],
      ['00200052', 'UI', frameOfReference],
      ...pixelModule({ rows: 10, columns: 15, bits: 1, frames: '1' }),
      ['00620001', 'CS', 'BINARY'],
      ['00620002', 'SQ', [[['00620004', 'US', [1]]]]],
      [
        '52009229',
        'SQ',
        [
          [
            ['00209116', 'SQ', [[['00200037', 'DS', '1\\0\\0\\0\\1\\0']]]],
            ['00289110', 'SQ', [[pixelSpacing(0.3, 0.4)]]],
          ],
        ],
      ],
      [
        '52009230',
        'SQ',
        [
          [
            ['00089124', 'SQ', [[['00082112', 'SQ', [[['00081155', 'UI', '1.4']]]]]]],
            // The corners of the first pixels of both coincide.
            ['00209113', 'SQ', [[['00200032', 'DS', `0.15\\0.1\\${z}`]]]],
            ['0062000A', 'SQ', [[['0062000B', 'US', [1]]]]],
          ],
        ],
      ],
      // Column 2 of row 1.
      ['7FE00010', 'OB', Uint8Array.from({ length: 20 }, (_, at) => (at === 2 ? 1 << 1 : 0))],
    ]);
  const image = ultrasoundImage([pixelSpacing(0.1, 0.1), ...placedAt('0\\0\\0', '1\\0\\0\\0\\1\\0')]);

  it('are resampled by the planes that both state', async () => {
    const loaded = await lesionOf([image, coarse('1.77')]);
    const inside = loaded.kind === 'lesion' ? [...loaded.lesion.mask].flatMap((value, at) => (value === 1 ? [at] : [])) : [];
    const expected = [3, 4, 5].flatMap((y) => [8, 9, 10, 11].map((x) => y * WIDTH + x));
    expect(inside).toEqual(expected);
  });

  it('are refused where nothing ties the grids together', async () => {
    expect(await refusal(image, coarse('1.78'))).toMatch(/outline-unusable: .*frames of reference/);
    expect(await refusal(image, coarse('1.77', 4))).toMatch(/outline-unusable: .*different planes/);
    expect(await refusal(ultrasoundImage(), coarse('1.77'))).toMatch(
      /outline-unusable: outline of 15 x 10 on an image of 40 x 30/,
    );
  });
});

describe('several outlines', () => {
  const other = { seriesUid: '1.50', sopInstanceUid: '1.51' };
  const both = [ultrasoundImage([pixelSpacing(1, 1)]), segmentation(), drawn(inMm(1, 1))];

  it('that nothing ties together are listed for a clinician to choose', async () => {
    expect(await lesionOf(both)).toMatchObject({
      reasons: [{ code: 'several-outlines' }],
      outlines: [
        {
          kind: 'dicom-seg',
          sopInstanceUid: '1.41',
          segmentNumber: 1,
          author: 'human',
          trackingId: 'L1',
          created: '20260102080000',
        },
        { kind: 'dicom-rtstruct', sopInstanceUid: '1.31', segmentNumber: 1, author: 'human', label: 'Mass' },
      ],
    });
  });

  it('the chosen one is used, whichever it is', async () => {
    for (const sopInstanceUid of ['1.41', '1.31']) {
      const chosen = await lesionOf(both, { chosen: { sopInstanceUid, segmentNumber: 1 } });
      expect(chosen).toMatchObject({ lesion: { mask: MASK, source: { outlineSopInstanceUid: sopInstanceUid } } });
    }
  });

  it("one that is not in the study, or another patient's, cannot be chosen", async () => {
    expect(await lesionOf(both, { chosen: { sopInstanceUid: '1.404', segmentNumber: 1 } })).toMatchObject({
      reasons: [{ code: 'outline-unusable' }],
    });
    const foreign = measurementReport({ ...other, patientId: 'P-2' }, [regionGroup]);
    expect(await lesionOf([...both, foreign], { chosen: { sopInstanceUid: '1.51', segmentNumber: 1 } })).toMatchObject({
      reasons: [{ code: 'patient-mismatch' }],
    });
  });

  it('of one lesion in objects of different kinds are compared: a person before a device, then the newest', async () => {
    const device = measurementReport({ ...other, time: '120000' }, [{ ...regionGroup, trackingUid: '1.98' }], ['device']);
    const person = measurementReport(report, [{ ...regionGroup, trackingUid: '1.98' }]);
    expect(await sourceOf([ultrasoundImage(), device, person])).toMatchObject({ outlineSopInstanceUid: '1.21' });
    const later = measurementReport({ ...other, time: '120000' }, [{ ...regionGroup, trackingUid: '1.98' }]);
    expect(await sourceOf([ultrasoundImage(), later, person])).toMatchObject({ outlineSopInstanceUid: '1.51' });
  });

  it('a site may prefer the algorithm, or leave the newest to the clinician', async () => {
    const device = measurementReport({ ...other, time: '120000' }, [regionGroup], ['device']);
    const later = measurementReport({ ...other, time: '120000' }, [regionGroup]);
    const person = measurementReport(report, [regionGroup]);
    const algorithm = { preference: { author: 'algorithm', newest: true } } as const;
    expect(await lesionOf([ultrasoundImage(), device, person], algorithm)).toMatchObject({
      lesion: { source: { outlineSopInstanceUid: '1.51' } },
    });
    const asked = await lesionOf([ultrasoundImage(), later, person], { preference: { author: 'human', newest: false } });
    expect(asked).toMatchObject({ reasons: [{ code: 'several-outlines' }] });
  });

  it('outlines of the other side of a study of one side are not compared', async () => {
    const left = codeItem('363698007', '80248007', 'SCT', 'Left breast');
    const right = codeItem('363698007', '73056007', 'SCT', 'Right breast');
    const group = (side: Element[]): { items: Element[][] } => ({ items: [...regionGroup.items, side] });
    const archive = memoryArchive([ultrasoundImage(), measurementReport(report, [group(left), group(right)])]);
    const located = await locateOutline({ ...study, laterality: 'right' }, archive, deadlineIn(5000));
    expect(located).toMatchObject({ sopInstanceUid: '1.21', segmentNumber: 2 });
  });

  it('an ImagingStudy that lists reports alone does not hide a segmentation', async () => {
    const listed: StudyReference = {
      ...study,
      series: [{ seriesUid: report.seriesUid, modality: 'SR', instances: [{ sopInstanceUid: report.sopInstanceUid }] }],
    };
    const archive = memoryArchive([ultrasoundImage(), segmentation(), measurementReport(report, [])]);
    expect(await locateOutline(listed, archive, deadlineIn(5000))).toMatchObject({ sopInstanceUid: '1.41' });
  });

  it('newer ones are found in the archive where it is asked beside the ImagingStudy', async () => {
    const listed: StudyReference = {
      ...study,
      series: [{ seriesUid: segments.seriesUid, modality: 'SEG', instances: [{ sopInstanceUid: segments.sopInstanceUid }] }],
    };
    const newer = segmentation({ ...other, study: { studyUid: '1.2', date: '2026-01-02', time: '110000' } });
    const archive = memoryArchive([ultrasoundImage(), segmentation(), newer]);
    expect(await locateOutline(listed, archive, deadlineIn(5000))).toMatchObject({ sopInstanceUid: '1.41' });
    expect(await locateOutline(listed, archive, deadlineIn(5000), { askArchive: true })).toMatchObject({
      sopInstanceUid: '1.51',
    });
  });
});

describe('outlines of a FHIR server', () => {
  const shared = { reference: 'X/1', sha256: 'a', author: 'human', laterality: 'unknown' } as const;
  const onImage = { imageSopInstanceUid: IMAGE.sopInstanceUid } as const;
  const recorded = (...outlines: readonly RecordedOutline[]): OutlineSearch => ({ recorded: async () => outlines });
  const regions: RecordedOutline = { kind: 'regions', ...shared, ...onImage, shapes: [{ type: 'polygon', points: RING }] };
  const png = (): Promise<Uint8Array> =>
    encodePng({ width: WIDTH, height: HEIGHT, pixels: Uint8Array.from(MASK, (value) => 255 * value) });

  it('regions, a PNG mask and a DICOM object give the same lesion', async () => {
    const kinds: [RecordedOutline, object][] = [
      [regions, { outlineKind: 'fhir-region', outlineSopInstanceUid: 'X/1' }],
      [
        { kind: 'mask-image', ...shared, ...onImage, bytes: await png() },
        { outlineKind: 'fhir-mask', outlineSopInstanceUid: 'X/1' },
      ],
      [
        { kind: 'dicom-object', ...shared, bytes: segmentation() },
        { outlineKind: 'dicom-seg', outlineSopInstanceUid: '1.41' },
      ],
    ];
    for (const [outline, source] of kinds) {
      const loaded = await lesionOf([ultrasoundImage()], recorded(outline));
      expect(loaded).toMatchObject({ lesion: { source: { imageSopInstanceUid: '1.4', ...source } } });
      expect(loaded.kind === 'lesion' && Buffer.from(loaded.lesion.mask).equals(MASK)).toBe(true);
    }
  });

  it('are asked for only where the archive has none', async () => {
    let asked = 0;
    const search: OutlineSearch = {
      recorded: async () => {
        asked++;
        return [regions];
      },
    };
    await lesionOf([ultrasoundImage(), segmentation()], search);
    await lesionOf([ultrasoundImage(), measurementReport(report, [regionGroup])], search);
    expect(asked).toBe(0);
    await lesionOf([ultrasoundImage()], search);
    expect(asked).toBe(1);
  });

  it('a newer one of the same lesion is used where outlines may be written but the archive takes none', async () => {
    const created = (time: string) => ({ study: { studyUid: '1.2', date: '2026-01-02', time } });
    const old = segmentation(created('100000'));
    const drawn: RecordedOutline = {
      kind: 'dicom-object',
      ...shared,
      bytes: segmentation({ ...created('110000'), seriesUid: '1.90', sopInstanceUid: '1.91' }),
    };
    const locate = (search: OutlineSearch) =>
      locateOutline(study, memoryArchive([ultrasoundImage(), old]), deadlineIn(5000), search);
    const search = { ...recorded(drawn), askArchive: true };
    expect(await locate(search)).toMatchObject({ sopInstanceUid: '1.91' });
    expect(await locate({ ...recorded(), askArchive: true })).toMatchObject({ sopInstanceUid: '1.41' });
    // The archive took it although it did not say so.
    const both = memoryArchive([ultrasoundImage(), drawn.bytes]);
    expect(await locateOutline(study, both, deadlineIn(5000), search)).toMatchObject({ sopInstanceUid: '1.91' });
  });

  it('a server that fails is that reason, not a missing outline', async () => {
    const failing: OutlineSearch = {
      recorded: async () => ({ kind: 'not-produced', reasons: [{ code: 'record-unavailable' }] }),
    };
    expect(await lesionOf([ultrasoundImage()], failing)).toMatchObject({ reasons: [{ code: 'record-unavailable' }] });
  });

  const refused: [string, () => RecordedOutline, string][] = [
    [
      "another patient's object",
      () => ({ kind: 'dicom-object', ...shared, bytes: segmentation({ patient: { id: 'P-2' } }) }),
      'patient-mismatch',
    ],
    [
      'an object of another study',
      () => ({ kind: 'dicom-object', ...shared, bytes: segmentation({ study: { studyUid: '1.9', date: '2026-01-02' } }) }),
      'patient-mismatch',
    ],
    ['bytes that are no DICOM', () => ({ kind: 'dicom-object', ...shared, bytes: new Uint8Array(200) }), 'outline-unusable'],
    [
      'a mask that is no PNG',
      () => ({ kind: 'mask-image', ...shared, ...onImage, bytes: Uint8Array.of(0xff, 0xd8, 0xff) }),
      'outline-unsupported',
    ],
    [
      'a damaged PNG',
      () => ({ kind: 'mask-image', ...shared, ...onImage, bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47) }),
      'outline-unusable',
    ],
    ['regions on an image that is not in the study', () => ({ ...regions, imageSopInstanceUid: '1.404' }), 'outline-unusable'],
    [
      'more shapes than any outline has',
      () => ({ ...regions, shapes: Array.from({ length: 65 }, () => ({ type: 'circle' as const, points: [9, 9, 9, 12] })) }),
      'outline-unusable',
    ],
  ];
  it.each(refused)('refuses %s', async (_, outline, expected) => {
    expect(await lesionOf([ultrasoundImage()], recorded(outline()))).toMatchObject({ reasons: [{ code: expected }] });
  });
});

it('a report in JSON that nests for ever is read only so far', async () => {
  let nested: object = {};
  for (let depth = 0; depth < 50_000; depth++) nested = { '0040A730': { vr: 'SQ', Value: [nested] } };
  const attributes = jsonAttributes({ ...nested, '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.88.33'] } });
  expect(attributes && describeOutlines(attributes)).toEqual([]);
});

it('a small segmentation of very many frames of zeros is not decompressed to the end', async () => {
  const zeros = deflateRawSync(new Uint8Array(2048 * 2048));
  const object = parseDicom(
    dicomBytes(
      [
        ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.66.7'],
        ...pixelModule({ rows: 2048, columns: 2048, frames: '2000' }),
        ['00620001', 'CS', 'LABELMAP'],
        ['00620002', 'SQ', [[['00620004', 'US', [1]]]]],
        encapsulated(
          Array.from({ length: 2000 }, () => (zeros.length % 2 === 0 ? zeros : Buffer.concat([zeros, new Uint8Array(1)]))),
        ),
      ],
      'explicit',
      '1.2.840.10008.1.2.8.1',
    ),
  );
  if (object.kind === 'unreadable') throw new Error(object.detail);
  expect(await drawOutline(object, 1, DEFAULT_LIMITS)).toMatchObject({ reasons: [{ code: 'object-too-large' }] });
});

/** Structure sets, measurement reports and an ultrasound image as other makers write them, element by element. */
import { SOP_CLASS } from '../../src/imaging/index.ts';
import type { Element, PixelModule } from './dicom-bytes.ts';
import { dicomBytes, pixelModule } from './dicom-bytes.ts';

export const IMAGE = { seriesUid: '1.3', sopInstanceUid: '1.4' } as const;

export interface ObjectIdentity {
  readonly seriesUid: string;
  readonly sopInstanceUid: string;
  readonly patientId?: string;
  readonly studyUid?: string;
  /** HHMMSS of 2026-01-02. */
  readonly time?: string;
}

function identity(sopClass: string, modality: string, of: ObjectIdentity): Element[] {
  return [
    ['00080016', 'UI', sopClass],
    ['00080018', 'UI', of.sopInstanceUid],
    ['00080020', 'DA', '20260102'],
    ['00080023', 'DA', '20260102'],
    ['00080033', 'TM', of.time ?? '093000'],
    ['00080060', 'CS', modality],
    ['00100020', 'LO', of.patientId ?? 'P-1'],
    ['0020000D', 'UI', of.studyUid ?? '1.2'],
    ['0020000E', 'UI', of.seriesUid],
  ];
}

export const WIDTH = 40;
export const HEIGHT = 30;

/** Grey values that tell pixels apart. */
export function ultrasoundImage(more: readonly Element[] = [], module: Partial<PixelModule> = {}): Uint8Array {
  const frames = Number(module.frames ?? '1');
  return dicomBytes([
    ...identity(frames > 1 ? SOP_CLASS.ultrasoundMultiframeImage : SOP_CLASS.ultrasoundImage, 'US', IMAGE),
    ...more,
    ...pixelModule({ rows: HEIGHT, columns: WIDTH, ...module }),
    ['7FE00010', 'OB', Uint8Array.from({ length: WIDTH * HEIGHT * frames }, (_, at) => (at * 7 + Math.floor(at / WIDTH)) % 251)],
  ]);
}

/** Position, orientation and frame of reference; spacing comes with it or alone. */
export const pixelSpacing = (rowMm: number, columnMm: number): Element => ['00280030', 'DS', `${rowMm}\\${columnMm}`];
export const placedAt = (position: string, orientation: string, frameOfReference = '1.77'): Element[] => [
  ['00200032', 'DS', position],
  ['00200037', 'DS', orientation],
  ['00200052', 'UI', frameOfReference],
];

/** One two-dimensional region over the frame, in centimetres. */
export const region = (cmX: number, cmY: number): Element => [
  '00186011',
  'SQ',
  [
    [
      ['00186012', 'US', [1]],
      ['00186014', 'US', [1]],
      ['00186018', 'UL', [0]],
      ['0018601A', 'UL', [0]],
      ['0018601C', 'UL', [WIDTH - 1]],
      ['0018601E', 'UL', [HEIGHT - 1]],
      ['00186024', 'US', [3]],
      ['00186026', 'US', [3]],
      ['0018602C', 'FD', [cmX]],
      ['0018602E', 'FD', [cmY]],
    ],
  ],
];

export interface ContourToWrite {
  readonly points: readonly number[];
  readonly type?: string;
  /** SOP Instance UID and frame; left out: the contour names no image. */
  readonly image?: string | undefined;
  readonly frame?: string;
}

export function structureSet(
  of: ObjectIdentity,
  regions: readonly { readonly name: string; readonly contours: readonly ContourToWrite[] }[],
  frameOfReference = '1.77',
): Uint8Array {
  const image = (uid: string, frame?: string): Element[] => [
    ['00081150', 'UI', SOP_CLASS.ultrasoundImage],
    ['00081155', 'UI', uid],
    ...(frame === undefined ? [] : ([['00081160', 'IS', frame]] as Element[])),
  ];
  return dicomBytes([
    ...identity(SOP_CLASS.rtStructureSet, 'RTSTRUCT', of),
    ['30060008', 'DA', '20260102'],
    ['30060009', 'TM', of.time ?? '093000'],
    [
      '30060020',
      'SQ',
      regions.map(({ name }, at): Element[] => [
        ['30060022', 'IS', String(at + 1)],
        ['30060024', 'UI', frameOfReference],
        ['30060026', 'LO', name],
        ['30060036', 'CS', 'MANUAL'],
      ]),
    ],
    [
      '30060039',
      'SQ',
      regions.map(({ contours }, at): Element[] => [
        [
          '30060040',
          'SQ',
          contours.map((contour): Element[] => [
            ...(contour.image === undefined ? [] : ([['30060016', 'SQ', [image(contour.image, contour.frame)]]] as Element[])),
            ['30060042', 'CS', contour.type ?? 'CLOSED_PLANAR'],
            ['30060046', 'IS', String(contour.points.length / 3)],
            ['30060050', 'DS', contour.points.join('\\')],
          ]),
        ],
        ['30060084', 'IS', String(at + 1)],
      ]),
    ],
  ]);
}

const code = (value: string, scheme = 'DCM', meaning = 'a meaning'): Element[] => [
  ['00080100', 'SH', value],
  ['00080102', 'SH', scheme],
  ['00080104', 'LO', meaning],
];

export function item(
  valueType: string,
  relationship: string,
  name: string | undefined,
  more: readonly Element[] = [],
): Element[] {
  return [
    ['0040A010', 'CS', relationship],
    ['0040A040', 'CS', valueType],
    ...(name === undefined ? [] : ([['0040A043', 'SQ', [code(name)]]] as Element[])),
    ...more,
  ];
}

export const children = (...items: readonly Element[][]): Element => ['0040A730', 'SQ', items];

export const codeItem = (name: string, value: string, scheme = 'DCM', meaning?: string): Element[] =>
  item('CODE', 'HAS CONCEPT MOD', undefined, [
    ['0040A043', 'SQ', [code(name, name.length > 6 ? 'SCT' : 'DCM')]],
    ['0040A168', 'SQ', [code(value, scheme, meaning)]],
  ]);

export const imageItem = (sopInstanceUid: string = IMAGE.sopInstanceUid, frame?: string): Element[] =>
  item('IMAGE', 'SELECTED FROM', '121324', [
    [
      '00081199',
      'SQ',
      [
        [
          ['00081150', 'UI', SOP_CLASS.ultrasoundImage],
          ['00081155', 'UI', sopInstanceUid],
          ...(frame === undefined ? [] : ([['00081160', 'IS', frame]] as Element[])),
        ],
      ],
    ],
  ]);

export const segmentItem = (sopInstanceUid: string, segmentNumber: number): Element[] =>
  item('IMAGE', 'CONTAINS', '121191', [
    [
      '00081199',
      'SQ',
      [
        [
          ['00081150', 'UI', SOP_CLASS.segmentation],
          ['00081155', 'UI', sopInstanceUid],
          ['0062000B', 'US', [segmentNumber]],
        ],
      ],
    ],
  ]);

/** Coordinates under the name of an image region, or under none, as those that a measurement is inferred from. */
export const coordinates = (type: string, points: readonly number[], name?: string, image = imageItem()): Element[] =>
  item('SCOORD', name === undefined ? 'INFERRED FROM' : 'CONTAINS', name, [
    ['00700022', 'FL', points],
    ['00700023', 'CS', type],
    children(image),
  ]);

export const REGION = '111030';

export const measurement = (...of: readonly Element[][]): Element[] => item('NUM', 'CONTAINS', '121207', [children(...of)]);

export interface GroupToWrite {
  readonly trackingId?: string;
  readonly trackingUid?: string;
  readonly items: readonly Element[][];
}

export function measurementReport(
  of: ObjectIdentity,
  groups: readonly GroupToWrite[],
  observers: readonly ('person' | 'device')[] = ['person'],
): Uint8Array {
  const observerTypes = observers.map((observer) => codeItem('121005', observer === 'person' ? '121006' : '121007'));
  const containers = groups.map(({ trackingId, trackingUid, items }) =>
    item('CONTAINER', 'CONTAINS', '125007', [
      children(
        ...(trackingId === undefined ? [] : [item('TEXT', 'HAS OBS CONTEXT', '112039', [['0040A160', 'UT', trackingId]])]),
        ...(trackingUid === undefined ? [] : [item('UIDREF', 'HAS OBS CONTEXT', '112040', [['0040A124', 'UI', trackingUid]])]),
        ...items,
      ),
    ]),
  );
  return dicomBytes([
    ...identity(SOP_CLASS.comprehensiveSr, 'SR', of),
    ...item('CONTAINER', '', '126000').slice(1),
    children(...observerTypes, item('CONTAINER', 'CONTAINS', '126010', [children(...containers)])),
  ]);
}

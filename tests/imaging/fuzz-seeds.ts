/** Small whole objects of every kind and syntax, from our own writers and by hand: what mutations start from. */
import { deflateRawSync } from 'node:zlib';
import { SOP_CLASS, TRANSFER_SYNTAX, writeSegmentation, writeUltrasound } from '../../src/imaging/index.ts';
import { writeMultipart } from '../../src/imaging/multipart.ts';
import type { Element, PixelModule, Syntax } from './dicom-bytes.ts';
import { bytes, dicomBytes, elementBytes, encapsulated, part10, pixelModule } from './dicom-bytes.ts';
import { htj2k, jpeg2000, jpegLossless, jpegLs, type Picture, rle } from './encode-stream.ts';
import * as outlines from './outline-objects.ts';

const identity = { seriesUid: '1.5', sopInstanceUid: '1.6' };
const shared = { patient: { id: 'P' }, study: { studyUid: '1.2', date: '2026-01-02' }, laterality: 'left' } as const;
const square = [2, 2, 12, 2, 12, 9, 2, 9];

function native(module: PixelModule, syntax: Syntax = 'explicit', more: readonly Element[] = []): Uint8Array {
  const size = module.rows * module.columns * (module.samples ?? 1) * ((module.bits ?? 8) / 8) * Number(module.frames ?? '1');
  const pixels = Uint8Array.from({ length: size }, (_, at) => at * 7);
  return dicomBytes([...pixelModule(module), ...more, ['7FE00010', 'OW', pixels]], syntax);
}

function coded(
  picture: Picture,
  streams: readonly Uint8Array[],
  transferSyntax: string,
  offsets: readonly number[] = [],
): Uint8Array {
  const { width: columns, height: rows, samples, bits: stored } = picture;
  const photometric = samples === 3 ? 'RGB' : 'MONOCHROME2';
  const module = pixelModule({ rows, columns, samples, photometric, bits: stored > 8 ? 16 : 8, stored, frames: '2' });
  const even = streams.map((stream) => (stream.length % 2 === 0 ? stream : bytes(stream, [0])));
  return dicomBytes([...module, encapsulated(even, offsets)], 'explicit', transferSyntax);
}

function palette(segmented: boolean): Element[] {
  const words = segmented ? [0, 2, 0, 2560, 1, 4, 51200, 2, 1, 0, 0] : [0, 2560, 5120, 7680, 10240, 12800, 15360, 17920];
  return ['1', '2', '3'].flatMap((channel): Element[] => [
    [`0028110${channel}`, 'US', [8, 0, 16]],
    [`002812${segmented ? '2' : '0'}${channel}`, 'OW', new Uint8Array(Uint16Array.from(words).buffer)],
  ]);
}

export async function imageSeeds(): Promise<readonly Uint8Array[]> {
  const values = Array.from({ length: 12 * 10 }, (_, at) => (at * at * 37) % 251);
  const grey: Picture = { width: 12, height: 10, samples: 1, bits: 8, values };
  const deep: Picture = { ...grey, bits: 12, values: values.map((value) => value * 16) };
  const colour: Picture = { ...grey, samples: 3, values: [...values, ...values, ...values] };
  const region = outlines.region(0.01, -0.01);
  const dataset = bytes(
    ...[...pixelModule({ rows: 2, columns: 2 }), ['7FE00010', 'OW', new Uint8Array(4)] as Element].map((e) =>
      elementBytes(e, 'explicit'),
    ),
  );
  const pieces = jpegLossless(grey);
  return [
    writeUltrasound({
      ...shared,
      ...identity,
      image: { width: 9, height: 7, samples: 1, pixels: new Uint8Array(63) },
      spacing: { xMm: 0.1, yMm: 0.1 },
    }),
    outlines.ultrasoundImage([region], { frames: '2' }),
    native({ rows: 4, columns: 6, samples: 3, photometric: 'YBR_FULL_422', planar: 0 }, 'implicit', [region]),
    native({ rows: 4, columns: 6, bits: 16, stored: 12, signed: 1, photometric: 'MONOCHROME1' }, 'big', [region]),
    native({ rows: 4, columns: 6, samples: 3, photometric: 'RGB', planar: 1, frames: '3' }),
    native({ rows: 4, columns: 6, photometric: 'PALETTE COLOR' }, 'explicit', palette(false)),
    native({ rows: 4, columns: 6, photometric: 'PALETTE COLOR' }, 'implicit', palette(true)),
    dicomBytes(
      [
        ['00186011', 'SQ', [[['00186012', 'US', [1]]]], 'undefined length'],
        ...pixelModule({ rows: 2, columns: 2 }),
        ['7FE00010', 'OW', new Uint8Array(4)],
      ],
      'implicit',
    ),
    part10(TRANSFER_SYNTAX.deflatedExplicitLittleEndian, deflateRawSync(dataset)),
    coded(grey, [rle(grey), rle(grey)], TRANSFER_SYNTAX.rle, [0, rle(grey).length + 8]),
    coded(colour, [rle(colour), rle(colour)], TRANSFER_SYNTAX.rle),
    coded(
      grey,
      [pieces.subarray(0, 40), pieces.subarray(40), pieces.subarray(0, 40), pieces.subarray(40)],
      TRANSFER_SYNTAX.jpegLossless,
    ),
    coded(colour, [jpegLossless(colour), jpegLossless(colour)], TRANSFER_SYNTAX.jpegLosslessFirstOrder),
    coded(deep, [await jpegLs(deep), await jpegLs(deep)], TRANSFER_SYNTAX.jpegLsLossless),
    coded(colour, [await jpegLs(colour, 1), await jpegLs(colour, 2)], TRANSFER_SYNTAX.jpegLsNearLossless),
    coded(deep, [await jpeg2000(deep), await jpeg2000(deep)], TRANSFER_SYNTAX.jpeg2000Lossless),
    coded(colour, [await jpeg2000(colour), await jpeg2000(colour)], TRANSFER_SYNTAX.jpeg2000),
    coded(colour, [await htj2k(colour), await htj2k(colour)], TRANSFER_SYNTAX.htj2k),
    coded(
      grey,
      [deflateRawSync(Uint8Array.from(values)), deflateRawSync(Uint8Array.from(values))],
      TRANSFER_SYNTAX.deflatedImageFrame,
    ),
  ];
}

export function segmentationSeeds(): readonly Uint8Array[] {
  const source = { sopInstanceUid: '1.4', seriesUid: '1.3' };
  const written = writeSegmentation({
    ...shared,
    ...identity,
    width: 9,
    height: 7,
    mask: new Uint8Array(63).fill(1),
    source,
    author: { kind: 'human' },
  });
  const stored = Uint8Array.from({ length: 63 }, (_, at) => at % 5);
  const picture: Picture = { width: 9, height: 7, samples: 1, bits: 8, values: [...stored] };
  const twice = bytes(stored, stored);
  return [
    written,
    segmentation('BINARY', 1, ['7FE00010', 'OB', twice.subarray(0, 16)]),
    segmentation('BINARY', 1, ['7FE00010', 'OW', twice.subarray(0, 16)], 'big'),
    segmentation('FRACTIONAL', 8, ['7FE00010', 'OB', twice], 'implicit'),
    segmentation('LABELMAP', 8, ['7FE00010', 'OB', twice]),
    segmentation('LABELMAP', 8, encapsulated([rle(picture), rle(picture)]), 'explicit', TRANSFER_SYNTAX.rle),
  ];
}

/** Two frames of two segments on the frames of one image. */
function segmentation(type: string, bits: number, pixels: Element, syntax?: Syntax, transferSyntax?: string): Uint8Array {
  const group = (segment: number): Element[] => [
    [
      '00089124',
      'SQ',
      [
        [
          [
            '00082112',
            'SQ',
            [
              [
                ['00081150', 'UI', SOP_CLASS.ultrasoundImage],
                ['00081155', 'UI', '1.4'],
                ['00081160', 'IS', '1'],
              ],
            ],
          ],
        ],
      ],
    ],
    ['0062000A', 'SQ', [[['0062000B', 'US', [segment]]]]],
  ];
  const described = (segment: number): Element[] => [
    ['00620004', 'US', [segment]],
    ['00620005', 'LO', 'Lesion'],
    ['00620008', 'CS', 'MANUAL'],
    ['00620020', 'LO', 'L1'],
  ];
  const elements: Element[] = [
    ['00080016', 'UI', type === 'LABELMAP' ? SOP_CLASS.labelMapSegmentation : SOP_CLASS.segmentation],
    ['00080018', 'UI', '1.6'],
    ...pixelModule({ rows: 7, columns: 9, bits, frames: '2' }),
    ['00620001', 'CS', type],
    ['00620002', 'SQ', [described(1), described(2)]],
    ['0062000E', 'US', [255]],
    ['52009229', 'SQ', [[]]],
    ['52009230', 'SQ', [group(1), group(2)]],
    pixels,
  ];
  return transferSyntax === undefined ? dicomBytes(elements, syntax) : dicomBytes(elements, syntax, transferSyntax);
}

export function structureSetSeeds(): readonly Uint8Array[] {
  const points = [3, 3, 0, 20, 3, 0, 20, 15, 0, 3, 15, 0];
  return [
    outlines.structureSet(identity, [
      {
        name: 'Lesion',
        contours: [
          { points, image: '1.4' },
          { points: points.slice(0, 9), image: '1.4', frame: '1' },
        ],
      },
    ]),
    outlines.structureSet(identity, [
      { name: 'A', contours: [{ points: [1, 2, 3], type: 'POINT' }] },
      { name: 'B', contours: [{ points, image: '1.4' }] },
    ]),
  ];
}

export function reportSeeds(): readonly Uint8Array[] {
  const { coordinates, measurement, REGION, segmentItem } = outlines;
  const group = (...items: Element[][]): outlines.GroupToWrite => ({ trackingId: 'L1', trackingUid: '1.9', items });
  return [
    outlines.measurementReport(identity, [group(coordinates('POLYLINE', [...square, 2, 2], REGION))]),
    outlines.measurementReport(
      identity,
      [
        group(measurement(coordinates('CIRCLE', [9, 9, 9, 14]))),
        group(coordinates('ELLIPSE', [4, 9, 14, 9, 9, 6, 9, 12], REGION)),
      ],
      ['device'],
    ),
    outlines.measurementReport(identity, [group(segmentItem('1.8', 1)), group(coordinates('POINT', [4, 4]))]),
  ];
}

export function multipartSeeds(): readonly Uint8Array[] {
  return [
    Buffer.from('--b\r\nContent-Type: a/b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n'),
    Buffer.from('preamble\r\n--b\r\ncontent-type: multipart/related; type="x/y"; boundary=b\r\nX: y\r\n\r\n\r\n--b--'),
    writeMultipart([new Uint8Array(300).fill(0x2d), Buffer.from('\r\n--bb\r\n')], 'b'),
  ];
}

export function jsonSeeds(): readonly Uint8Array[] {
  const value = (vr: string, ...Value: unknown[]): object => ({ vr, Value });
  const region = {
    '00186012': value('US', 1),
    '00186014': value('US', 1),
    '0018602C': value('FD', 0.01),
    '0018602E': value('FD', 0.01),
  };
  const image = {
    '00080016': value('UI', '1.2.840.10008.5.1.4.1.1.6.1'),
    '00186011': value('SQ', region),
    '00280002': value('US', 1),
    '00280004': value('CS', 'PALETTE COLOR'),
    '00280010': value('US', 4),
    '00280011': value('US', 6),
    '00280100': value('US', 8),
    '00281101': value('US', 256, 0, 16),
    '00281201': { vr: 'OW', InlineBinary: Buffer.alloc(512, 3).toString('base64') },
    '00281202': { vr: 'OW', BulkDataURI: 'https://pacs.example/bulk/1' },
  };
  const polluting = `{"__proto__":{"vr":"US","Value":[1]},"constructor":{"prototype":{"x":1}},"00280010":{"__proto__":{"Value":[4]}}}`;
  return [Buffer.from(JSON.stringify([image])), Buffer.from(`[${polluting}]`)];
}

import { describe, expect, it } from 'vitest';
import type { NotProduced, OutlineReference, StudyReference } from '../../src/core/index.ts';
import { deadlineIn, notProduced, qualityRules } from '../../src/core/index.ts';
import type { LoadedLesion, SegmentationToWrite, UltrasoundToWrite } from '../../src/imaging/index.ts';
import {
  checkQuality,
  encodeDicom,
  loadLesion,
  locateOutline,
  ONLY_SEGMENT,
  SOP_CLASS,
  writeSegmentation,
  writeUltrasound,
} from '../../src/imaging/index.ts';
import type { Element } from './dicom-bytes.ts';
import { dicomBytes, pixelModule } from './dicom-bytes.ts';
import type { MemoryArchive } from './memory-archive.ts';
import { memoryArchive } from './memory-archive.ts';

const patient = { id: 'P-1' };
const study = { studyUid: '1.2', date: '2026-01-02' };
const mask = Uint8Array.of(0, 0, 0, 1, 1, 0);

function ultrasound(more: Partial<UltrasoundToWrite> = {}): Uint8Array {
  return writeUltrasound({
    patient,
    study,
    seriesUid: '1.3',
    sopInstanceUid: '1.4',
    laterality: 'left',
    image: { width: 3, height: 2, samples: 1, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) },
    spacing: { xMm: 0.1, yMm: 0.2 },
    ...more,
  });
}

function segmentation(more: Partial<SegmentationToWrite> = {}): Uint8Array {
  return writeSegmentation({
    patient,
    study,
    seriesUid: '1.5',
    sopInstanceUid: '1.6',
    laterality: 'left',
    width: 3,
    height: 2,
    mask,
    source: { sopInstanceUid: '1.4', seriesUid: '1.3' },
    author: { kind: 'human' },
    ...more,
  });
}

const reference: StudyReference = {
  studyUid: '1.2',
  archive: 'https://a.example',
  patientIdentifiers: ['P-1', 'X'],
  laterality: 'unknown',
  series: [],
};
const outline = (more: Partial<OutlineReference> = {}): OutlineReference => ({
  study: reference,
  archive: reference.archive,
  seriesUid: '1.5',
  sopInstanceUid: '1.6',
  segmentNumber: ONLY_SEGMENT,
  ...more,
});

const load = (archive: MemoryArchive, what = outline()): Promise<LoadedLesion | NotProduced> =>
  loadLesion(what, archive, deadlineIn(5000));

/** A cine of three frames of 3 x 2, and a segmentation on one or more of them. */
function cine(photometric = 'MONOCHROME2', sopClass: string = SOP_CLASS.ultrasoundMultiframeImage): Uint8Array {
  const colour = photometric !== 'MONOCHROME2';
  const pixels = Uint8Array.from({ length: colour ? 54 : 18 }, (_, at) => (colour && at % 3 > 0 ? 128 : at + 1));
  return dicomBytes([
    ['00080016', 'UI', sopClass],
    ['00080018', 'UI', '1.4'],
    ['00080060', 'CS', 'US'],
    ['00100020', 'LO', 'P-1'],
    ['0020000D', 'UI', '1.2'],
    ['0020000E', 'UI', '1.3'],
    ...pixelModule({ rows: 2, columns: 3, frames: '3', photometric, ...(colour ? { samples: 3, planar: 0 } : {}) }),
    ['7FE00010', 'OB', pixels],
  ]);
}

interface DrawnFrame {
  readonly segment: number;
  readonly source: string;
  readonly bits: number;
}

/** Several frames of 3 x 2, six bits each. */
function frames(drawn: readonly DrawnFrame[], segments: readonly number[] = [1]): Uint8Array {
  const bits = drawn.flatMap((frame) => Array.from({ length: 6 }, (_, at) => (frame.bits >> at) & 1));
  const packed = Uint8Array.from({ length: 2 * Math.ceil(bits.length / 16) }, (_, at) =>
    bits.slice(8 * at, 8 * at + 8).reduce((sum, bit, shift) => sum | (bit << shift), 0),
  );
  const groups = drawn.map(({ segment, source }): Element[] => {
    const image: Element[] = [['00081155', 'UI', '1.4'], ...(source === '' ? [] : ([['00081160', 'IS', source]] as Element[]))];
    return [
      ['0062000A', 'SQ', [[['0062000B', 'US', [segment]]]]],
      ['00089124', 'SQ', [[['00082112', 'SQ', [image]]]]],
    ];
  });
  return dicomBytes([
    ['00080016', 'UI', SOP_CLASS.segmentation],
    ['00080018', 'UI', '1.6'],
    ['00080060', 'CS', 'SEG'],
    ['00100020', 'LO', 'P-1'],
    ['0020000D', 'UI', '1.2'],
    ['0020000E', 'UI', '1.5'],
    ...pixelModule({ rows: 2, columns: 3, bits: 1, frames: String(drawn.length) }),
    ['00620001', 'CS', 'BINARY'],
    ['00620002', 'SQ', segments.map((number): Element[] => [['00620004', 'US', [number]]])],
    ['52009230', 'SQ', groups],
    ['7FE00010', 'OB', packed],
  ]);
}

describe('loadLesion', () => {
  it('puts image, mask, spacing, side, date and source together', async () => {
    const archive = memoryArchive([ultrasound(), segmentation()]);
    expect(await load(archive)).toMatchObject({
      kind: 'lesion',
      lesion: {
        image: { width: 3, height: 2, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) },
        mask,
        calibration: { kind: 'calibrated', spacing: { xMm: 0.1, yMm: 0.2 }, source: 'ultrasound-region' },
        laterality: 'left',
        studyDate: '2026-01-02',
        source: {
          studyUid: '1.2',
          imageSopInstanceUid: '1.4',
          frame: 1,
          outlineSopInstanceUid: '1.6',
          segmentNumber: 1,
          outlineKind: 'dicom-seg',
          outlineAuthor: 'human',
          trackingId: 'Lesion',
        },
      },
    });
    expect(archive.asked).toEqual(['instance 1.6', 'instance 1.4']);
  });

  it('fetches only the frame that the outline names, and no other pixels', async () => {
    const archive = memoryArchive([cine(), frames([{ segment: 1, source: '2', bits: 0b011 }])]);
    const result = await load(archive);
    expect(result).toMatchObject({
      kind: 'lesion',
      lesion: {
        image: { pixels: Uint8Array.of(7, 8, 9, 10, 11, 12) },
        mask: Uint8Array.of(1, 1, 0, 0, 0, 0),
        source: { frame: 2 },
      },
    });
    expect(archive.asked).toEqual(['instance 1.6', 'find', 'metadata 1.4', 'frame 2 of 1.4']);
  });

  it('fetches the whole object where the archive gives no single frames', async () => {
    const files = [cine(), frames([{ segment: 1, source: '3', bits: 1 }])];
    const archive = memoryArchive(files, { frame: async () => notProduced('archive-bad-answer', 'status 400') });
    expect(await load(archive)).toMatchObject({
      kind: 'lesion',
      lesion: { image: { pixels: Uint8Array.of(13, 14, 15, 16, 17, 18) } },
    });
  });

  it('fetches the whole object where the archive may have converted YBR to RGB on the way', async () => {
    const archive = memoryArchive([cine('YBR_FULL'), frames([{ segment: 1, source: '2', bits: 1 }])]);
    expect(await load(archive)).toMatchObject({
      kind: 'lesion',
      lesion: { image: { pixels: Uint8Array.of(19, 22, 25, 28, 31, 34) } },
    });
    expect(archive.asked.at(-1)).toBe('instance 1.4');
  });

  it('of several segments takes the one that is named', async () => {
    const archive = memoryArchive([
      cine(),
      frames(
        [
          { segment: 1, source: '1', bits: 1 },
          { segment: 2, source: '2', bits: 2 },
        ],
        [1, 2],
      ),
    ]);
    expect(await load(archive, outline({ segmentNumber: 2 }))).toMatchObject({
      kind: 'lesion',
      lesion: { source: { frame: 2, segmentNumber: 2 } },
    });
  });

  it('passes over empty frames of a segmentation', async () => {
    const archive = memoryArchive([
      cine(),
      frames([
        { segment: 1, source: '1', bits: 0 },
        { segment: 1, source: '3', bits: 4 },
      ]),
    ]);
    expect(await load(archive)).toMatchObject({ kind: 'lesion', lesion: { source: { frame: 3 } } });
  });

  it.each([
    ['left', 'left', 'left'],
    ['unknown', 'left', 'left'],
    ['left', 'unknown', 'left'],
    ['left', 'right', 'unknown'],
    ['unknown', 'unknown', 'unknown'],
  ] as const)('image %s, outline %s: side %s; what the study states is not mixed in', async (image, drawn, expected) => {
    const study = { ...reference, laterality: 'right' as const };
    const archive = memoryArchive([ultrasound({ laterality: image }), segmentation({ laterality: drawn })]);
    expect(await load(archive, outline({ study }))).toMatchObject({ lesion: { laterality: expected } });
  });

  it('an outline of one side on an image of the other is a finding of the gate, not a lesion of no side', async () => {
    const codes = async (drawn: 'left' | 'right' | 'unknown'): Promise<readonly string[]> => {
      const loaded = await load(memoryArchive([ultrasound({ laterality: 'left' }), segmentation({ laterality: drawn })]));
      if (loaded.kind === 'not-produced') throw new Error('refused');
      return checkQuality(loaded.quality, qualityRules()).findings.map(({ code }) => code);
    };
    expect(await codes('right')).toContain('wrong-side');
    expect(await codes('left')).not.toContain('wrong-side');
    expect(await codes('unknown')).not.toContain('wrong-side');
  });

  const one = [{ segment: 1, source: '1', bits: 1 }];
  const ct = (): Uint8Array => {
    const common: Element[] = [
      ['00080018', 'UI', '1.4'],
      ['00080060', 'CS', 'CT'],
      ['00100020', 'LO', 'P-1'],
      ['0020000D', 'UI', '1.2'],
      ...pixelModule({ rows: 2, columns: 3 }),
    ];
    return dicomBytes([...common, ['7FE00010', 'OB', new Uint8Array(6)]]);
  };
  const refused: [string, MemoryArchive, string, OutlineReference?][] = [
    ['an image of another patient', memoryArchive([ultrasound({ patient: { id: 'P-2' } }), segmentation()]), 'patient-mismatch'],
    [
      'an outline of another patient',
      memoryArchive([ultrasound(), segmentation({ patient: { id: 'P-2' } })]),
      'patient-mismatch',
    ],
    [
      'an image of another study',
      memoryArchive([ultrasound({ study: { ...study, studyUid: '1.99' } }), segmentation()]),
      'patient-mismatch',
    ],
    ['an image of another modality', memoryArchive([ct(), segmentation()]), 'image-unsupported'],
    ['an outline of another size', memoryArchive([ultrasound(), segmentation({ width: 2, height: 3 })]), 'outline-unusable'],
    ['an empty outline', memoryArchive([ultrasound(), segmentation({ mask: new Uint8Array(6) })]), 'outline-unusable'],
    ['an outline whose image is gone', memoryArchive([segmentation()]), 'archive-bad-answer'],
    [
      'an outline that names no frame of a cine',
      memoryArchive([cine(), frames([{ segment: 1, source: '', bits: 1 }])]),
      'outline-unusable',
    ],
    [
      'such an outline on a cine under the single-frame class',
      memoryArchive([cine('MONOCHROME2', SOP_CLASS.ultrasoundImage), segmentation()]),
      'outline-unusable',
    ],
    [
      'an outline that names frame 4 of 3',
      memoryArchive([cine(), frames([{ segment: 1, source: '4', bits: 1 }])]),
      'outline-unusable',
    ],
    [
      'an outline made from two frames',
      memoryArchive([cine(), frames([{ segment: 1, source: '1\\2', bits: 1 }])]),
      'outline-unusable',
    ],
    [
      'a segment drawn on two frames',
      memoryArchive([cine(), frames([...one, { segment: 1, source: '2', bits: 1 }])]),
      'several-outlines',
    ],
    ['two segments, none named', memoryArchive([cine(), frames(one, [1, 2])]), 'several-outlines'],
    [
      'a segment that does not exist',
      memoryArchive([ultrasound(), segmentation()]),
      'outline-unusable',
      outline({ segmentNumber: 3 }),
    ],
    [
      'an object that is not DICOM',
      memoryArchive([], { instance: async () => ({ kind: 'answer', value: Buffer.from('<html>') }) }),
      'archive-bad-answer',
    ],
    [
      'another instance than asked for',
      memoryArchive([], { instance: async () => ({ kind: 'answer', value: ultrasound() }) }),
      'archive-bad-answer',
    ],
  ];
  for (const [what, archive, expected, reference_] of refused) {
    it(`refuses ${what}: ${expected}`, async () => {
      const result = await load(archive, reference_);
      expect(result.kind === 'not-produced' ? result.reasons[0]!.code : result).toBe(expected);
    });
  }

  it('a FHIR patient without identifiers, and an object without PatientID, agree with nobody', async () => {
    const anonymous = outline({ study: { ...reference, patientIdentifiers: [] } });
    const refusal = { kind: 'not-produced', reasons: [{ code: 'patient-mismatch' }] };
    expect(await load(memoryArchive([ultrasound(), segmentation()]), anonymous)).toMatchObject(refusal);
    expect(await load(memoryArchive([ultrasound({ patient: { id: '' } }), segmentation()]))).toMatchObject(refusal);
  });
});

describe('locateOutline', () => {
  const locate = (archive: MemoryArchive, of = reference): Promise<OutlineReference | NotProduced> =>
    locateOutline(of, archive, deadlineIn(5000));
  const seg = (sopInstanceUid: string, more: Partial<SegmentationToWrite> = {}): Uint8Array =>
    segmentation({ sopInstanceUid, trackingId: 'lesion 1', ...more });
  const at = (time: string): Partial<SegmentationToWrite> => ({ study: { ...study, time } });
  const machine = { author: { kind: 'algorithm', name: 'net' } } as const;

  it('asks nothing of the archive when the ImagingStudy lists one segmentation', async () => {
    const archive = memoryArchive([]);
    const series = [{ seriesUid: '1.5', modality: 'SEG', archive: 'https://b.example', instances: [{ sopInstanceUid: '1.6' }] }];
    expect(await locate(archive, { ...reference, series })).toMatchObject({
      archive: 'https://b.example',
      seriesUid: '1.5',
      sopInstanceUid: '1.6',
      segmentNumber: ONLY_SEGMENT,
    });
    expect(archive.asked).toEqual([]);
  });

  it('searches the archive where the ImagingStudy lists none, among series of any modality', async () => {
    const archive = memoryArchive([ultrasound(), seg('1.6')]);
    expect(await locate(archive)).toMatchObject({ sopInstanceUid: '1.6', segmentNumber: ONLY_SEGMENT });
    expect(archive.asked).toEqual(['series', 'series', 'series', 'instances']);
  });

  const choices: [string, Uint8Array[], string][] = [
    ['none is no-outline', [ultrasound()], 'no-outline'],
    ['a person before an algorithm', [seg('1.6', machine), seg('1.7')], '1.7'],
    ['a person before a newer algorithm', [seg('1.6', at('100000')), seg('1.7', { ...machine, ...at('110000') })], '1.6'],
    ['the newer of two persons', [seg('1.6', at('100000')), seg('1.7', at('110000'))], '1.7'],
    ['two persons at the same time are several', [seg('1.6'), seg('1.7')], 'several-outlines'],
    ['two lesions are several', [seg('1.6'), seg('1.7', { ...at('110000'), trackingId: 'lesion 2' })], 'several-outlines'],
    [
      'an outline of another patient is refused, not left out',
      [seg('1.6'), seg('1.7', { patient: { id: 'P-2' } })],
      'patient-mismatch',
    ],
  ];
  for (const [what, files, expected] of choices) {
    it(what, async () => {
      const result = await locate(memoryArchive(files));
      expect('kind' in result ? result.reasons[0]!.code : result.sopInstanceUid).toBe(expected);
    });
  }

  it('names the segment where metadata had to decide', async () => {
    expect(await locate(memoryArchive([seg('1.6', machine), seg('1.7')]))).toMatchObject({ segmentNumber: 1 });
  });

  it('an archive that cannot be asked is that reason, not a missing outline', async () => {
    const archive = memoryArchive([], { searchSeries: async () => notProduced('archive-refused') });
    expect(await locate(archive)).toEqual(notProduced('archive-refused'));
  });
});

it('a data set without SOP instance cannot be written', () => {
  expect(() => encodeDicom({ '00080016': ['UI', '1.2'] })).toThrow('needs 00080018');
});

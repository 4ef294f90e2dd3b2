/**
 * Writes one Ultrasound Image Storage object (PS3.3 A.6, C.8.5.6), single frame, uncompressed.
 * Spacing goes into a 2-D tissue region that covers the frame (C.8.5.5, centimetres), as scanners state it.
 * 16-bit MONOCHROME2 goes beyond C.8.5.6.1.2, which has 8 bits; it is written so that no grey level is lost.
 */
import type { Laterality, Spacing } from '../core/index.ts';
import type { Dataset } from './encode-dicom.ts';
import { encodeDicom } from './encode-dicom.ts';
import { SOP_CLASS } from './sop-class.ts';
import type { WrittenPatient, WrittenStudy } from './written-study.ts';
import { breastRegion, studyAttributes } from './written-study.ts';

/** Row-major; three interleaved samples a pixel where `samples` is 3 (RGB). */
export interface WrittenPixels {
  readonly width: number;
  readonly height: number;
  readonly samples: 1 | 3;
  readonly pixels: Uint8Array | Uint16Array;
}

export interface UltrasoundToWrite {
  readonly patient: WrittenPatient;
  readonly study: WrittenStudy;
  readonly seriesUid: string;
  readonly sopInstanceUid: string;
  readonly seriesNumber?: number;
  readonly instanceNumber?: number;
  readonly seriesDescription?: string;
  readonly laterality: Laterality;
  readonly image: WrittenPixels;
  /** Left out where unknown: the object then has no calibration at all. */
  readonly spacing?: Spacing;
  readonly manufacturer?: string;
  readonly model?: string;
}

export function writeUltrasound(input: UltrasoundToWrite): Uint8Array {
  const { image, laterality } = input;
  if (image.pixels.length !== image.width * image.height * image.samples)
    throw new RangeError('image: pixels do not fill width x height');
  const bits = image.pixels instanceof Uint16Array ? 16 : 8;
  if (bits === 16 && image.samples === 3) throw new RangeError('image: colour has 8 bits a sample');
  return encodeDicom({
    ...studyAttributes(input.patient, input.study, {
      seriesUid: input.seriesUid,
      number: input.seriesNumber ?? 1,
      modality: 'US',
      laterality,
      ...(input.seriesDescription === undefined ? {} : { description: input.seriesDescription }),
    }),
    ...(input.manufacturer === undefined ? {} : { '00080070': ['LO', input.manufacturer] as const }),
    ...(input.model === undefined ? {} : { '00081090': ['LO', input.model] as const }),
    '00080008': ['CS', ['DERIVED', 'PRIMARY']],
    '00080016': ['UI', SOP_CLASS.ultrasoundImage],
    '00080018': ['UI', input.sopInstanceUid],
    '00082218': ['SQ', [breastRegion(laterality)]],
    '00186011': input.spacing === undefined ? undefined : ['SQ', [wholeFrameRegion(image, input.spacing)]],
    '00200013': ['IS', String(input.instanceNumber ?? 1)],
    '00200020': ['CS', ''],
    ...pixelModule(image, bits),
  });
}

function wholeFrameRegion(image: WrittenPixels, spacing: Spacing): Dataset {
  return {
    '00186012': ['US', 1],
    '00186014': ['US', 1],
    '00186016': ['UL', 0],
    '00186018': ['UL', 0],
    '0018601A': ['UL', 0],
    '0018601C': ['UL', image.width - 1],
    '0018601E': ['UL', image.height - 1],
    '00186024': ['US', 3],
    '00186026': ['US', 3],
    '0018602C': ['FD', spacing.xMm / 10],
    '0018602E': ['FD', spacing.yMm / 10],
  };
}

function pixelModule(image: WrittenPixels, bits: 8 | 16): Dataset {
  return {
    '00280002': ['US', image.samples],
    '00280004': ['CS', image.samples === 3 ? 'RGB' : 'MONOCHROME2'],
    '00280006': image.samples === 3 ? ['US', 0] : undefined,
    '00280010': ['US', image.height],
    '00280011': ['US', image.width],
    '00280014': ['US', image.samples === 3 ? 1 : 0],
    '00280100': ['US', bits],
    '00280101': ['US', bits],
    '00280102': ['US', bits - 1],
    '00280103': ['US', 0],
    '00282110': ['CS', '00'],
    '7FE00010': [bits === 16 ? 'OW' : 'OB', littleEndianBytes(image.pixels)],
  };
}

function littleEndianBytes(pixels: Uint8Array | Uint16Array): Uint8Array {
  if (pixels instanceof Uint8Array) return pixels;
  const bytes = new Uint8Array(pixels.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < pixels.length; index++) view.setUint16(index * 2, pixels[index]!, true);
  return bytes;
}

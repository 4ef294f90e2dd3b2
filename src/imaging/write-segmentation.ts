/**
 * Writes one Segmentation Storage object (PS3.3 A.51, C.8.20): BINARY, one segment, one frame, on one ultrasound frame.
 * Ultrasound has no Frame of Reference, so the frame is tied to its image by the Derivation Image macro (C.7.6.16.2.6);
 * with it Pixel Measures is optional (A.51.5), and is left out: it would need a slice thickness, which ultrasound has none of.
 */
import type { Laterality, Mask } from '../core/index.ts';
import type { Dataset } from './encode-dicom.ts';
import { encodeDicom } from './encode-dicom.ts';
import { packBits } from './packed-bits.ts';
import { SOP_CLASS } from './sop-class.ts';
import { uidFromSeed } from './uid-from-seed.ts';
import type { MadeAt, WrittenPatient, WrittenStudy } from './written-study.ts';
import { breastRegion, code, dicomDate, studyAttributes } from './written-study.ts';

export interface SegmentationToWrite {
  readonly patient: WrittenPatient;
  readonly study: WrittenStudy;
  readonly seriesUid: string;
  readonly sopInstanceUid: string;
  readonly seriesNumber?: number;
  readonly laterality: Laterality;
  readonly width: number;
  readonly height: number;
  /** 1 inside; `width * height` values. */
  readonly mask: Mask;
  /** The image that was outlined. */
  readonly source: {
    readonly sopClassUid?: string;
    readonly sopInstanceUid: string;
    readonly seriesUid: string;
    /** 1-based; only where the image has several frames. */
    readonly frame?: number;
  };
  readonly label?: string;
  readonly author: { readonly kind: 'human' } | { readonly kind: 'algorithm'; readonly name: string };
  readonly trackingId?: string;
  /** Of the lesion, where it is outlined already; made from study and tracking id where not stated. */
  readonly trackingUid?: string;
  /** When it was drawn; the study's date and time where not stated. */
  readonly made?: MadeAt;
  /** Family^Given of the person who drew it. */
  readonly creator?: string;
}

export function writeSegmentation(input: SegmentationToWrite): Uint8Array {
  if (input.mask.length !== input.width * input.height) throw new RangeError('mask: values do not fill width x height');
  const source = sourceImage(input);
  const dimension = uidFromSeed(`${input.sopInstanceUid}|dimension`);
  return encodeDicom({
    ...studyAttributes(input.patient, input.study, {
      seriesUid: input.seriesUid,
      number: input.seriesNumber ?? 100,
      modality: 'SEG',
      laterality: input.laterality,
      description: 'Lesion outline',
      ...(input.made === undefined ? {} : { made: input.made }),
    }),
    '00080008': ['CS', ['DERIVED', 'PRIMARY']],
    '00080016': ['UI', SOP_CLASS.segmentation],
    '00080018': ['UI', input.sopInstanceUid],
    '0008002A': ['DT', `${dicomDate(input.made?.date ?? input.study.date)}${input.made?.time ?? input.study.time ?? '000000'}`],
    '00081115': ['SQ', [{ '0008114A': ['SQ', [source]], '0020000E': ['UI', input.source.seriesUid] }]],
    '00200013': ['IS', '1'],
    '00200020': ['CS', ''],
    '00209221': ['SQ', [{ '00209164': ['UI', dimension] }]],
    '00209222': [
      'SQ',
      [
        {
          '00209164': ['UI', dimension],
          '00209165': ['AT', Uint8Array.of(0x62, 0, 0x0b, 0)],
          '00209167': ['AT', Uint8Array.of(0x62, 0, 0x0a, 0)],
        },
      ],
    ],
    '00280002': ['US', 1],
    '00280004': ['CS', 'MONOCHROME2'],
    '00280008': ['IS', '1'],
    '00280010': ['US', input.height],
    '00280011': ['US', input.width],
    '00280100': ['US', 1],
    '00280101': ['US', 1],
    '00280102': ['US', 0],
    '00280103': ['US', 0],
    '00282110': ['CS', '00'],
    '00620001': ['CS', 'BINARY'],
    '00620002': ['SQ', [segment(input)]],
    '00700080': ['CS', 'LESION'],
    '00700081': ['LO', 'Outline of a breast lesion on ultrasound'],
    '00700084': ['PN', input.creator ?? ''],
    '52009229': ['SQ', [{ '0062000A': ['SQ', [{ '0062000B': ['US', 1] }]] }]],
    '52009230': ['SQ', [frameGroups(source)]],
    '7FE00010': ['OB', packBits(input.mask)],
  });
}

function sourceImage(input: SegmentationToWrite): Dataset {
  return {
    '00081150': ['UI', input.source.sopClassUid ?? SOP_CLASS.ultrasoundImage],
    '00081155': ['UI', input.source.sopInstanceUid],
    '00081160': input.source.frame === undefined ? undefined : ['IS', String(input.source.frame)],
  };
}

function segment(input: SegmentationToWrite): Dataset {
  const human = input.author.kind === 'human';
  return {
    '00082218': ['SQ', [breastRegion(input.laterality)]],
    '00620003': ['SQ', [code('49755003', 'SCT', 'Morphologically Abnormal Structure')]],
    '00620004': ['US', 1],
    '00620005': ['LO', input.label ?? 'Lesion'],
    '00620008': ['CS', human ? 'MANUAL' : 'AUTOMATIC'],
    '00620009': input.author.kind === 'human' ? undefined : ['LO', input.author.name],
    '0062000F': ['SQ', [code('52988006', 'SCT', 'Lesion')]],
    '00620020': ['UT', input.trackingId ?? 'Lesion'],
    '00620021': [
      'UI',
      input.trackingUid ?? uidFromSeed(`${input.study.studyUid}|tracking|${input.trackingId ?? input.sopInstanceUid}`),
    ],
  };
}

function frameGroups(source: Dataset): Dataset {
  return {
    '00089124': [
      'SQ',
      [
        {
          '00082112': [
            'SQ',
            [
              {
                ...source,
                '0028135A': ['CS', 'YES'],
                '0040A170': ['SQ', [code('121322', 'DCM', 'Source image for image processing operation')]],
              },
            ],
          ],
          '00089215': ['SQ', [code('113076', 'DCM', 'Segmentation')]],
        },
      ],
    ],
    '00209111': ['SQ', [{ '00209157': ['UL', 1] }]],
  };
}

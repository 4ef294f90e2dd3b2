/** What the image object says of how and of what it was acquired: mode, organ, side. */
import type { QualityFinding, QualityRules } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { text } from './attributes.ts';
import { codesOf } from './coded-site.ts';
import { imageLaterality } from './image-laterality.ts';
import type { PixelBox } from './mask-box.ts';
import { finding, type Outline, type QualityInput } from './quality-input.ts';
import { TAG } from './tag.ts';
import type { RegionContent } from './ultrasound-regions.ts';

export function acquisitionFindings(input: QualityInput, outline: Outline, rules: QualityRules): readonly QualityFinding[] {
  const modes = [
    ...regionModes(input, outline.box),
    ...(input.attributes === undefined ? [] : [...imageTypeModes(input.attributes), ...namedModes(input.attributes)]),
  ];
  const organs = input.attributes === undefined ? [] : otherOrgans(input.attributes);
  return [
    ...(modes.length > 0 ? finding(rules, 'not-b-mode', [...new Set(modes)].join(', ')) : []),
    ...(organs.length > 0 ? finding(rules, 'wrong-organ', [...new Set(organs)].join(', ')) : []),
    ...sideFindings(input, rules),
  ];
}

/** One of the two is of the other breast, and which one cannot be told. */
function sideFindings(
  { attributes, outlineLaterality = 'unknown' }: QualityInput,
  rules: QualityRules,
): readonly QualityFinding[] {
  const side = attributes === undefined ? 'unknown' : imageLaterality(attributes);
  if (side === 'unknown' || outlineLaterality === 'unknown' || side === outlineLaterality) return [];
  return finding(rules, 'wrong-side', side, `${outlineLaterality} by the outline`);
}

const REGION_MODES: Readonly<Partial<Record<RegionContent, string>>> = {
  'colour-flow': 'colour flow region',
  'm-mode': 'M-mode region',
  spectral: 'spectral Doppler region',
  trace: 'region of a physiological trace',
  graphics: 'region of graphics',
};

/** A colour box or an ECG elsewhere on the frame is none of the lesion's business. */
function regionModes({ regions }: QualityInput, roi: PixelBox): readonly string[] {
  const met = regions.filter(
    ({ box }) => box.minX <= roi.maxX && roi.minX <= box.maxX && box.minY <= roi.maxY && roi.minY <= box.maxY,
  );
  return met.flatMap(({ content }) => REGION_MODES[content] ?? []);
}

/** PS3.3 C.8.5.6.1.1, Image Type value 4: a sum of bits in hexadecimal. Bit 0x0001 is 2-D imaging. */
const IMAGE_TYPE_BITS: readonly (readonly [number, string])[] = [
  [0x0002, 'M-mode'],
  [0x0004, 'CW Doppler'],
  [0x0008, 'PW Doppler'],
  [0x0010, 'colour Doppler'],
  [0x0020, 'colour M-mode'],
  [0x0040, '3-D rendering'],
  [0x0100, 'power Doppler'],
  [0x0200, 'tissue characterization'],
];

function imageTypeModes(attributes: Attributes): readonly string[] {
  const code = attributes.strings(TAG.ImageType)[3] ?? '';
  if (!/^[0-9A-Fa-f]{4}$/.test(code)) return [];
  const bits = Number.parseInt(code, 16);
  return IMAGE_TYPE_BITS.flatMap(([bit, mode]) => ((bits & bit) === 0 ? [] : [mode]));
}

/** Makers write these into Image Type, into the descriptions, or both. */
const MODE_WORDS: readonly (readonly [RegExp, string])[] = [
  [/elasto|shear[ _-]?wave|\bSWE\b|strain/i, 'elastography'],
  [/contrast|\bCEUS\b/i, 'contrast'],
  [/doppler|colou?r flow|\bCFM\b|\bCPA\b/i, 'Doppler'],
  [/m-?mode\b/i, 'M-mode'],
];

function namedModes(attributes: Attributes): readonly string[] {
  const named = [
    ...attributes.strings(TAG.ImageType).slice(2),
    ...attributes.strings(TAG.SeriesDescription),
    ...attributes.strings(TAG.ProtocolName),
  ].filter((words) => !/\b(no|without|w\/o|non)\b/i.test(words));
  const modes = MODE_WORDS.flatMap(([pattern, mode]) => (named.some((words) => pattern.test(words)) ? [mode] : []));
  return text(attributes, TAG.ContrastBolusAgent) === undefined ? modes : [...modes, 'contrast'];
}

/** A chest label is what scanners without a breast preset give; the armpit is another organ, its nodes are no breast lesions. */
const ORGANS = new Set(['BREAST', 'BREASTS', 'MAMMA', 'CHEST', 'CHESTWALL', 'SMALL PARTS', 'SMALLPARTS']);
/** C.8.5.6.1.1, Image Type value 3. */
const EXAMINATIONS = new Set([
  ...['ABDOMINAL', 'ENDOCAVITARY', 'ENDORECTAL', 'ENDOVAGINAL', 'EPICARDIAL', 'FETAL HEART', 'GYNECOLOGY', 'INTRACARDIAC'],
  ...['INTRAVASCULAR', 'MUSCULOSKELETAL', 'NEONATAL HEAD', 'OBSTETRICAL', 'OPHTHALMIC', 'PELVIC', 'RETROPERITONEAL', 'SCROTAL'],
  ...['TEE', 'THYROID', 'TRANSCRANIAL', 'TTE', 'VASCULAR'],
]);
/** Breast, left, right and both breasts, and their parts by name, in SNOMED CT and the SRT codes that it replaced. */
const BREAST_CODES = new Set(['76752008', '80248007', '73056007', '63762007', 'T-04000', 'T-04020', 'T-04030', 'T-04080']);
const BREAST_WORDS = /breast|mamm|nipple|areola/i;

function otherOrgans(attributes: Attributes): readonly string[] {
  const examination = attributes.strings(TAG.ImageType)[2]?.toUpperCase() ?? '';
  const part = text(attributes, TAG.BodyPartExamined)?.toUpperCase();
  const regions = codesOf(attributes, TAG.AnatomicRegionSequence);
  const isBreast = regions.some(({ value, meaning }) => BREAST_CODES.has(value) || BREAST_WORDS.test(meaning));
  return [
    ...(EXAMINATIONS.has(examination) ? [`Image Type ${examination}`] : []),
    ...(part === undefined || ORGANS.has(part) ? [] : [`Body Part Examined ${part.slice(0, 16)}`]),
    ...(regions.length === 0 || isBreast ? [] : [`Anatomic Region ${regions[0]!.value.slice(0, 16)}`]),
  ];
}

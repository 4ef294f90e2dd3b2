/**
 * One DICOM file against its row of a facts.csv: what pydicom says of the file and decodes from its first frame. Lossless
 * frames must have the same bytes, lossy ones and the colours of palettes the same mean of each channel within half a level.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DecodedFrame, DicomObject } from '../../src/imaging/index.ts';
import {
  decodeColourFrame,
  decodeStoredFrame,
  describePixels,
  parseDicom,
  TAG,
  TRANSFER_SYNTAX,
} from '../../src/imaging/index.ts';

export type Facts = Readonly<Record<string, string>>;

export interface Comparison {
  readonly file: string;
  /** What was compared, in words for the table. */
  readonly checks: readonly string[];
  /** Empty where all of it agrees. */
  readonly problems: readonly string[];
  /** Of the stored values, or of R, G, B where the data set has three samples; undefined where nothing was decoded. */
  readonly sha256?: string;
}

const LOSSY = new Set(['50', '51', '81', '91', '203'].map((last) => `1.2.840.10008.1.2.4.${last}`));
/** pydicom reads its colour tables with the bytes of each word exchanged; the indices are right. */
const WITHOUT_MEAN = new Set(['OBXXXX1A_expb.dcm']);
const WITHIN = 0.5;

export async function compareWithFacts(folder: string, facts: Facts): Promise<Comparison> {
  const { file = '', decode = '', ts_uid: syntax = '' } = facts;
  const object = parseDicom(readFileSync(path.join(folder, file)));
  if (object.kind === 'unreadable') return { file, checks: ['parsed'], problems: [object.detail] };
  if (!decode.startsWith('ok')) return compareReason(file, object);
  const description = describePixels(object.attributes);
  if (description.kind === 'not-produced') return { file, checks: ['described'], problems: [reasonOf(description)] };
  const stored = await decodeStoredFrame(object, description, 1);
  if (stored.kind === 'not-produced') return { file, checks: ['stored'], problems: [reasonOf(stored)] };
  const shown = await decodeColourFrame(object, 1);
  if (shown.kind === 'not-produced') return { file, checks: ['decoded'], problems: [reasonOf(shown)] };

  const checks: string[] = ['form'];
  const problems: string[] = [];
  const expectedForm = [facts.rows, facts.cols, facts.frames || '1', facts.spp].join(' x ');
  const form = [shown.height, shown.width, description.frames, description.samples].join(' x ');
  if (form !== expectedForm) problems.push(`${form}, expected ${expectedForm}`);
  if (object.transferSyntax !== syntax) problems.push(`syntax ${object.transferSyntax}, expected ${syntax}`);
  if (facts.regions !== undefined) {
    checks.push('geometry');
    const [stated, expected] = [statedGeometry(object), expectedGeometry(facts)];
    if (!sameGeometry(stated, expected))
      problems.push(`geometry ${JSON.stringify(stated)}, expected ${JSON.stringify(expected)}`);
  }
  const values = description.samples === 3 ? shown.pixels : stored.values;
  const sha256 = sha256Of(values);
  if (!LOSSY.has(syntax)) {
    checks.push('SHA-256');
    // pydicom keeps the byte order of a big endian file in its arrays.
    const swappedToo = syntax === TRANSFER_SYNTAX.explicitBigEndian && !(values instanceof Uint8Array);
    const read = swappedToo ? [sha256, sha256Of(swapped(values))] : [sha256];
    if (!read.some((hash) => hash.startsWith(facts.native_sha256_frame0!))) problems.push(`SHA-256 ${sha256.slice(0, 16)}`);
  }
  if ((LOSSY.has(syntax) || facts.pi === 'PALETTE COLOR') && !WITHOUT_MEAN.has(file)) {
    const worst = worstDifference(shown, JSON.parse(facts.rgb_mean_frame0!) as number[]);
    checks.push(`mean within ${worst.toFixed(3)}`);
    if (!(worst < WITHIN)) problems.push(`mean differs by ${worst}`);
  }
  return { file, checks, problems, sha256 };
}

/** Pixel spacing, then every ultrasound region as the file states it, stale and unitless ones too. */
type Geometry = readonly (readonly (number | null | undefined)[])[];

function statedGeometry({ attributes }: DicomObject): Geometry {
  const regions = attributes.items(TAG.SequenceOfUltrasoundRegions);
  return [attributes.numbers(TAG.PixelSpacing), ...regions.map((region) => REGION_TAGS.map((tag) => region.numbers(tag)[0]))];
}

/** What only one of the two states is not compared. */
function sameGeometry(stated: Geometry, expected: Geometry): boolean {
  const same = (a: number | null | undefined, b: number | null | undefined): boolean =>
    typeof a !== 'number' || typeof b !== 'number' || Math.abs(a - b) <= 1e-9 * Math.abs(b);
  return (
    stated.length === expected.length &&
    stated.every((values, at) => values.every((value, nth) => same(value, expected[at]![nth])))
  );
}

const REGION_TAGS = [
  TAG.RegionSpatialFormat,
  TAG.RegionDataType,
  TAG.RegionLocationMinX0,
  TAG.RegionLocationMinY0,
  TAG.RegionLocationMaxX1,
  TAG.RegionLocationMaxY1,
  TAG.PhysicalUnitsX,
  TAG.PhysicalUnitsY,
  TAG.PhysicalDeltaX,
  TAG.PhysicalDeltaY,
];

/** Numbers as pydicom gives them. */
interface RegionFacts {
  readonly fmt: number;
  readonly type: number;
  readonly box: readonly number[];
  readonly unitX: number;
  readonly unitY: number;
  readonly dx: number;
  readonly dy: number;
}

function expectedGeometry({ pixel_spacing: spacing = '', regions = '' }: Facts): Geometry {
  const listed = JSON.parse(regions === '' ? '[]' : regions.replace(/\bNaN\b/g, 'null')) as readonly RegionFacts[];
  return [
    (spacing.match(/[\d.eE+-]+/g) ?? []).map(Number),
    ...listed.map(({ fmt, type, box, unitX, unitY, dx, dy }) => [fmt, type, ...box, unitX, unitY, dx, dy]),
  ];
}

function sha256Of(values: NodeJS.ArrayBufferView): string {
  return createHash('sha256').update(values).digest('hex');
}

function swapped(values: NodeJS.ArrayBufferView): Uint8Array {
  return Buffer.from(Buffer.from(values.buffer, values.byteOffset, values.byteLength)).swap16();
}

/** Files that pydicom decodes to the same pixels must be the same here too: lossless forms of one image. */
export function compareEqualFiles(facts: readonly Facts[], compared: readonly Comparison[]): Comparison[] {
  const decoded = facts.filter((row) => row.decode?.startsWith('ok'));
  const hashes = new Set(decoded.map((row) => row.native_sha256_frame0));
  return [...hashes].flatMap((hash) => {
    const rows = decoded.filter((row) => row.native_sha256_frame0 === hash);
    const files = rows.map((row) => row.file!);
    const [first, ...others] = files.map((file) => compared.find((entry) => entry.file === file)?.sha256);
    const differing = files.filter((_, at) => at > 0 && others[at - 1] !== first);
    const problems = differing.map((file) => `${file} differs from ${files[0]}`);
    return files.length < 2 ? [] : [{ file: files.join(' = '), checks: ['equal'], problems }];
  });
}

/** pydicom could not decode it: either it is decoded here, or there is a reason in words. */
async function compareReason(file: string, object: DicomObject): Promise<Comparison> {
  const shown = await decodeColourFrame(object, 1);
  if (shown.kind === 'frame') return { file, checks: ['decoded, as pydicom does not'], problems: [] };
  return { file, checks: [reasonOf(shown)], problems: shown.reasons[0]?.detail === undefined ? ['no reason in words'] : [] };
}

function reasonOf({ reasons }: { readonly reasons: readonly { readonly code: string; readonly detail?: string }[] }): string {
  return reasons.map(({ code, detail }) => `${code}: ${detail}`).join(', ');
}

function worstDifference({ samples, pixels }: DecodedFrame, expected: readonly number[]): number {
  const sums = new Array<number>(samples).fill(0);
  for (let at = 0; at < pixels.length; at++) sums[at % samples]! += pixels[at]!;
  const means = sums.map((sum) => (sum * samples) / pixels.length);
  return means.length === expected.length
    ? Math.max(...means.map((mean, channel) => Math.abs(mean - expected[channel]!)))
    : Infinity;
}

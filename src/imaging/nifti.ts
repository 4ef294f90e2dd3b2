/**
 * NIfTI-1 single files with one slice (nifti1.h). Pixels stay in stored order, first axis to the right and second axis
 * down, as SimpleITK and PyRadiomics hand them on; the orientation matrices are not applied.
 */
import { ImageFileError } from './image-file-error.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { checkSize, type Raster, spacingOrNone } from './raster.ts';
import { readStored, type StoredType } from './stored-numbers.ts';

const HEADER_BYTES = 348;
const MAGIC_AT = 344;
const RGB24 = 128;
const MM_OF_UNIT: Readonly<Record<number, number>> = { 0: 1, 1: 1000, 2: 1, 3: 0.001 };
const TYPES: Readonly<Record<number, StoredType>> = {
  2: 'uint8',
  4: 'int16',
  8: 'int32',
  16: 'float32',
  64: 'float64',
  256: 'int8',
  512: 'uint16',
  768: 'uint32',
};

export function isNifti(bytes: Uint8Array): boolean {
  if (bytes.length < HEADER_BYTES) return false;
  const magic = Buffer.from(bytes.subarray(MAGIC_AT, MAGIC_AT + 3)).toString('latin1');
  return magic === 'n+1' || magic === 'ni1';
}

export function readNifti(bytes: Uint8Array, limits: ImagingLimits): Raster {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[MAGIC_AT + 1] === 0x69)
    throw new ImageFileError('image: NIfTI in two files (.hdr, .img) is not read; write one .nii');
  const little = view.getInt32(0, true) === HEADER_BYTES;
  if (!little && view.getInt32(0, false) !== HEADER_BYTES) throw new ImageFileError('image: the NIfTI header is damaged');
  const axes = view.getInt16(40, little);
  if (axes < 2 || axes > 7) throw new ImageFileError(`image: expected a 2-D NIfTI image, got ${axes} dimensions`);
  const sizes = Array.from({ length: axes }, (_, n) => view.getInt16(42 + 2 * n, little));
  const [width = 0, height = 0, ...rest] = sizes;
  if (rest.some((size) => size > 1)) {
    throw new ImageFileError(`image: expected one slice, got a NIfTI volume of ${sizes.join(' x ')}; write the slice to a file`);
  }
  checkSize(width, height, limits);
  const code = view.getInt16(70, little);
  const type = code === RGB24 ? 'uint8' : TYPES[code];
  if (type === undefined) throw new ImageFileError(`image: NIfTI data type ${code} is not supported`);
  const samples = code === RGB24 ? 3 : 1;
  const offset = view.getFloat32(108, little);
  if (!(Number.isInteger(offset) && offset >= HEADER_BYTES && offset <= bytes.length)) {
    throw new ImageFileError('image: the NIfTI header names no place for the pixels');
  }
  const stored = readStored(bytes.subarray(offset), type, little, width * height * samples);
  const slope = view.getFloat32(112, little);
  const intercept = view.getFloat32(116, little);
  const scaled = samples === 1 && slope !== 0 && (slope !== 1 || intercept !== 0);
  const mm = MM_OF_UNIT[(bytes[123] ?? 0) & 7] ?? Number.NaN;
  const spacing = spacingOrNone(
    shortest(Math.abs(view.getFloat32(80, little)) * mm),
    shortest(Math.abs(view.getFloat32(84, little)) * mm),
  );
  return {
    width,
    height,
    samples,
    values: scaled ? Float64Array.from(stored, (value) => value * slope + intercept) : stored,
    notes: [
      ...(axes > 2 ? ['single slice of a NIfTI volume'] : []),
      ...(scaled ? [`NIfTI scaling applied: value * ${slope} + ${intercept}`] : []),
    ],
    spacingOf: () => spacing,
  };
}

/** pixdim is single precision: 0.1 mm is stored as 0.10000000149, and means 0.1 mm. */
function shortest(value: number): number {
  return Number(value.toPrecision(7));
}

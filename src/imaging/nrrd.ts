/**
 * NRRD files with one slice (teem.sourceforge.net/nrrd/format.html): attached data, raw, gzip or text, grey or RGB(A).
 * Axes of size 1 are dropped. A header that names another file is refused: only the given file is opened.
 */
import { ImageFileError } from './image-file-error.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { inflateFile } from './inflate-file.ts';
import { checkSize, type Raster, spacingOrNone } from './raster.ts';
import { BYTES_OF, readStored, type StoredType } from './stored-numbers.ts';

const MAX_HEADER_BYTES = 65_536;
const MAX_AXES = 16;

const TYPES: Readonly<Record<string, StoredType>> = {
  'signed char': 'int8',
  int8: 'int8',
  int8_t: 'int8',
  'unsigned char': 'uint8',
  uchar: 'uint8',
  uint8: 'uint8',
  uint8_t: 'uint8',
  short: 'int16',
  'short int': 'int16',
  'signed short': 'int16',
  int16: 'int16',
  int16_t: 'int16',
  'unsigned short': 'uint16',
  ushort: 'uint16',
  uint16: 'uint16',
  uint16_t: 'uint16',
  int: 'int32',
  'signed int': 'int32',
  int32: 'int32',
  int32_t: 'int32',
  'unsigned int': 'uint32',
  uint: 'uint32',
  uint32: 'uint32',
  uint32_t: 'uint32',
  float: 'float32',
  double: 'float64',
};

export function isNrrd(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 7)).toString('latin1') === 'NRRD000';
}

interface Axis {
  readonly size: number;
  readonly mm: number;
  readonly colour: boolean;
}

export function readNrrd(bytes: Uint8Array, limits: ImagingLimits): Raster {
  const { fields, data } = splitHeader(bytes);
  if (fields.has('data file') || fields.has('datafile')) {
    throw new ImageFileError('image: the NRRD header names another file for its pixels; write header and pixels to one .nrrd');
  }
  const type = TYPES[(fields.get('type') ?? '').toLowerCase()];
  if (type === undefined)
    throw new ImageFileError(`image: NRRD type "${(fields.get('type') ?? '').slice(0, 40)}" is not supported`);
  const axes = readAxes(fields);
  const [colour] = axes.filter((axis) => axis.colour);
  const plane = axes.filter((axis) => !axis.colour && axis.size !== 1);
  while (plane.length < 2) plane.push({ size: 1, mm: Number.NaN, colour: false });
  const [x, y] = plane as [Axis, Axis];
  if (plane.length > 2 || (colour !== undefined && axes[0] !== colour)) {
    throw new ImageFileError(
      `image: expected one slice, got an NRRD of ${axes.map(({ size }) => size).join(' x ')}; write the slice to a file`,
    );
  }
  checkSize(x.size, y.size, limits);
  const stored = colour?.size ?? 1;
  const values = readValues(data, fields, type, x.size * y.size * stored, limits);
  if (stored > 1 && values instanceof Float64Array)
    throw new ImageFileError('image: NRRD colours must be 8-bit or 16-bit unsigned');
  const spacing = spacingOrNone(x.mm, y.mm);
  return {
    width: x.size,
    height: y.size,
    samples: stored > 1 ? 3 : 1,
    values: stored === 4 ? withoutFourth(values) : values,
    notes: [
      ...(stored === 4 ? ['alpha dropped'] : []),
      ...(axes.length > 2 + (stored > 1 ? 1 : 0) ? ['single slice of an NRRD volume'] : []),
    ],
    spacingOf: () => spacing,
  };
}

function splitHeader(bytes: Uint8Array): { fields: ReadonlyMap<string, string>; data: Uint8Array } {
  const head = Buffer.from(bytes.subarray(0, MAX_HEADER_BYTES)).toString('latin1');
  const end = /\r?\n\r?\n/.exec(head);
  if (end === null) throw new ImageFileError('image: the NRRD header has no end');
  const fields = new Map<string, string>();
  for (const line of head.slice(0, end.index).split(/\r?\n/).slice(1)) {
    const field = /^([^#:][^:]*):[ =]?\s*(.*)$/.exec(line);
    if (field !== null) fields.set(field[1]!.trim().toLowerCase(), field[2]!.trim());
  }
  return { fields, data: bytes.subarray(end.index + end[0].length) };
}

function readAxes(fields: ReadonlyMap<string, string>): readonly Axis[] {
  const sizes = words(fields.get('sizes')).map(Number);
  const dimension = Number(fields.get('dimension'));
  if (
    dimension !== sizes.length ||
    sizes.length < 2 ||
    sizes.length > MAX_AXES ||
    !sizes.every((size) => Number.isInteger(size) && size >= 1)
  ) {
    throw new ImageFileError('image: the NRRD header states no usable sizes');
  }
  const kinds = words(fields.get('kinds')).map((kind) => kind.toLowerCase());
  const spacings = words(fields.get('spacings')).map(Number);
  const directions = [...(fields.get('space directions') ?? '').matchAll(/none|\(([^)]*)\)/gi)].map((match) =>
    match[1] === undefined ? Number.NaN : Number(Math.hypot(...match[1].split(',').map(Number)).toPrecision(15)),
  );
  return sizes.map((size, n) => ({
    size,
    mm: directions[n] ?? spacings[n] ?? Number.NaN,
    colour: (size === 3 || size === 4) && /color|vector|list/.test(kinds[n] ?? ''),
  }));
}

function readValues(
  data: Uint8Array,
  fields: ReadonlyMap<string, string>,
  type: StoredType,
  count: number,
  limits: ImagingLimits,
): Raster['values'] {
  if (fields.has('line skip') || fields.has('lineskip') || fields.has('byte skip') || fields.has('byteskip')) {
    throw new ImageFileError('image: NRRD line skip and byte skip are not supported');
  }
  const little = (fields.get('endian') ?? 'little').toLowerCase() !== 'big';
  switch ((fields.get('encoding') ?? '').toLowerCase()) {
    case 'raw':
      return readStored(data, type, little, count);
    case 'gzip':
    case 'gz':
      return readStored(inflateFile(data, Math.min(limits.maxObjectBytes, count * BYTES_OF[type] + 1024)), type, little, count);
    case 'text':
    case 'txt':
    case 'ascii':
      return readText(data, type, count);
    default:
      throw new ImageFileError(`image: NRRD encoding "${(fields.get('encoding') ?? '').slice(0, 20)}" is not supported`);
  }
}

function readText(data: Uint8Array, type: StoredType, count: number): Raster['values'] {
  const numbers = words(Buffer.from(data).toString('latin1')).map(Number);
  if (numbers.length < count) throw new ImageFileError(`image: expected ${count} numbers in the NRRD, got ${numbers.length}`);
  const values = numbers.slice(0, count);
  if (type === 'uint8') return Uint8Array.from(values);
  return type === 'uint16' ? Uint16Array.from(values) : Float64Array.from(values);
}

function withoutFourth(values: Raster['values']): Raster['values'] {
  return values.filter((_, n) => n % 4 !== 3);
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}

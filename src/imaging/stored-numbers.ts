/** Numbers as NRRD and NIfTI store them: 8-bit and 16-bit unsigned stay integers, everything else becomes double precision. */
import { ImageFileError } from './image-file-error.ts';

export type StoredType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'float32' | 'float64';

export const BYTES_OF: Readonly<Record<StoredType, number>> = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  float64: 8,
};

/** `count` numbers from the start of `bytes`; throws ImageFileError where there are fewer. */
export function readStored(
  bytes: Uint8Array,
  type: StoredType,
  littleEndian: boolean,
  count: number,
): Uint8Array | Uint16Array | Float64Array {
  const size = BYTES_OF[type];
  if (bytes.length < count * size) {
    throw new ImageFileError(`image: expected ${count * size} bytes of pixels, got ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, count * size);
  if (type === 'uint8') return Uint8Array.from(bytes.subarray(0, count));
  if (type === 'uint16') return Uint16Array.from({ length: count }, (_, n) => view.getUint16(n * 2, littleEndian));
  const values = new Float64Array(count);
  for (let n = 0; n < count; n++) values[n] = readOne(view, n * size, type, littleEndian);
  return values;
}

function readOne(view: DataView, at: number, type: Exclude<StoredType, 'uint8' | 'uint16'>, littleEndian: boolean): number {
  switch (type) {
    case 'int8':
      return view.getInt8(at);
    case 'int16':
      return view.getInt16(at, littleEndian);
    case 'int32':
      return view.getInt32(at, littleEndian);
    case 'uint32':
      return view.getUint32(at, littleEndian);
    case 'float32':
      return view.getFloat32(at, littleEndian);
    case 'float64':
      return view.getFloat64(at, littleEndian);
  }
}

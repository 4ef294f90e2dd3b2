/** Reads the gzipped NIfTI-1 volumes of the IBSI 2 phantoms: little-endian uint8 or float32, x fastest. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface Volume {
  /** x, y, z. */
  readonly size: readonly [number, number, number];
  readonly spacingMm: readonly [number, number, number];
  readonly voxels: Float64Array;
}

export function readNifti(file: string): Volume {
  const bytes = gunzipSync(readFileSync(file));
  if (bytes.readInt32LE(0) !== 348) throw new Error(`${file}: not a little-endian NIfTI-1 file`);
  const size = [42, 44, 46].map((at) => bytes.readInt16LE(at)) as [number, number, number];
  const spacingMm = [80, 84, 88].map((at) => bytes.readFloatLE(at)) as [number, number, number];
  const datatype = bytes.readInt16LE(70);
  const start = bytes.readFloatLE(108);
  const count = size[0] * size[1] * size[2];
  switch (datatype) {
    case 2:
      return { size, spacingMm, voxels: Float64Array.from(bytes.subarray(start, start + count)) };
    case 16:
      return { size, spacingMm, voxels: Float64Array.from({ length: count }, (_, n) => bytes.readFloatLE(start + 4 * n)) };
    default:
      throw new Error(`${file}: data type ${datatype}`);
  }
}

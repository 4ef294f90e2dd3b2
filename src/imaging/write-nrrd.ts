/** A plane of numbers as NRRD with attached raw data, which 3D Slicer, ITK and SimpleITK open. */
import { endianness } from 'node:os';
import type { Spacing } from '../core/index.ts';

export interface Plane {
  /** Row-major, `width` * `height`. */
  readonly values: Float64Array;
  readonly width: number;
  readonly height: number;
  readonly originMm: { readonly x: number; readonly y: number };
  readonly spacing: Spacing;
}

export function writeNrrd({ values, width, height, originMm, spacing }: Plane): Uint8Array {
  const header = [
    'NRRD0004',
    'type: double',
    'dimension: 2',
    'space dimension: 2',
    `sizes: ${width} ${height}`,
    `space directions: (${spacing.xMm},0) (0,${spacing.yMm})`,
    `space origin: (${originMm.x},${originMm.y})`,
    `endian: ${endianness() === 'LE' ? 'little' : 'big'}`,
    'encoding: raw',
    '',
    '',
  ].join('\n');
  return Buffer.concat([Buffer.from(header, 'latin1'), Buffer.from(values.buffer, values.byteOffset, values.byteLength)]);
}

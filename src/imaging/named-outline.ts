/** What the readers of polygon files have in common: outlines with a name, and one way to say that a file is malformed. */
import type { z } from 'zod';
import type { Ring } from './fill-polygons.ts';
import { ImageFileError } from './image-file-error.ts';

/** The parts of one outline, united; each part is filled even-odd over its rings, or is a mask already. */
export interface NamedOutline {
  readonly name: string;
  readonly parts: readonly (readonly Ring[] | Uint8Array)[];
}

export interface PolygonFile {
  readonly format: 'labelme' | 'COCO' | 'rings';
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly outlines: readonly NamedOutline[];
}

export interface MaskTarget {
  readonly width: number;
  readonly height: number;
  /** File name of the image without its folder, to find it in a COCO file. */
  readonly imageName?: string;
}

/** zod's findings as one ImageFileError. */
export function checked<T>(schema: z.ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ImageFileError(`mask: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`);
}

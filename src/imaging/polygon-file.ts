/**
 * Outlines drawn as polygons: labelme JSON, COCO JSON, and our own {"width", "height", "rings"}. All three become a list
 * of outlines with a name, of which one name must remain. Pixels count by their centre, see fill-polygons.ts.
 */
import { z } from 'zod';
import { cocoOutlines } from './coco.ts';
import { fillPolygons, type Ring } from './fill-polygons.ts';
import { ImageFileError } from './image-file-error.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { ANY_LABEL, type LabelMask } from './label-mask.ts';
import { checked, type MaskTarget, type NamedOutline, type PolygonFile } from './named-outline.ts';

const coordinate = z.number().min(-1e6).max(1e6);
const size = z.int().min(1).max(1_000_000);
const ring = z
  .array(coordinate)
  .min(6)
  .refine((numbers) => numbers.length % 2 === 0, 'x and y must alternate');
const ringsSchema = z.object({ width: size, height: size, rings: z.array(ring).min(1) });
const labelmeSchema = z.object({
  imageWidth: size.nullish(),
  imageHeight: size.nullish(),
  shapes: z.array(
    z.object({
      label: z.string().max(200),
      shape_type: z.string().max(40).nullish(),
      points: z.array(z.tuple([coordinate, coordinate])).min(2),
    }),
  ),
});

export function isJson(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 64))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return start.startsWith('{') || start.startsWith('[');
}

/** Throws ImageFileError; the outline's size must be the image's. */
export function polygonMask(bytes: Uint8Array, target: MaskTarget, label: string | undefined, limits: ImagingLimits): LabelMask {
  const file = readPolygonFile(bytes, target, limits);
  const { width = target.width, height = target.height } = file;
  if (width !== target.width || height !== target.height) {
    throw new ImageFileError(
      `mask: expected ${target.width} x ${target.height} pixels as in the image, got ${width} x ${height}`,
      {
        code: 'size-mismatch',
      },
    );
  }
  const chosen = choose(file.outlines, label);
  const mask = new Uint8Array(width * height);
  for (const part of chosen.flatMap(({ parts }) => parts)) {
    const filled = part instanceof Uint8Array ? part : fillPolygons(part, width, height);
    for (let n = 0; n < mask.length; n++) mask[n]! |= filled[n]!;
  }
  const names = [...new Set(chosen.map(({ name }) => name))].join(', ');
  return { mask, notes: [`${file.format} outline${names === '' ? '' : ` "${names}"`} filled: pixels whose centre is inside`] };
}

function readPolygonFile(bytes: Uint8Array, target: MaskTarget, limits: ImagingLimits): PolygonFile {
  if (bytes.length > limits.maxJsonBytes)
    throw new ImageFileError(`mask: ${bytes.length} bytes of JSON are more than the limit of ${limits.maxJsonBytes}`);
  const json = parse(bytes);
  const has = (key: string): boolean => typeof json === 'object' && json !== null && Object.hasOwn(json, key);
  if (has('shapes')) return labelme(checked(labelmeSchema, json));
  if (has('annotations')) return cocoOutlines(json, target, limits);
  if (has('rings')) {
    const { width, height, rings } = checked(ringsSchema, json);
    return { format: 'rings', width, height, outlines: [{ name: '', parts: [rings] }] };
  }
  throw new ImageFileError('mask: expected labelme JSON (shapes), COCO JSON (annotations) or {"width", "height", "rings"}');
}

function labelme({ imageWidth, imageHeight, shapes }: z.infer<typeof labelmeSchema>): PolygonFile {
  const outlines = shapes.map(({ label, shape_type, points }) => ({
    name: label,
    parts: [[shapeRing(shape_type ?? 'polygon', points)]],
  }));
  return { format: 'labelme', width: imageWidth ?? undefined, height: imageHeight ?? undefined, outlines };
}

function shapeRing(type: string, points: readonly (readonly [number, number])[]): Ring {
  const [first, second] = points;
  if (type === 'rectangle' && first !== undefined && second !== undefined) {
    return [first[0], first[1], second[0], first[1], second[0], second[1], first[0], second[1]];
  }
  if (type !== 'polygon' || points.length < 3)
    throw new ImageFileError(`mask: labelme shape "${type}" is no area; draw a polygon or a rectangle`);
  return points.flat();
}

function choose(outlines: readonly NamedOutline[], label: string | undefined): readonly NamedOutline[] {
  if (label === ANY_LABEL) return outlines;
  const names = [...new Set(outlines.map(({ name }) => name))];
  const listed = names.slice(0, 10).join(', ');
  if (label !== undefined) {
    if (!names.includes(label))
      throw new ImageFileError(`mask: label "${label.slice(0, 40)}" is not in it; it has ${listed || 'no outline'}`, {
        code: 'label-absent',
      });
    return outlines.filter(({ name }) => name === label);
  }
  if (names.length > 1) {
    throw new ImageFileError(`mask: ${names.length} labels (${listed}); choose one with --label, or --label any for all`, {
      code: 'several-labels',
    });
  }
  return outlines;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(
      Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    );
  } catch (cause) {
    throw new ImageFileError('mask: the file is not JSON', { cause });
  }
}

/** COCO object detection annotations (cocodataset.org, format-data): polygons, and run lengths plain or compressed. */
import { z } from 'zod';
import { ImageFileError } from './image-file-error.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { checked, type MaskTarget, type NamedOutline, type PolygonFile } from './named-outline.ts';
import { checkSize } from './raster.ts';

const id = z.union([z.int(), z.string().max(200)]);
const size = z.int().min(1).max(1_000_000);
const runLengths = z.object({ size: z.tuple([size, size]), counts: z.union([z.string(), z.array(z.int().min(0))]) });
const polygon = z
  .array(z.number().min(-1e6).max(1e6))
  .min(6)
  .refine((numbers) => numbers.length % 2 === 0, 'x and y must alternate');
const schema = z.object({
  images: z.array(z.object({ id, width: size, height: size, file_name: z.string().max(1000).optional() })).min(1),
  annotations: z.array(
    z.object({ image_id: id, category_id: id.optional(), segmentation: z.union([runLengths, z.array(polygon)]) }),
  ),
  categories: z.array(z.object({ id, name: z.string().max(200) })).optional(),
});

/** Outlines of the image with the target's file name, or of the only image. */
export function cocoOutlines(json: unknown, target: MaskTarget, limits: ImagingLimits): PolygonFile {
  const { images, annotations, categories = [] } = checked(schema, json);
  const named = images.filter(({ file_name }) => file_name?.split(/[\\/]/).at(-1) === target.imageName);
  const [image, ...others] = named.length > 0 ? named : images;
  if (image === undefined || others.length > 0) {
    throw new ImageFileError(`mask: the COCO file has ${images.length} images, and ${named.length} with the name of this one`);
  }
  checkSize(image.width, image.height, limits);
  const nameOf = new Map(categories.map((category) => [category.id, category.name]));
  const outlines = annotations
    .filter(({ image_id }) => image_id === image.id)
    .map(({ category_id, segmentation }): NamedOutline => {
      const name = category_id === undefined ? '' : (nameOf.get(category_id) ?? String(category_id));
      const parts = Array.isArray(segmentation) ? segmentation.map((ring) => [ring]) : [fromRunLengths(segmentation, image)];
      return { name, parts };
    });
  return { format: 'COCO', width: image.width, height: image.height, outlines };
}

/** Runs of 0 and 1 in turn, down the columns. */
function fromRunLengths(encoded: z.infer<typeof runLengths>, { width, height }: { width: number; height: number }): Uint8Array {
  const [rows, columns] = encoded.size;
  if (rows !== height || columns !== width) {
    throw new ImageFileError(`mask: run lengths of ${columns} x ${rows} pixels in a COCO image of ${width} x ${height}`);
  }
  const runs = typeof encoded.counts === 'string' ? decompress(encoded.counts) : encoded.counts;
  const mask = new Uint8Array(width * height);
  let at = 0;
  runs.forEach((run, n) => {
    if (run < 0 || at + run > mask.length) throw new ImageFileError('mask: COCO run lengths go beyond the image');
    if (n % 2 === 1) for (let k = at; k < at + run; k++) mask[(k % height) * width + Math.floor(k / height)] = 1;
    at += run;
  });
  return mask;
}

/** maskApi.c rleFrString: six-bit groups, the sixth bit says "more"; from the fourth run on, the difference to the run two before. */
function decompress(text: string): number[] {
  const runs: number[] = [];
  for (let at = 0; at < text.length; ) {
    let value = 0;
    let shift = 0;
    let group: number;
    do {
      group = text.charCodeAt(at++) - 48;
      if (!(group >= 0 && group < 64) || shift > 30) throw new ImageFileError('mask: COCO run lengths are damaged');
      value += (group & 0x1f) * 2 ** shift;
      shift += 5;
    } while ((group & 0x20) !== 0);
    if ((group & 0x10) !== 0) value -= 2 ** shift;
    runs.push(runs.length > 2 ? value + runs[runs.length - 2]! : value);
  }
  return runs;
}

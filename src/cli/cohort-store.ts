/**
 * Lesions of archives in the work folder: pixels, outlines, spacing and what the quality gate found, under a name that is a hash.
 * No name, identifier or date of a patient is kept, only a keyed hash; text burned into the pixels is, since features may depend on
 * the whole frame.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type GreyImage, type Mask, qualityFindingSchema } from '../core/index.ts';
import { encodePng, writeNrrd } from '../imaging/index.ts';
import { writeFolderWhole } from './write-folder-whole.ts';
import { writeWhole } from './write-whole.ts';

const side = z.int().min(0).max(65_535);

const recordSchema = z.strictObject({
  image: z.enum(['image.png', 'image.nrrd']),
  /** By reader. */
  masks: z.array(z.string().regex(/^mask\d{0,2}\.png$/)).min(1),
  /** mm; absent where the image states none. */
  spacing: z.strictObject({ xMm: z.number().positive(), yMm: z.number().positive() }).exactOptional(),
  /** The ultrasound region around the outline. */
  region: z.strictObject({ x: side, y: side, width: side, height: side }).exactOptional(),
  findings: z.array(qualityFindingSchema),
  /** Equal for studies of one patient; a keyed hash, and the key stays in this work folder. */
  subject: z.string().regex(/^[0-9a-f]{32}$/),
});

export type KeptLesion = z.infer<typeof recordSchema>;

export interface LesionToKeep extends Omit<KeptLesion, 'image' | 'masks'> {
  readonly image: GreyImage;
  readonly masks: readonly Mask[];
}

const RECORD = 'lesion.json';

/** Names patients of one work folder apart without naming them. */
export type SubjectHash = (patientId: string) => string;

/** The key is drawn once for each folder. */
export async function subjectHash(folder: string): Promise<SubjectHash> {
  const file = path.join(folder, 'subject.key');
  if (!existsSync(file)) await writeWhole(file, randomBytes(32));
  const key = await readFile(file);
  return (patientId) => createHmac('sha256', key).update(patientId).digest('hex').slice(0, 32);
}

/** Undefined where the lesion is not there, or not as this program writes it. */
export async function keptLesion(folder: string): Promise<KeptLesion | undefined> {
  try {
    const record = recordSchema.parse(JSON.parse(await readFile(path.join(folder, RECORD), 'utf8')));
    return [record.image, ...record.masks].every((file) => existsSync(path.join(folder, file))) ? record : undefined;
  } catch {
    // Fetched again, whatever is wrong with it.
    return undefined;
  }
}

/** In place of what `keptLesion` could not read. A lesion is there whole or not at all. */
export async function keepLesion(folder: string, lesion: LesionToKeep): Promise<KeptLesion> {
  const { image, masks, ...rest } = lesion;
  const grey = image.pixels instanceof Uint8Array;
  const record: KeptLesion = {
    image: grey ? 'image.png' : 'image.nrrd',
    masks: masks.map((_, reader) => (reader === 0 ? 'mask.png' : `mask${reader + 1}.png`)),
    ...rest,
  };
  const files = new Map<string, string | Uint8Array>([[record.image, grey ? await encodePng(image) : exactPixels(image)]]);
  for (const [reader, mask] of masks.entries()) {
    const pixels = mask.map((inside) => 255 * inside);
    files.set(record.masks[reader] as string, await encodePng({ ...image, pixels }));
  }
  files.set(RECORD, `${JSON.stringify(record)}\n`);
  await rm(folder, { recursive: true, force: true });
  await writeFolderWhole(folder, files);
  return record;
}

/** A PNG here would round luminance and scale 16 bits. The spacing is in the record. */
function exactPixels({ width, height, pixels }: GreyImage): Uint8Array {
  const spacing = { xMm: 1, yMm: 1 };
  return writeNrrd({ values: Float64Array.from(pixels), width, height, originMm: { x: 0, y: 0 }, spacing });
}

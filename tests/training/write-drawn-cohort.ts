/**
 * `npx tsx tests/training/write-drawn-cohort.ts FOLDER LESIONS [FIRST_SEED] [SPLIT]`: a folder with small drawn frames (noise with a
 * darker ellipse), outlines, a second reader's outline of every other lesion, and cohort.csv. It shows how files fit together and
 * is no simulation of ultrasound; HER2 results are invented, and her2_source says so.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { randomStream } from '../../src/simulator/index.ts';

export interface DrawnFolder {
  readonly lesions: number;
  /** Folders with seeds that do not overlap have no patient in common. */
  readonly firstSeed?: number;
  /** Of every lesion; without it four of five train and the others validate. */
  readonly split?: string;
}

const SIDE = 96;
const HEADER = 'patient,site,split,image,mask,mask2,spacing,ihc,her2_source,age,size_mm';

export async function writeDrawnCohort(folder: string, { lesions, firstSeed = 0, split }: DrawnFolder): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lines = [HEADER];
  for (let i = 0; i < lesions; i++) {
    const seed = firstSeed + i;
    const expressing = (i >> 1) % 2 === 0;
    const random = randomStream(seed, 'drawn lesion');
    const [rx, ry] = [random.between(18, 30), random.between(14, 24)];
    const inside = ellipse(rx, ry);
    const contrast = random.between(0.35, 0.6) + (expressing ? 0.15 : 0);
    const grey = Uint8Array.from(inside, (own) =>
      Math.max(0, Math.min(255, (own ? contrast : 1) * (120 + 35 * random.normal()))),
    );
    const [image, mask, mask2] = [`S${seed}.png`, `S${seed}_mask.png`, i % 2 === 0 ? `S${seed}_mask2.png` : ''];
    await writePng(path.join(folder, image), grey);
    await writePng(path.join(folder, mask), inside);
    if (mask2 !== '') await writePng(path.join(folder, mask2), ellipse(rx + 1, ry + 1));
    const own = split ?? (i % 5 === 4 ? 'validation' : 'training');
    const age = Math.floor(random.between(35, 80));
    lines.push(
      [`S${seed}`, `site ${seed % 2}`, own, image, mask, mask2, 0.2, expressing ? '1+' : '0', 'simulated', age, 0.4 * rx].join(
        ',',
      ),
    );
  }
  await writeFile(path.join(folder, 'cohort.csv'), `${lines.join('\n')}\n`);
}

/** 255 inside, in the middle of the frame. */
function ellipse(rx: number, ry: number): Uint8Array {
  return Uint8Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [x, y] = [(i % SIDE) - SIDE / 2, Math.floor(i / SIDE) - SIDE / 2];
    return (x / rx) ** 2 + (y / ry) ** 2 <= 1 ? 255 : 0;
  });
}

async function writePng(file: string, grey: Uint8Array): Promise<void> {
  await writeFile(
    file,
    await sharp(grey, { raw: { width: SIDE, height: SIDE, channels: 1 } })
      .png()
      .toBuffer(),
  );
}

if (process.argv[1] === import.meta.filename) {
  const [folder, lesions, firstSeed = '0', split] = process.argv.slice(2);
  if (folder === undefined || !/^[1-9]\d{0,3}$/.test(lesions ?? '') || !/^\d{1,6}$/.test(firstSeed)) {
    process.stderr.write('usage: npx tsx tests/training/write-drawn-cohort.ts FOLDER LESIONS [FIRST_SEED] [SPLIT]\n');
    process.exitCode = 1;
  } else {
    const own = { lesions: Number(lesions), firstSeed: Number(firstSeed) };
    await writeDrawnCohort(folder, split === undefined ? own : { ...own, split });
  }
}

/** Worker thread of a simulation: draws the image and the outlines of one lesion at a time and writes them as PNG. */
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import { type CohortPatient, readerMask, simulateLesion } from '../simulator/index.ts';
import { lesionFiles } from './simulated-files.ts';
import { writeWhole } from './write-whole.ts';

export type SimulateTask = CohortPatient;
export interface SimulateOutcome {
  /** Why the lesion is not there. */
  readonly problem?: string;
}

const folder = workerData as string;

parentPort?.on('message', (patient: SimulateTask) => {
  writeLesion(patient)
    .then((): SimulateOutcome => ({}))
    .catch((error: unknown): SimulateOutcome => ({ problem: error instanceof Error ? error.message : String(error) }))
    .then((outcome) => parentPort?.postMessage(outcome));
});

async function writeLesion(patient: CohortPatient): Promise<void> {
  const { parameters, seed, readers } = patient;
  const { image } = simulateLesion(parameters, seed);
  const outlines = Array.from({ length: readers }, (_, i) => readerMask(parameters, seed, i + 1));
  const planes = [image.pixels, ...outlines.map((own) => own.map((inside) => (inside === 0 ? 0 : 255)))];
  const raw = { width: image.width, height: image.height, channels: 1 as const };
  for (const [i, file] of lesionFiles(patient).entries()) {
    const png = await sharp(planes[i], { raw }).toColourspace('b-w').png({ compressionLevel: 6 }).toBuffer();
    await writeWhole(path.join(folder, file), png);
  }
}

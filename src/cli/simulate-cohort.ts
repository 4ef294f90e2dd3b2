/**
 * A simulated cohort as a folder. simulation.json is written first and says what the folder is, so that only the same
 * command goes on in it; cohort.csv is written last, so that no half-made cohort is trained on.
 */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ServiceError } from '../core/index.ts';
import { type CohortPatient, type CohortRecipe, cohortPatients } from '../simulator/index.ts';
import { progressBar } from './progress-bar.ts';
import type { SimulateOutcome, SimulateTask } from './simulate-worker.ts';
import { cohortTable, lesionFiles, licenceNote, trainingConfig } from './simulated-files.ts';
import { runTasks } from './thread-pool.ts';
import { writeWhole } from './write-whole.ts';

const RECIPE_FILE = 'simulation.json';
/** Of what the recipe gives: rises when the same recipe gives other images. */
const SIMULATOR_VERSION = 1;

export async function writeSimulatedCohort(
  recipe: CohortRecipe,
  out: string,
  workers: number | undefined,
): Promise<{ readonly simulated: number; readonly kept: number }> {
  const patients = cohortPatients(recipe);
  try {
    const present = await claimFolder(recipe, out);
    const open = patients.filter((patient) => lesionFiles(patient).some((file) => !present.has(file)));
    await simulateAll(open, patients.length, out, workers);
    const texts = { 'README.md': licenceNote(recipe), 'train.yaml': trainingConfig(recipe), 'cohort.csv': cohortTable(patients) };
    // A configuration that was edited in between is kept.
    for (const [file, text] of Object.entries(texts)) if (!present.has(file)) await writeWhole(path.join(out, file), text);
    return { simulated: open.length, kept: patients.length - open.length };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof ServiceError || code === undefined) throw error;
    throw unusable(`${out} cannot be written (${code}): name a folder that can, with space left`);
  }
}

/** The images and masks that an earlier run of the same recipe left. */
async function claimFolder(recipe: CohortRecipe, out: string): Promise<ReadonlySet<string>> {
  await mkdir(out, { recursive: true });
  const text = `${JSON.stringify({ simulator: SIMULATOR_VERSION, ...recipe })}\n`;
  // What is below is looked at in a folder of this program only: another may hold a whole disk.
  const beside = await readdir(out);
  if (!beside.includes(RECIPE_FILE)) {
    if (beside.some((name) => name !== `${RECIPE_FILE}.part`)) throw unusable(`${out} holds other files: name a new folder`);
    await writeWhole(path.join(out, RECIPE_FILE), text);
  } else if ((await readFile(path.join(out, RECIPE_FILE), 'utf8')) !== text) {
    throw unusable(
      `${out} holds a cohort simulated with other options: name a new folder, or give the options of ${RECIPE_FILE}`,
    );
  }
  await mkdir(path.join(out, 'images'), { recursive: true });
  const names = await readdir(out, { recursive: true });
  return new Set(names.map((name) => name.replaceAll(path.sep, '/')));
}

async function simulateAll(
  open: readonly CohortPatient[],
  total: number,
  out: string,
  workers: number | undefined,
): Promise<void> {
  const bar = progressBar(total, total - open.length);
  const failures: string[] = [];
  const died = (message: string): SimulateOutcome => ({ problem: `the thread ended: ${message}` });
  await runTasks<SimulateTask, SimulateOutcome>(
    open,
    { worker: 'simulate-worker', data: out, count: workers, died },
    (_, { problem }) => {
      if (problem === undefined) bar.advance();
      else failures.push(problem);
    },
  );
  bar.end();
  if (failures.length > 0) {
    throw unusable(`${failures.length} lesions were not written, the first: ${failures[0]}; the same command goes on with them`);
  }
}

function unusable(why: string): ServiceError {
  return new ServiceError('bad-configuration', `out: ${why}.`, { field: 'out' });
}

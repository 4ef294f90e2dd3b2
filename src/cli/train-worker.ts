/** Worker thread of a training: holds the table, and answers one repeated fit at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { type FitContext, type FitTask, runFit } from '../training/index.ts';

const context = workerData as FitContext;

parentPort?.on('message', (task: FitTask) => {
  parentPort?.postMessage(runFit(context, task));
});

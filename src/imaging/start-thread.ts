/** Starts a worker thread from a module of this code base, whether it is run built (.js) or from source (.ts). */
import { Worker } from 'node:worker_threads';

/** From source a thread has to load the TypeScript loader first, which it does not inherit. */
const LOADER = 'tsx/esm/api';

/** `module` as the caller's `new URL('./name.ts', import.meta.url)` or `.js`: the ending is that of the caller. */
export function startThread(module: URL, workerData: unknown): Worker {
  if (!module.pathname.endsWith('.ts')) return new Worker(module, { workerData });
  // Resolved here: a thread from text looks for packages where the command was started.
  const loader = import.meta.resolve(LOADER);
  const program = `
import(${JSON.stringify(loader)})
  .then(({ register }) => register())
  .then(() => import(${JSON.stringify(module.href)}))`;
  return new Worker(program, { eval: true, workerData });
}

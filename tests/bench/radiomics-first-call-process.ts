/** One fresh process of the first-call benchmark; prints one JSON line. */
import { DEMONSTRATION_MODEL, openModel, scoreLesion, warmUp } from '../../src/assessment/index.ts';
import { median } from './median.ts';
import { lesionScene } from './radiomics-scene.ts';

export interface Spent {
  readonly cpuMs: number;
  readonly wallMs: number;
}

export interface FirstCall {
  readonly warmUp: Spent;
  readonly first: Spent;
  /** Median of the calls after the compiler has seen what it optimises. */
  readonly steady: Spent;
}

const CALLS = 60;
const STEADY_FROM = 30;

const opened = await openModel(DEMONSTRATION_MODEL);
const { image, mask, spacing } = lesionScene.input;
const lesion = { image, mask, calibration: { kind: 'calibrated', spacing, source: 'stated' } } as const;
// Every lesion is measured, whatever the range of the model.
const model = { ...opened.model, acquisitionReasons: () => [] };

const start = await spent(() => warmUp(opened));
const first = await spent(() => scoreLesion(lesion, model, opened.plan));
const later: Spent[] = [];
for (let n = 1; n < CALLS; n++) later.push(await spent(() => scoreLesion(lesion, model, opened.plan)));
const steady = later.slice(STEADY_FROM);
const result: FirstCall = {
  warmUp: start,
  first,
  steady: { cpuMs: median(steady.map(({ cpuMs }) => cpuMs)), wallMs: median(steady.map(({ wallMs }) => wallMs)) },
};
process.stdout.write(`${JSON.stringify(result)}\n`);

async function spent(work: () => Promise<unknown>): Promise<Spent> {
  const [before, began] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000, wallMs: performance.now() - began };
}

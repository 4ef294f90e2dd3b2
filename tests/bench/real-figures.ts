/** One recipe on real images: the fit with given folds, the nested estimate, and the locked score on other sets. */
import { runFits } from '../../src/cli/train-fits.ts';
import { areaUnderCurve, delongInterval } from '../../src/training/evaluation/delong.ts';
import { fitScoreLogistic } from '../../src/training/evaluation/score-logistic.ts';
import { scoredRows } from '../../src/training/evaluation/scored-rows.ts';
import { type FitOptions, fitScore, type ScoreFit } from '../../src/training/pipeline/fit-score.ts';
import type { LesionTable } from '../../src/training/pipeline/lesion-table.ts';
import { nestedProbabilities, nestedTasks } from '../../src/training/pipeline/nested-cross-validation.ts';
import type { Recipe } from '../../src/training/pipeline/recipe.ts';
import type { FitOutcome, FitTask } from '../../src/training/pipeline/refit.ts';
import { probabilitiesOf, scoreLesions } from '../../src/training/pipeline/score-lesions.ts';
import type { UnstableFeatures } from '../../src/training/pipeline/select-features.ts';

export interface Area {
  readonly lesions: number;
  readonly positives: number;
  readonly auc: number;
  readonly lower: number;
  readonly upper: number;
  readonly calibrationSlope: number;
  readonly calibrationIntercept: number;
}

export interface Figures {
  readonly features: number;
  readonly stable: number;
  readonly notRedundant: number;
  readonly mrmr: readonly string[];
  readonly intercept: number;
  readonly coefficients: Readonly<Record<string, number>>;
  readonly recalibration: { readonly intercept: number; readonly slope: number };
  readonly apparent: Area;
  readonly nested: Area;
  /** Lesions of each device by the fit to the others: all together, and by device. */
  readonly deviceLeftOut: Readonly<Record<string, Area>>;
  readonly external: Readonly<Record<string, Area>>;
}

export interface RealFolds {
  /** By lesion; undefined draws seeded ones. */
  readonly lasso?: ArrayLike<number>;
  readonly outer: ArrayLike<number>;
}

export interface RealInput {
  readonly table: LesionTable;
  readonly recipe: Recipe;
  readonly stability: UnstableFeatures;
  readonly folds: RealFolds;
  readonly external: ReadonlyMap<string, LesionTable>;
  readonly workers: number | undefined;
}

/** A device with fewer lesions of a class always trains. */
const FEWEST_LEFT_OUT = 10;

export async function figuresOf({ table, recipe, stability, folds, external, workers }: RealInput): Promise<Figures> {
  const options: FitOptions = folds.lasso === undefined ? { stability } : { folds: folds.lasso, stability };
  const fit = fitScore(table, recipe, options);
  const rows = table.patients.map((_, i) => i);
  const devices = leftOutDevices(table);
  const outer = nestedTasks(table, rows, folds.outer);
  const outcomes = await runFits(
    { table, recipe, unstable: [...stability.unstable] },
    [...outer, ...devices.map((device) => taskWithout(table, device))],
    workers,
  );
  const nested = nestedProbabilities(rows, folds.outer, outcomes.slice(0, outer.length));
  if (typeof nested === 'string') throw new Error(nested);
  const remaining = (step: string): number => fit.steps.find((own) => own.step === step)?.remaining ?? 0;
  return {
    features: table.names.length,
    stable: remaining('stable'),
    notRedundant: remaining('not redundant'),
    mrmr: fit.candidates.names,
    intercept: fit.model.intercept,
    coefficients: Object.fromEntries(fit.model.features.map(({ name, coefficient }) => [name, coefficient])),
    recalibration: fit.model.recalibration,
    apparent: areaOf(scored(fit, table), table.outcome),
    nested: areaOf(nested, table.outcome),
    deviceLeftOut: leftOutAreas(table, devices, outcomes.slice(outer.length)),
    external: Object.fromEntries([...external].map(([name, own]) => [name, areaOf(scored(fit, own), own.outcome)])),
  };
}

function leftOutDevices({ sites, outcome }: LesionTable): readonly string[] {
  const count = (device: string, label: number): number =>
    sites.filter((own, i) => own === device && outcome[i] === label).length;
  return [...new Set(sites)].sort().filter((device) => [0, 1].every((label) => count(device, label) >= FEWEST_LEFT_OUT));
}

function taskWithout({ sites, outcome }: LesionTable, device: string): FitTask {
  const rows = sites.flatMap((own, i) => (own === device ? [] : [i]));
  return { rows, labels: rows.map((i) => outcome[i] as 0 | 1), purpose: `lasso without ${device}` };
}

function leftOutAreas(
  { sites, outcome }: LesionTable,
  devices: readonly string[],
  outcomes: readonly FitOutcome[],
): Readonly<Record<string, Area>> {
  const probabilities = Float64Array.from(sites, (site, i) => {
    const own = outcomes[devices.indexOf(site)];
    return own?.kind === 'fitted' ? own.probabilities[i] : Number.NaN;
  });
  const of = (device: string): Float64Array => probabilities.map((value, i) => (sites[i] === device ? value : Number.NaN));
  if (devices.length < 2) return {};
  return Object.fromEntries([
    ['all', areaOf(probabilities, outcome)],
    ...devices.map((device) => [device, areaOf(of(device), outcome)]),
  ]);
}

const scored = ({ model }: ScoreFit, table: LesionTable): Float64Array => probabilitiesOf(model, scoreLesions(model, table));

function areaOf(probabilities: Float64Array, outcome: Uint8Array): Area {
  const kept = Array.from(outcome.keys()).filter((i) => Number.isFinite(probabilities[i]));
  const labels = kept.map((i) => outcome[i]);
  const area = areaUnderCurve(
    scoredRows(
      kept.map((i) => probabilities[i]),
      labels,
    ),
  );
  const logits = Float64Array.from(kept, (i) => Math.log(probabilities[i] / (1 - probabilities[i])));
  const { slope, intercept } = fitScoreLogistic(logits, labels);
  const positives = labels.filter((label) => label === 1).length;
  return {
    lesions: kept.length,
    positives,
    auc: area.auc,
    ...delongInterval(area),
    calibrationSlope: slope,
    calibrationIntercept: intercept,
  };
}

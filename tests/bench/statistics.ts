/**
 * `npm run bench:statistics [-- DIR] [--json]`: LASSO path and 10-fold cross-validation of 383 x 480 beside R's glmnet in the
 * same run, at equal quality: the largest error of a standardised coefficient against the exact solutions of the reference.
 * mRMR and DeLong beside their limits. CPU time, as other work on the machine does not count then. Exit code 1 over a limit.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { randomStream } from '../../src/simulator/index.ts';
import { areaUnderCurve } from '../../src/training/evaluation/delong.ts';
import { scoredRows } from '../../src/training/evaluation/scored-rows.ts';
import { outOfFold } from '../../src/training/lasso/cross-validation.ts';
import { lassoPath } from '../../src/training/lasso/lasso-path.ts';
import { selectMrmr } from '../../src/training/selection/mrmr.ts';
import { openFolder } from '../parity/statistics/reference-folder.ts';
import { helpFrom } from './help.ts';

helpFrom(import.meta.filename);

const RATIO = 0.7;
const MRMR_MS = 15;
const DELONG_MS = 100;
const OURS = [1e-9, 1e-5, 1e-3];
const THRESHOLDS = ['1e-7', '1e-10', '1e-12', '1e-14'];

interface Exact {
  readonly lambda: number;
  readonly coef: Readonly<Record<string, number>>;
}
interface Timed {
  readonly setting: string;
  readonly pathMs: number;
  readonly cvMs: number;
  readonly worstError: number;
}

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const folder = openFolder(positionals[0] ?? path.resolve(import.meta.dirname, '../../../shared/reference/statistics'));
const { cases } = folder.cases<{ cases: readonly (Readonly<Record<string, unknown>> & { exact_at: readonly Exact[] })[] }>(
  'lasso',
);
// The first case with more columns than rows.
const reference = cases.find(({ data, features }) => {
  const table = folder.table(String(data));
  return table.columns(features as string).length > table.rows;
});
if (reference === undefined) throw new Error('the references hold no LASSO case with more columns than rows');
const table = folder.table(String(reference.data));
const features = table.columns(reference.features as string);
const columns = features.map(({ values }) => values);
const outcome = table.column('label');
const { file, column } = reference.foldid as { file: string; column: string };
const folds = folder.table(file).column(column);
const spread = columns.map((values) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
});

const ours = OURS.map((tolerance): Timed => {
  const run = () => lassoPath(columns, outcome, { tolerance });
  const fit = run();
  return {
    setting: `tolerance ${tolerance.toExponential(0)}`,
    pathMs: cpuMs(run),
    cvMs: cpuMs(() => outOfFold(run(), columns, outcome, folds, { tolerance })),
    worstError: worstError(Array.from(fit.lambdas), (k, j) => fit.coefficients[k][j]),
  };
});
const glmnet = existsR() ? runGlmnet() : undefined;
const comparisons = ours.flatMap((own) => {
  // The quickest setting of glmnet that is at least as exact; where none is, its most exact one, in its favour.
  const exact = glmnet?.filter(({ worstError }) => worstError <= own.worstError) ?? [];
  const other = exact.length > 0 ? exact.reduce((a, b) => (a.cvMs < b.cvMs ? a : b)) : glmnet?.at(-1);
  return other === undefined
    ? []
    : [{ own: own.setting, glmnet: other.setting, atLeastAsExact: exact.length > 0, ratio: own.cvMs / other.cvMs }];
});
const best = comparisons.length === 0 ? undefined : Math.min(...comparisons.map(({ ratio }) => ratio));
const mrmrMs = cpuMs(() => selectMrmr(columns, outcome, 30, 'gaussian'), 15);
const delongMs = cpuMs(delongRun(100_000), 9);
const report = { rows: table.rows, columns: columns.length, ours, glmnet, comparisons, mrmrMs, delongMs };
process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : inWords());
if ((best ?? 0) > RATIO || mrmrMs > MRMR_MS || delongMs > DELONG_MS) process.exitCode = 1;

function inWords(): string {
  const line = ({ setting, pathMs, cvMs, worstError }: Timed): string =>
    `  ${setting.padEnd(18)} path ${pathMs.toFixed(0).padStart(6)} ms  with CV ${cvMs.toFixed(0).padStart(6)} ms  worst error ${worstError.toExponential(1)}`;
  return [
    `LASSO ${table.rows} x ${columns.length}, 100 lambdas, CPU time (least of several)`,
    ...ours.map(line),
    ...(glmnet === undefined
      ? ['glmnet not run: needs Rscript with glmnet (Debian: apt-get install r-cran-glmnet)']
      : ['glmnet', ...glmnet.map(line)]),
    ...comparisons.map(
      ({ own, glmnet: other, ratio, atLeastAsExact }) =>
        `${own}: ${ratio.toFixed(2)} of glmnet's CPU time with CV at thresh ${other} (limit ${RATIO})${atLeastAsExact ? '' : ', which is less exact'}`,
    ),
    `mRMR top 30 of ${columns.length}: ${mrmrMs.toFixed(1)} ms (limit ${MRMR_MS})`,
    `DeLong on 100000 scores: ${delongMs.toFixed(1)} ms (limit ${DELONG_MS})`,
    '',
  ].join('\n');
}

/** Least of several, after one to warm up. */
function cpuMs(run: () => unknown, repeats = 2): number {
  run();
  const times = Array.from({ length: repeats }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

function worstError(lambdas: readonly number[], coefficient: (k: number, j: number) => number): number {
  let worst = 0;
  for (const { lambda, coef } of reference?.exact_at ?? []) {
    const k = lambdas.findIndex((own) => Math.abs(own / lambda - 1) < 1e-6);
    if (k < 0) return Infinity;
    features.forEach(({ name }, j) => {
      worst = Math.max(worst, Math.abs(coefficient(k, j) - (coef[name] ?? 0)) * spread[j]);
    });
  }
  return worst;
}

function existsR(): boolean {
  try {
    execFileSync('Rscript', ['-e', 'library(glmnet)'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function runGlmnet(): readonly Timed[] {
  const work = mkdtempSync(path.join(tmpdir(), 'her2-glmnet-'));
  try {
    const header = ['y', 'fold', ...columns.map((_, j) => `x${j}`)].join(',');
    const rows = Array.from(outcome, (y, i) => [y, folds[i], ...columns.map((values) => values[i])].join(','));
    writeFileSync(path.join(work, 'columns.csv'), `${[header, ...rows].join('\n')}\n`);
    const script = path.join(import.meta.dirname, 'statistics-glmnet.R');
    const output = execFileSync('Rscript', [script, work, ...THRESHOLDS], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return output
      .trim()
      .split('\n')
      .map((text): Timed => {
        const [setting = '', pathSeconds, cvSeconds] = text.trim().split(/\s+/);
        const file = path.join(work, `${setting}.txt`);
        const fitted = existsSync(file)
          ? readFileSync(file, 'utf8')
              .trim()
              .split('\n')
              .map((row) => row.split(' ').map(Number))
          : [];
        return {
          setting,
          pathMs: 1000 * Number(pathSeconds),
          cvMs: 1000 * Number(cvSeconds),
          // Each row: lambda, intercept, coefficients.
          worstError: worstError(
            fitted.map(([lambda]) => lambda),
            (k, j) => fitted[k][j + 2],
          ),
        };
      });
  } finally {
    rmSync(work, { recursive: true });
  }
}

function delongRun(count: number): () => unknown {
  const random = randomStream(1, 'delong');
  const labels = Array.from({ length: count }, () => (random.uniform() < 0.4 ? 1 : 0));
  const rows = scoredRows(
    labels.map((label) => label + random.normal()),
    labels,
  );
  return () => areaUnderCurve(rows);
}

/** Our figures beside those of PyRadiomics, mRMRe and glmnet on the same images and folds. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCsv } from '../../src/cli/csv.ts';
import type { Figures } from './real-figures.ts';

/** Nested AUC of the reference, and how far ours may be: its inner folds are drawn afresh. */
const NESTED = { reference: 0.935, texture: 0.818 } as const;
const NESTED_TOLERANCE = 0.004;
/** glmnet's own distance from the optimum at its default threshold is up to 1.2e-3 here. */
const COEFFICIENT_TOLERANCE = 1e-3;

export interface ReferenceComparison {
  readonly lines: readonly string[];
  readonly sameOrder: Readonly<Record<string, boolean>>;
  readonly worstCoefficient: Readonly<Record<string, { readonly feature: string; readonly difference: number }>>;
}

export function againstReference(folder: string, results: Readonly<Record<string, Figures>>): ReferenceComparison {
  const lines: string[] = [];
  const sameOrder: Record<string, boolean> = {};
  const worstCoefficient: Record<string, { feature: string; difference: number }> = {};
  for (const [name, suffix] of [
    ['reference', ''],
    ['texture', '_texture'],
  ] as const) {
    const order = path.join(folder, `mrmr_order${suffix}.txt`);
    const coefficients = path.join(folder, `coefficients${suffix}_1se.csv`);
    const figures = results[name];
    if (figures === undefined || !existsSync(order) || !existsSync(coefficients)) continue;
    const expected = readFileSync(order, 'utf8').trim().split(/\s+/);
    const first = expected.findIndex((feature, i) => figures.mrmr[i] !== feature);
    sameOrder[name] = first < 0;
    lines.push(
      `${name}: mRMR order ${first < 0 ? 'the same' : `differs from pick ${first + 1}: ${figures.mrmr[first]}, reference ${expected[first]}`}`,
    );
    worstCoefficient[name] = worstOf(figures, coefficients);
    const { feature, difference } = worstCoefficient[name];
    lines.push(
      `${name}: worst coefficient difference ${difference.toExponential(1)} (${feature}), ${difference <= COEFFICIENT_TOLERANCE ? 'within' : 'outside'} ${COEFFICIENT_TOLERANCE}`,
    );
    const gap = Math.abs(figures.nested.auc - NESTED[name]);
    lines.push(
      `${name}: nested AUC ${figures.nested.auc.toFixed(4)}, reference ${NESTED[name]}, ${gap <= NESTED_TOLERANCE ? 'within' : 'outside'} ${NESTED_TOLERANCE}`,
    );
  }
  return { lines, sameOrder, worstCoefficient };
}

function worstOf({ coefficients, intercept }: Figures, file: string): { feature: string; difference: number } {
  const [, ...rows] = parseCsv(readFileSync(file, 'utf8'));
  const expected = new Map(rows.map(([name = '', value]) => [name, Number(value)]));
  let worst = { feature: 'none', difference: 0 };
  for (const feature of new Set([...expected.keys(), ...Object.keys(coefficients)])) {
    const own = feature === '(Intercept)' ? intercept : (coefficients[feature] ?? 0);
    const difference = Math.abs(own - (expected.get(feature) ?? 0));
    if (difference > worst.difference) worst = { feature, difference };
  }
  return worst;
}

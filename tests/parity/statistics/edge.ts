import { mannWhitney } from '../../../src/training/hypothesis/mann-whitney.ts';
import { lassoPath } from '../../../src/training/lasso/lasso-path.ts';
import { fitLogistic } from '../../../src/training/logistic/fit-logistic.ts';
import { correlation } from '../../../src/training/selection/correlation.ts';
import { MRMR_VARIANTS, selectMrmr } from '../../../src/training/selection/mrmr.ts';
import { columnState } from '../../../src/training/selection/usable-columns.ts';
import { applyScaling, fitScaling } from '../../../src/training/selection/z-score.ts';
import type { Comparison } from './tally.ts';

interface Cases {
  readonly data: string;
  readonly facts: {
    readonly zero_variance: readonly string[];
    readonly exact_duplicates: readonly (readonly [string, string])[];
    readonly abs_pearson_1: readonly (readonly [string, string])[];
    readonly pearson_x2_affine: number;
    readonly perfectly_separating: readonly string[];
    readonly auc: Readonly<Record<string, number>>;
    readonly near_constant: readonly string[];
  };
}

/** The facts of the file, and what its rules ask of constant, duplicate, separating and huge columns. */
export const compare: Comparison = (folder, topic, tally) => {
  const { data, facts } = folder.cases<Cases>(topic);
  const table = folder.table(data);
  const outcome = table.column('label');
  const names = Object.keys(facts.auc);
  const columns = names.map((name) => table.column(name));
  const at = (name: string): Float64Array => table.column(name);
  const named = (state: string) => names.filter((name) => columnState(at(name)) === state);
  tally.same('constant columns', named('constant'), facts.zero_variance);
  tally.same('near-constant columns', named('near-constant'), facts.near_constant);
  for (const [name, auc] of Object.entries(facts.auc)) {
    const one = at(name).filter((_, i) => outcome[i] === 1);
    const zero = at(name).filter((_, i) => outcome[i] === 0);
    tally.number(`AUC of ${name}`, mannWhitney(one, zero).auc, auc, { relative: 1e-12 });
  }
  for (const [a, b] of facts.abs_pearson_1) {
    tally.number(`r of ${a} and ${b}`, correlation(at(a), at(b)), facts.pearson_x2_affine, { absolute: 1e-13 });
  }

  for (const name of facts.zero_variance) {
    const z = applyScaling(at(name), fitScaling(at(name)));
    tally.same(`z-scores of ${name} are 0`, [...new Set(z)], [0]);
  }
  for (const name of facts.perfectly_separating)
    tally.same(`logistic fit on ${name}`, fitLogistic([at(name)], outcome).kind, 'separated');
  for (const [a, b] of facts.exact_duplicates) {
    tally.same(`logistic fit on ${a} and ${b}`, fitLogistic([at(a), at(b)], outcome).kind, 'redundant');
  }

  const usable = names.filter((name) => !facts.perfectly_separating.includes(name));
  const path = lassoPath(usable.map(at), outcome);
  const finite = path.coefficients.every((row) => row.every(Number.isFinite));
  tally.same('LASSO coefficients are finite', [finite, path.unfinished], [true, []]);
  for (const name of facts.zero_variance) {
    const j = usable.indexOf(name);
    tally.same(`LASSO coefficients of ${name} are 0`, [...new Set(path.coefficients.map((row) => row[j]))], [0]);
  }
  for (const [a, b] of facts.exact_duplicates) {
    // The optimum is not unique, the sum of both coefficients is: that of the path without the second.
    const alone = lassoPath(usable.filter((name) => name !== b).map(at), outcome, { lambdas: path.lambdas });
    const [ja, jb] = [usable.indexOf(a), usable.indexOf(b)];
    path.coefficients.forEach((row, k) => {
      const single = alone.coefficients[k][usable.filter((name) => name !== b).indexOf(a)];
      tally.number(`LASSO ${a} + ${b} at lambda ${k + 1}`, row[ja] + row[jb], single, { absolute: 1e-7 });
    });
  }
  for (const variant of MRMR_VARIANTS) {
    const { selected } = selectMrmr(columns, outcome, names.length, variant);
    const constants = selected.map((i) => names[i]).filter((name) => facts.zero_variance.includes(name));
    tally.same(`mRMR ${variant} picks no constant column`, constants, []);
  }
};

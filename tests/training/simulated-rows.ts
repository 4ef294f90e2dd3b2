/** Scored lesions of three invented centres: a latent score with a known effect, IHC groups, sizes, ages, devices. */
import { randomStream } from '../../src/simulator/index.ts';
import type { ModelSection } from '../../src/training/evaluation/model-section.ts';
import { because, type SplitName } from '../../src/training/evaluation/results-parts.ts';
import type { ValidateOptions } from '../../src/training/evaluation/validate.ts';
import type { IhcScore, ValidationRow } from '../../src/training/evaluation/validation-rows.ts';

const COUNTS: Readonly<Record<SplitName, number>> = { training: 240, validation: 150, external: 120 };
const SITES: Readonly<Record<SplitName, string>> = { training: 'A', validation: 'B', external: 'C' };

export function simulatedRows({ seed, effect }: { readonly seed: number; readonly effect: number }): readonly ValidationRow[] {
  const random = randomStream(seed, 'validation rows');
  const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
  return (Object.keys(COUNTS) as SplitName[]).flatMap((split) =>
    Array.from({ length: COUNTS[split] }, (_, i): ValidationRow => {
      const ihc = drawIhc(random.uniform());
      const label = ihc === '0' || ihc === '0+' ? 0 : 1;
      const sizeMm = Math.max(5, 22 + 4 * label + 9 * random.normal());
      const shift = split === 'external' ? 0.3 : 0;
      return {
        patient: `${SITES[split]}-${i}`,
        split,
        label,
        ihc,
        ish: ihc === '2+' ? (random.uniform() < 0.2 ? 'amplified' : 'not-amplified') : undefined,
        site: SITES[split],
        device: random.uniform() < 0.6 ? 'scanner 1' : 'scanner 2',
        ageYears: Math.round(54 + 11 * random.normal()),
        sizeMm,
        probability: logistic(0.6 + shift + effect * (label === 1 ? 0.6 : -0.6) + random.normal()),
        others: {
          'size only': logistic(0.05 * (sizeMm - 22) + 0.5),
          'clinical variables only': logistic(0.06 * (sizeMm - 22) + 0.3 * label + 0.2 + 0.4 * random.normal()),
        },
      };
    }),
  );
}

function drawIhc(u: number): IhcScore {
  return u < 0.25 ? '0' : u < 0.36 ? '0+' : u < 0.62 ? '1+' : u < 0.86 ? '2+' : '3+';
}

export const OPTIONS: ValidateOptions = {
  title: 'Simulated cohort of three centres',
  model: { id: 'simulated-rows', version: '0.0.1' },
  simulated: true,
  endpoint: {
    definition: 'P(HER2-expressing: IHC 1+, 2+, 3+) against HER2-zero',
    positive: 'HER2-expressing',
    negative: 'HER2-zero',
  },
  cutOff: { probability: 0.6, origin: 'Youden index of the training split' },
  seed: 1,
  flow: because('the rows are simulated scores'),
  nestedCrossValidation: because('the rows are simulated scores'),
  fitted: because('the rows are simulated scores'),
  shift: because('the cohort is the one that the model was fitted on'),
  facts: {},
  refits: because('no refits were asked for'),
};

/** A small model with everything that the report draws. */
export const FITTED: ModelSection = {
  candidates: 3,
  selection: [{ step: 'LASSO', remaining: 1, detail: '' }],
  intercept: -1,
  coefficients: [
    {
      name: 'original_glcm_Imc2',
      kind: 'radiomics',
      standardised: 0.4,
      oddsRatio: because('penalised'),
      p: because('penalised'),
    },
  ],
  lassoPath: {
    lambdas: [0.2, 0.1, 0.05],
    features: [{ name: 'original_glcm_Imc2', coefficients: [0, 0.2, 0.4] }],
    chosen: { lambda: 0.05, rule: 'lambda.min' },
  },
  crossValidation: {
    measure: 'deviance',
    folds: 5,
    lambdas: [0.2, 0.1, 0.05],
    mean: [1.3, 1.2, 1.1],
    standardError: [0.1, 0.1, 0.1],
    nonZero: [0, 1, 1],
    lambdaMin: 0.05,
    lambda1se: 0.1,
  },
  nomogram: {
    intercept: -1,
    terms: [
      { name: 'Score', unit: '', from: -2, to: 2, coefficient: 0.9 },
      { name: 'Age', unit: 'years', from: 25, to: 85, coefficient: 0.02 },
      {
        name: 'Margin',
        unit: '',
        from: 0,
        to: 1,
        coefficient: 0.7,
        values: [
          { value: 0, label: 'circumscribed' },
          { value: 1, label: 'not circumscribed' },
        ],
      },
    ],
  },
};

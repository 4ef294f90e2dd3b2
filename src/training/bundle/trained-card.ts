/** The model card of a trained model: its figures by stratum and the make-up of its cohort, from the validation results. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { TrainedModel } from '../train-model.ts';
import { modelCard } from './model-card.ts';
import type { ModelConfig } from './model-config.ts';

export function trainedCard(config: ModelConfig, { content, results }: TrainedModel): string {
  const strataOf = (split: string): readonly string[] =>
    results.strata.flatMap(({ dimension, split: own, stratum, auc }) =>
      own === split && isComputed(auc)
        ? [`${dimension} ${stratum} ${auc.value.toFixed(3)} (${auc.lower.toFixed(3)} to ${auc.upper.toFixed(3)})`]
        : [],
    );
  return modelCard(content, {
    config,
    demographics: results.cohort.flatMap(({ split, patients, lesions, age, sites }) => [
      `${split}: ${patients} patients, ${lesions} lesions${isComputed(age) ? `, median age ${age.median} (${age.lowerQuartile} to ${age.upperQuartile})` : ''}${
        Object.keys(sites).length > 0
          ? `, sites ${Object.entries(sites)
              .map(([site, count]) => `${site} ${count}`)
              .join(', ')}`
          : ''
      }`,
    ]),
    strata: { training: strataOf('training'), validation: strataOf('validation'), external: strataOf('external') },
    exclusions: exclusionText(results),
  });
}

function exclusionText({ flow }: TrainedModel['results']): string {
  if (!isComputed(flow)) return 'How many rows of the cohort table were left out is not known.';
  const count = flow.reduce((sum, { excluded }) => excluded.reduce((inner, own) => inner + own.count, sum), 0);
  switch (count) {
    case 0:
      return 'No row of the cohort table was left out.';
    case 1:
      return 'One row of the cohort table was left out, with its reason in the report.';
    default:
      return `${count} rows of the cohort table were left out, each with its reason in the report.`;
  }
}

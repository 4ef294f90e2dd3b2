/** Sections on internal validity, strata, the fitted model, and the shift of a new cohort. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { coefficientFigure } from './coefficient-figure.ts';
import { type ForestRow, forestFigure } from './forest-figure.ts';
import { figure, missing, orMissing, paragraph, section, table } from './markup.ts';
import { nomogramFigure } from './nomogram-figure.ts';
import { decimals, estimateText, percent } from './number-text.ts';
import { crossValidationFigure, pathFigure, pathLegend } from './path-figure.ts';
import { captionOf, markOf } from './performance-sections.ts';
import { SPLIT_TITLES } from './split-style.ts';

export function internalSection(results: ValidationResults): string {
  const { optimism, nestedCrossValidation: nested, permutation, labelNoise, leaveOneSiteOut } = results;
  return section('internal', 'Internal validity', [
    '<h3>Optimism</h3>',
    isComputed(optimism)
      ? table(
          ['', 'AUC'],
          [
            ['Apparent (training split)', decimals(optimism.apparent)],
            ['Mean optimism', decimals(optimism.meanOptimism)],
            ['Corrected', { html: `<strong>${decimals(optimism.corrected)}</strong>` }],
          ],
        ) + paragraph(`${optimism.what} ${optimism.resamples} samples.`)
      : missing(optimism),
    '<h3>Nested cross-validation</h3>',
    isComputed(nested)
      ? paragraph(
          `AUC ${estimateText(nested)} (${nested.folds} folds, ${nested.repeats} ${nested.repeats === 1 ? 'repeat' : 'repeats'}); apparent ${decimals(nested.apparent)}. ${nested.what}`,
        )
      : missing(nested),
    '<h3>Leave one site out</h3>',
    isComputed(leaveOneSiteOut)
      ? figure(
          [
            forestFigure(
              leaveOneSiteOut.map(({ site, positives, negatives, auc }) => ({
                label: site,
                counts: `${positives} / ${negatives}`,
                result: auc,
                kind: 'validation',
              })),
              {
                alternative: 'AUC of sites left out',
                measure: 'AUC',
                countsTitle: 'positive / negative',
                reference: 0.5,
                from: 0.4,
                to: 1,
                mark: markOf(results),
              },
            ),
          ],
          captionOf(results, 'The whole pipeline fitted without the site, then scored on it.'),
        )
      : missing(leaveOneSiteOut),
    '<h3>Shuffled labels</h3>',
    isComputed(permutation)
      ? paragraph(
          `Models fitted to shuffled training labels reach a mean AUC of ${decimals(permutation.mean)} (central 95 %: ${decimals(permutation.lower)} to ${decimals(permutation.upper)}, ${permutation.permutations} permutations) on lesions that they were not fitted on; this model reaches ${decimals(permutation.observed)} (p = ${decimals(permutation.p)}). A mean away from 0.5 would point to leakage.`,
        )
      : missing(permutation),
    '<h3>Label noise between IHC 0 and 1+</h3>',
    isComputed(labelNoise)
      ? table(
          ['Split', 'Labels exchanged', 'AUC, mean (central 95 %)', 'Draws'],
          labelNoise.map(({ split, flipped, draws, ...auc }) => [
            SPLIT_TITLES[split],
            percent(flipped),
            estimateText(auc),
            String(draws),
          ]),
        ) +
        paragraph(
          'Pathologists agree least between IHC 0 and 1+. The table shows how far the measured AUC falls when such labels are exchanged at random and the scores stay.',
        )
      : missing(labelNoise),
  ]);
}

const DIMENSIONS = { site: 'Site', device: 'Device', age: 'Age', size: 'Lesion size' } as const;

export function strataSection(results: ValidationResults): string {
  const { strata } = results;
  if (strata.length === 0)
    return section('strata', 'Strata', [missing({ notComputed: 'no site, device, age or size was stated' })]);
  const absent = (Object.keys(DIMENSIONS) as (keyof typeof DIMENSIONS)[]).filter(
    (name) => !strata.some(({ dimension }) => dimension === name),
  );
  const drawings = (Object.entries(DIMENSIONS) as [keyof typeof DIMENSIONS, string][]).flatMap(([dimension, title]) => {
    const own = strata.filter((row) => row.dimension === dimension);
    if (own.length === 0) return [];
    const rows = own.map(
      ({ split, stratum, positives, negatives, auc }, i): ForestRow => ({
        label: stratum,
        counts: `${positives} / ${negatives}`,
        result: auc,
        kind: split,
        ...(own[i - 1]?.split === split ? {} : { heading: SPLIT_TITLES[split] }),
      }),
    );
    const drawing = forestFigure(rows, {
      alternative: `AUC by ${title}`,
      measure: 'AUC',
      countsTitle: 'positive / negative',
      reference: 0.5,
      from: 0.4,
      to: 1,
      mark: markOf(results),
    });
    return [
      `<h3>${title}</h3>`,
      figure(
        [drawing],
        captionOf(
          results,
          `AUC by ${title.toLowerCase()} with 95 % DeLong interval. A stratum with fewer than 5 lesions in a class has no estimate.`,
        ),
      ),
    ];
  });
  const calibrated = strata.map(({ dimension, split, stratum, inTheLarge }) => [
    DIMENSIONS[dimension],
    SPLIT_TITLES[split],
    stratum,
    orMissing(inTheLarge, (value) => estimateText(value, 2)),
  ]);
  return section('strata', 'Strata', [
    ...drawings,
    '<h3>Calibration in the large</h3>',
    table(['', 'Split', 'Stratum', 'Intercept at slope 1 (95 % CI)'], calibrated, [1, 2]),
    ...absent.map((name) => missing({ notComputed: `${DIMENSIONS[name]}: not stated` })),
  ]);
}

export function modelSectionHtml(results: ValidationResults): string {
  const { fitted } = results;
  if (!isComputed(fitted)) return section('model', 'Model', [missing(fitted)]);
  const mark = markOf(results);
  const { selection, coefficients, intercept, nomogram, lassoPath, crossValidation } = fitted;
  const curves = [pathFigure(fitted, mark), crossValidationFigure(fitted, mark)].filter((drawing) => drawing !== undefined);
  return section('model', 'Model', [
    table(
      ['Step of the selection', 'Features left', ''],
      [
        ['Candidates', String(fitted.candidates), ''],
        ...selection.map(({ step, remaining, detail }) => [step, String(remaining), detail]),
      ],
      [2],
    ),
    curves.length === 0
      ? ''
      : figure(
          curves,
          captionOf(
            results,
            `LASSO path: standardised coefficients along the penalty; dotted: the chosen one (${isComputed(lassoPath) ? lassoPath.chosen.rule : 'not computed'}). Right: cross-validated measure with one standard error.`,
          ),
        ),
    pathLegend(fitted),
    isComputed(lassoPath) ? '' : missing(lassoPath),
    isComputed(crossValidation) ? '' : missing(crossValidation),
    '<h3>Coefficients</h3>',
    figure(
      [coefficientFigure(fitted, mark)],
      captionOf(
        results,
        'Terms of the final model, per standard deviation of the training split. Blue: radiomics; orange: clinical.',
      ),
    ),
    table(
      ['Term', 'Kind', 'Coefficient', 'Odds ratio (95 % CI)', 'p'],
      [
        ['Intercept', '', decimals(intercept, 4), '', ''],
        ...coefficients.map(({ name, kind, standardised, oddsRatio, p }) => [
          name,
          kind,
          decimals(standardised, 4),
          orMissing(oddsRatio, (value) => estimateText(value, 2)),
          orMissing(p, ({ value }) => (value < 0.001 ? '< 0.001' : decimals(value))),
        ]),
      ],
      [1],
    ),
    '<h3>Nomogram</h3>',
    isComputed(nomogram)
      ? figure(
          [nomogramFigure(nomogram, mark)],
          captionOf(
            results,
            'Read the points of each variable on the top axis, add them, and read the probability below the sum. For understanding the model, not for care.',
          ),
        )
      : missing(nomogram),
  ]);
}

export function shiftSection(results: ValidationResults): string {
  const { shift } = results;
  if (!isComputed(shift)) return section('shift', 'Shift against training', [missing(shift)]);
  const reasons = Object.entries(shift.reasons);
  return section('shift', 'Shift against training', [
    paragraph(
      `${shift.outOfDistribution} of ${shift.lesions} lesions (${percent(shift.lesions === 0 ? 0 : shift.outOfDistribution / shift.lesions, 1)}) lie outside the range of the training lesions; in use their score would be withheld.${reasons.length === 0 ? '' : ` Reasons: ${reasons.map(([name, n]) => `${name} ${n}`).join(', ')}.`}`,
    ),
    table(
      ['Feature', 'Training mean (SD)', 'Here mean (SD)', 'Shift in training SD', 'Outside training range'],
      shift.features.map((f) => [
        f.name,
        `${f.trainingMean.toPrecision(4)} (${f.trainingSd.toPrecision(3)})`,
        `${f.mean.toPrecision(4)} (${f.sd.toPrecision(3)})`,
        decimals(f.shift, 2),
        `${f.outside} of ${shift.lesions}`,
      ]),
    ),
  ]);
}

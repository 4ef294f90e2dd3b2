/** ROC curves, comparisons with simpler models, and HER2 subgroups. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { captionOf, markOf } from './caption.ts';
import { type ForestRow, forestFigure } from './forest-figure.ts';
import { beside, figure, missing, orMissing, paragraph, section, table } from './markup.ts';
import { estimateText, pText } from './number-text.ts';
import { rocFigure } from './roc-figure.ts';
import { SPLIT_TITLES } from './split-style.ts';

export function discriminationSection(results: ValidationResults): string {
  const { discrimination, subgroups } = results;
  const areas = discrimination.map(({ split, positives, negatives, auc }) => [
    SPLIT_TITLES[split],
    String(positives),
    String(negatives),
    orMissing(auc, (a) => estimateText(a)),
  ]);
  const comparisons = discrimination.flatMap(({ split, comparisons: own }) =>
    own.map(({ against, result }) => [
      SPLIT_TITLES[split],
      against,
      orMissing(result, ({ lesions }) => String(lesions)),
      ...(isComputed(result)
        ? [estimateText(result.own), estimateText(result.other), estimateText(result.difference), pText(result.test.p)]
        : ['', '', '', '']),
    ]),
  );
  const caption = captionOf(
    results,
    'ROC curves. AUC with 95 % interval after DeLong, after Newcombe where the classes do not overlap. The dashed diagonal is chance.',
  );
  return section('discrimination', 'Discrimination', [
    beside(
      figure([rocFigure(results, markOf(results))], caption),
      table(['Split', 'Positive', 'Negative', 'AUC (95 % CI)'], areas),
    ),
    '<h3>Against other models, on the same lesions</h3>',
    comparisons.length === 0
      ? missing({ notComputed: 'no probability of another model was given' })
      : table(
          [
            'Split',
            'Compared with',
            'Lesions',
            'AUC of this model',
            'AUC of the other',
            'Difference (95 % CI)',
            'DeLong, paired',
          ],
          comparisons,
          [1],
        ),
    results.discrimination.some(({ split }) => split === 'training')
      ? paragraph(
          'All models were fitted to the training split: differences and p there are apparent and favour the one with more choices.',
        )
      : '',
    '<h3>HER2-zero against one group</h3>',
    isComputed(subgroups)
      ? figure(
          [
            forestFigure(subgroupRows(subgroups), {
              alternative: 'AUC of HER2 subgroups',
              measure: 'AUC',
              countsTitle: 'positive / zero',
              reference: 0.5,
              from: 0.4,
              to: 1,
              mark: markOf(results),
            }),
          ],
          captionOf(
            results,
            'AUC of the same score when the positive lesions are those of one group. HER2-low is IHC 1+, or 2+ without amplification.',
          ),
        )
      : missing(subgroups),
  ]);
}

function subgroupRows(subgroups: Exclude<ValidationResults['subgroups'], { notComputed: string }>): readonly ForestRow[] {
  return subgroups.map(({ split, name, positives, negatives, auc }, i) => ({
    label: name,
    counts: `${positives} / ${negatives}`,
    result: auc,
    kind: split,
    ...(subgroups[i - 1]?.split === split ? {} : { heading: SPLIT_TITLES[split] }),
  }));
}

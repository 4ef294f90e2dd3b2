/** AUC and calibration in the large by site, device, age and size. */
import type { ValidationResults } from '../validation-results.ts';
import { captionOf, markOf } from './caption.ts';
import { type ForestRow, forestFigure } from './forest-figure.ts';
import { figure, missing, orMissing, section, table } from './markup.ts';
import { estimateText } from './number-text.ts';
import { SPLIT_TITLES } from './split-style.ts';

const DIMENSIONS = { site: 'Site', device: 'Device', age: 'Age', size: 'Lesion size', range: 'Training range' } as const;

export function strataSection(results: ValidationResults): string {
  const { strata } = results;
  if (strata.length === 0)
    return section('strata', 'Strata', [missing({ notComputed: 'no site, device, age or size was stated' })]);
  const absent = (Object.keys(DIMENSIONS) as (keyof typeof DIMENSIONS)[]).filter(
    // Only a new cohort is compared with the training range.
    (name) => name !== 'range' && !strata.some(({ dimension }) => dimension === name),
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
          `AUC by ${title.toLowerCase()} with 95 % interval (DeLong; Newcombe where the classes do not overlap). A stratum with fewer than 5 lesions in a class has no estimate.`,
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

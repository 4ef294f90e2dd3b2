/** A new cohort against the training distribution. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { type Cell, escaped, missing, orMissing, paragraph, section, table } from './markup.ts';
import { decimals, percent, short } from './number-text.ts';

export function shiftSection(results: ValidationResults): string {
  const { shift } = results;
  if (!isComputed(shift)) return section('shift', 'Shift against training', [missing(shift)]);
  const reasons = Object.entries(shift.reasons);
  return section('shift', 'Shift against training', [
    paragraph(
      `${shift.outOfDistribution} of ${shift.lesions} lesions (${percent(shift.lesions === 0 ? 0 : shift.outOfDistribution / shift.lesions, 1)}) lie outside the range of the training lesions; in use their score would be withheld.${reasons.length === 0 ? '' : ` Reasons: ${reasons.map(([name, n]) => `${name} ${n}`).join(', ')}.`}`,
    ),
    table(
      [
        'Feature',
        'Training mean (SD)',
        'Here mean (SD)',
        'Shift in training SD',
        'SMD',
        'Variance ratio',
        'PSI (p)',
        'KS',
        'Outside range',
      ],
      shift.features.map((f) => [
        { html: breakable(f.name) },
        stacked(short(f.trainingMean), short(f.trainingSd)),
        stacked(short(f.mean), short(f.sd)),
        decimals(f.shift, 2),
        decimals(f.standardisedDifference, 2),
        decimals(f.varianceRatio, 2),
        orMissing(f.psi, ({ value, p }) => stacked(decimals(value, 2), p < 0.001 ? '&lt; 0.001' : decimals(p))),
        orMissing(f.ks, ({ value }) => decimals(value, 2)),
        { html: `${f.outside}<br>of ${shift.lesions}` },
      ]),
    ),
    paragraph(
      'SMD: standardised difference, the difference of the means over the root of the mean variance (Austin 2009). PSI: population stability index over bins of equal training share; p, how often it is as large without any shift (Yurdakul and Naranjo 2020). KS: largest difference of the distribution functions at the training quantiles.',
    ),
  ]);
}

const stacked = (value: string, inBrackets: string): Cell => ({ html: `${value}<br>(${inBrackets})` });

/** PyRadiomics names may break after an underscore and before a capital. */
const breakable = (name: string): string =>
  escaped(name.replace(/_(?=.)|(?<=[a-z])(?=[A-Z])/g, '$&\u200b')).replaceAll('\u200b', '<wbr>');

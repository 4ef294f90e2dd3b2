/** A new cohort against the training distribution. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { missing, orMissing, paragraph, section, table } from './markup.ts';
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
        'Standardised difference',
        'Variance ratio',
        'PSI (p)',
        'KS',
        'Outside training range',
      ],
      shift.features.map((f) => [
        f.name,
        `${short(f.trainingMean)} (${short(f.trainingSd)})`,
        `${short(f.mean)} (${short(f.sd)})`,
        decimals(f.shift, 2),
        decimals(f.standardisedDifference, 2),
        decimals(f.varianceRatio, 2),
        orMissing(f.psi, ({ value, p }) => `${decimals(value, 2)} (${decimals(p, 3)})`),
        orMissing(f.ks, ({ value }) => decimals(value, 2)),
        `${f.outside} of ${shift.lesions}`,
      ]),
    ),
    paragraph(
      'Standardised difference: difference of the means over the root of the mean variance (Austin 2009). PSI: population stability index over bins of equal training share; p, how often it is as large without any shift (Yurdakul and Naranjo 2020). KS: largest difference of the distribution functions at the training quantiles.',
    ),
  ]);
}

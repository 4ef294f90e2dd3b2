/** A new cohort against the training distribution. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { missing, paragraph, section, table } from './markup.ts';
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
      ['Feature', 'Training mean (SD)', 'Here mean (SD)', 'Shift in training SD', 'Outside training range'],
      shift.features.map((f) => [
        f.name,
        `${short(f.trainingMean)} (${short(f.trainingSd)})`,
        `${short(f.mean)} (${short(f.sd)})`,
        decimals(f.shift, 2),
        `${f.outside} of ${shift.lesions}`,
      ]),
    ),
  ]);
}

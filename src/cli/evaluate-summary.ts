/** What the evaluate command prints. */
import { isComputed, type ValidationResults } from '../training/index.ts';

export function evaluationText(results: ValidationResults): string {
  const { title, simulated, discrimination, calibration, shift, cutOff, atCutOff } = results;
  const fixed = (value: number): string => value.toFixed(3);
  const [external] = discrimination;
  const lines = [`${title}${simulated ? ' (simulated data)' : ''}`];
  if (external !== undefined) {
    const { auc, positives, negatives } = external;
    lines.push(
      isComputed(auc)
        ? `AUC ${fixed(auc.value)} (95 % CI ${fixed(auc.lower)} to ${fixed(auc.upper)}), ${positives} positive, ${negatives} negative`
        : `AUC not computed: ${auc.notComputed}`,
    );
  }
  const [at] = atCutOff;
  for (const name of ['sensitivity', 'specificity'] as const) {
    const measure = at?.[name];
    if (measure === undefined) continue;
    lines.push(
      isComputed(measure)
        ? `${name} at ${fixed(cutOff.probability)}: ${fixed(measure.value)} (${fixed(measure.lower)} to ${fixed(measure.upper)})`
        : `${name} not computed: ${measure.notComputed}`,
    );
  }
  const calibrated = calibration[0]?.result;
  if (calibrated !== undefined && isComputed(calibrated)) {
    lines.push(
      `calibration slope ${fixed(calibrated.slope.value)}, in the large ${fixed(calibrated.inTheLarge.value)}, Brier ${fixed(calibrated.brier)}`,
    );
  }
  if (isComputed(shift)) {
    lines.push(`outside the training range: ${shift.outOfDistribution} of ${shift.lesions}`);
    const [most] = shift.features.toSorted((a, b) => Math.abs(b.shift) - Math.abs(a.shift));
    if (most !== undefined) lines.push(`largest shift: ${most.name}, ${most.shift.toFixed(2)} training standard deviations`);
  }
  return `${[...lines, ...qualityLines(results)].join('\n')}\n`;
}

function qualityLines({ quality }: ValidationResults): readonly string[] {
  if (quality === undefined || !isComputed(quality)) return [];
  const { lesions, refused, warned, findings, accepted } = quality;
  const of = (severity: 'blocks' | 'warns'): string => {
    const own = findings.filter((finding) => finding.severity === severity);
    return own.length === 0 ? '' : ` (${own.map(({ code, lesions: n }) => `${code} ${n}`).join(', ')})`;
  };
  const lines = [
    `image quality gate: ${refused} of ${lesions} refused${of('blocks')}, ${warned} scored with a warning${of('warns')}`,
  ];
  if (!isComputed(accepted)) return lines;
  const auc = isComputed(accepted.auc) ? `AUC ${accepted.auc.value.toFixed(3)}` : `AUC not computed: ${accepted.auc.notComputed}`;
  return [...lines, `without the refused: ${auc}, ${accepted.positives} positive, ${accepted.negatives} negative`];
}

/**
 * What the image quality gate of the service makes of a new cohort. Every lesion is in the figures of the report; those that the
 * service would refuse are counted here, with the figures of the others.
 */
import type { QualityFinding } from '../../core/index.ts';
import { areaResult } from './area-results.ts';
import type { QualityResults } from './quality-results.ts';
import { because, type OrNot } from './results-parts.ts';
import { atCutOff } from './split-results.ts';
import type { ValidationRow } from './validation-rows.ts';

export interface JudgedRow {
  /** Undefined: features came without an image. */
  readonly findings: readonly QualityFinding[] | undefined;
  /** Undefined: the lesion has no score. */
  readonly row: ValidationRow | undefined;
}

export function qualityOf(judged: readonly JudgedRow[], cutOff: number): OrNot<QualityResults> {
  const seen = judged.filter(({ findings }) => findings !== undefined);
  if (seen.length === 0) return because('features came without images, and the image quality gate looks at images');
  const isRefused = ({ findings = [] }: JudgedRow): boolean => findings.some(({ severity }) => severity === 'blocks');
  const accepted = judged.filter((own) => !isRefused(own));
  const refused = judged.length - accepted.length;
  const rows = accepted.flatMap(({ row }) => row ?? []);
  return {
    lesions: seen.length,
    refused,
    warned: accepted.filter(({ findings = [] }) => findings.length > 0).length,
    findings: countedFindings(seen),
    accepted:
      refused === 0
        ? because('the gate refuses none: the figures of the report are those of the accepted lesions')
        : acceptedFigures(rows, cutOff),
  };
}

function acceptedFigures(rows: readonly ValidationRow[], cutOff: number): QualityResults['accepted'] {
  if (rows.length === 0) return because('the gate refuses every lesion');
  const { sensitivity, specificity } = atCutOff('external', rows, cutOff);
  return { lesions: rows.length, ...areaResult(rows), sensitivity, specificity };
}

/** Most frequent first, those that block before those that warn. */
function countedFindings(judged: readonly JudgedRow[]): QualityResults['findings'] {
  const counts = new Map<string, QualityResults['findings'][number]>();
  for (const { findings = [] } of judged) {
    for (const { code, severity, text: said } of new Map(findings.map((own) => [own.code, own])).values()) {
      const known = counts.get(code);
      counts.set(code, { code, severity, text: said, lesions: (known?.lesions ?? 0) + 1 });
    }
  }
  const rank = { blocks: 0, warns: 1 };
  return [...counts.values()].sort(
    (a, b) => rank[a.severity] - rank[b.severity] || b.lesions - a.lesions || (a.code < b.code ? -1 : 1),
  );
}

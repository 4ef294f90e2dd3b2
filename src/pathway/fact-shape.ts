/**
 * The names and enumerations of the facts object, as data: conditions and texts are checked against it, since FHIRPath
 * takes an unknown name or a misspelt status for "empty" and a rule would silently never hold. The type keeps it complete.
 */
import { HER2_STATUSES, NOT_PRODUCED_TEXT, type NotProducedCode, type PathwayFacts } from '../core/index.ts';

/** `any` is a string, number or boolean; an array of strings is an enumeration; a list has the shape of its items. */
export type Shape = 'any' | readonly string[] | { readonly [name: string]: Shape };

type ShapeOf<T> = [T] extends [readonly (infer Item)[]]
  ? ShapeOf<Item>
  : [T] extends [string]
    ? string extends T
      ? 'any'
      : readonly T[]
    : [T] extends [number | boolean]
      ? 'any'
      : { readonly [K in keyof T]-?: ShapeOf<NonNullable<T[K]>> };

const LATERALITY = ['left', 'right', 'unknown'] as const;
const RECEPTOR = ['positive', 'negative', 'not-found'] as const;
const EVIDENCE = { source: 'any', path: 'any', confidence: ['coded', 'text', 'derived'], raw: 'any' } as const;

const HER2_RESULT = {
  status: HER2_STATUSES,
  ihc: ['0', '0-absent', '0+', '1+', '2+', '3+', 'indeterminate', 'negative', 'positive'],
  ish: ['amplified', 'not-amplified', 'equivocal'],
  specimen: 'any',
  site: 'any',
  laterality: LATERALITY,
  date: 'any',
  lab: 'any',
  text: 'any',
  evidence: EVIDENCE,
} as const;

const SHAPE = {
  hook: ['patient-view', 'order-select', 'order-sign'],
  today: 'any',
  patientId: 'any',
  her2: {
    status: HER2_STATUSES,
    current: HER2_RESULT,
    results: HER2_RESULT,
    pending: { text: 'any', date: 'any', source: 'any' },
    bilateralConflict: 'any',
  },
  er: RECEPTOR,
  pr: RECEPTOR,
  hr: RECEPTOR,
  disease: {
    breastCancer: 'any',
    breastCancerText: 'any',
    laterality: LATERALITY,
    suspiciousLesionWithBiopsy: 'any',
    stage: ['early', 'metastatic', 'not-found'],
    evidence: EVIDENCE,
  },
  order: {
    class: ['none', 'breast-biopsy', 'metastasis-biopsy', 'her2-test', 't-dxd', 'anti-her2', 'no-her2-question', 'other'],
    text: 'any',
    reference: 'any',
    her2InDraft: 'any',
    her2Active: 'any',
    her2ActiveDate: 'any',
  },
  searched: { type: 'any', count: 'any', complete: 'any' },
  untestedSpecimens: { reference: 'any', text: 'any', date: 'any' },
  imaging: {
    state: ['not-asked', 'pending', 'scored', 'uncertain', 'out-of-distribution', 'not-produced'],
    band: ['low', 'indeterminate', 'high'],
    score: 'any',
    lower: 'any',
    upper: 'any',
    codes: Object.keys(NOT_PRODUCED_TEXT) as NotProducedCode[],
    reasonText: 'any',
    studyFound: 'any',
    outlineMissing: 'any',
    lesionText: 'any',
    studyDate: 'any',
    modelStatement: 'any',
    lowResidual: { expressing: 'any', total: 'any', percent: 'any' },
  },
} as const satisfies ShapeOf<PathwayFacts>;

export const FACT_SHAPE: Shape = SHAPE;
export const ORDER_CLASSES = SHAPE.order.class;
export const HOOKS = SHAPE.hook;

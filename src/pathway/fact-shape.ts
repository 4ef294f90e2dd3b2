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
const EVIDENCE = { source: 'any', path: 'any', confidence: ['coded', 'text', 'derived'], date: 'any', raw: 'any' } as const;

const HER2_RESULT = {
  status: HER2_STATUSES,
  ihc: ['0', '0-absent', '0+', '1+', '2+', '3+', 'indeterminate', 'negative', 'positive'],
  ish: ['amplified', 'not-amplified', 'equivocal'],
  specimen: 'any',
  specimenReference: 'any',
  site: 'any',
  laterality: LATERALITY,
  date: 'any',
  ageDays: 'any',
  origin: ['primary', 'metastasis'],
  lab: 'any',
  ishGroup: 'any',
  borderline: 'any',
  comment: 'any',
  text: 'any',
  evidence: EVIDENCE,
} as const;

const PRESENCE = ['found', 'not-found'] as const;
const RECEPTOR_FACT = {
  status: RECEPTOR,
  percent: 'any',
  lowPositive: 'any',
  date: 'any',
  ageDays: 'any',
  specimen: 'any',
  evidence: EVIDENCE,
} as const;
const CHART_ITEM = {
  state: PRESENCE,
  text: 'any',
  value: 'any',
  upper: 'any',
  unit: 'any',
  date: 'any',
  ageDays: 'any',
  evidence: EVIDENCE,
} as const;
const ORDER_RESULT = { status: HER2_STATUSES, text: 'any', date: 'any', ageDays: 'any', source: 'any' } as const;
const TESTS = ['her2-ihc', 'her2-ish', 'er', 'pr', 'echocardiogram', 'chest-ct', 'cbc', 'renal', 'pregnancy-test'] as const;
const ORDER = {
  class: ['none', 'breast-biopsy', 'metastasis-biopsy', 'her2-test', 't-dxd', 'anti-her2', 'no-her2-question', 'other'],
  text: 'any',
  reference: 'any',
  site: 'any',
  laterality: LATERALITY,
  specimen: 'any',
  her2Tests: ['her2-ihc', 'her2-ish'],
  specimenResult: ORDER_RESULT,
  siteResult: ORDER_RESULT,
  her2InDraft: 'any',
  her2Active: 'any',
  her2ActiveDate: 'any',
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
  receptors: { er: RECEPTOR_FACT, pr: RECEPTOR_FACT },
  therapy: {
    endocrineLine: PRESENCE,
    chemotherapyLine: PRESENCE,
    courses: {
      kind: ['endocrine', 'chemotherapy', 'cdk4-6', 'anti-her2', 't-dxd', 'other-systemic'],
      text: 'any',
      start: 'any',
      end: 'any',
      intent: ['palliative', 'curative'],
      metastaticLine: 'any',
      evidence: EVIDENCE,
    },
  },
  safety: {
    ild: CHART_ITEM,
    lvef: CHART_ITEM,
    cbc: CHART_ITEM,
    renal: CHART_ITEM,
    pregnancy: { ...CHART_ITEM, applies: 'any', answer: ['pregnant', 'not-pregnant'] },
    chestCt: CHART_ITEM,
  },
  openOrders: {
    tests: TESTS,
    state: ['draft', 'active'],
    text: 'any',
    reference: 'any',
    date: 'any',
    ageDays: 'any',
    specimen: 'any',
  },
  user: { state: PRESENCE, roles: ['oncology', 'breast-surgery', 'breast-radiology', 'pathology', 'other'], text: 'any' },
  sex: ['female', 'male', 'other', 'not-found'],
  disease: {
    breastCancer: 'any',
    breastCancerText: 'any',
    laterality: LATERALITY,
    suspiciousLesionWithBiopsy: 'any',
    stage: ['early', 'metastatic', 'not-found'],
    stageText: 'any',
    metastaticSince: 'any',
    unresectable: 'any',
    metastases: { text: 'any', source: 'any', date: 'any' },
    metastasisBiopsy: { text: 'any', source: 'any', date: 'any', ageDays: 'any' },
    evidence: EVIDENCE,
  },
  order: ORDER,
  otherOrders: ORDER,
  searched: { type: 'any', count: 'any', complete: 'any' },
  untestedSpecimens: { reference: 'any', text: 'any', date: 'any', ageDays: 'any', origin: ['primary', 'metastasis'] },
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

const BOOLEANS = [
  '%facts.her2.bilateralConflict',
  '%facts.order.her2InDraft',
  '%facts.order.her2Active',
  '%facts.disease.breastCancer',
  '%facts.disease.suspiciousLesionWithBiopsy',
  '%facts.imaging.outlineMissing',
  '%site.reReviewOnHighScore',
  '%label.lineFound',
];

/** Facts that always have exactly one value, with all values that they can have. */
const DOMAINS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['%facts.her2.status', HER2_STATUSES],
  ['%facts.er', RECEPTOR],
  ['%facts.pr', RECEPTOR],
  ['%facts.hr', RECEPTOR],
  ['%facts.hook', SHAPE.hook],
  ['%facts.order.class', SHAPE.order.class],
  ['%facts.disease.stage', SHAPE.disease.stage],
  ['%facts.imaging.state', SHAPE.imaging.state],
  ['%facts.therapy.endocrineLine', PRESENCE],
  ['%facts.therapy.chemotherapyLine', PRESENCE],
  ...['ild', 'lvef', 'cbc', 'renal', 'pregnancy', 'chestCt'].map((item) => [`%facts.safety.${item}.state`, PRESENCE] as const),
  ...BOOLEANS.map((path) => [path, ['true', 'false']] as const),
]);

/** Undefined where the expression is no such fact. */
export function domainOf(path: string): readonly string[] | undefined {
  return DOMAINS.get(path);
}
export const ORDER_CLASSES = SHAPE.order.class;
export const HOOKS = SHAPE.hook;

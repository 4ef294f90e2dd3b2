/** The shipped content, facts of scenarios, and generated facts for the tests of pathway/. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {
  type ChartItem,
  HER2_STATUSES,
  type Her2Result,
  type Her2Status,
  type ImagingFacts,
  NOT_PRODUCED_TEXT,
  type NotProducedCode,
  type OpenOrder,
  type PathwayFacts,
  type Proposal,
  type UserRole,
} from '../../src/core/index.ts';
import { ORDER_CLASSES } from '../../src/pathway/fact-shape.ts';
import { compileContent, NOTHING_FOUND } from '../../src/pathway/index.ts';

export const TODAY = '2026-11-22';
const folder = path.resolve(import.meta.dirname, '../../cds-services/her2-low');

/** A fresh copy: tests tamper with it. */
export function contentFiles(): Map<string, unknown> {
  const names = readdirSync(folder, { recursive: true }) as string[];
  const json = names.filter((name) => name.endsWith('.json')).map((name) => name.split(path.sep).join('/'));
  return new Map(json.map((name) => [name, JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as unknown]));
}

export const content = compileContent(contentFiles(), TODAY);

export const NO_IMAGING: ImagingFacts = NOTHING_FOUND.imaging;
const MODEL = {
  modelStatement: 'Demonstration model on simulated data, not for clinical use.',
  lowResidual: { expressing: 34, total: 90, percent: '38 %' },
};
const LESION = { studyFound: true, lesionText: "right breast 10 o'clock", studyDate: '2026-10-02', outlineMissing: false };

export const HIGH: ImagingFacts = {
  state: 'scored',
  band: 'high',
  score: '0.71',
  lower: '0.58',
  upper: '0.82',
  codes: [],
  ...LESION,
  ...MODEL,
};
export const LOW: ImagingFacts = { ...HIGH, band: 'low', score: '0.21', lower: '0.10', upper: '0.35' };
const { band: _band, ...numbers } = HIGH;
export const UNCERTAIN: ImagingFacts = { ...numbers, state: 'uncertain' };
export const OUT_OF_DISTRIBUTION: ImagingFacts = {
  state: 'out-of-distribution',
  codes: [],
  reasonText: 'colour Doppler inside the outline',
  ...LESION,
  ...MODEL,
};
export const NO_OUTLINE: ImagingFacts = {
  state: 'not-produced',
  codes: ['no-outline'],
  reasonText: NOT_PRODUCED_TEXT['no-outline'],
  ...LESION,
  outlineMissing: true,
  ...MODEL,
};
export const PENDING: ImagingFacts = { ...NO_IMAGING, state: 'pending' };

/** A woman with right breast cancer and nothing else known, at review. */
export function facts(changes: Partial<PathwayFacts> = {}): PathwayFacts {
  return {
    ...NOTHING_FOUND,
    today: TODAY,
    patientId: 'p1',
    disease: { ...NOTHING_FOUND.disease, breastCancer: true, laterality: 'right' },
    searched: [
      { type: 'Observation', count: 12, complete: true },
      { type: 'DiagnosticReport', count: 0, complete: false },
    ],
    ...changes,
  };
}

export function her2(status: Her2Status, text: string, more: Partial<Her2Result> = {}): PathwayFacts['her2'] {
  const current: Her2Result = {
    status,
    text,
    laterality: 'right' as const,
    date: '2026-09-01',
    site: 'Liver metastasis',
    evidence: [{ source: 'Observation/her2-1', path: 'Observation.value', confidence: 'coded' as const }],
    ...more,
  };
  return { status, current, results: [current], pending: [], bilateralConflict: false };
}

export const zero = her2('ZERO', 'IHC 0 without membrane staining');
export const low = her2('LOW', 'IHC 1+', { ihc: '1+' });
export const equivocal = her2('EQUIVOCAL', 'IHC 2+', { ihc: '2+' });
export const negative = her2('NEGATIVE_UNSPECIFIED', 'HER2 negative, IHC score not stated', { ihc: 'negative' });
export const discordant = her2('DISCORDANT', 'IHC 1+, ISH amplified (group 1)', { ihc: '1+', ish: 'amplified' });

export function biopsyOrder(changes: Partial<PathwayFacts['order']> = {}): Pick<PathwayFacts, 'hook' | 'order'> {
  return { hook: 'order-sign', order: { class: 'breast-biopsy', her2InDraft: false, her2Active: false, ...changes } };
}

/** The card that these facts must have. */
export function proposal(changes: Partial<PathwayFacts>): Proposal {
  const { proposal: found } = content.apply(facts(changes));
  if (found === undefined) throw new Error('no card');
  return found;
}
/** The draft of the first suggestion. */
export function draftOf(found: Proposal): unknown {
  const action = found.suggestions[0]?.actions[0];
  return action?.kind === 'create' ? action.resource : undefined;
}
export const ids = (found: Proposal): string[] => [...found.suggestions, ...found.links].map(({ id }) => id);

/** Texts that try to be Markdown, HTML, a link, or the whole card. */
const hostile = fc.oneof(
  fc.constantFrom(
    '<b>bold</b>',
    '[click](http://evil.example)',
    '**x** _y_ `z`',
    '&lt;img src=x&gt;',
    '| a | b |',
    '\u202Etxt',
    'a\n- b\n# c',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constant('w '.repeat(200)),
);
const date = fc.constantFrom('2019', '2026-05', '2026-10-02');
const laterality = fc.constantFrom('left' as const, 'right' as const, 'unknown' as const);
const receptor = fc.constantFrom('positive' as const, 'negative' as const, 'not-found' as const);
const result = fc.record(
  {
    status: fc.constantFrom(...HER2_STATUSES),
    text: hostile,
    laterality,
    date,
    site: hostile,
    lab: hostile,
    specimen: fc.oneof(hostile, fc.constant('Specimen/x')),
    ihc: fc.constantFrom(
      '0' as const,
      '0-absent' as const,
      '0+' as const,
      'negative' as const,
      '1+' as const,
      '2+' as const,
      'indeterminate' as const,
    ),
    origin: fc.constantFrom('primary' as const, 'metastasis' as const),
    ageDays: fc.constantFrom(10, 400, 3000),
    borderline: fc.constant(true),
    ish: fc.constantFrom('equivocal' as const, 'not-amplified' as const),
    evidence: fc.array(
      fc.record({
        source: fc.constant('Observation/x'),
        path: fc.constant('Observation.value'),
        confidence: fc.constant('text' as const),
        raw: hostile,
      }),
      { minLength: 1, maxLength: 4 },
    ),
  },
  { requiredKeys: ['status', 'text', 'laterality', 'evidence'] },
);

export const anyImaging: fc.Arbitrary<ImagingFacts> = fc.oneof(
  fc.constantFrom(NO_IMAGING, PENDING, HIGH, LOW, UNCERTAIN, OUT_OF_DISTRIBUTION, NO_OUTLINE),
  fc.constantFrom(...(['scored', 'uncertain'] as const)).chain((state) =>
    fc.record(
      {
        state: fc.constant(state),
        band: fc.constantFrom('low' as const, 'indeterminate' as const, 'high' as const),
        score: fc.constant('0.50'),
        lower: fc.constant('0.20'),
        upper: fc.constant('0.80'),
        codes: fc.constant([]),
        studyFound: fc.constant(true),
        outlineMissing: fc.constant(false),
        lesionText: hostile,
        studyDate: date,
        modelStatement: fc.constant(MODEL.modelStatement),
        lowResidual: fc.constant(MODEL.lowResidual),
      },
      { requiredKeys: ['state', 'band', 'score', 'lower', 'upper', 'codes', 'studyFound', 'outlineMissing'] },
    ),
  ),
  fc.subarray(Object.keys(NOT_PRODUCED_TEXT) as NotProducedCode[], { minLength: 1 }).map((codes) => ({
    ...NO_OUTLINE,
    codes,
    reasonText: codes.map((code) => NOT_PRODUCED_TEXT[code]).join('; '),
  })),
);

/** Values that meet a row with a card come up half of the time: rare ones would leave the card invariants untested. */
function often<T>(mostly: readonly T[], all: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(fc.constantFrom(...mostly), fc.constantFrom(...all));
}

const presence = fc.constantFrom('found' as const, 'not-found' as const);
const chartItem: fc.Arbitrary<ChartItem> = fc.record(
  {
    state: presence,
    text: hostile,
    value: fc.constantFrom(0, 38.5, 46, 50, 62),
    unit: hostile,
    date,
    ageDays: fc.constantFrom(0, 20, 60, 400),
    evidence: fc.constant([]),
  },
  { requiredKeys: ['state', 'evidence'] },
);
const openOrder: fc.Arbitrary<OpenOrder> = fc.record({
  tests: fc.subarray(['her2-ihc', 'her2-ish', 'er', 'echocardiogram', 'chest-ct', 'cbc', 'renal', 'pregnancy-test'] as const),
  state: fc.constantFrom('draft' as const, 'active' as const),
  text: hostile,
  reference: fc.constant('ServiceRequest/o'),
});
const orderResult = fc.record(
  { status: fc.constantFrom(...HER2_STATUSES), text: hostile, date, source: fc.constant('Observation/o') },
  { requiredKeys: ['status', 'text', 'source'] },
);

const anyFacts: fc.Arbitrary<PathwayFacts> = fc
  .record({
    hook: fc.constantFrom('patient-view' as const, 'order-select' as const, 'order-sign' as const),
    status: often(['UNKNOWN' as const, 'ZERO_UNSPECIFIED' as const, 'ZERO' as const], HER2_STATUSES),
    results: fc.array(result, { maxLength: 4 }),
    pending: fc.array(
      fc.record({ text: hostile, date, source: fc.constant('Observation/y') }, { requiredKeys: ['text', 'source'] }),
      { maxLength: 2 },
    ),
    bilateralConflict: often([false], [true]),
    er: receptor,
    pr: receptor,
    hr: often(['positive' as const], ['negative' as const, 'not-found' as const]),
    disease: fc.record({
      breastCancer: often([true], [false]),
      laterality,
      suspiciousLesionWithBiopsy: fc.boolean(),
      stage: often(['metastatic' as const], ['early' as const, 'not-found' as const]),
      stageText: hostile,
      evidence: fc.constant([]),
    }),
    metastasisBiopsy: fc.boolean(),
    order: fc.record(
      {
        class: often(['breast-biopsy' as const, 't-dxd' as const, 'metastasis-biopsy' as const], ORDER_CLASSES),
        text: hostile,
        reference: fc.constantFrom('ServiceRequest/draft', 'order'),
        site: hostile,
        specimen: hostile,
        specimenResult: orderResult,
        siteResult: orderResult,
        her2InDraft: often([false], [true]),
        her2Active: often([false], [true]),
        her2ActiveDate: date,
      },
      { requiredKeys: ['class', 'her2InDraft', 'her2Active'] },
    ),
    therapy: fc.record({ endocrineLine: presence, chemotherapyLine: presence, courses: fc.constant([]) }),
    safety: fc.record({
      ild: chartItem,
      lvef: chartItem,
      cbc: chartItem,
      renal: chartItem,
      pregnancy: chartItem.map((item) => ({ ...item, applies: item.ageDays !== 20 })),
      chestCt: chartItem,
    }),
    openOrders: fc.array(openOrder, { maxLength: 3 }),
    roles: often<readonly UserRole[]>([[], ['oncology']], [['other'], ['pathology', 'other']]),
    searched: fc.tuple(
      ...['Observation', 'Condition', 'DiagnosticReport', 'Specimen', 'ServiceRequest'].map((type) =>
        fc.record({ type: fc.constant(type), count: fc.nat(1000), complete: often([true], [false]) }),
      ),
    ),
    untested: fc.array(fc.record({ reference: fc.constant('Specimen/z'), text: hostile, date }), { maxLength: 2 }),
  })
  .map(({ status, results, pending, bilateralConflict, disease, metastasisBiopsy, roles, untested, ...parts }) =>
    facts({
      ...parts,
      her2: {
        status,
        // UNKNOWN has no current result; a conflict needs two sides with a status.
        ...(status === 'UNKNOWN' || results[0] === undefined ? {} : { current: { ...results[0], status } }),
        results,
        pending,
        bilateralConflict: bilateralConflict && status !== 'UNKNOWN',
      },
      disease: { ...disease, ...(metastasisBiopsy ? { metastasisBiopsy: { text: 'x', source: 'Procedure/b' } } : {}) },
      user: { state: 'found', roles },
      untestedSpecimens: untested,
    }),
  );

/** Facts that tumour/ could make, with hostile texts; imaging is left to the test. A third are T-DXd orders in advanced disease. */
export const anyTissue: fc.Arbitrary<PathwayFacts> = fc.oneof(
  { weight: 2, arbitrary: anyFacts },
  {
    weight: 1,
    arbitrary: fc.tuple(anyFacts, fc.constantFrom('LOW' as const, 'ULTRALOW' as const)).map(([found, status]) => ({
      ...found,
      hook: 'order-sign' as const,
      her2: {
        ...found.her2,
        status,
        current: { ...(found.her2.results[0] ?? low.current!), status },
        bilateralConflict: false,
      },
      disease: { ...found.disease, stage: 'metastatic' as const },
      order: { ...found.order, class: 't-dxd' as const },
    })),
  },
);

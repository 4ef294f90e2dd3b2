/** The 35 scenarios of the pathway, by their ids. A scenario whose imaging is "any" is run with every imaging result by the tests. */
import type { Scenario } from './scenario.ts';

const UNKNOWN_BIOPSY = 'No HER2 result on file. Add HER2 IHC with reflex ISH, plus ER/PR, to this biopsy.';
const UNKNOWN_REVIEW = 'No HER2 result on file. Request HER2 IHC with reflex ISH, reported as 0, 0+, 1+, 2+ or 3+.';
const UNKNOWN_T_DXD = 'T-DXd ordered but no HER2 IHC/ISH result found. Confirm tissue HER2 status before signing.';
const UNSTATED = 'HER2 IHC 0; membrane staining not stated. Ask pathology to report 0 with or without staining.';
const CHECK_ITEMS = 'HER2 IHC 1+ on file (metastasis). Check label items: endocrine progression, LVEF, lung history.';

const sign = { hook: 'order-sign', orders: ['t-dxd'] } as const;
const review = { hook: 'patient-view', role: 'oncology' } as const;
const advanced = { stage: 'metastatic', hr: 'positive' } as const;
const ONE_PLUS = { ihc: '1+', from: 'liver', date: '2026-09-01' } as const;
const ZERO = { ihc: '0', from: 'liver', date: '2026-09-01' } as const;
const ABSENT = { ihc: '0-absent', from: 'liver', date: '2026-09-01' } as const;
const LVEF = { value: 62 } as const;
/** Found, all but the chest CT and the blood count. */
const SOME = { lvef: LVEF, chart: ['renal', 'pregnancy'] } as const;
const ALL = { lvef: LVEF, chart: ['ct', 'cbc', 'renal', 'pregnancy'] } as const;

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'S01',
    title: 'biopsy of a new lesion, score high',
    hook: 'order-sign',
    orders: ['breast-biopsy'],
    disease: 'lesion',
    imaging: 'high',
    expected: { row: 'O4', card: { indicator: 'info', summary: UNKNOWN_BIOPSY, suggestions: ['create ServiceRequest P1 *'] } },
  },
  {
    id: 'S02',
    title: 'biopsy of a new lesion, score low',
    hook: 'order-sign',
    orders: ['breast-biopsy'],
    disease: 'lesion',
    imaging: 'low',
    expected: { row: 'O4', card: { indicator: 'info', summary: UNKNOWN_BIOPSY, suggestions: ['create ServiceRequest P1 *'] } },
  },
  { id: 'S03', title: 'HER2 test being signed', hook: 'order-sign', orders: ['her2-ihc'], expected: { row: 'O3' } },
  {
    id: 'S04',
    title: 'T-DXd without any HER2 result',
    ...sign,
    ...advanced,
    imaging: 'high',
    expected: {
      row: 'O7',
      card: {
        indicator: 'warning',
        summary: UNKNOWN_T_DXD,
        suggestions: ['create ServiceRequest P1 *', 'create ServiceRequest P5'],
      },
    },
  },
  {
    id: 'S05',
    title: 'T-DXd, IHC 1+, endocrine line, no LVEF',
    ...sign,
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    chart: ['renal', 'pregnancy'],
    expected: { row: 'O17', card: { indicator: 'info', summary: CHECK_ITEMS, suggestions: ['create ServiceRequest P7 *'] } },
  },
  {
    id: 'S07',
    title: 'T-DXd, IHC 2+ without ISH',
    ...sign,
    stage: 'metastatic',
    her2: [{ ihc: '2+', from: 'liver', date: '2026-09-01' }],
    expected: {
      row: 'O9',
      card: {
        indicator: 'warning',
        summary: 'HER2 IHC 2+ without an ISH result. Reflex ISH is needed to classify HER2 before signing.',
        suggestions: ['create ServiceRequest P2 *'],
      },
    },
  },
  {
    id: 'S08',
    title: 'T-DXd, IHC 0 with staining not stated',
    ...sign,
    ...advanced,
    her2: [ZERO],
    lines: ['endocrine'],
    untested: true,
    imaging: 'high',
    expected: {
      row: 'O13',
      card: { indicator: 'warning', summary: UNSTATED, suggestions: ['create Task P3 *', 'create ServiceRequest P4'] },
    },
  },
  {
    id: 'S09',
    title: 'T-DXd, IHC 0 without staining',
    ...sign,
    ...advanced,
    her2: [ABSENT],
    untested: true,
    imaging: 'high',
    expected: {
      row: 'O12',
      card: {
        indicator: 'warning',
        summary: 'HER2 IHC 0 without membrane staining on file. HER2-low/ultralow label uses are not supported by it.',
        suggestions: ['create ServiceRequest P4 *'],
      },
    },
  },
  {
    id: 'S10',
    title: 'T-DXd, ultralow, endocrine line',
    ...sign,
    ...advanced,
    her2: [{ ihc: '0+', from: 'liver', date: '2026-09-01' }],
    lines: ['endocrine'],
    ...SOME,
    expected: {
      row: 'O16',
      card: {
        indicator: 'info',
        summary: 'HER2 IHC 0 with membrane staining (ultralow) on file. Check label items before signing.',
        suggestions: [],
      },
    },
  },
  {
    id: 'S12',
    title: 'T-DXd, IHC 1+, stage II',
    ...sign,
    stage: 'early',
    hr: 'positive',
    her2: [{ ihc: '1+', from: 'primary', date: '2026-02-01' }],
    expected: {
      row: 'O11',
      card: {
        indicator: 'warning',
        summary: 'No metastatic or unresectable disease on file. HER2-low label uses are for metastatic/unresectable disease.',
        suggestions: ['create Task P6 *'],
      },
    },
  },
  {
    id: 'S13',
    title: 'T-DXd, IHC 3+',
    ...sign,
    ...advanced,
    her2: [{ ihc: '3+', from: 'liver', date: '2026-09-01' }],
    expected: { row: 'O6' },
  },
  {
    id: 'S14',
    title: 'trastuzumab, IHC 1+',
    hook: 'order-sign',
    orders: ['trastuzumab'],
    ...advanced,
    her2: [ONE_PLUS],
    expected: {
      row: 'O21',
      card: {
        indicator: 'warning',
        summary: 'Anti-HER2 antibody ordered but HER2 is IHC 1+ (not positive). Check product and HER2 status.',
        suggestions: [],
      },
    },
  },
  {
    id: 'S15',
    title: 'T-DXd, IHC 1+, interstitial lung disease',
    ...sign,
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    ild: true,
    ...SOME,
    expected: {
      row: 'O17',
      merged: ['O20'],
      card: {
        indicator: 'warning',
        summary: 'ILD/pneumonitis on the problem list. T-DXd carries a boxed ILD warning; review before signing.',
        suggestions: ['create ServiceRequest P7 *'],
      },
    },
  },
  {
    id: 'S16',
    title: 'T-DXd, IHC 1+, LVEF 46 %',
    ...sign,
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    ...ALL,
    lvef: { value: 46 },
    expected: {
      row: 'O17',
      merged: ['O20'],
      card: {
        indicator: 'warning',
        summary: 'LVEF 46% on file. T-DXd was not studied with LVEF under 50%; review before signing.',
        suggestions: [],
      },
    },
  },
  {
    id: 'S18',
    title: 'biopsy of a liver metastasis, only the primary was tested',
    hook: 'order-sign',
    orders: ['liver-biopsy'],
    ...advanced,
    her2: [{ ihc: '0', from: 'primary', date: '2019-05-06' }],
    expected: {
      row: 'O5',
      card: {
        indicator: 'info',
        summary: 'Add ER/PR and HER2 IHC with reflex ISH to this biopsy; the only HER2 result is from the 2019 primary.',
        suggestions: ['create ServiceRequest P5 *'],
      },
    },
  },
  {
    id: 'S19',
    title: 'sacituzumab',
    hook: 'order-sign',
    orders: ['sacituzumab'],
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine', 'chemotherapy'],
    expected: { row: 'O1' },
  },
  {
    id: 'S20',
    title: 'letrozole with a CDK4/6 inhibitor',
    hook: 'order-sign',
    orders: ['letrozole', 'palbociclib'],
    ...advanced,
    imaging: 'high',
    expected: { row: 'O1' },
  },
  {
    id: 'S21',
    title: 'T-DXd for a man, score out of distribution',
    ...sign,
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    ...SOME,
    sex: 'male',
    imaging: 'out-of-distribution',
    expected: { row: 'O17', card: { indicator: 'info', summary: CHECK_ITEMS, suggestions: [] } },
  },
  {
    id: 'S22',
    title: 'HER2 test of a specimen that has a result',
    hook: 'order-sign',
    orders: ['her2-ihc'],
    ...advanced,
    her2: [{ ...ZERO, date: '2026-11-01' }],
    sameSpecimen: true,
    expected: {
      row: 'O2',
      card: {
        indicator: 'info',
        summary: 'HER2 IHC on this specimen was 0 on 2026-11-01. A slide re-review may answer 0 vs 1+ without a new stain.',
        suggestions: ['create Task P3 *', 'delete P3'],
      },
    },
  },
  {
    id: 'S23',
    title: 'review, IHC 0 without staining, score uncertain',
    ...review,
    ...advanced,
    her2: [ABSENT],
    imaging: 'uncertain',
    expected: { row: 'R7' },
  },
  {
    id: 'S24',
    title: 'T-DXd without a HER2 result and without a study',
    ...sign,
    ...advanced,
    imaging: 'no-study',
    expected: {
      row: 'O7',
      card: {
        indicator: 'warning',
        summary: UNKNOWN_T_DXD,
        suggestions: ['create ServiceRequest P1 *', 'create ServiceRequest P5'],
      },
    },
  },
  {
    id: 'S25',
    title: 'T-DXd, "negative" only',
    ...sign,
    ...advanced,
    her2: [{ ihc: 'negative', from: 'liver', date: '2026-09-01' }],
    expected: {
      row: 'O8',
      card: {
        indicator: 'warning',
        summary: "HER2 is recorded only as 'negative'. The IHC score (0, 0 with staining, 1+, 2+) is needed; check report.",
        suggestions: ['create Task P9 *'],
      },
    },
  },
  {
    id: 'S27',
    title: 'T-DXd, results that must not be used',
    ...sign,
    stage: 'metastatic',
    her2: [
      { ihc: '3+', from: 'liver', date: '2026-11-18', status: 'preliminary' },
      { ihc: '1+', from: 'primary', date: '2026-08-01', status: 'entered-in-error' },
    ],
    expected: {
      row: 'O7',
      card: {
        indicator: 'warning',
        summary: 'T-DXd ordered but no final HER2 IHC/ISH result found. Confirm tissue HER2 status before signing.',
        suggestions: ['create ServiceRequest P1'],
      },
    },
  },
  {
    id: 'S29',
    title: 'T-DXd, IHC 1+, the imaging part takes too long',
    ...sign,
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    ...SOME,
    imaging: 'still-computing',
    expected: { row: 'O17', card: { indicator: 'info', summary: CHECK_ITEMS, suggestions: [] } },
  },
  { id: 'S30', title: 'a service that only listens', ...sign, ...advanced, site: { display: 'silent' }, expected: { row: 'O7' } },
  ...(['high', 'low', 'no-outline'] as const).map(
    (imaging, index): Scenario => ({
      id: `R0${index + 1}`,
      title: `review, no HER2 result, imaging ${imaging}`,
      ...review,
      imaging,
      expected: { row: 'R1', card: { indicator: 'info', summary: UNKNOWN_REVIEW, suggestions: ['create ServiceRequest P1 *'] } },
    }),
  ),
  {
    id: 'R04',
    title: 'review, IHC 0 with staining not stated, score out of distribution',
    ...review,
    ...advanced,
    her2: [ZERO],
    imaging: 'out-of-distribution',
    expected: { row: 'R5', card: { indicator: 'info', summary: UNSTATED, suggestions: ['create Task P3 *'] } },
  },
  {
    id: 'R05',
    title: 'review, IHC 0 without staining, score high',
    ...review,
    ...advanced,
    her2: [ABSENT],
    untested: true,
    imaging: 'high',
    expected: {
      row: 'R6',
      card: {
        indicator: 'info',
        summary: 'HER2 IHC 0 without staining; research imaging score high. Options: slide re-review, other specimen.',
        suggestions: ['create Task P3', 'create ServiceRequest P4', 'create Task P6'],
      },
    },
  },
  {
    id: 'R06',
    title: 'review, IHC 0 without staining, score low',
    ...review,
    ...advanced,
    her2: [ABSENT],
    imaging: 'low',
    expected: { row: 'R7' },
  },
  {
    id: 'R07',
    title: 'review, IHC 1+, metastatic, no LVEF',
    ...review,
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    chart: ['ct', 'cbc', 'renal', 'pregnancy'],
    expected: {
      row: 'R8',
      card: {
        indicator: 'info',
        summary: 'HER2 IHC 1+ on file (metastasis): HER2-low pathway. Label items not found: LVEF.',
        suggestions: ['create ServiceRequest P7 *'],
      },
    },
  },
  {
    id: 'R08',
    title: 'review, IHC 1+, stage II',
    ...review,
    stage: 'early',
    her2: [{ ihc: '1+', from: 'primary', date: '2026-02-01' }],
    expected: {
      row: 'R9',
      card: {
        indicator: 'info',
        summary: 'HER2 IHC 1+ on file (HER2-low). HER2-low label uses are for metastatic or unresectable disease.',
        suggestions: [],
      },
    },
  },
  {
    id: 'R09',
    title: 'review, IHC 3+, score low',
    ...review,
    her2: [{ ihc: '3+', from: 'primary', date: '2026-02-01' }],
    imaging: 'low',
    expected: { row: 'R10' },
  },
  {
    id: 'R10',
    title: 'review of the heart',
    hook: 'patient-view',
    role: 'cardiology',
    disease: 'none',
    expected: { row: undefined },
  },
];

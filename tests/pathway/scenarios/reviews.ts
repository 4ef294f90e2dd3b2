/** Scenarios of a review. */
import { ABSENT, advanced, ONE_PLUS, review, UNSTATED, ZERO } from './given.ts';
import type { Scenario } from './scenario.ts';

const UNKNOWN_REVIEW = 'No HER2 result on file. Request HER2 IHC with reflex ISH, reported as 0, 0+, 1+, 2+ or 3+.';

export const REVIEWS: readonly Scenario[] = [
  {
    id: 'S23',
    title: 'review, IHC 0 without staining, score uncertain',
    ...review,
    ...advanced,
    her2: [ABSENT],
    imaging: 'uncertain',
    expected: { row: 'R7' },
  },
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

/** Scenarios of T-DXd where the HER2 status or the stage decides. */
import { ABSENT, advanced, sign, UNSTATED, ZERO } from './given.ts';
import type { Scenario } from './scenario.ts';

const UNKNOWN_T_DXD = 'T-DXd ordered but no HER2 IHC/ISH result found. Confirm tissue HER2 status before signing.';

export const T_DXD_STATUS: readonly Scenario[] = [
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
  { id: 'S30', title: 'a service that only listens', ...sign, ...advanced, site: { display: 'silent' }, expected: { row: 'O7' } },
];

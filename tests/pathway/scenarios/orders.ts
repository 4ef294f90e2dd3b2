/** Scenarios of orders other than T-DXd. */
import { advanced, ONE_PLUS, ZERO } from './given.ts';
import type { Scenario } from './scenario.ts';

const UNKNOWN_BIOPSY = 'No HER2 result on file. Add HER2 IHC with reflex ISH, plus ER/PR, to this biopsy.';

export const ORDERS: readonly Scenario[] = [
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
];

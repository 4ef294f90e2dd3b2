/** Scenarios of T-DXd where the status fits and label or safety items decide. */
import { ALL, advanced, LVEF, ONE_PLUS, sign } from './given.ts';
import type { Scenario } from './scenario.ts';

const CHECK_ITEMS = 'HER2 IHC 1+ on file (metastasis). Check label items: endocrine progression, LVEF, lung history.';
/** Found, all but the chest CT and the blood count. */
const SOME = { lvef: LVEF, chart: ['renal', 'pregnancy'] } as const;

export const T_DXD_LABEL: readonly Scenario[] = [
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
];

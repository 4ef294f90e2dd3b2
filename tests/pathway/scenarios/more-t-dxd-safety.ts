/** Further orders of T-DXd where the status fits and the safety checklist says something (O17 and O19). */
import { ALL, advanced, info, ONE_PLUS, sign, warning } from './given.ts';
import type { Scenario } from './scenario.ts';

export const MORE_T_DXD_SAFETY: readonly Scenario[] = [
  {
    id: 'X36',
    title: 'T-DXd, IHC 1+, no gap, interstitial lung disease and LVEF 46 %',
    ...sign,
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    ...ALL,
    ild: true,
    lvef: { value: 46 },
    expected: {
      row: 'O17',
      merged: ['O20'],
      card: warning(
        'ILD/pneumonitis on the problem list and LVEF 46% on file. Both are label cautions of T-DXd; review before signing.',
      ),
    },
  },
  {
    id: 'X54',
    title: 'T-DXd, IHC 1+, no line and no LVEF, interstitial lung disease with a chest CT ordered',
    ...sign,
    active: ['chest-ct'],
    ...advanced,
    her2: [ONE_PLUS],
    ild: true,
    expected: {
      row: 'O19',
      merged: ['O20'],
      card: warning(
        'ILD/pneumonitis on the problem list. T-DXd carries a boxed ILD warning; review before signing.',
        'create Task P8 *',
        'create ServiceRequest P7 *',
      ),
    },
  },
  {
    id: 'X55',
    title: 'T-DXd, IHC 1+, renal function not found',
    ...sign,
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    lvef: { value: 62 },
    chart: ['ct', 'cbc', 'pregnancy'],
    expected: {
      row: 'O17',
      card: info('HER2 IHC 1+ on file (metastasis). Check label items: endocrine progression, LVEF, lung history.'),
    },
  },
  {
    id: 'X56',
    title: 'T-DXd, IHC 1+, pregnancy status not found',
    ...sign,
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    lvef: { value: 62 },
    chart: ['ct', 'cbc', 'renal'],
    expected: {
      row: 'O17',
      card: info('HER2 IHC 1+ on file (metastasis). Check label items: endocrine progression, LVEF, lung history.'),
    },
  },
  {
    id: 'X57',
    title: 'T-DXd for a man, IHC 1+, everything that applies found',
    ...sign,
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    lvef: { value: 62 },
    chart: ['ct', 'cbc', 'renal'],
    sex: 'male',
    expected: { row: 'O17' },
  },
  {
    id: 'X58',
    title: 'T-DXd, IHC 1+, everything that is not found is in draft',
    ...sign,
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    lvef: { value: 62 },
    orders: ['t-dxd', 'chest-ct', 'blood-count', 'creatinine', 'pregnancy-test'],
    expected: { row: 'O17' },
  },
];

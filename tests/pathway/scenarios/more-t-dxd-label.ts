/** Further orders of T-DXd where the status fits: receptors, lines of therapy, what is in draft (O15 to O19). */
import { ALL, advanced, info, liver, ONE_PLUS, sign } from './given.ts';
import type { Scenario } from './scenario.ts';

export const MORE_T_DXD_LABEL: readonly Scenario[] = [
  {
    id: 'X30',
    title: 'T-DXd, IHC 1+, ER and PR not found, echocardiogram ordered',
    ...sign,
    active: ['echocardiogram'],
    stage: 'metastatic',
    her2: [ONE_PLUS],
    expected: {
      row: 'O15',
      card: info(
        'HER2 IHC 1+ on file (metastasis). ER/PR not found; the label rows differ by hormone receptor status.',
        'create Task P8 *',
      ),
    },
  },
  {
    id: 'X31',
    title: 'T-DXd, IHC 1+, HR-positive, everything found',
    ...sign,
    ...advanced,
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    ...ALL,
    expected: { row: 'O17' },
  },
  {
    id: 'X32',
    title: 'T-DXd, ultralow, everything found but LVEF, which is in draft',
    hook: 'order-sign',
    orders: ['t-dxd', 'echocardiogram'],
    ...advanced,
    her2: [{ ihc: '0+', ...liver }],
    lines: ['endocrine'],
    chart: ['ct', 'cbc', 'renal', 'pregnancy'],
    expected: { row: 'O16' },
  },
  {
    id: 'X33',
    title: 'T-DXd, IHC 1+, HR-negative, chemotherapy line, LVEF too old',
    ...sign,
    stage: 'metastatic',
    hr: 'negative',
    her2: [ONE_PLUS],
    lines: ['chemotherapy'],
    lvef: { value: 62, date: '2026-02-01' },
    chart: ['ct', 'cbc', 'renal', 'pregnancy'],
    expected: {
      row: 'O18',
      card: info(
        'HER2 IHC 1+ on file (metastasis). Check label items: chemotherapy line, LVEF, lung history.',
        'create ServiceRequest P7 *',
      ),
    },
  },
  {
    id: 'X34',
    title: 'T-DXd, IHC 1+, HR-negative, chemotherapy line, everything found',
    ...sign,
    stage: 'metastatic',
    hr: 'negative',
    her2: [ONE_PLUS],
    lines: ['chemotherapy'],
    ...ALL,
    expected: { row: 'O18' },
  },
  {
    id: 'X35',
    title: 'T-DXd, IHC 1+, HR-negative, endocrine line only',
    ...sign,
    stage: 'metastatic',
    hr: 'negative',
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    ...ALL,
    expected: {
      row: 'O19',
      card: info(
        'HER2 IHC 1+ on file (metastasis). The prior line that the label asks for was not found; check before signing.',
        'create Task P8 *',
      ),
    },
  },
  {
    id: 'X52',
    title: 'T-DXd, ultralow, nothing of the checklist found',
    ...sign,
    ...advanced,
    her2: [{ ihc: '0+', ...liver }],
    lines: ['endocrine'],
    expected: {
      row: 'O16',
      card: info(
        'HER2 IHC 0 with membrane staining (ultralow) on file. Check label items before signing.',
        'create ServiceRequest P7 *',
      ),
    },
  },
  {
    id: 'X53',
    title: 'T-DXd with a chest CT and a blood count in draft, IHC 1+, ER and PR not found',
    hook: 'order-sign',
    orders: ['t-dxd', 'chest-ct', 'blood-count'],
    stage: 'metastatic',
    her2: [ONE_PLUS],
    expected: {
      row: 'O15',
      card: info(
        'HER2 IHC 1+ on file (metastasis). ER/PR not found; the label rows differ by hormone receptor status.',
        'create Task P8 *',
        'create ServiceRequest P7 *',
      ),
    },
  },
];

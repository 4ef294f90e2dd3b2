/** Further orders other than T-DXd: biopsies, HER2 tests, antibodies. */
import { info, liver, ONE_PLUS, warning } from './given.ts';
import type { Scenario } from './scenario.ts';

export const MORE_ORDERS: readonly Scenario[] = [
  {
    id: 'X14',
    title: 'HER2 test of a specimen with IHC 1+',
    hook: 'order-sign',
    orders: ['her2-ihc'],
    her2: [ONE_PLUS],
    sameSpecimen: true,
    expected: {
      row: 'O2',
      card: info(
        'HER2 on this specimen has a result of 2026-09-01: IHC 1+. Check it before a new stain.',
        'create Task P3',
        'delete P3',
      ),
    },
  },
  {
    id: 'X15',
    title: 'biopsy of a breast, a HER2 order is active, no outline',
    hook: 'order-select',
    orders: ['breast-biopsy'],
    active: ['her2-ihc'],
    imaging: 'no-outline',
    expected: {
      row: 'O4',
      card: info('No HER2 result on file. A HER2 order is active; check that it covers this biopsy.'),
    },
  },
  {
    id: 'X16',
    title: 'biopsy of a breast, orders not all read',
    hook: 'order-select',
    orders: ['breast-biopsy'],
    cutOff: ['serviceRequests'],
    expected: {
      row: 'O4',
      card: info('No HER2 result on file. Add HER2 IHC with reflex ISH, plus ER/PR, to this biopsy.', 'create ServiceRequest P1'),
    },
  },
  {
    id: 'X17',
    title: 'biopsy of a breast whose cancer has a result',
    hook: 'order-sign',
    orders: ['breast-biopsy'],
    her2: [ONE_PLUS],
    expected: { row: 'O22' },
  },
  {
    id: 'X18',
    title: 'biopsy of a liver metastasis that has a result',
    hook: 'order-sign',
    orders: ['liver-biopsy'],
    stage: 'metastatic',
    her2: [ONE_PLUS],
    expected: { row: 'O22' },
  },
  {
    id: 'X19',
    title: 'biopsy of a liver metastasis, no result, a HER2 order is active',
    hook: 'order-sign',
    orders: ['liver-biopsy'],
    active: ['her2-ihc'],
    stage: 'metastatic',
    expected: {
      row: 'O5',
      card: info('Add ER/PR and HER2 IHC with reflex ISH to this biopsy; no HER2 result is on file.', 'create ServiceRequest P5'),
    },
  },
  {
    id: 'X37',
    title: 'trastuzumab, IHC 0 with staining not stated',
    hook: 'order-sign',
    orders: ['trastuzumab'],
    her2: [{ ihc: '0', ...liver }],
    expected: {
      row: 'O21',
      card: warning(
        'Anti-HER2 antibody ordered but HER2 is IHC 0 (not positive). Check product and HER2 status.',
        'create Task P3 *',
      ),
    },
  },
  {
    id: 'X38',
    title: 'trastuzumab, IHC 3+',
    hook: 'order-sign',
    orders: ['trastuzumab'],
    her2: [{ ihc: '3+', ...liver }],
    expected: { row: 'O22' },
  },
  { id: 'X39', title: 'another order', hook: 'order-sign', orders: ['other'], expected: { row: 'O22' } },
  {
    id: 'X49',
    title: 'duplicate HER2 test whose draft has no id',
    hook: 'order-sign',
    orders: ['her2-ihc'],
    draftsWithoutId: true,
    her2: [ONE_PLUS],
    sameSpecimen: true,
    expected: {
      row: 'O2',
      card: info('HER2 on this specimen has a result of 2026-09-01: IHC 1+. Check it before a new stain.', 'create Task P3'),
    },
  },
  {
    id: 'X50',
    title: 'biopsy of a metastasis, a recent result from another one',
    hook: 'order-sign',
    orders: ['liver-biopsy'],
    stage: 'metastatic',
    her2: [{ ihc: '1+', from: 'bone', date: '2026-09-01' }],
    expected: { row: 'O5' },
  },
  {
    id: 'X62',
    title: 'biopsy of a metastasis that asks for HER2 already',
    hook: 'order-sign',
    orders: ['liver-biopsy-with-her2'],
    stage: 'metastatic',
    her2: [{ ihc: '0', from: 'primary', date: '2019-05-06' }],
    expected: { row: 'O22' },
  },
];

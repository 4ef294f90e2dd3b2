/** Further orders of T-DXd where the HER2 status decides (O7 to O14). */
import { advanced, CONTRADICT, liver, ONE_PLUS, SIDES, sign, TWO_PLUS, TWO_SIDES, warning } from './given.ts';
import type { Scenario } from './scenario.ts';

export const MORE_T_DXD_STATUS: readonly Scenario[] = [
  {
    id: 'X20',
    title: 'T-DXd, a value that is no score',
    ...sign,
    stage: 'metastatic',
    her2: [{ ihc: 'unreadable', ...liver }],
    expected: {
      row: 'O7',
      card: warning(
        'T-DXd ordered but the HER2 result on file is not readable as a score. Confirm tissue HER2 status before signing.',
        'create ServiceRequest P1 *',
        'create ServiceRequest P5',
      ),
    },
  },
  {
    id: 'X21',
    title: 'T-DXd and a HER2 test in one signing, early',
    hook: 'order-sign',
    orders: ['t-dxd', 'her2-ihc'],
    stage: 'early',
    expected: {
      row: 'O7',
      card: warning('T-DXd ordered but no HER2 IHC/ISH result found. Confirm tissue HER2 status before signing.'),
    },
  },
  {
    id: 'X22',
    title: 'T-DXd, "negative" only, results not all read',
    ...sign,
    her2: [{ ihc: 'negative', ...liver }],
    cutOff: ['observations'],
    expected: {
      row: 'O8',
      card: warning(
        'HER2 results not all read; the newest read has no IHC score. The score (0, 0 with staining, 1+, 2+) is needed; check report.',
        'create Task P9',
      ),
    },
  },
  {
    id: 'X23',
    title: 'T-DXd, IHC 2+, orders not all read',
    ...sign,
    her2: [TWO_PLUS],
    cutOff: ['serviceRequests'],
    expected: {
      row: 'O9',
      card: warning(
        'HER2 IHC 2+ without an ISH result. Reflex ISH is needed to classify HER2 before signing.',
        'create ServiceRequest P2',
      ),
    },
  },
  {
    id: 'X24',
    title: 'T-DXd, IHC 1+ amplified, interstitial lung disease',
    ...sign,
    her2: [{ ...ONE_PLUS, ish: 'amplified' }],
    ild: true,
    expected: {
      row: 'O10',
      merged: ['O20'],
      card: warning(
        `${CONTRADICT} Adjudicate with pathology before signing.`,
        'create Task P3 *',
        'create Task P6 *',
        'create ServiceRequest P7 *',
      ),
    },
  },
  {
    id: 'X25',
    title: 'T-DXd, two breasts that differ',
    ...sign,
    disease: 'both-breasts',
    her2: TWO_SIDES,
    expected: { row: 'O10', card: warning(`${SIDES} Adjudicate with pathology before signing.`, 'create Task P6 *') },
  },
  {
    id: 'X26',
    title: 'T-DXd, IHC 0 without staining, no other specimen, LVEF 40 %',
    ...sign,
    ...advanced,
    her2: [{ ihc: '0-absent', ...liver }],
    lvef: { value: 40 },
    expected: {
      row: 'O12',
      merged: ['O20'],
      card: warning('HER2 IHC 0 without membrane staining on file. HER2-low/ultralow label uses are not supported by it.'),
    },
  },
  {
    id: 'X27',
    title: 'T-DXd, IHC 0 with staining not stated, no other specimen',
    ...sign,
    stage: 'metastatic',
    her2: [{ ihc: '0', ...liver }],
    expected: {
      row: 'O13',
      card: warning(
        'HER2 IHC 0; membrane staining not stated. Ask pathology to report 0 with or without staining.',
        'create Task P3 *',
      ),
    },
  },
  {
    id: 'X28',
    title: 'T-DXd, ultralow, HR-negative',
    ...sign,
    stage: 'metastatic',
    hr: 'negative',
    her2: [{ ihc: '0+', ...liver }],
    untested: true,
    expected: {
      row: 'O14',
      card: warning(
        'HER2 IHC 0 with membrane staining (ultralow), HR-negative. Ultralow label uses are for HR-positive disease.',
        'create ServiceRequest P4',
        'create Task P6 *',
      ),
    },
  },
  {
    id: 'X29',
    title: 'T-DXd, IHC 0 with staining not stated, HR-negative',
    ...sign,
    stage: 'metastatic',
    hr: 'negative',
    her2: [{ ihc: '0', ...liver }],
    expected: {
      row: 'O14',
      card: warning(
        'HER2 IHC 0, membrane staining not stated, HR-negative. Ultralow label uses are for HR-positive disease.',
        'create Task P6 *',
      ),
    },
  },
  {
    id: 'X51',
    title: 'T-DXd without a HER2 result, a biopsy of the metastasis is ordered',
    ...sign,
    stage: 'metastatic',
    active: ['liver-biopsy'],
    expected: {
      row: 'O7',
      card: warning(
        'T-DXd ordered but no HER2 IHC/ISH result found. Confirm tissue HER2 status before signing.',
        'create ServiceRequest P1 *',
      ),
    },
  },
];

/** Further reviews where HER2 from tissue is missing, contradictory or not a score, and reviews without a card (R1 to R4). */
import { CONTRADICT, info, liver, ONE_PLUS, review, SIDES, TWO_PLUS, TWO_SIDES, warning } from './given.ts';
import type { Scenario } from './scenario.ts';

export const MORE_UNCLEAR_REVIEWS: readonly Scenario[] = [
  {
    id: 'X01',
    title: 'review, IHC 1+ amplified',
    ...review,
    her2: [{ ...ONE_PLUS, ish: 'amplified' }],
    expected: {
      row: 'R2',
      card: warning(
        `${CONTRADICT} Have pathology adjudicate before HER2 status is used.`,
        'create Task P3 *',
        'create Task P6 *',
      ),
    },
  },
  {
    id: 'X02',
    title: 'review, two breasts that differ',
    ...review,
    disease: 'both-breasts',
    her2: TWO_SIDES,
    expected: { row: 'R2', card: warning(`${SIDES} Adjudicate which result applies.`, 'create Task P6 *') },
  },
  {
    id: 'X03',
    title: 'review, IHC 2+ without ISH',
    ...review,
    her2: [TWO_PLUS],
    expected: {
      row: 'R3',
      card: info('HER2 IHC 2+ without an ISH result. Reflex ISH is needed to classify HER2.', 'create ServiceRequest P2 *'),
    },
  },
  {
    id: 'X04',
    title: 'review, IHC 2+ without ISH, orders not all read',
    ...review,
    her2: [TWO_PLUS],
    cutOff: ['serviceRequests'],
    expected: {
      row: 'R3',
      card: info('HER2 IHC 2+ without an ISH result. Reflex ISH is needed to classify HER2.', 'create ServiceRequest P2'),
    },
  },
  {
    id: 'X05',
    title: 'review, "negative" only, results not all read, no outline',
    ...review,
    her2: [{ ihc: 'negative', ...liver }],
    cutOff: ['observations'],
    imaging: 'no-outline',
    expected: {
      row: 'R4',
      card: info(
        'HER2 results not all read; the newest read has no IHC score. The score (0, 0 with staining, 1+, 2+) is needed; check report.',
        'create Task P9',
      ),
    },
  },
  {
    id: 'X06',
    title: 'review, a value that is no score',
    ...review,
    her2: [{ ihc: 'unreadable', ...liver }],
    expected: {
      row: 'R4',
      card: info(
        'The HER2 result on file is indeterminate or not readable as a score. The IHC score (0, 0+, 1+, 2+, 3+) is needed; check report.',
        'create Task P9 *',
      ),
    },
  },
  { id: 'X40', title: 'review by a cardiologist', hook: 'patient-view', role: 'cardiology', expected: { row: undefined } },
  { id: 'X41', title: 'review of a patient without breast disease', ...review, disease: 'none', expected: { row: undefined } },
  {
    id: 'X42',
    title: 'review, suspicious lesion with a biopsy ordered, user not read',
    hook: 'patient-view',
    disease: 'lesion',
    active: ['breast-biopsy'],
    expected: {
      row: 'R1',
      card: info(
        'No HER2 result on file. Request HER2 IHC with reflex ISH, reported as 0, 0+, 1+, 2+ or 3+.',
        'create ServiceRequest P1 *',
      ),
    },
  },
  {
    id: 'X43',
    title: 'review, the side of the result was not read',
    ...review,
    her2: [{ ihc: '1+', from: 'primary', date: '2026-09-01', specimenUnread: true }],
    expected: {
      row: 'R1',
      card: info(
        'A HER2 result is on file, but not for certain of this breast cancer. Check its specimen before asking for a new test.',
        'create ServiceRequest P1',
      ),
    },
  },
  {
    id: 'X44',
    title: 'review, IHC 2+ with FISH pending',
    ...review,
    her2: [{ words: 'HER2 2+ (equivocal), FISH pending', ...liver }],
    expected: {
      row: 'R3',
      card: info('HER2 IHC 2+ without a final ISH result. Reflex ISH is needed to classify HER2.', 'create ServiceRequest P2'),
    },
  },
  {
    id: 'X45',
    title: 'review, IHC 2+ with an ISH ratio only',
    ...review,
    her2: [{ ...TWO_PLUS, ratio: 1.8 }],
    expected: {
      row: 'R3',
      card: info('HER2 IHC 2+ with an ISH ratio, HER2 copies not found. The full ISH result is needed to classify HER2.'),
    },
  },
  {
    id: 'X46',
    title: 'review, IHC 2+ and an ISH result of another specimen',
    ...review,
    her2: [TWO_PLUS, { ish: 'not-amplified', ...liver }],
    expected: {
      row: 'R3',
      card: info(
        'HER2 IHC 2+; an ISH result on file names no IHC score. Check whether it is of the same block before a new ISH.',
      ),
    },
  },
  {
    id: 'X60',
    title: 'review, IHC 2+ with an IHC order still active',
    ...review,
    her2: [TWO_PLUS],
    active: ['her2-ihc'],
    expected: {
      row: 'R3',
      card: info(
        'HER2 IHC 2+ without an ISH result. A HER2 order is open; check that it asks for ISH on this block.',
        'create ServiceRequest P2',
      ),
    },
  },
  {
    id: 'X61',
    title: 'review, IHC 2+ with an ISH order active',
    ...review,
    her2: [TWO_PLUS],
    active: ['her2-ish'],
    expected: {
      row: 'R3',
      card: info('HER2 IHC 2+ without an ISH result. A HER2 order is open; check that it asks for ISH on this block.'),
    },
  },
];

/** Further reviews of IHC 0, HER2-ultralow and HER2-low (R5 to R9). */
import { ALL, advanced, info, liver, ONE_PLUS, review } from './given.ts';
import type { Scenario } from './scenario.ts';

export const MORE_ZERO_AND_LOW_REVIEWS: readonly Scenario[] = [
  {
    id: 'X07',
    title: 'review, IHC 0 with staining not stated, another specimen, no outline',
    ...review,
    ...advanced,
    her2: [{ ihc: '0', ...liver }],
    untested: true,
    imaging: 'no-outline',
    expected: {
      row: 'R5',
      card: info(
        'HER2 IHC 0; membrane staining not stated. Ask pathology to report 0 with or without staining.',
        'create Task P3 *',
        'create ServiceRequest P4',
      ),
    },
  },
  {
    id: 'X08',
    title: 'review, IHC 0 without staining, score high, no other specimen',
    ...review,
    ...advanced,
    her2: [{ ihc: '0-absent', ...liver }],
    imaging: 'high',
    expected: {
      row: 'R6',
      card: info(
        'HER2 IHC 0 without staining; research imaging score high. Options: slide re-review, tumour board.',
        'create Task P3',
        'create Task P6',
      ),
    },
  },
  {
    id: 'X09',
    title: 'the same at a site that wants no re-review beside a score',
    ...review,
    ...advanced,
    her2: [{ ihc: '0-absent', ...liver }],
    imaging: 'high',
    site: { reReviewOnHighScore: false },
    expected: { row: 'R7' },
  },
  {
    id: 'X10',
    title: 'the same at a site that shows the score in the app only',
    ...review,
    ...advanced,
    her2: [{ ihc: '0-absent', ...liver }],
    imaging: 'high',
    site: { imagingDisplay: 'app' },
    expected: { row: 'R7' },
  },
  {
    id: 'X11',
    title: 'review, IHC 1+, metastatic, nothing else found',
    ...review,
    stage: 'metastatic',
    her2: [ONE_PLUS],
    expected: {
      row: 'R8',
      card: info(
        'HER2 IHC 1+ on file (metastasis): HER2-low pathway. Label items not found: ER/PR, LVEF, chest imaging, blood count, renal function,…',
        'create ServiceRequest P7 *',
        'create Task P8 *',
      ),
    },
  },
  {
    id: 'X12',
    title: 'review, IHC 1+, unresectable, everything found',
    ...review,
    stage: 'unresectable',
    hr: 'positive',
    her2: [ONE_PLUS],
    lines: ['endocrine'],
    ...ALL,
    expected: {
      row: 'R8',
      card: info('HER2 IHC 1+ on file (metastasis): HER2-low pathway. Label items not found: prior line.', 'create Task P8 *'),
    },
  },
  {
    id: 'X13',
    title: 'review, IHC 1+, stage not found',
    ...review,
    her2: [{ ihc: '1+', from: 'primary', date: '2026-02-01' }],
    expected: {
      row: 'R9',
      card: info('HER2 IHC 1+ on file; stage not found. HER2-low label uses are for metastatic or unresectable disease.'),
    },
  },
  {
    id: 'X47',
    title: 'review, IHC 1+ that the laboratory flags as borderline, metastatic',
    ...review,
    ...advanced,
    her2: [{ words: '1+ (borderline)', ...liver }],
    lines: ['endocrine'],
    ...ALL,
    expected: {
      row: 'R8',
      card: info(
        'HER2 IHC 1+ on file (metastasis): HER2-low pathway. Label items found in the chart; check them before use.',
        'create Task P3',
      ),
    },
  },
  {
    id: 'X48',
    title: 'the same in early disease',
    ...review,
    stage: 'early',
    her2: [{ words: '1+ (borderline)', from: 'primary', date: '2026-02-01' }],
    expected: {
      row: 'R9',
      card: info(
        'HER2 IHC 1+ on file (HER2-low). HER2-low label uses are for metastatic or unresectable disease.',
        'create Task P3',
      ),
    },
  },
];

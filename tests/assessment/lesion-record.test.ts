import { expect, it } from 'vitest';
import { lesionRecord } from '../../src/assessment/lesion-record.ts';
import type { StudyReference, TissueFacts } from '../../src/core/index.ts';

const study = (laterality: StudyReference['laterality']): StudyReference => ({
  studyUid: '1.2',
  archive: 'https://a.example',
  patientIdentifiers: [],
  laterality,
  date: '2026-02-01',
  series: [],
});

/** The parts that are read. */
function tissue(starts: readonly string[]): TissueFacts {
  const parts = {
    disease: { laterality: 'unknown' },
    her2: { results: [{ laterality: 'left', date: '2026-01-20' }] },
    therapy: { courses: starts.map((start) => ({ start })) },
    untestedSpecimens: [],
  };
  return parts as unknown as TissueFacts;
}

it('a biopsy counts unless it is known to be of the other side', () => {
  expect(lesionRecord(tissue([]), study('left')).biopsies).toEqual(['2026-01-20']);
  expect(lesionRecord(tissue([]), study('unknown')).biopsies).toEqual(['2026-01-20']);
  expect(lesionRecord(tissue([]), study('right')).biopsies).toEqual([]);
});

it('a start of which only the year is known hides no start of which the day is', () => {
  expect(lesionRecord(tissue(['2026-01-05', '2025', '2026-01']), study('left')).therapyStart).toBe('2026-01-05');
  expect(lesionRecord(tissue(['2025']), study('left')).therapyStart).toBeUndefined();
});

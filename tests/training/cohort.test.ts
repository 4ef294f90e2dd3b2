import { describe, expect, it } from 'vitest';
import { parseEndpoint } from '../../src/training/cohort/endpoint.ts';
import { type CohortOptions, parseCohort } from '../../src/training/cohort/parse-cohort.ts';

const HEADER = ['Patient', 'lesion', 'split', 'ihc', 'ish', 'age', 'spacing', 'label'];
const OPTIONS: CohortOptions = { endpoint: parseEndpoint('zero-vs-rest'), seed: 1 };
const row = (fields: Partial<Record<string, string>>): string[] =>
  HEADER.map((name) => ({ Patient: 'P', split: 'train', ihc: '0', ...fields })[name] ?? '');
const parse = (rows: readonly Partial<Record<string, string>>[], options: Partial<CohortOptions> = {}) =>
  parseCohort([HEADER, ...rows.map(row)], { ...OPTIONS, ...options });

describe('cohort table', () => {
  it.each([
    [{ ihc: '"\u001b[2J' }, String.raw`ihc: "\"\u001b[2J" is not an IHC score (0, 0+, 1+, 2+, 3+)`],
    [{ ihc: 'negative' }, 'ihc: "negative" is not an IHC score (0, 0+, 1+, 2+, 3+)'],
    [{ ihc: '' }, 'no IHC score'],
    [{ ihc: '2+', ish: 'unclear' }, 'ish: "unclear" is not an ISH result (amplified, not amplified)'],
    [{ age: '17' }, 'age: "17" is not a number from 18 to 120'],
    [{ spacing: '0' }, 'spacing: "0" is not a pixel spacing in mm (0.005 to 5)'],
    [{ Patient: ' ' }, 'patient: is empty'],
    [{ split: 'holdout' }, 'split: "holdout" is not a split (train, validation, external)'],
    [{ Patient: 'Ä', lesion: '1' }, 'the same patient and lesion as row 2'],
  ])('a row with %j is left out with its reason', (fields, reason) => {
    const { members, rejected } = parse([{ Patient: 'Ä', ihc: '1+' }, fields]);
    expect(members.map(({ id }) => id)).toEqual(['Ä / 1']);
    expect(rejected).toEqual([{ row: 3, reason }]);
  });

  it.each([
    ['zero-vs-rest', { ihc: '0+' }, 0],
    ['zero-vs-rest', { ihc: 'IHC 1' }, 1],
    ['zero-vs-rest', { ihc: '2+' }, 1],
    ['low-vs-zero', { ihc: '2+', ish: 'Negative' }, 1],
    ['low-vs-zero', { ihc: '0' }, 0],
    ['label=malignant/benign', { label: 'benign' }, 0],
    ['label=malignant', { label: 'normal' }, 0],
    ['label', { label: '1' }, 1],
  ])('%s: %j has the outcome %i', (endpoint, fields, outcome) => {
    expect(parse([fields], { endpoint: parseEndpoint(endpoint) }).members[0]?.outcome).toBe(outcome);
  });

  it.each([
    ['low-vs-zero', { ihc: '2+' }, 'IHC 2+ without ISH result'],
    ['low-vs-zero', { ihc: '3+' }, 'HER2-positive, not part of this endpoint'],
    ['label=malignant/benign', { label: 'normal' }, 'label is neither of the two classes'],
  ])('%s: %j has no outcome', (endpoint, fields, reason) => {
    const { rejected } = parse([{ Patient: 'other', ihc: '0', label: 'benign' }, fields], { endpoint: parseEndpoint(endpoint) });
    expect(rejected).toEqual([{ row: 3, reason }]);
  });

  it('an age that is not written down is absent, and the row stays', () => {
    expect(parse([{ age: 'Not available' }]).members[0]?.lesion.age).toBeUndefined();
  });

  it('one outline of an archive is one lesion, and one study is of one patient', () => {
    const header = ['patient', 'lesion', 'split', 'ihc', 'study', 'outline'];
    const lesions = (...rows: string[][]) => parseCohort([header, ...rows], OPTIONS);
    const { members, rejected } = lesions(
      ['A', '1', 'train', '0', '1.2.3', '1.2.4#1'],
      ['A', '2', 'train', '1+', '1.2.3', '1.2.4#2'],
      ['A', '3', 'train', '1+', 'urn:oid:1.2.3', '1.2.4#1'],
    );
    expect(members.map(({ lesion }) => lesion.archived?.outlines)).toEqual([
      [{ uid: '1.2.4', segmentNumber: 1 }],
      [{ uid: '1.2.4', segmentNumber: 2 }],
    ]);
    expect(rejected).toEqual([{ row: 4, reason: 'the same study and outline as row 2' }]);
    const shared = () => lesions(['A', '1', 'train', '0', '1.2.3', ''], ['B', '1', 'val', '0', '1.2.3', '1.2.4']);
    expect(shared).toThrow('rows 2 and 3 have the same study and different patients');
  });

  it('refuses one patient in two splits, by row', () => {
    const rows = [{ Patient: 'A' }, { Patient: 'B' }, { Patient: 'A', lesion: '2', split: 'val' }];
    expect(() => parse(rows)).toThrow('rows 2 (training) and 4 (validation)');
  });

  it('divides by patient and in balance where there is no split, and says how', () => {
    const header = HEADER.filter((name) => name !== 'split');
    const rows = Array.from({ length: 200 }, (_, i) => [`P${i >> 1}`, String(i), i % 8 < 2 ? '0' : '1+']);
    const table = [header, ...rows.map(([patient, lesion, ihc]) => [patient, lesion, ihc])];
    const { members, splitMethod } = parseCohort(table, { ...OPTIONS, trainingTenths: 7 });
    const splits = new Map<string, Set<string>>();
    for (const { lesion, split } of members) splits.set(lesion.patient, (splits.get(lesion.patient) ?? new Set()).add(split));
    expect([...splits.values()].every((own) => own.size === 1)).toBe(true);
    const share = (outcome: number) => {
      const own = members.filter((member) => member.outcome === outcome);
      return own.filter(({ split }) => split === 'training').length / own.length;
    };
    expect([share(0), share(1)].every((value) => Math.abs(value - 0.7) < 0.06)).toBe(true);
    expect(splitMethod).toContain('7 of 10 patients');
  });
});

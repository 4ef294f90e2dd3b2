/** What a training keeps of its outlines: features of the files as they are now. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCsv } from '../../src/cli/csv.ts';
import { measureOutlines, outlinesOf } from '../../src/cli/train-outlines.ts';
import { parseSettings } from '../../src/radiomics/index.ts';
import { parseCohort, parseEndpoint } from '../../src/training/index.ts';
import { writeDrawnCohort } from './write-drawn-cohort.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'her2-outlines-'));
const file = (name: string): string => path.join(folder, name);
beforeAll(() => writeDrawnCohort(folder, { lesions: 3 }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('features are not taken for those of an outline that was drawn again under the same name; one that was missing is measured', async () => {
  const table = parseCsv(readFileSync(file('cohort.csv'), 'utf8'));
  const { members } = parseCohort(table, { endpoint: parseEndpoint('zero-vs-rest'), seed: 1 });
  const outlines = members.flatMap((member) => outlinesOf(member, folder)).filter(({ reading }) => reading === 0);
  const parsed = parseSettings({ binWidth: 10 });
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join());
  const recipe = { settings: parsed.settings, featureNames: ['original_shape2D_PixelSurface'], kernel: {}, notes: [] };
  const measured = async () =>
    [...(await measureOutlines(outlines, recipe, file('work/features.csv'), 1)).values.values()].map((own) => own.get(0)?.[0]);
  const drawn = readFileSync(file('S1_mask.png'));
  rmSync(file('S1_mask.png'));
  expect(await measured()).toHaveLength(2);
  writeFileSync(file('S1_mask.png'), drawn);
  expect(await measured()).toHaveLength(3);
  writeFileSync(file('S1_mask.png'), readFileSync(file('S2_mask.png')));
  await expect(measured()).rejects.toThrow(
    '1 of its rows are of another cohort, of other settings, or of files that have changed',
  );
});

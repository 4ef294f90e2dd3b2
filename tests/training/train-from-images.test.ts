/** The train command as its own process, from drawn images to a bundle, and what is left when it is interrupted. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/index.ts';
import { isComputed, validationResultsSchema } from '../../src/training/index.ts';
import { her2cds, root } from '../cli/run-her2-cds.ts';
import { writeDrawnCohort } from './write-drawn-cohort.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'her2 Läsionen 病变 '));
const file = (name: string): string => path.join(folder, name);

const CONFIG = `
model: { id: drawn-images, version: 1.0.0, title: Drawn images, demonstration: true }
preprocessing:
  setting: { binWidth: 10, force2D: true, label: 1 }
  featureClass: { shape2D: [PixelSurface, Sphericity], firstorder: [Mean, Entropy, Skewness], glcm: [Contrast] }
pipeline:
  nested: { folds: 0 }
  refits: { bootstrapSamples: 0, permutations: 0, leaveOneSiteOut: false }
`;

const trainingTo = (out: string): string[] => {
  const given = ['--cohort', file('cohort/cohort.csv'), '--config', file('train.yaml'), '--out', file(out), '--workers', '1'];
  return ['train', ...given];
};

beforeAll(async () => {
  await writeDrawnCohort(file('cohort'), { lesions: 30 });
  await writeDrawnCohort(file('external'), { lesions: 12, firstSeed: 500, split: 'external' });
  // Names of files as people give them.
  renameSync(file('cohort/S0.png'), file('cohort/Ångström, №1.png'));
  const table = readFileSync(file('cohort/cohort.csv'), 'utf8');
  writeFileSync(file('cohort/cohort.csv'), table.replace(',S0.png,', ',"Ångström, №1.png",'));
  writeFileSync(file('train.yaml'), CONFIG);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rowsOf = (out: string): number => {
  const table = file(`${out}.work/features.csv`);
  return existsSync(table) ? readFileSync(table, 'utf8').split('\n').length - 2 : 0;
};

/** Stopped as Ctrl-C does, as soon as the first lesions are in the table. Returns the signal that ended it. */
async function interrupted(out: string): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'src/cli/her2-cds.ts'), ...trainingTo(out)], {
    cwd: root,
    stdio: 'ignore',
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)));
  while (child.exitCode === null && rowsOf(out) < 2) await delay(5);
  child.kill('SIGINT');
  return ended;
}

describe('training from images', () => {
  it('goes on after an interruption to the bytes of a run that was left alone; the bundle loads and evaluates', async () => {
    const [whole, signal] = await Promise.all([her2cds(...trainingTo('whole')), interrupted('stopped')]);
    expect(whole).toMatchObject({ code: 0 });
    expect(signal).toBe('SIGINT');
    expect(existsSync(file('stopped'))).toBe(false);
    const kept = readFileSync(file('stopped.work/features.csv'), 'utf8').split('\n').slice(0, -1);
    expect(kept.length).toBeGreaterThan(1);

    expect(await her2cds(...trainingTo('stopped'))).toMatchObject({ code: 0 });
    expect(readFileSync(file('stopped.work/features.csv'), 'utf8').split('\n').slice(0, kept.length)).toEqual(kept);
    const names = readdirSync(file('whole')).sort();
    expect(readdirSync(file('stopped')).sort()).toEqual(names);
    for (const name of names)
      expect(readFileSync(file(`stopped/${name}`)).equals(readFileSync(file(`whole/${name}`)))).toBe(true);

    const { identity } = await loadModel(file('whole'));
    expect(identity).toMatchObject({ id: 'drawn-images', version: '1.0.0' });
    const evaluated = await her2cds('evaluate', '--bundle', file('whole'), '--cohort', file('external/cohort.csv'), '--json');
    expect(evaluated).toMatchObject({ code: 0 });
    const results = validationResultsSchema.parse(JSON.parse(evaluated.out));
    expect(results.simulated).toBe(true);
    const [external] = results.discrimination;
    if (external === undefined || !isComputed(external.auc)) throw new Error('expected an area');
    // The drawn effect is large: far from chance, or features and lesions do not belong together.
    expect(external.auc.value).toBeGreaterThan(0.7);
  }, 180_000);
});

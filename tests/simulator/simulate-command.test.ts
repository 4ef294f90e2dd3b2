import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { writeSimulatedCohort } from '../../src/cli/simulate-cohort.ts';
import { simulateCommand } from '../../src/cli/simulate-command.ts';
import { cohortPatients, simulateLesion } from '../../src/simulator/index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'her2-simulate-'));
const file = (...names: string[]): string => path.join(folder, ...names);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RECIPE = { patients: { training: 1, validation: 1, external: 0 }, seed: 3, effect: 0.8, readers: 2 };
const filesOf = (name: string): string[] =>
  readdirSync(file(name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(file(name), path.join(entry.parentPath, entry.name)))
    .sort();

describe('her2-cds simulate', () => {
  it('writes the same bytes with one thread and with two, and after an interruption; what is there is kept', async () => {
    expect(await writeSimulatedCohort(RECIPE, file('one'), 1)).toEqual({ simulated: 2, kept: 0 });
    const names = filesOf('one');
    expect(names).toEqual([
      'README.md',
      'cohort.csv',
      ...['SIM-0001-mask.png', 'SIM-0001-mask2.png', 'SIM-0001.png'].map((n) => `images/${n}`),
      ...['SIM-0002-mask.png', 'SIM-0002.png'].map((n) => `images/${n}`),
      'simulation.json',
      'train.yaml',
    ]);

    // As an interruption leaves it: no table yet, one lesion whole, one without its last outline and half of a file.
    mkdirSync(file('two/images'), { recursive: true });
    const kept = ['simulation.json', 'images/SIM-0002.png', 'images/SIM-0002-mask.png', 'images/SIM-0001.png'];
    for (const name of kept) writeFileSync(file('two', name), readFileSync(file('one', name)));
    writeFileSync(file('two/images/SIM-0001-mask.png.part'), 'half');
    const before = statSync(file('two/images/SIM-0002.png')).mtimeMs;
    expect(await writeSimulatedCohort(RECIPE, file('two'), 2)).toEqual({ simulated: 1, kept: 1 });
    expect(statSync(file('two/images/SIM-0002.png')).mtimeMs).toBe(before);
    expect(filesOf('two')).toEqual(names);
    for (const name of names) expect(readFileSync(file('two', name)).equals(readFileSync(file('one', name))), name).toBe(true);

    const [first] = cohortPatients(RECIPE);
    const image = sharp(file('one/images/SIM-0001.png'));
    expect(await image.metadata()).toMatchObject({ channels: 1, depth: 'uchar' });
    const data = await image.toColourspace('b-w').raw().toBuffer();
    expect(data.equals(simulateLesion(first!.parameters, first!.seed).image.pixels)).toBe(true);
    expect(readFileSync(file('one/README.md'), 'utf8')).toContain('Everything in this folder is simulated');

    await expect(writeSimulatedCohort({ ...RECIPE, seed: 4 }, file('one'), 1)).rejects.toThrow(/simulated with other options/);
  }, 90_000);

  it('does not touch a folder with other files, and names one that cannot be written', async () => {
    mkdirSync(file('own'));
    writeFileSync(file('own/thesis.txt'), 'mine');
    await expect(writeSimulatedCohort(RECIPE, file('own'), 1)).rejects.toThrow(/own holds other files: name a new folder/);
    await expect(writeSimulatedCohort(RECIPE, file('own/thesis.txt/cohort'), 1)).rejects.toThrow(/cannot be written \(ENOTDIR\)/);
    expect(filesOf('own')).toEqual(['thesis.txt']);
  });

  it.each([
    ['--patients', '383,233', /three whole numbers/],
    ['--patients', '3,-1,2', /three whole numbers/],
    ['--patients', '0,0,0', /of 1 to 20000 together/],
    ['--patients', '99999,1,1', /of 1 to 20000 together/],
    ['--seed', '1.5', /whole number from 0/],
    ['--effect', 'much', /standard deviations from 0 to 5/],
    ['--readers', '9', /from 1 to 5/],
  ])('refuses %s %s by name', async (option, value, message) => {
    const command = simulateCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => {} });
    await expect(command.parseAsync(['--out', file('never'), option, value], { from: 'user' })).rejects.toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseCsv } from '../../src/cli/csv.ts';
import { cohortTable, trainingConfig } from '../../src/cli/simulated-files.ts';
import {
  COHORT_SPLITS,
  type CohortRecipe,
  cohortPatients,
  drawParameters,
  HER2_MIX,
  readerMask,
  SCANNERS,
} from '../../src/simulator/index.ts';
import { modelConfigSchema, parseCohort, parseEndpoint } from '../../src/training/index.ts';

const recipe = (training: number, validation: number, external: number, readers = 2): CohortRecipe => ({
  patients: { training, validation, external },
  seed: 5,
  effect: 0.8,
  readers,
});

describe('cohortPatients', () => {
  const patients = cohortPatients(recipe(383, 233, 149));

  it('HER2 groups have the stated shares in every split, to one patient', () => {
    expect(HER2_MIX.reduce((sum, { share }) => sum + share, 0)).toBe(100);
    for (const split of COHORT_SPLITS) {
      const own = patients.filter((patient) => patient.split === split);
      for (const { ihc, ish, share } of HER2_MIX) {
        const found = own.filter((patient) => patient.ihc === ihc && patient.ish === ish).length;
        expect(Math.abs(found - (share / 100) * own.length), `${split} ${ihc}`).toBeLessThanOrEqual(1);
      }
    }
  });

  it('no two patients share an id or a seed, and the external scanner is in no other split', () => {
    expect(new Set(patients.map(({ id }) => id)).size).toBe(765);
    expect(new Set(patients.map(({ seed }) => seed)).size).toBe(765);
    const scannersOf = (external: boolean): Set<string> =>
      new Set(patients.filter(({ split }) => (split === 'external') === external).map(({ parameters }) => parameters.scanner.id));
    expect([...scannersOf(false)].sort()).toEqual(['linear-a', 'linear-b']);
    expect([...scannersOf(true)]).toEqual(['linear-c']);
  });

  it('HER2 moves no scanner, age or size: only what the effect names', () => {
    const without = cohortPatients({ ...recipe(383, 233, 149), effect: 0 });
    patients.forEach((patient, i) => {
      const other = without[i]!;
      const {
        scatterersPerCell: _a,
        echogenicityDb: _b,
        irregularity: _c,
        margin: _d,
        shadowDb: _e,
        ...kept
      } = patient.parameters;
      expect(other).toMatchObject({ ...patient, parameters: kept });
    });
    expect(without.some(({ parameters }, i) => parameters.echogenicityDb !== patients[i]!.parameters.echogenicityDb)).toBe(true);
  });
});

describe('the table of a simulated cohort', () => {
  it.each([1, 2, 3])('goes through the reader of cohorts with no rejected row (%i readers)', (readers) => {
    const own = recipe(12, 6, 6, readers);
    const table = parseCsv(cohortTable(cohortPatients(own)));
    const { members, rejected } = parseCohort(table, { endpoint: parseEndpoint('zero-vs-rest'), seed: 0 });
    expect(rejected).toEqual([]);
    expect(COHORT_SPLITS.map((split) => members.filter((member) => member.split === split).length)).toEqual([12, 6, 6]);
    expect(members.filter(({ lesion }) => lesion.otherMasks.length === readers - 1 && readers > 1).length).toBe(
      readers > 1 ? 4 : 0,
    );
    for (const { lesion } of members) expect(lesion.her2_source).toBe('simulated');
    const lowOnly = parseCohort(table, { endpoint: parseEndpoint('low-vs-zero'), seed: 0 });
    expect(new Set(lowOnly.rejected.map(({ reason }) => reason))).toEqual(new Set(['HER2-positive, not part of this endpoint']));
  });

  it.each([0, 0.8])(
    'its configuration is one that the train command takes, and says that it is simulated (effect %f)',
    (effect) => {
      const config = modelConfigSchema.parse(parse(trainingConfig({ ...recipe(12, 6, 6), effect })));
      expect(config.model).toMatchObject({
        demonstration: true,
        statement: expect.stringMatching(/simulated data, not for clinical/),
      });
    },
  );
});

describe('readerMask', () => {
  it('agrees with the outline of the simulator as readers do: Dice 0.8 to 0.995, 0.92 or more on average', () => {
    const dice = Array.from({ length: 12 }, (_, seed) => {
      const parameters = drawParameters(seed, { expressing: seed % 2 === 0, scanner: SCANNERS['linear-a'] });
      const first = readerMask(parameters, seed, 1);
      const second = readerMask(parameters, seed, 2);
      expect(readerMask(parameters, seed, 3)).not.toEqual(second);
      let [both, sum] = [0, 0];
      first.forEach((inside, i) => {
        both += inside * second[i]!;
        sum += inside + second[i]!;
      });
      return (2 * both) / sum;
    });
    for (const value of dice) {
      expect(value).toBeGreaterThan(0.8);
      expect(value).toBeLessThan(0.995);
    }
    expect(dice.reduce((sum, value) => sum + value, 0) / dice.length).toBeGreaterThan(0.92);
  });
});

/**
 * The patients of a simulated three-centre cohort, drawn from one seed. Centres A and B share training and validation;
 * centre C is the external one, with a scanner that no other centre has. HER2 groups come in fixed proportions in every
 * split, so that neither centre, scanner, age nor size tells anything of HER2.
 */
import { drawParameters } from './draw-parameters.ts';
import type { LesionParameters } from './lesion-parameters.ts';
import { type RandomStream, randomStream } from './random.ts';
import { SCANNERS, type ScannerId } from './scanner.ts';

export type CohortSplit = 'training' | 'validation' | 'external';
export const COHORT_SPLITS: readonly CohortSplit[] = ['training', 'validation', 'external'];

export interface Her2Result {
  readonly ihc: '0' | '0+' | '1+' | '2+' | '3+';
  readonly ish?: 'amplified' | 'not amplified';
}

/**
 * Of 100 patients: 35 HER2-zero, 50 HER2-low, 15 HER2-positive. An assumption of the order that is reported for breast
 * cancer; it is not the make-up of any published cohort.
 */
export const HER2_MIX: readonly (Her2Result & { readonly share: number })[] = [
  { ihc: '0', share: 20 },
  { ihc: '0+', share: 15 },
  { ihc: '1+', share: 30 },
  { ihc: '2+', ish: 'not amplified', share: 20 },
  { ihc: '2+', ish: 'amplified', share: 4 },
  { ihc: '3+', share: 11 },
];

interface Centre {
  readonly name: string;
  /** Scanners with their share of the centre's patients. */
  readonly scanners: readonly (readonly [ScannerId, number])[];
  /** Habit of the centre's operators. */
  readonly gainDb: number;
}

const CENTRES = {
  A: { name: 'centre A', scanners: [['linear-a', 1]], gainDb: 0 },
  B: {
    name: 'centre B',
    scanners: [
      ['linear-b', 0.75],
      ['linear-a', 0.25],
    ],
    gainDb: 1,
  },
  C: { name: 'centre C', scanners: [['linear-c', 1]], gainDb: -1 },
} as const satisfies Record<string, Centre>;

/** Share of centre A in training and validation. */
const SHARE_OF_A = { training: 0.6, validation: 0.4 };
/** Training patients whose lesion other readers outline too: one in this many. */
const OUTLINED_AGAIN = 3;
const DAY_MS = 86_400_000;
const FIRST_DAY_MS = Date.UTC(2021, 0, 4);

export interface CohortRecipe {
  readonly patients: Readonly<Record<CohortSplit, number>>;
  readonly seed: number;
  /** Shift of each property that HER2 expression changes, in standard deviations; see EFFECT. */
  readonly effect: number;
  /** Outlines of the lesions that more than one reader outlines. */
  readonly readers: number;
}

export interface CohortPatient extends Her2Result {
  /** "SIM-0001" */
  readonly id: string;
  /** Of `simulateLesion` and `readerMask`. */
  readonly seed: number;
  readonly split: CohortSplit;
  readonly centre: string;
  readonly parameters: LesionParameters;
  readonly readers: number;
  readonly age: number;
  /** As a reader measures the long axis. */
  readonly sizeMm: number;
  /** YYYY-MM-DD */
  readonly ultrasoundDate: string;
  readonly her2Date: string;
}

export function cohortPatients({ patients, seed, effect, readers }: CohortRecipe): readonly CohortPatient[] {
  let count = 0;
  return COHORT_SPLITS.flatMap((split) =>
    her2Results(patients[split], randomStream(seed, `HER2 ${split}`)).map((her2, i): CohortPatient => {
      const number = ++count;
      // Multiplication by an odd number: no two patients of a cohort share a seed.
      const own = (Math.imul(seed + 1, 0x9e3779b1) + number) >>> 0;
      const stream = randomStream(own, 'cohort patient');
      const centre = centreOf(split, stream);
      const scanner = SCANNERS[scannerOf(centre, stream)];
      const drawn = drawParameters(own, { expressing: her2.ihc !== '0' && her2.ihc !== '0+', scanner, effect });
      const day = FIRST_DAY_MS + DAY_MS * Math.floor(stream.between(0, 1400));
      return {
        ...her2,
        id: `SIM-${String(number).padStart(4, '0')}`,
        seed: own,
        split,
        centre: centre.name,
        parameters: { ...drawn, gainDb: drawn.gainDb + centre.gainDb },
        readers: split === 'training' && i % OUTLINED_AGAIN === 0 ? readers : 1,
        age: Math.round(Math.min(88, Math.max(25, 55 + 11 * stream.normal()))),
        sizeMm: Math.round(10 * 2 * drawn.semiMajorMm * (1 + 0.05 * stream.normal())) / 10,
        ultrasoundDate: dateOf(day),
        her2Date: dateOf(day + DAY_MS * Math.floor(stream.between(3, 22))),
      };
    }),
  );
}

/** In the proportions of HER2_MIX, as near as whole patients allow, in random order. */
function her2Results(count: number, stream: RandomStream): readonly Her2Result[] {
  let before = 0;
  const results = HER2_MIX.flatMap(({ share, ...result }) => {
    const from = Math.round((count * before) / 100);
    before += share;
    return new Array<Her2Result>(Math.round((count * before) / 100) - from).fill(result);
  });
  for (let i = results.length - 1; i > 0; i--) {
    const j = Math.floor(stream.uniform() * (i + 1));
    [results[i], results[j]] = [results[j] as Her2Result, results[i] as Her2Result];
  }
  return results;
}

function centreOf(split: CohortSplit, stream: RandomStream): Centre {
  if (split === 'external') return CENTRES.C;
  return stream.uniform() < SHARE_OF_A[split] ? CENTRES.A : CENTRES.B;
}

function scannerOf({ scanners }: Centre, stream: RandomStream): ScannerId {
  let left = stream.uniform();
  for (const [id, share] of scanners) {
    left -= share;
    if (left < 0) return id;
  }
  return (scanners[0] as Centre['scanners'][number])[0];
}

const dateOf = (day: number): string => new Date(day).toISOString().slice(0, 10);

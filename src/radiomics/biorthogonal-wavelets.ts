/**
 * Analysis filters of the biorthogonal wavelets (Cohen, Daubechies, Feauveau), under their PyWavelets names.
 * The spline families are exact: integers times sqrt(2) / 2^n. Each filter is placed with the zeros that PyWavelets has around it,
 * since they decide where its centre lies. rbioN.M is biorN.M with analysis and synthesis filters swapped and reversed.
 */
interface Pair {
  /** Low-pass analysis filter, at full length. */
  readonly analysis: readonly number[];
  /** Low-pass synthesis filter; `lead` zeros before it, as many after it as are needed. */
  readonly synthesis: readonly number[];
  readonly lead: number;
}

const B_SPLINE_1 = dyadic(1, [1, 1]);
const B_SPLINE_2 = dyadic(2, [1, 2, 1]);
const B_SPLINE_3 = dyadic(3, [1, 3, 3, 1]);

const PAIRS = {
  'bior1.1': { analysis: B_SPLINE_1, synthesis: B_SPLINE_1, lead: 0 },
  'bior1.3': { analysis: dyadic(4, [-1, 1, 8, 8, 1, -1]), synthesis: B_SPLINE_1, lead: 2 },
  'bior1.5': { analysis: dyadic(8, [3, -3, -22, 22, 128, 128, 22, -22, -3, 3]), synthesis: B_SPLINE_1, lead: 4 },
  'bior2.2': { analysis: dyadic(3, [0, -1, 2, 6, 2, -1]), synthesis: B_SPLINE_2, lead: 1 },
  'bior2.4': { analysis: dyadic(7, [0, ...mirrored([3, -6, -16, 38], 90)]), synthesis: B_SPLINE_2, lead: 3 },
  'bior2.6': { analysis: dyadic(10, [0, ...mirrored([-5, 10, 34, -78, -123, 324], 700)]), synthesis: B_SPLINE_2, lead: 5 },
  'bior2.8': {
    analysis: dyadic(15, [0, ...mirrored([35, -70, -300, 670, 1228, -3126, -3796, 10718], 22050)]),
    synthesis: B_SPLINE_2,
    lead: 7,
  },
  'bior3.1': { analysis: dyadic(2, [-1, 3, 3, -1]), synthesis: B_SPLINE_3, lead: 0 },
  'bior3.3': { analysis: dyadic(6, mirrored([3, -9, -7, 45])), synthesis: B_SPLINE_3, lead: 2 },
  'bior3.5': { analysis: dyadic(9, mirrored([-5, 15, 19, -97, -26, 350])), synthesis: B_SPLINE_3, lead: 4 },
  'bior3.7': {
    analysis: dyadic(14, mirrored([35, -105, -195, 865, 363, -3489, -307, 11025])),
    synthesis: B_SPLINE_3,
    lead: 6,
  },
  'bior3.9': {
    analysis: dyadic(17, mirrored([-63, 189, 469, -1911, -1308, 9188, 1140, -29676, 190, 87318])),
    synthesis: B_SPLINE_3,
    lead: 8,
  },
  'bior4.4': {
    analysis: [
      0,
      ...mirrored([0.03782845550726404, -0.023849465019556843, -0.11062440441843718, 0.37740285561283066], 0.8526986790088938),
    ],
    synthesis: mirrored([-0.06453888262869706, -0.04068941760916406, 0.41809227322161724], 0.7884856164055829),
    lead: 1,
  },
  'bior5.5': {
    analysis: [
      0,
      0,
      ...mirrored([0.03968708834740544, 0.007948108637240322, -0.05446378846823691, 0.34560528195603346], 0.7366601814282105),
      0,
    ],
    synthesis: mirrored(
      [0.013456709459118716, -0.002694966880111507, -0.13670658466432914, -0.09350469740093886, 0.47680326579848425],
      0.8995061097486484,
    ),
    lead: 0,
  },
  'bior6.8': {
    analysis: [
      0,
      ...mirrored(
        [
          0.0019088317364812906, -0.0019142861290887667, -0.016990639867602342, 0.01193456527972926, 0.04973290349094079,
          -0.07726317316720414, -0.09405920349573646, 0.4207962846098268,
        ],
        0.8259229974584023,
      ),
    ],
    synthesis: mirrored(
      [0.014426282505624435, 0.014467504896790148, -0.07872200106262882, -0.04036797903033992, 0.41784910915027457],
      0.7589077294536541,
    ),
    lead: 3,
  },
} as const satisfies Record<string, Pair>;

type BiorName = keyof typeof PAIRS;

export type BiorthogonalName = BiorName | `r${BiorName extends `bior${infer Orders}` ? `bio${Orders}` : never}`;

const BIOR_NAMES = Object.keys(PAIRS) as readonly BiorName[];

/** bior1.1 to bior6.8, then the same as rbio. */
export const BIORTHOGONAL_NAMES: readonly BiorthogonalName[] = [...BIOR_NAMES, ...BIOR_NAMES.map(reverseName)];

/** Low-pass analysis and synthesis filter, of one even length. */
export function biorthogonalFilters(name: BiorthogonalName): {
  readonly analysis: Float64Array;
  readonly synthesis: Float64Array;
} {
  const bior = BIOR_NAMES.find((candidate) => candidate === name || reverseName(candidate) === name);
  if (bior === undefined) throw new RangeError(`biorthogonalFilters: unknown wavelet ${name}`);
  const pair = PAIRS[bior];
  const analysis = Float64Array.from(pair.analysis);
  const synthesis = new Float64Array(analysis.length);
  synthesis.set(pair.synthesis, pair.lead);
  return bior === name ? { analysis, synthesis } : { analysis: synthesis.toReversed(), synthesis: analysis.toReversed() };
}

function reverseName(name: BiorName): BiorthogonalName {
  return `rbio${name.slice('bior'.length)}` as BiorthogonalName;
}

function dyadic(exponent: number, integers: readonly number[]): number[] {
  return integers.map((integer) => (integer * Math.SQRT2) / 2 ** exponent);
}

/** The rising half and its reflection, around `middle` where there is one. */
function mirrored(half: readonly number[], ...middle: readonly number[]): number[] {
  return [...half, ...middle, ...half.toReversed()];
}

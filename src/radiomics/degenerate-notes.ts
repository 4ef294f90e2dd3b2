/** What regions of one grey level, or of one size, give: the same words for the three matrices of level and size. */
export const DEFINED = 'no special value';
export const LEVEL_LOW = '1 / level² where there is one grey level';
export const LEVEL_HIGH = 'level² where there is one grey level';
export const LEVEL_ZERO = '0 where there is one grey level';
export const LEVEL_ONE = '1 where there is one grey level';

/** `counted`: what the matrix counts; `sized`: what of it has the size. */
export function degenerateNotes(counted: string, sized: string = counted) {
  return {
    levelCount: `the number of ${counted} where there is one grey level`,
    sizeZero: `0 where all ${sized} are equal`,
    sizeOne: `1 where all ${sized} are equal`,
    sizeCount: `the number of ${counted} where all ${sized} are equal`,
    entropyZero: `-3.2e-16 where there is one grey level and all ${sized} are equal`,
  } as const;
}

/** Start of the name of the skipped test that stands for a missing lane: lanes.ts writes it, lane-report.ts finds it. */
export const MISSING_LANE = 'lane not available';

/** What several scenarios are given: hooks, disease, results, and cards by indicator. */

export const sign = { hook: 'order-sign', orders: ['t-dxd'] } as const;
export const review = { hook: 'patient-view', role: 'oncology' } as const;
export const advanced = { stage: 'metastatic', hr: 'positive' } as const;
export const liver = { from: 'liver', date: '2026-09-01' } as const;
export const ONE_PLUS = { ihc: '1+', ...liver } as const;
export const ZERO = { ihc: '0', ...liver } as const;
export const ABSENT = { ihc: '0-absent', ...liver } as const;
export const TWO_PLUS = { ihc: '2+', ...liver } as const;
export const LVEF = { value: 62 } as const;
export const ALL = { lvef: LVEF, chart: ['ct', 'cbc', 'renal', 'pregnancy'] } as const;
export const TWO_SIDES = [
  { ihc: '1+', from: 'primary', side: 'left', date: '2026-02-01' },
  { ihc: '0-absent', from: 'primary', side: 'right', date: '2026-02-02' },
] as const;
export const UNSTATED = 'HER2 IHC 0; membrane staining not stated. Ask pathology to report 0 with or without staining.';
export const CONTRADICT = 'HER2 results on file contradict each other.';
export const SIDES = 'HER2 differs between the left and the right breast; no single treated side was found.';

/** Cards; suggestions as in Expectation. */
export const info = (summary: string, ...suggestions: string[]) => ({ indicator: 'info' as const, summary, suggestions });
export const warning = (summary: string, ...suggestions: string[]) => ({ indicator: 'warning' as const, summary, suggestions });

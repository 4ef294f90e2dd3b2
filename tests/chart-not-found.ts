/** The facts of a chart of which nothing beside HER2, disease and orders has been found. */
import type { ChartItem, ReceptorFact, TissueFacts } from '../src/core/index.ts';

const item: ChartItem = { state: 'not-found', evidence: [] };
const receptor: ReceptorFact = { status: 'not-found', lowPositive: false, evidence: [] };

export const CHART_NOT_FOUND = {
  receptors: { er: receptor, pr: receptor },
  therapy: { endocrineLine: 'not-found', chemotherapyLine: 'not-found', courses: [] },
  safety: { ild: item, lvef: item, cbc: item, renal: item, pregnancy: { ...item, applies: true }, chestCt: item },
  openOrders: [],
  user: { state: 'not-found', roles: [] },
  sex: 'not-found',
} as const satisfies Partial<TissueFacts>;

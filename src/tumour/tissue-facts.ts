/** All facts that need no image, from one patient's record and the drafts of the call. Order of resources does not matter. */
import type { ChartItem, DraftOrders, OrderClassRule, PatientRecord, ReceptorFact, TissueFacts } from '../core/index.ts';
import { diseaseFacts } from './disease.ts';
import { her2Facts } from './her2-facts.ts';
import { readHer2Statements } from './her2-readings.ts';
import { hormoneReceptors } from './hormone-receptors.ts';
import { orderFacts } from './orders.ts';
import { untestedTissue } from './specimens.ts';

const NO_ITEM: ChartItem = { state: 'not-found', evidence: [] };
const NO_RECEPTOR: ReceptorFact = { status: 'not-found', lowPositive: false, evidence: [] };

export interface TissueFactsContext {
  /** ISO date of the call. */
  readonly today: string;
  readonly orderClasses: readonly OrderClassRule[];
}

export function tissueFacts(record: PatientRecord, drafts: DraftOrders, context: TissueFactsContext): TissueFacts {
  const { today, orderClasses } = context;
  const disease = diseaseFacts(record, drafts, orderClasses, today);
  const statements = readHer2Statements(record, today);
  const tested = new Set(statements.readings.map((reading) => reading.tissue.key));
  return {
    her2: her2Facts(statements, disease.laterality),
    ...hormoneReceptors(record, today),
    disease,
    receptors: { er: NO_RECEPTOR, pr: NO_RECEPTOR },
    therapy: { endocrineLine: 'not-found', chemotherapyLine: 'not-found', courses: [] },
    safety: {
      ild: NO_ITEM,
      lvef: NO_ITEM,
      cbc: NO_ITEM,
      renal: NO_ITEM,
      pregnancy: { ...NO_ITEM, applies: true },
      chestCt: NO_ITEM,
    },
    order: orderFacts(record, drafts, orderClasses),
    openOrders: [],
    user: { state: 'not-found', roles: [] },
    sex: 'not-found',
    untestedSpecimens: untestedTissue(record, tested, today),
    searched: record.searched,
  };
}

/** All facts that need no image, from one patient's record and the drafts of the call. Order of resources does not matter. */
import type { DraftOrders, OrderClassRule, PatientRecord, Sex, TissueFacts } from '../core/index.ts';
import { diseaseFacts } from './disease.ts';
import { text } from './elements.ts';
import { recordInFixedOrder } from './fixed-order.ts';
import { her2Facts } from './her2-facts.ts';
import { readHer2Statements } from './her2-readings.ts';
import { hormoneReceptors } from './hormone-receptors.ts';
import { draftsWithStandardCodes, withStandardCodes } from './local-codes.ts';
import { OPEN_ORDER_DAYS, openOrders } from './open-orders.ts';
import { orderFacts } from './orders.ts';
import { indexRecord } from './record-index.ts';
import { safetyFacts } from './safety.ts';
import { indexTissue } from './specimens.ts';
import { NO_TERMINOLOGY, type Terminology } from './terminology.ts';
import { therapyFacts } from './therapy.ts';
import { untestedTissue } from './untested-specimens.ts';
import { userFacts } from './user-role.ts';

export interface TissueFactsContext {
  /** ISO date of the call. */
  readonly today: string;
  readonly orderClasses: readonly OrderClassRule[];
  /** Days after which an active order without a result no longer stands; 90 where not given. */
  readonly openOrderDays?: number;
  /** Local codes and drug codes of the site. */
  readonly terminology?: Terminology;
}

export function tissueFacts(sent: PatientRecord, sentDrafts: DraftOrders, context: TissueFactsContext): TissueFacts {
  const { today, orderClasses, terminology = NO_TERMINOLOGY, openOrderDays = OPEN_ORDER_DAYS } = context;
  const record = recordInFixedOrder(withStandardCodes(sent, terminology.localCodes));
  const drafts = draftsWithStandardCodes(sentDrafts, terminology.localCodes);
  const index = indexRecord(record, today);
  const disease = diseaseFacts(record, drafts, orderClasses, index, openOrderDays);
  const tissue = indexTissue(record, index, disease.laterality);
  const statements = readHer2Statements(record, index, tissue);
  const { facts: her2, all } = her2Facts(statements, disease.laterality, today);
  const open = openOrders(record, drafts, orderClasses, index, openOrderDays);
  const testedOrOrdered = new Set<string | undefined>();
  for (const { tissue: own } of statements.readings) testedOrOrdered.add(own.reference);
  for (const { tests, specimen } of open) if (tests.includes('her2-ihc')) testedOrOrdered.add(specimen);
  const sex = sexOf(record);
  const therapyContext = { today, siteCodes: terminology.therapyCodes, metastaticSince: disease.metastaticSince };
  return {
    her2,
    ...hormoneReceptors(index, tissue, disease.laterality),
    disease,
    therapy: therapyFacts(record, therapyContext),
    safety: safetyFacts(record, index, sex),
    ...orderFacts(drafts, { rules: orderClasses, open, results: all, today }),
    openOrders: open,
    user: userFacts(record),
    sex,
    untestedSpecimens: untestedTissue(record, { testedOrOrdered, tissue, disease: disease.laterality, today }),
    searched: record.searched,
  };
}

/** Administrative gender; "unknown" is not found. */
function sexOf(record: PatientRecord): Sex {
  const gender = text(record.patient, 'gender');
  return gender === 'female' || gender === 'male' || gender === 'other' ? gender : 'not-found';
}

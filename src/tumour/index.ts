/**
 * From a patient's FHIR resources to clinical facts with evidence (PATHWAY section 3): HER2, ER/PR, disease, orders.
 * Pure. Absence is "not found", never "no".
 */

export type { LocalCodes } from './local-codes.ts';
export { NO_TERMINOLOGY, readTerminology, type Terminology } from './terminology.ts';
export { type TissueFactsContext, tissueFacts } from './tissue-facts.ts';

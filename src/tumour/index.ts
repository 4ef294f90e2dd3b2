/**
 * From a patient's FHIR resources to clinical facts with evidence (PATHWAY section 3): HER2, ER/PR, disease, orders.
 * Pure. Absence is "not found", never "no".
 */
export type { UntestedSpecimen } from './specimens.ts';
export { type TissueFactsContext, type TumourFacts, tissueFacts } from './tissue-facts.ts';

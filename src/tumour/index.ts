/**
 * From a patient's FHIR resources to clinical facts with evidence (PATHWAY section 3): HER2, ER/PR, disease,
 * prior therapy, safety items, orders, user.
 * Pure. Absence is "not found", never "no".
 */

export { readTerminology, type Terminology } from './terminology.ts';
export { tissueFacts } from './tissue-facts.ts';

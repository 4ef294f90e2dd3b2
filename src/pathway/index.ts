/**
 * From clinical content (one folder of cds-services/) and facts to one proposal: PlanDefinition $apply as far as the
 * content uses it. Pure; content is checked and compiled once, and refused with its place when it does not hold.
 */
export { NOTHING_FOUND, readAuthorFacts } from './author-facts.ts';
export { compileContent } from './compile-content.ts';
export { cell, DIMENSIONS, type Dimension, decisionTable, HAS, printTable } from './decision-table.ts';
export { toDisplayText } from './display-text.ts';
export { lintProposal } from './lint-proposal.ts';
export type { Application, HookService, RowDescription, ServiceContent } from './service-content.ts';
export type { Site } from './site.ts';

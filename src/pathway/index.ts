/**
 * From clinical content (one folder of cds-services/) and facts to one proposal: PlanDefinition $apply as far as the
 * content uses it. Pure; content is checked and compiled once, and refused with its place when it does not hold.
 */
export { compileContent } from './compile-content.ts';
export { toDisplayText } from './display-text.ts';
export { lintProposal } from './lint-proposal.ts';
export type { Application, HookService, ServiceContent } from './service-content.ts';

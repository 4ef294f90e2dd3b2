/** Card lint of PATHWAY M5 and M6: what no rendered card may contain, whatever the record says. */
import type { Proposal } from '../core/index.ts';

export const MAX_SUMMARY_CHARACTERS = 139;
export const MAX_BULLETS = 5;
export const MAX_WORDS = 90;

/** EVIDENCE sections 0, 1 and 5. Word boundaries keep "indicated" from matching inside other words. */
const BANNED: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['eligible', /\b(?:in|non-?)?eligib(?:le|ility)\b/i],
  ['candidate for', /\bcandidates? for\b/i],
  ['indicated', /\b(?:contra|un)?-?indicated\b/i],
  ['contraindication', /\bcontra-?indication/i],
  ['AI detected', /\bAI[- ](?:has )?detected\b/i],
  ['HER2-low probability', /\bHER2[- ](?:ultra)?low probability\b|\bprobability of (?:being )?HER2[- ](?:ultra)?low\b/i],
  ['likely HER2-low', /\b(?:likely|probably) HER2[- ](?:ultra)?low\b/i],
  ['recommended drug', /\brecommended (?:drug|therapy|treatment|medication)\b/i],
  ['testing omitted', /\btesting (?:may|can) be (?:omitted|skipped)\b/i],
  [
    'imaging shows HER2',
    /\b(?:imaging|ultrasound|score) (?:shows|suggests|indicates|confirms|proves) (?:that )?(?:HER2|low|ultralow)/i,
  ],
];

const PROBABILITY = /probabilit|\b[01]\.\d|\blikel(?:y|ihood)\b/i;

export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Sentences that say what is wrong with a proposal's texts; empty when nothing is. */
export function lintProposal(proposal: Proposal): string[] {
  const faults: string[] = [];
  const { summary, bullets } = proposal;
  if (summary.trim() === '') faults.push('summary is empty');
  if (summary.length > MAX_SUMMARY_CHARACTERS) faults.push(`summary has ${summary.length} characters`);
  if (PROBABILITY.test(summary)) faults.push('summary contains a probability');
  if (proposal.indicator !== 'info' && proposal.indicator !== 'warning') faults.push('indicator is neither info nor warning');
  if (bullets.length > MAX_BULLETS) faults.push(`${bullets.length} bullets`);
  if (bullets.some((bullet) => bullet.trim() === '')) faults.push('a bullet is empty');
  const count = bullets.reduce((sum, bullet) => sum + countWords(bullet), 0);
  if (count > MAX_WORDS) faults.push(`${count} words in the bullets`);
  const labels = proposal.suggestions.flatMap((suggestion) => [
    suggestion.label,
    ...suggestion.actions.map((action) => action.description),
  ]);
  const texts = [summary, ...bullets, ...labels, ...proposal.links.map((link) => link.label)];
  for (const [name, pattern] of BANNED) {
    if (texts.some((text) => pattern.test(text))) faults.push(`banned phrase: ${name}`);
  }
  return faults;
}

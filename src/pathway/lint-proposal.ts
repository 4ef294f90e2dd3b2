/** Card lint of PATHWAY M5 and M6: what no rendered card may contain, whatever the record says. */
import type { Proposal } from '../core/index.ts';
import { BANNED, PROBABILITY_WORDS } from './banned-phrases.ts';

export const MAX_SUMMARY_CHARACTERS = 139;
export const MAX_BULLETS = 5;
export const MAX_WORDS = 90;

const NUMBER = /\b[01]\.\d/;

export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Sentences that say what is wrong with a proposal's texts; empty when nothing is. */
export function lintProposal(proposal: Proposal): string[] {
  const faults: string[] = [];
  const { summary, bullets } = proposal;
  if (summary.trim() === '') faults.push('summary is empty');
  if (summary.length > MAX_SUMMARY_CHARACTERS) faults.push(`summary has ${summary.length} characters`);
  if (NUMBER.test(summary) || PROBABILITY_WORDS.test(summary)) faults.push('summary contains a probability');
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

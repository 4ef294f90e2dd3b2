/** Whose stage an Observation gives: that of the breast cancer, or of another one. */
import { isBreastCancer, isOtherPrimary } from './disease-codes.ts';
import { child, children, referenceOf, selfReference, text } from './elements.ts';

/**
 * `focus` names the cancer that is staged (mCODE, MII): one of another organ is not the breast's, and one that was not read may
 * be. Without a Condition in focus it is.
 */
export function isOfBreast(observation: unknown, all: readonly unknown[]): boolean {
  const focused = children(observation, 'focus').filter((focus) => isConditionOrWords(focus));
  if (focused.length === 0) return true;
  return focused.some((focus) => {
    const reference = referenceOf(focus);
    const found = all.find((condition) => reference !== undefined && selfReference(condition, 'Condition') === reference);
    const said = { text: text(focus, 'display') };
    const code = child(found, 'code') ?? said;
    return (found !== undefined || isBreastCancer(said)) && !isOtherPrimary(code);
  });
}

function isConditionOrWords(focus: unknown): boolean {
  return referenceOf(focus)?.startsWith('Condition/') ?? text(focus, 'display') !== undefined;
}

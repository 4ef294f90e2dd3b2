/** Whose stage an Observation gives: that of the breast cancer, or of another one. */
import { isBreastCancer, isOtherPrimary } from './disease-codes.ts';
import { child, children, referenceOf, selfReference, text } from './elements.ts';

/**
 * `focus` names the cancer that is staged (mCODE, MII): one of another organ is not the breast's, and one that was not read may
 * be. Without a Condition in focus it is.
 *
 * @param conditions all of the record, which are looked through once, for the first focus
 */
export function breastFocus(conditions: readonly unknown[]): (observation: unknown) => boolean {
  let codes: ReadonlyMap<string, unknown> | undefined;
  const codeOf = (reference: string): unknown => {
    codes ??= new Map(conditions.map((condition) => [selfReference(condition, 'Condition'), child(condition, 'code')]));
    return codes.get(reference);
  };
  return (observation) => {
    const focused = children(observation, 'focus').filter(isConditionOrWords);
    if (focused.length === 0) return true;
    return focused.some((focus) => {
      const said = { text: text(focus, 'display') };
      const code = codeOf(referenceOf(focus) ?? '');
      return (code !== undefined || referenceOf(focus) === undefined || isBreastCancer(said)) && !isOtherPrimary(code ?? said);
    });
  };
}

function isConditionOrWords(focus: unknown): boolean {
  return referenceOf(focus)?.startsWith('Condition/') ?? text(focus, 'display') !== undefined;
}

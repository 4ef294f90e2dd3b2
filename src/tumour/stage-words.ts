/** Early or metastatic as words say it: stage group or M category. What is doubted, a range, or of another cancer says nothing. */
import { isStated } from './assertion.ts';
import { namesOtherCancer, withoutPastAndDeniedCancers } from './other-cancers.ts';

const METASTATIC = /\b[cp]?m1[a-e]?\b|\b(?:stage|stadium):? ?(?:iv|4)[a-d]?\b|^\s*iv[a-d]?\s*$/;
/** Says "no metastasis" itself. */
const M0 = /\b[cp]?m0\b(?! ?\?)/;
const EARLY = /\b(?:stage|stadium):? ?(?:0|i{1,3}|[123])[a-c]?\b|^\s*(?:0|i{1,3})[a-c]?\s*$/;
const UP_TO_FOUR = /\b(?:stage|stadium)\b[^;]{0,20}?(?:-|–|\/|\bto|\bbis|\bor|\boder) ?(?:iv|4)[a-d]?\b/;

/** @param written lower case */
export function stageOfWords(written: string): 'early' | 'metastatic' | undefined {
  if (!METASTATIC.test(written) && !EARLY.test(written) && !M0.test(written)) return undefined;
  const words = withoutPastAndDeniedCancers(written, METASTATIC);
  if (UP_TO_FOUR.test(words) || namesOtherCancer(words)) return undefined;
  if (METASTATIC.test(words)) return isStated(words, METASTATIC) ? 'metastatic' : undefined;
  return M0.test(words) || isStated(words, EARLY) ? 'early' : undefined;
}

/**
 * ER and PR results written as text: a word, a share of stained cells, or both ("Positive (95%)", "<1 %"). The share decides by
 * the guideline (EVIDENCE 2.1: positive from 1 %); a word that it contradicts, as in "Negative (5%)", leaves nothing found.
 * The whole text must be of this form: anything more is for a person to read.
 */
import type { HormoneReceptorStatus } from '../core/index.ts';

export interface ReceptorText {
  readonly status: HormoneReceptorStatus;
  /** The share, where it is one exact number. */
  readonly percent?: number;
  /** Stated in words, or a share between 1 and 10 %. */
  readonly low: boolean;
}

const PREFIX = {
  er: /^(?:er|o?estrogen receptors?)(?![a-z])[\s:]*/,
  pr: /^(?:pg?r|progesterone receptors?)(?![a-z])[\s:]*/,
} as const;
const WORD = `(?<low>low[- ])?(?:(?<positive>positive?)|(?<negative>negative?))`;
const NUMBER = String.raw`\d{1,3}(?:[.,]\d{1,3})?`;
const SHARE = `(?<bound><|>|<=|>=|≤|≥)? ?(?<first>${NUMBER})(?: ?%)?(?: ?- ?(?<second>${NUMBER}))? ?%(?: of (?:the )?(?:tumou?r )?(?:cells|nuclei))?`;
const FORMS = [
  new RegExp(`^${WORD}$`),
  new RegExp(`^${SHARE}$`),
  new RegExp(`^${WORD}(?: |[ ,:-]* ?[(]?)${SHARE}[)]?$`),
  new RegExp(`^${SHARE},? ${WORD}$`),
];

/** Undefined for a text of another form. */
export function readReceptorText(raw: string, marker: 'er' | 'pr'): ReceptorText | undefined {
  if (raw.length > 100) return undefined;
  const text = raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐‑‒–−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '')
    .replace(PREFIX[marker], '');
  const found = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (found === undefined) return undefined;
  const word = found.positive !== undefined ? 'positive' : found.negative !== undefined ? 'negative' : undefined;
  const saysLow = found.low !== undefined;
  if (saysLow && word === 'negative') return undefined;
  if (found.first === undefined) return { status: word ?? 'not-found', low: saysLow };
  const share = shareOf(found.first, found.second, found.bound);
  const status = share === undefined || (saysLow && share.from > 10) ? 'not-found' : agreed(word, share);
  return {
    status,
    ...(status !== 'not-found' && share?.from === share?.to ? { percent: share!.from } : {}),
    low: status === 'positive' && (saysLow || (share !== undefined && share.from >= 1 && share.to <= 10)),
  };
}

interface Share {
  readonly from: number;
  readonly to: number;
  /** `to` itself is not part of it: "<1 %". */
  readonly isOpen: boolean;
}

function shareOf(first: string, second: string | undefined, bound: string | undefined): Share | undefined {
  const from = Number(first.replace(',', '.'));
  const to = second === undefined ? from : Number(second.replace(',', '.'));
  if (from > to || to > 100 || (second !== undefined && bound !== undefined)) return undefined;
  if (bound === undefined) return { from, to, isOpen: false };
  return /[<≤]/.test(bound) ? { from: 0, to, isOpen: bound === '<' } : { from, to: 100, isOpen: false };
}

/** A share on both sides of 1 % says nothing by itself, and "negative" beside it may rest on an older limit of 10 %. */
function agreed(word: 'positive' | 'negative' | undefined, { from, to, isOpen }: Share): HormoneReceptorStatus {
  const isBelow = to < 1 || (to === 1 && isOpen);
  const byShare = from >= 1 ? 'positive' : isBelow ? 'negative' : undefined;
  if (byShare === undefined) return word === 'positive' ? 'positive' : 'not-found';
  return word === undefined || word === byShare ? byShare : 'not-found';
}

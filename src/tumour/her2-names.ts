/**
 * Names of HER2 tests and results, where a code is local and its words must say what it is (EVIDENCE 2.2, question/answer style).
 * HER2 of blood and of nucleic acids is never read. A name that says HER2 and more than is understood here is `unnamed`: what it
 * answers is a result that a person has to look at.
 */

export type NamedTest = 'ihc' | 'overall' | 'ish' | 'ish-ratio' | 'unnamed';

/** HER2, HER-2/neu, HER2neu, c-erbB-2, and the kit that stains nothing else. */
export const HER2_WORD = /\bher[- ]?2(?:[-/ ]?neu)?(?![a-z\d])|\bc?-?erb-?b-?2\b|\bhercep-?test/;
const MARKERS = new RegExp(HER2_WORD, 'g');

const NOT_TISSUE =
  /serum|plasma|blood|liquid|dna\b|rna\b|\bngs\b|next[- ]gen|\bpcr\b|mutation|sequenc|variant|extracellular|\becd\b|shed\b|gene (?:score|expression)|oncotype/;
/** Of how a test was done; the result is another Observation. */
const DETAIL = /percent|%|intensity|\bclone\b|antibod|\bcontrols?\b|fixati|isch(?:a)?emi/;
export const OTHER_TEST = /\bki-?\s?67\b|\bpd-?l1\b|o?estrogen|progesteron|\bli-?rads\b|\bp53\b|\begfr\b/;
const OTHER_RECEPTOR = /\ber\b|\bpg?r\b/;

const IHC = /immuno?histochem|\bihc\b|\bihk\b|immune stain|\bhercep-?test/;
const ISH = /\b(?:dd|bd|[cdfs])?ish\b|in situ|amplifi[ck]ation|\b(?:cep|cen|chromosome|chr) ?17\b/;
const ISH_PARTS = /cop(?:y|ies)|signals|cells|\b(?:cep|cen|chromosome|chr) ?17\b/;

/** Words that say no more than "the HER2 result of breast tissue". */
const PLAIN: ReadonlySet<string> = new Set(
  (
    'receptor rezeptor rezeptorstatus protein oncoprotein onkoprotein status expression expressionsstatus overexpression over ' +
    'überexpression result results ergebnis befund interpretation score scoring summary category test testing assay final overall ' +
    'breast mamma mammae brust cancer carcinoma karzinom mammakarzinom tumor tumour tissue gewebe specimen biopsy in of for the'
  ).split(' '),
);

export function namesHer2(words: string): boolean {
  return HER2_WORD.test(words);
}

/** @param words lower case, naming HER2; undefined for what is no HER2 result of tissue */
export function her2TestOfWords(words: string): NamedTest | undefined {
  if (NOT_TISSUE.test(words) || DETAIL.test(words)) return undefined;
  if (OTHER_TEST.test(words) || OTHER_RECEPTOR.test(words)) return 'unnamed';
  const isIhc = IHC.test(words);
  const isIsh = ISH.test(words);
  // "HER2 by IHC with reflex FISH": one result of both.
  if (isIhc) return isIsh ? 'overall' : 'ihc';
  if (isIsh) return ishTestOfWords(words);
  const rest = words.replace(MARKERS, ' ').split(/[^\p{L}]+/u);
  return rest.every((word) => word === '' || PLAIN.has(word)) ? 'overall' : 'unnamed';
}

function ishTestOfWords(words: string): NamedTest {
  if (/ratio|quotient/.test(words)) return 'ish-ratio';
  return ISH_PARTS.test(words) ? 'unnamed' : 'ish';
}

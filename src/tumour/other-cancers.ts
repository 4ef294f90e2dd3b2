/**
 * Words that name a cancer of an organ other than the breast. One that is denied ("lung cancer excluded"), or that follows a
 * stated metastasis as past history ("bone metastases, prior thyroid cancer"), takes nothing from the breast cancer's spread.
 * All else leaves open whose metastasis it is: "not excluded", "rule out", "metastases of a former lung cancer", "(history of ...)".
 */

const ORGAN =
  '(?:lung|bronch\\w*|pulmonary|colon|colorectal|rectal|rectum|bowel|prostate|renal|kidney|bladder|urothelial|ovarian|ovary|endometrial|uterine|cervical|pancrea\\w*|gastric|stomach|o?esophag\\w*|hepatocellular|thyroid)';
const CELL = '(?:(?:(?:non-?)?small |squamous |clear )?cell )?';
const ORGAN_DE =
  '(?:lungen|bronchial|prostata|kolon|kolorektale[sn]?|rektum|dickdarm|darm|magen|pankreas|bauchspeicheldrüsen|nieren(?:zell)?|(?:harn)?blasen|urothel|ovarial|eierstock|endometrium|zervix|speiseröhren|ösophagus|leberzell|schilddrüsen)';
const START = '(?<![a-zäöüß])';

/** "(HCC)", "(CMS/HCC)" behind a diagnosis is the mark of a Hierarchical Condition Category; without brackets it is a liver cancer. */
const RISK_CATEGORY = '(?!(?<=[([] ?(?:(?:cms|hhs|raf)[ /-]*)?)hcc(?: code| category)?(?: ?\\d{1,3})? ?[)\\]])';

/** "Carcinoma of lung" may be the metastasis itself; "lung cancer" and "lung primary" are not. */
const CANCER = [
  `(?<!secondary )\\b${ORGAN} ${CELL}(?:(?:adeno)?(?:cancer|carcinoma)s?|primary\\b|origin\\b)`,
  `${START}(?:nicht-?)?(?:klein)?(?:zelliges |zelligen )?${ORGAN_DE}[- ]?(?:adeno)?(?:karzinom|krebs)(?:s|e|es|en)?`,
  `\\b(?:n?sclc|${RISK_CATEGORY}hcc|rcc|crc|melanoma?|malignes melanom|adenokarzinom der lunge)\\b`,
].join('|');
const NAMED = new RegExp(CANCER);
const SPREAD = new RegExp(
  `(?<!secondary |secondary malignant |metastatic )\\b(?:malignant neoplasm|cancer|(?:adeno)?carcinoma) of (?:the )?${ORGAN}\\b.*\\bmetasta`,
);

const DENIAL = '(?:no|without|negative for|absence of|keine?n?|ohne)';
const BETWEEN =
  '(?:evidence|signs?|history|hx|known|active|second|synchronous|any|an?|of|for|anhalt|hinweise?|bekanntes|aktives|ein|eine[sn]?|für|auf) ';
/** "No lung cancer treatment" and "lung cancer excluded from trial" deny something else. */
const ENDS = '(?= *(?:$|[,;.)])| (?:by|on|after|durch|im|nach) )';
const DENIED = new RegExp(
  [
    `${START}${DENIAL} (?:${BETWEEN}){0,4}(?:${CANCER})${ENDS}`,
    `(?:${CANCER}) (?:(?:is|was|has been|wurde|ist) )?(?:excluded|ruled out|ausgeschlossen)${ENDS}`,
  ].join('|'),
  'g',
);
const YEAR = '(?: (?:in )?(?:19|20)\\d\\d| \\d+ years ago| vor \\d+ jahren)?';
const BEFORE =
  '(?:prior|previous|past|former|h/o|hx of|history of|status post|s/p|z\\. ?n\\.|zustand nach|früheres|anamnestisch)';
const AFTER = '(?:in der (?:vorgeschichte|anamnese)|in (?:the )?past)';
/** The last of the words, behind a comma. */
const PAST = new RegExp(`[,;] *(?:${BEFORE} (?:an? |eine[ms]? )?(?:${CANCER})|(?:${CANCER}) ${AFTER})${YEAR}(?= *(?:$|;))`, 'g');
/** "Metastases from the lung, prior lung cancer" says where they come from. */
const CAUSE = /\b(?:from|due to|origin|primary|secondary to|caused|von|aus|durch)\b/;

/**
 * @param words lower case
 * @param metastasis what states a spread: only after it is another cancer's history told apart from the cause
 */
export function withoutPastAndDeniedCancers(words: string, metastasis: RegExp): string {
  if (!NAMED.test(words)) return words;
  const asserted = words.replace(DENIED, ' ');
  return asserted.replace(PAST, (said, offset: number) => {
    const before = asserted.slice(0, offset);
    return metastasis.test(before) && !NAMED.test(before) && !CAUSE.test(before) ? ' ' : said;
  });
}

export function namesOtherCancer(words: string): boolean {
  return NAMED.test(words) || SPREAD.test(words);
}

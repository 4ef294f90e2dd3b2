/** Which Conditions are breast cancer, a suspicious breast lesion or a distant metastasis (EVIDENCE 2.3). */
import { codesOf, conceptWords, SNOMED } from './elements.ts';

const ICD_SYSTEM = /icd-?10/i;

function icdCodes(concept: unknown): readonly string[] {
  return codesOf(concept)
    .filter(({ system }) => ICD_SYSTEM.test(system) || system === 'urn:oid:2.16.840.1.113883.6.90')
    .map(({ code }) => code.toUpperCase());
}

function snomedCodes(concept: unknown): readonly string[] {
  return codesOf(concept)
    .filter(({ system }) => system === SNOMED)
    .map(({ code }) => code);
}

const BREAST_CANCER_SNOMED = new Set([
  '254837009', // malignant neoplasm of breast
  '353431000119107', // primary malignant neoplasm of female left breast
  '427685000', // HER2-positive carcinoma of breast
  '431396003', // HER2-negative carcinoma of breast
]);

const BREAST = /\b(?:breast|mamma(?:e|ry)?|brust)/;
const CANCER = /\b(?:malignant (?:neoplasm|tumou?r)|cancer|carcinoma|mammakarzinom)/;
const MAMMA_CARCINOMA = /mamma-?karzinom|brustkrebs/;
/** Not the disease itself: history, risk, screening, in situ, or another organ's metastasis in the breast. */
const NOT_PRIMARY =
  /history|\brisk|screening|suspected|suspicion|\bno\b|\bnot\b|without|in situ|secondary|metasta\w* (?:\w+ ){0,3}(?:to|in) (?:\w+ ){0,2}breast|benign|fear of|\bfh\b|susceptib/;

export function isBreastCancer(concept: unknown): boolean {
  if (icdCodes(concept).some((code) => /^C50(?:\.|$|\d)/.test(code))) return true;
  if (snomedCodes(concept).some((code) => BREAST_CANCER_SNOMED.has(code))) return true;
  const words = conceptWords(concept);
  return ((BREAST.test(words) && CANCER.test(words)) || MAMMA_CARCINOMA.test(words)) && !NOT_PRIMARY.test(words);
}

/** Lump, abnormal imaging and neoplasm of uncertain behaviour of the breast. */
const LESION_ICD = /^(?:N63|R92|D48\.?6|D49\.?3)/;
const LESION_SNOMED = new Set(['89164003']);
const LESION = /\b(?:lesion|mass|lump|nodule|tumou?r|neoplasm|bi-?rads (?:4|5|6))/;
const NOT_SUSPICIOUS = /history|benign|fibroadenoma|\bcyst|screening|\bno\b|without|bi-?rads [0-3]\b|malignant/;

export function isSuspiciousBreastLesion(concept: unknown): boolean {
  if (icdCodes(concept).some((code) => LESION_ICD.test(code))) return true;
  if (snomedCodes(concept).some((code) => LESION_SNOMED.has(code))) return true;
  const words = conceptWords(concept);
  return BREAST.test(words) && LESION.test(words) && !NOT_SUSPICIOUS.test(words);
}

/** Secondary malignant neoplasm of bone, liver, lung and brain. */
const DISTANT_SNOMED = new Set(['94222008', '94381002', '94391008', '94225005']);
/** C78, C79 and lymph nodes beyond the breast's own region: axillary, supraclavicular and internal mammary nodes (C77.0, .1, .3) are stage, not metastasis. */
const DISTANT_ICD = /^(?:C78|C79|C77\.?[245])/;
const METASTASIS = /\b(?:secondary malignant|metasta(?:sis|ses|tic|se|sen)|stage iv\b)/;
const NOT_DISTANT =
  /history|\brisk|screening|suspected|\bno\b|\bnot\b|without|lymph node|nodal|axilla|regional|lymphknoten|non-?metasta/;

const ORGAN =
  '(?:lung|bronch\\w*|colon|colorectal|rectal|rectum|prostate|renal|kidney|bladder|ovarian|ovary|endometrial|cervical|pancrea\\w*|gastric|stomach|o?esophag\\w*|thyroid)';
/** "Lung cancer metastatic to brain". "Carcinoma of lung" may be the metastasis itself, unless it has spread in turn. */
const OTHER_PRIMARY = new RegExp(
  [
    `(?<!secondary )\\b${ORGAN} (?:(?:non-?)?small cell |squamous cell )?(?:adeno)?(?:cancer|carcinoma)`,
    `(?<!secondary |secondary malignant |metastatic )\\b(?:malignant neoplasm|cancer|(?:adeno)?carcinoma) of (?:the )?${ORGAN}\\b.*\\bmetasta`,
    '\\b(?:lungen|bronchial|prostata|kolon|magen|pankreas|nierenzell|ovarial)-?(?:karzinom|krebs)|\\bmelanom',
  ].join('|'),
);
/** Malignant neoplasms other than of the breast (C50), secondary (C77 to C79) and without a site (C80). */
const OTHER_PRIMARY_ICD = /^C(?!50|7[789]|80)\d\d/;

/** A cancer of another organ, whose stage and metastases say nothing of the breast. */
export function isOtherPrimary(concept: unknown): boolean {
  const words = conceptWords(concept);
  if (BREAST.test(words) || isBreastCancer(concept)) return false;
  return icdCodes(concept).some((code) => OTHER_PRIMARY_ICD.test(code)) || OTHER_PRIMARY.test(words);
}

/** A code of a secondary cancer decides; words count where they name no other primary. */
export function isDistantMetastasis(concept: unknown): boolean {
  if (icdCodes(concept).some((code) => DISTANT_ICD.test(code))) return true;
  if (snomedCodes(concept).some((code) => DISTANT_SNOMED.has(code))) return true;
  const words = conceptWords(concept);
  return METASTASIS.test(words) && !NOT_DISTANT.test(words) && !isOtherPrimary(concept);
}

const UNRESECTABLE = /\b(?:unresectable|inoperable|non-?resectable|inoperabel)\b/;
const NOT_UNRESECTABLE = /\bnot (?:unresectable|inoperable)\b|\bhistory\b/;

export function isUnresectable(concept: unknown): boolean {
  const words = conceptWords(concept);
  return UNRESECTABLE.test(words) && !NOT_UNRESECTABLE.test(words);
}

/** Which Conditions are breast cancer, a suspicious breast lesion or a distant metastasis (EVIDENCE 2.3). */
import { codesOf, conceptWords, SNOMED } from './elements.ts';
import { namesOtherCancer, withoutPastAndDeniedCancers } from './other-cancers.ts';

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

const BREAST_CANCER_ICD = /^C50(?:\.|$|\d)/;
const BREAST_CANCER_SNOMED = new Set([
  '254837009', // malignant neoplasm of breast
  '353431000119107', // primary malignant neoplasm of female left breast
  '353511000119101', // primary malignant neoplasm of female right breast
  '427685000', // HER2-positive carcinoma of breast
  '431396003', // HER2-negative carcinoma of breast
]);

const BREAST = /\b(?:breast|mamma(?:e|ry)?|brust)/;
const CANCER = /\b(?:malignant (?:neoplasm|tumou?r)|cancer|carcinoma|mammakarzinom)/;
const MAMMA_CARCINOMA = /mamma-?(?:karzinom|ca\b)|brustkrebs/;
/** Not the disease itself: history, risk, screening, in situ, or another organ's metastasis in the breast. */
const NOT_PRIMARY =
  /history|\brisk|screening|suspected|suspicion|\bno\b|\bnot\b|without|in situ|secondary|metasta\w* (?:\w+ ){0,3}(?:to|in) (?:\w+ ){0,2}breast|benign|fear of|\bfh\b|susceptib/;
/** The German denials stand at the cancer: "Mammakarzinom, Verdacht auf Metastasen" is one. */
const NOT_PRIMARY_DE =
  /(?:\bkeine?n?|\bohne|verdacht|\bv\. ?a\.|\bz\. ?n\.|zustand nach|ausschluss|familienanamnes\w*:?) (?:[a-zäöüß-]+ ){0,3}(?:mamma-?(?:karzinom|ca\b)|brustkrebs)|(?:mamma-?(?:karzinoms?|ca)|brustkrebs) (?:[a-z]+ )?(?:ausgeschlossen|in der (?:familie|vorgeschichte))/;

function isBreastCancerByCode(concept: unknown): boolean {
  return (
    icdCodes(concept).some((code) => BREAST_CANCER_ICD.test(code)) ||
    snomedCodes(concept).some((code) => BREAST_CANCER_SNOMED.has(code))
  );
}

export function isBreastCancer(concept: unknown): boolean {
  if (isBreastCancerByCode(concept)) return true;
  const words = conceptWords(concept);
  const isNamed = (BREAST.test(words) && CANCER.test(words)) || MAMMA_CARCINOMA.test(words);
  return isNamed && !NOT_PRIMARY.test(words) && !NOT_PRIMARY_DE.test(words);
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

/** Secondary malignant neoplasm of bone, liver, lung, brain, pleura and adrenal gland. */
const DISTANT_SNOMED = new Set(['94222008', '94381002', '94391008', '94225005', '94493005', '94161006']);
/** C78, C79 and lymph nodes beyond the breast's own region: axillary, supraclavicular and internal mammary nodes (C77.0, .1, .3) are stage, not metastasis. */
const DISTANT_ICD = /^(?:C78|C79|C77\.?[245])/;
const METASTASIS = /\b(?:secondary malignant|metasta(?:sis|ses|tic)|stage iv\b|stadium iv\b|[a-zäöü]*metastas(?:en?\b|ier))/;
const DOUBT =
  '(?:\\b(?:possible|probable|unlikely|rule out|ruled out|excluded?|dd)\\b|verdacht|\\bv\\. ?a\\.|ausgeschlossen|auszuschlie|ausschlu|fraglich|\\?)';
const NOT_DISTANT = new RegExp(
  [
    'history|\\brisk|screening|suspected|\\bno\\b|\\bnot\\b|without|lymph node|nodal|axill|regional|non-?metasta',
    'lymphknoten|\\blk-|mikrometa|micrometa|\\bkeine?n?\\b|\\bohne\\b|\\bnicht\\b|(?:\\bz\\. ?n\\.|zustand nach|anamnes)[^,;]{0,60}metasta',
    // A doubt counts where it stands at the metastasis, or alone: "bone metastases, probable", not "..., infection excluded".
    `${DOUBT}[^,;()]{0,60}metasta|metasta[^,;()]{0,60}${DOUBT}|[,;(] *${DOUBT}[a-zäöü]* *(?:$|[,;).])`,
  ].join('|'),
);

/** Malignant neoplasms other than of the breast (C50), secondary (C77 to C79) and without a site (C80). */
const OTHER_PRIMARY_ICD = /^C(?!50|7[789]|80)\d\d/;
/** Where two cancers are named: the spread is said of the breast's. "Lung cancer metastatic to breast" is not. */
const SPREAD_OF_BREAST =
  /\bmetastatic (?:(?!to |in |into |and )[\w-]+ ){0,3}(?:breast|mamma)|\b(?:breast|mammary) (?:cancer|(?:adeno)?carcinoma),? metasta|\bmetasta\w+ from (?:the |left |right )*breast|\bmetastasier\w+ mamma|mamma-?karzinom,? metasta/;

/** A cancer of another organ, whose stage and metastases say nothing of the breast; in doubt it is one. */
export function isOtherPrimary(concept: unknown): boolean {
  if (isBreastCancerByCode(concept)) return false;
  if (icdCodes(concept).some((code) => OTHER_PRIMARY_ICD.test(code))) return true;
  const words = withoutPastAndDeniedCancers(conceptWords(concept), METASTASIS);
  return namesOtherCancer(words) && !SPREAD_OF_BREAST.test(words);
}

/** A code of a secondary cancer decides, then words; neither where another primary is named. */
export function isDistantMetastasis(concept: unknown): boolean {
  const isCoded =
    icdCodes(concept).some((code) => DISTANT_ICD.test(code)) || snomedCodes(concept).some((code) => DISTANT_SNOMED.has(code));
  const said = conceptWords(concept);
  if (!isCoded && !METASTASIS.test(said)) return false;
  if (isOtherPrimary(concept)) return false;
  if (isCoded) return true;
  const words = withoutPastAndDeniedCancers(said, METASTASIS);
  return METASTASIS.test(words) && !NOT_DISTANT.test(words);
}

const UNRESECTABLE = /\b(?:unresectable|inoperable|non-?resectable|inoperabel)\b/;
const NOT_UNRESECTABLE = /\bnot (?:unresectable|inoperable)\b|\bhistory\b/;

export function isUnresectable(concept: unknown): boolean {
  const words = conceptWords(concept);
  return UNRESECTABLE.test(words) && !NOT_UNRESECTABLE.test(words);
}

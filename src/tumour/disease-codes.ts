/** Which Conditions are breast cancer, a suspicious breast lesion or a distant metastasis (EVIDENCE 2.3). */
import { isStated } from './assertion.ts';
import { organOf } from './body-site.ts';
import { codesOf, conceptWords, SNOMED } from './elements.ts';
import { namesOtherCancer, withoutPastAndDeniedCancers } from './other-cancers.ts';
import { stageOfWords } from './stage-words.ts';

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
  '254838004', // carcinoma of breast
  '372137005', // primary malignant neoplasm of breast
  '372064008', // malignant neoplasm of female breast
  '408643008', // infiltrating duct carcinoma of breast
]);

const BREAST = /\b(?:breast|mamma(?:e|ry)?|brust)/;
const CANCER =
  /\bmalignant (?:neoplasm|tumou?r)|\bcancer(?!-related)|\b(?:adeno)?carcinoma|(?:mamma|brust)-?(?:karzinom|ca\b|krebs)|\bbösartige neubildung|(?<=\bbreast )ca\b|\bi[dl]c\b/;
/** Not the disease itself: in situ alone, benign, of the skin, or another organ's metastasis in the breast. */
const NOT_PRIMARY =
  /^(?!.*(?<!non-|non |micro)(?:invasi|infiltrati)).*\bin situ|\bsecondary (?:malign|and unspec|cancer|carcinoma|neoplasm|tumou?r)|metasta\w* (?:\w+ ){0,3}(?:to|in) (?:\w+ ){0,2}breast|benign|(?:neoplasm|carcinoma|cancer|tumou?r) of (?:the )?skin|basal cell/;

function isBreastCancerByCode(concept: unknown): boolean {
  return (
    icdCodes(concept).some((code) => BREAST_CANCER_ICD.test(code)) ||
    snomedCodes(concept).some((code) => BREAST_CANCER_SNOMED.has(code))
  );
}

/** @param sites where the Condition is: "Invasive ductal carcinoma" of the breast */
export function isBreastCancer(concept: unknown, sites: readonly unknown[] = []): boolean {
  if (isBreastCancerByCode(concept)) return true;
  const words = conceptWords(concept);
  if (!CANCER.test(words)) return false;
  const isOfBreast = BREAST.test(words) || /mamma-?ca\b/.test(words);
  if (!isOfBreast && !sites.some(isBreast)) return false;
  if (NOT_PRIMARY.test(words) || !isStated(words, CANCER)) return false;
  return isOfBreast || !isOtherPrimary(concept);
}

function isBreast(site: unknown): boolean {
  const words = conceptWords(site);
  if (words !== '') return BREAST.test(words) && !/\bskin\b/.test(words);
  return organOf([site]) === 'breast' || codesOf(site).some(({ code }) => BREAST_CANCER_ICD.test(code));
}

/** Lump, abnormal imaging (not R92.2 inconclusive, R92.3 dense) and neoplasm of uncertain behaviour of the breast. */
const LESION_ICD = /^(?:N63|R92(?:$|\.?[018])|D48\.?6|D49\.?3)/;
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
const METASTASIS =
  /\bsecondary malignant|\b(?:oligo-?)?metasta(?:s[ie]s|si[sz]ed|tic)\b|\b(?!nicht)[a-zäöü]*metastas(?:en?\b|ier)|\b[a-zäöü]*filiae?\b/;
/** Lymph nodes, cells, and what is metastatic without being cancer. */
const NOT_DISTANT = /lymph node|nodal|axill|regional|lymphknoten|\blk-|mikrometa|micrometa|metastatic (?:calcif|abscess|infect)/;
/** What else has a stage 4. */
const OTHER_STAGED = /\bckd\b|kidney|\bulcer|\bcopd\b|heart|fibrosis|cirrhosis|endometriosis|dekubitus|niereninsuff/;
/** Lymph nodes that are M1 in breast cancer (AJCC), whatever their code says. */
const DISTANT_NODES =
  /\b(?:mediastin\w*|hilar|hiläre?\w*|cervical|zervikale?\w*|retroperiton\w*|inguin\w*|para-?aort\w*|abdominal\w*|pelvic|contralateral|kontralateral\w*|distant) (?:lymph|lk\b|node)|\bfernlymph/;

/** Malignant neoplasms other than of the breast (C50), secondary (C77 to C79) and without a site (C80). */
const OTHER_PRIMARY_ICD = /^C(?!50|7[789]|80)\d\d/;
/** Where two cancers are named: the spread is said of the breast's. "Lung cancer metastatic to breast" is not. */
const SPREAD_OF_BREAST =
  /\bmetastatic (?:(?!to |in |into |and )[\w-]+ ){0,3}(?:breast|mamma)|\b(?:breast|mammary) (?:cancer|(?:adeno)?carcinoma),? metasta|\bmetasta\w+ (?:to (?:[\w-]+ ){1,3})?(?:from|due to) (?:the |left |right )*breast|\bmetastasier\w+ mamma|mamma-?karzinom,? metasta/;

/** A cancer of another organ, whose stage and metastases say nothing of the breast; in doubt it is one. */
export function isOtherPrimary(concept: unknown): boolean {
  if (isBreastCancerByCode(concept)) return false;
  if (icdCodes(concept).some((code) => OTHER_PRIMARY_ICD.test(code))) return true;
  const words = withoutPastAndDeniedCancers(conceptWords(concept), METASTASIS);
  return namesOtherCancer(words) && !SPREAD_OF_BREAST.test(words);
}

/** A code of a secondary cancer decides, then words; neither where another primary is named or the spread is in doubt. */
export function isDistantMetastasis(concept: unknown): boolean {
  const isCoded =
    icdCodes(concept).some((code) => DISTANT_ICD.test(code)) || snomedCodes(concept).some((code) => DISTANT_SNOMED.has(code));
  const said = conceptWords(concept);
  const isStageFour = !isCoded && CANCER.test(said) && !OTHER_STAGED.test(said) && stageOfWords(said) === 'metastatic';
  if (!isCoded && !isStageFour && !METASTASIS.test(said)) return false;
  if (isOtherPrimary(concept)) return false;
  const words = withoutPastAndDeniedCancers(said, METASTASIS);
  if (isCoded) return !METASTASIS.test(words) || isStated(words, METASTASIS);
  return isStageFour || (isStated(words, METASTASIS) && (!NOT_DISTANT.test(words) || DISTANT_NODES.test(words)));
}

const UNRESECTABLE =
  /\b(?:unresectable|inoperable|(?:non-? ?|not )(?:resectable|operable)|inoperab(?:el|l(?:e[rsnm]?)?)|irresektab\w+|nicht (?:resektab|operab)\w+)\b/;

export function isUnresectable(concept: unknown): boolean {
  return isStated(conceptWords(concept), UNRESECTABLE);
}

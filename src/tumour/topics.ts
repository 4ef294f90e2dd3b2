/**
 * What an Observation, a component, a report or an order is about, by its code (EVIDENCE 2.1, 2.3, 1.5). Serum HER2 (32996-1,
 * 42914-2, 51981-9) is in no list and so never read. Local codes have no meaning of their own: their words must name the
 * test. Sites map theirs to LOINC in concept-maps/.
 */
import { canonicalSystem, codingsOf, conceptWords, elements, LOINC, SNOMED, textOf } from './elements.ts';
import { her2TestOfWords, type NamedTest, namesHer2, OTHER_TEST } from './her2-names.ts';
import { remembering } from './remembering.ts';

export { HER2_WORD } from './her2-names.ts';

export type Her2Topic = NamedTest | 'ish-copies' | 'ish-cep17' | 'quantity' | 'mislabelled';
export type Topic =
  | Her2Topic
  | 'er'
  | 'pr'
  | 'stage'
  | 'm-category'
  | 'metastatic-history'
  | 'metastasis-site'
  | 'lvef'
  | 'cbc'
  | 'renal'
  | 'pregnancy-test'
  | 'pregnancy-status'
  | 'chest-ct'
  | 'echocardiogram';

const LOINC_CODES: Readonly<
  Record<
    Exclude<Topic, 'mislabelled' | 'unnamed' | 'metastatic-history' | 'metastasis-site' | 'echocardiogram'>,
    readonly string[]
  >
> = {
  ihc: ['85319-2', '18474-7', '72383-3'],
  quantity: ['72382-5'],
  overall: ['48676-1'],
  ish: ['31150-6', '85318-4', '96893-3', '74885-5'],
  'ish-ratio': ['49683-6'],
  'ish-copies': ['74860-8'],
  'ish-cep17': ['74861-6'],
  er: ['85337-4', '40556-3', '16112-5', '85329-1'],
  pr: ['85339-0', '40557-1', '16113-3', '85325-9'],
  stage: ['21908-9', '21902-2', '21914-7'],
  'm-category': ['21907-1', '21901-4'],
  lvef: ['10230-1', '8806-2', '18043-0', '8808-8', '8810-4', '8811-2'],
  cbc: ['58410-2', '57021-8', '26499-4', '751-8'],
  renal: ['33914-3', '48642-3', '48643-1', '62238-1', '98979-8', '2160-0', '14682-9', '38483-4'],
  'pregnancy-test': ['2106-3'],
  'pregnancy-status': ['82810-3'],
  'chest-ct': ['24627-2'],
};
const SNOMED_CODES: Partial<Record<Topic, readonly string[]>> = {
  stage: ['399390009', '399537006', '399588009'],
  'm-category': ['399387003', '371497001'],
  'metastatic-history': ['1287652008'],
  'metastasis-site': ['385421009'],
  'chest-ct': ['169069000'],
  echocardiogram: ['40701008'],
};

function byCode(codes: Readonly<Partial<Record<Topic, readonly string[]>>>): ReadonlyMap<string, Topic> {
  return new Map(Object.entries(codes).flatMap(([topic, list]) => list.map((code) => [code, topic as Topic] as const)));
}
const LOINC_TOPICS = byCode(LOINC_CODES);
const SNOMED_TOPICS = byCode(SNOMED_CODES);

export function isReadLoinc(code: string): boolean {
  return LOINC_TOPICS.has(code);
}

const HER2_TOPICS: ReadonlySet<string> = new Set<Her2Topic>([
  'ihc',
  'overall',
  'ish',
  'ish-ratio',
  'ish-copies',
  'ish-cep17',
  'quantity',
  'mislabelled',
  'unnamed',
]);
export function isHer2Topic(topic: Topic): topic is Her2Topic {
  return HER2_TOPICS.has(topic);
}

const NOT_TISSUE = /serum|plasma|blood|\bdna\b|mutation|sequenc/;
const WORDED: readonly (readonly [RegExp, Topic])[] = [
  [/\bo?estrogen receptor|\b\u00f6strogenrezeptor/, 'er'],
  [/\bprogesteron\w* ?receptor|\bprogesteronrezeptor/, 'pr'],
  [/\blvef\b|left ventricular ejection fraction/, 'lvef'],
];

/** One table for one reading of a record, so that a name that occurs ten thousand times is taken apart once. */
export type TopicReader = (concept: unknown) => Topic | undefined;

export function topicReader(): TopicReader {
  const ofWords = remembering((words) => topicOfWords(words) ?? 'other');
  const isMislabelled = remembering((words) => OTHER_TEST.test(words) && !namesHer2(words));
  return (concept) => {
    const coded = topicOfCodes(concept);
    const words = coded === 'other' ? '' : conceptWords(concept);
    const found = coded ?? (words === '' ? 'other' : ofWords(words));
    if (found === 'other') return undefined;
    if (coded === undefined) return found;
    return isHer2Topic(found) && words !== '' && isMislabelled(words) ? 'mislabelled' : found;
  };
}

/** `other`: a LOINC or SNOMED code outside the lists, which is never read by its words. The most exact of several counts. */
function topicOfCodes(concept: unknown): Topic | 'other' | undefined {
  let found: Topic | 'other' | undefined;
  for (const coding of codingsOf(concept)) {
    const { code: written, system: from } = elements(coding);
    const code = textOf(written)?.trim();
    if (code === undefined) continue;
    const system = canonicalSystem(textOf(from) ?? '');
    if (system !== LOINC && system !== SNOMED) continue;
    const topic = (system === LOINC ? LOINC_TOPICS : SNOMED_TOPICS).get(code);
    if (topic !== undefined && (found === undefined || found === 'other' || found === 'overall')) found = topic;
    found ??= 'other';
  }
  return found;
}

function topicOfWords(words: string): Topic | undefined {
  if (namesHer2(words)) return her2TestOfWords(words);
  return NOT_TISSUE.test(words) ? undefined : WORDED.find(([pattern]) => pattern.test(words))?.[1];
}

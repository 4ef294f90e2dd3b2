/** Which tests an order asks for: by its codes, else by its words, in its name and its details. */
import type { OrderClassRule, TestKind } from '../core/index.ts';
import { child, children, conceptWords, text } from './elements.ts';
import { namesHer2 } from './her2-names.ts';
import { asksForHer2, conceptClass } from './order-class.ts';
import { isChestCtInWords } from './safety.ts';
import type { Topic, TopicReader } from './topics.ts';

const KIND_OF_TOPIC: Partial<Record<Topic, TestKind>> = {
  ihc: 'her2-ihc',
  overall: 'her2-ihc',
  quantity: 'her2-ihc',
  ish: 'her2-ish',
  'ish-ratio': 'her2-ish',
  'ish-copies': 'her2-ish',
  'ish-cep17': 'her2-ish',
  er: 'er',
  pr: 'pr',
  lvef: 'echocardiogram',
  echocardiogram: 'echocardiogram',
  'chest-ct': 'chest-ct',
  cbc: 'cbc',
  renal: 'renal',
  'pregnancy-test': 'pregnancy-test',
  'pregnancy-status': 'pregnancy-test',
};

const ISH_WORD = /\b[cdfs]?ish\b|in situ hybridi[sz]ation/;
const IHC_WORD = /\bihc\b|immuno?histochem|immune stain/;
const WORDS: readonly (readonly [RegExp, TestKind])[] = [
  [/\ber\b|o?estrogen receptor/, 'er'],
  [/\bpg?r\b|progesterone receptor/, 'pr'],
  [/\becho(?:cardiogra\w*)?\b|\bmuga\b|ejection fraction/, 'echocardiogram'],
  [/\bcbc\b|complete blood count|full blood count|blood count/, 'cbc'],
  [/\bcreatinine\b|\begfr\b|renal function|metabolic panel/, 'renal'],
  [/\bpregnancy test|\bb?-?hcg\b/, 'pregnancy-test'],
];

/** Empty for an order that is not to be performed, or of which none of these tests is known to be a part. */
export function testsOf(order: unknown, topicOf: TopicReader, rules: readonly OrderClassRule[]): readonly TestKind[] {
  if (child(order, 'doNotPerform') === true) return [];
  const concepts = [child(order, 'code'), ...children(order, 'orderDetail')].filter((concept) => concept !== undefined);
  const notes = children(order, 'note').map((note) => ({ text: text(note, 'text') ?? '' }));
  const tests = new Set(concepts.flatMap((concept) => testsOfConcept(concept, topicOf, rules)));
  const asksHer2 = asksForHer2(order, rules);
  if (asksHer2 && !tests.has('her2-ihc') && !tests.has('her2-ish')) tests.add('her2-ihc');
  // "with reflex ISH" stands in the note of an order for IHC; a note alone orders nothing.
  if (tests.has('her2-ihc') && notes.some((note) => /\breflex\b/.test(conceptWords(note)) && ISH_WORD.test(conceptWords(note))))
    tests.add('her2-ish');
  return [...tests].sort();
}

function testsOfConcept(concept: unknown, topicOf: TopicReader, rules: readonly OrderClassRule[]): readonly TestKind[] {
  const topic = topicOf(concept);
  const coded = topic === undefined ? undefined : KIND_OF_TOPIC[topic];
  const words = conceptWords(concept);
  const isNamed = namesHer2(words);
  if (!isNamed && coded !== undefined) return [coded];
  // Serum, a referral, a scan: what a class leaves out is no test for naming HER2.
  if (!isNamed || conceptClass(concept, rules) !== 'her2-test') {
    const worded = WORDS.flatMap(([pattern, kind]) => (pattern.test(words) ? [kind] : []));
    return isChestCtInWords(words) ? [...worded, 'chest-ct'] : worded;
  }
  const her2: TestKind[] = [
    ...(IHC_WORD.test(words) || coded === 'her2-ihc' || !ISH_WORD.test(words) ? (['her2-ihc'] as const) : []),
    ...(ISH_WORD.test(words) || coded === 'her2-ish' ? (['her2-ish'] as const) : []),
  ];
  const receptors = WORDS.slice(0, 2).flatMap(([pattern, kind]) => (pattern.test(words) ? [kind] : []));
  return coded === 'her2-ish' && !IHC_WORD.test(words) ? ['her2-ish'] : [...her2, ...receptors];
}

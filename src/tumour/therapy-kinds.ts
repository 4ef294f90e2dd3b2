/**
 * Kind of a systemic anticancer drug, by the ATC structure (L01, L02; WHO), by a site's own therapy value sets, else by the
 * International Nonproprietary Name in its text. RxNorm codes come from value sets only and are never written here.
 */
import type { TherapyKind } from '../core/index.ts';
import { codesOf, conceptWords } from './elements.ts';

export const THERAPY_KINDS = [
  'endocrine',
  'chemotherapy',
  'cdk4-6',
  'anti-her2',
  't-dxd',
  'other-systemic',
] as const satisfies readonly TherapyKind[];

const ATC = 'http://www.whocc.no/atc';

/** First match counts: exact codes before their groups. */
const ATC_GROUPS: readonly (readonly [string, TherapyKind])[] = [
  ['L01FD04', 't-dxd'],
  ['L01FD', 'anti-her2'],
  ['L01EF', 'cdk4-6'],
  ['L02BA', 'endocrine'],
  ['L02BG', 'endocrine'],
  ['L02AE', 'endocrine'],
  ['L01A', 'chemotherapy'],
  ['L01B', 'chemotherapy'],
  ['L01C', 'chemotherapy'],
  ['L01D', 'chemotherapy'],
  ['L01XA', 'chemotherapy'],
  ['L01', 'other-systemic'],
];

const WORDS: readonly (readonly [RegExp, TherapyKind])[] = [
  [/^(?!.*(?:datopotamab|patritumab)).*(?:deruxtecan|\benhertu\b|\bt-dxd\b)/, 't-dxd'],
  [/datopotamab|patritumab|sacituzumab/, 'other-systemic'],
  [/trastuzumab|pertuzumab|lapatinib|tucatinib|neratinib|margetuximab/, 'anti-her2'],
  [/palbociclib|ribociclib|abemaciclib/, 'cdk4-6'],
  [
    /tamoxifen|toremifene|fulvestrant|elacestrant|anastrozole?|letrozole?|exemestane?|goserelin|leuprorelin|leuprolide|triptorelin/,
    'endocrine',
  ],
  [
    /paclitaxel|docetaxel|doxorubicin|epirubicin|cyclophosphamid|capecitabin|eribulin|vinorelbin|gemcitabin|carboplatin|cisplatin|fluorouracil|methotrexat|ixabepilone/,
    'chemotherapy',
  ],
  [/everolimus|alpelisib|capivasertib|inavolisib|olaparib|talazoparib|pembrolizumab|atezolizumab|bevacizumab/, 'other-systemic'],
];

/** `system|code` of a site's own value sets, each with the kind that its set stands for. */
export type TherapyCodes = ReadonlyMap<string, TherapyKind>;

/** Undefined for what is no systemic anticancer drug that is known here. */
export function therapyKind(concept: unknown, siteCodes: TherapyCodes): TherapyKind | undefined {
  for (const { system, code } of codesOf(concept)) {
    const own = siteCodes.get(`${system}|${code}`);
    if (own !== undefined) return own;
    const group = system === ATC ? ATC_GROUPS.find(([prefix]) => code.toUpperCase().startsWith(prefix)) : undefined;
    if (group !== undefined) return group[1];
  }
  const words = conceptWords(concept);
  return words === '' ? undefined : WORDS.find(([pattern]) => pattern.test(words))?.[1];
}

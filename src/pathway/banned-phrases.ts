/**
 * Phrases that no card may contain (PATHWAY M5, M6), in this product's words or the record's. Text of the record that holds one
 * is left out of cards: a reader could not tell a laboratory's comment from advice of this service.
 */

/** EVIDENCE sections 0, 1 and 5. Word boundaries keep "indicated" from matching inside other words. */
export const BANNED: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['eligible', /\b(?:in|non-?)?eligib(?:le|ility)\b/i],
  ['candidate for', /\bcandidates? for\b/i],
  ['indicated', /\b(?:contra|un)?-?indicated\b/i],
  ['contraindication', /\bcontra-?indication/i],
  ['AI detected', /\bAI[- ](?:has )?detected\b/i],
  ['HER2-low probability', /\bHER2[- ](?:ultra)?low probability\b|\bprobability of (?:being )?HER2[- ](?:ultra)?low\b/i],
  ['likely HER2-low', /\b(?:likely|probably) HER2[- ](?:ultra)?low\b/i],
  ['recommended drug', /\brecommended (?:drug|therapy|treatment|medication)\b/i],
  ['testing omitted', /\btesting (?:may|can) be (?:omitted|skipped)\b/i],
  [
    'imaging shows HER2',
    /\b(?:imaging|ultrasound|score) (?:shows|suggests|indicates|confirms|proves) (?:that )?(?:HER2|low|ultralow)/i,
  ],
];

/** A probability in words, which no summary may give; any text may be part of one. */
const IN_WORDS = /probabilit|\blikel(?:y|ihood)\b/i;

const ANY = new RegExp([...BANNED.map(([, pattern]) => pattern.source), IN_WORDS.source].join('|'), 'i');

/** A narrative beyond this is cut before it is shown. */
const MOST_CHARACTERS = 5000;

/** Letters of a phrase split by invisible characters, or written in another form, are read as a person would see them. */
export function holdsBannedPhrase(text: string): boolean {
  const cut = text.slice(0, MOST_CHARACTERS);
  return ANY.test(ASCII_LINE.test(cut) ? cut : asSeen(cut));
}

/** Nothing of it changes below. */
const ASCII_LINE = /^(?:[!-~]| (?! ))*$/;

function asSeen(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[‐‑‒–−]/g, '-')
    .replace(/\s+/g, ' ');
}

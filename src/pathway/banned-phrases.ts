/**
 * Phrases that no card may contain (PATHWAY M5, M6), in this product's words or the record's. Text of the record that holds one
 * is left out of cards: a reader could not tell a laboratory's comment from advice of this service.
 */

type Banned = readonly (readonly [name: string, pattern: RegExp])[];

/** EVIDENCE sections 0, 1 and 5. Word boundaries keep "indicated" from matching inside other words. */
const ENGLISH: Banned = [
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
const GERMAN: Banned = [
  ['geeignet', /\b(?:un|nicht )?geeignet|\b(?:nicht-?)?eignung\b/i],
  ['indiziert', /\b(?:kontra-?|nicht )?indiziert|\b(?:kontra-?)?indikation/i],
  ['Kandidatin für', /\bkandidat(?:in|en|innen)? für/i],
  ['KI hat erkannt', /\bKI(?:[- ]gestützt)?(?: hat)? (?:[a-zäöüß]+ ){0,3}(?:erkannt|entdeckt)/i],
  ['HER2-low-Wahrscheinlichkeit', /HER2[- ](?:ultra)?low[- ]wahrscheinlichkeit|wahrscheinlichkeit (?:für|von|einer) HER2/i],
  ['wahrscheinlich HER2-low', /(?:wahrscheinlich|vermutlich) HER2[- ](?:ultra)?low/i],
  ['empfohlene Therapie', /\bempfohlene[mnrs]? (?:therapie|behandlung|medika|arznei|wirkstoff)/i],
  ['Testung kann entfallen', /test(?:ung)? (?:kann|darf) (?:entfallen|unterbleiben)/i],
  [
    'Bildgebung zeigt HER2',
    /(?:bildgebung|ultraschall|sonogra(?:ph|f)ie|score) (?:zeigt|spricht für|bestätigt|beweist) (?:HER2|low|ultralow)/i,
  ],
];

/** A language file without its own list is refused at start. */
export const BANNED_BY_LANGUAGE: ReadonlyMap<string, Banned> = new Map([
  ['en', ENGLISH],
  ['de', GERMAN],
]);

/** Of all languages: a record may be in another one than its reader. */
export const BANNED: Banned = [...BANNED_BY_LANGUAGE.values()].flat();

/** A probability in words, which no summary may give; any text may be part of one. */
export const PROBABILITY_WORDS = /probabilit|\blikel(?:y|ihood)\b|wahrscheinlich/i;

const ANY = new RegExp([...BANNED.map(([, pattern]) => pattern.source), PROBABILITY_WORDS.source].join('|'), 'i');

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

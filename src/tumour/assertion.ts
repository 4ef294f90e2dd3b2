/**
 * Whether a text states a term, leaves it open or denies it, in English and German. Doubt and denial in front of a term reach
 * over commas ("no bone, liver or lung metastases"), the past does not ("history of DVT, brain metastases"); behind it they
 * count up to the next comma, or where they stand alone ("bone metastases, probable"). In doubt a term is open.
 */

export type Assertion = 'stated' | 'open' | 'denied';

const START = '(?<![a-zäöüß])';
const END = '(?![a-zäöüß]|-[a-zäöüß])';
const words = (...alternatives: readonly string[]) => `${START}(?:${alternatives.join('|')})${END}`;

/** Said in front: not there, or not of this patient now. */
const DENIAL_BEFORE = new RegExp(
  `${words(
    'no|not(?! otherwise| elsewhere| yet| metasta| resec| operab)|never|none|without|w/o|negative for|absence of|free of|den(?:ies|ied)',
    'fear of|prevent(?:s|ing|ion)?(?: of)?|prophyla\\w*|screening|risk|susceptib\\w*',
    'family|familial|fh|fhx|mother|father|sister|brother|daughter|aunt|maternal|paternal',
    'keine?[nmrs]?|ohne|nicht(?! metasta| vorbehandel| resek| operab)|nie|frei von|negativ für|vorbeugung|risiko|familienanamnes\\w*|mutter|schwester|tochter',
  )}|\\b(?:non|nicht)-? ?$`,
);
const DENIAL_AFTER = new RegExp(
  [
    words(
      '(?:excluded|ruled out|absent|ausgeschlossen)',
      '(?:is|was|are|were|has|have|can|could|does|do) not|not (?:seen|found|present|evident|identified|detected|demonstrated)',
      'nicht (?:nachweisbar|nachgewiesen|gefunden|vorhanden|sichtbar)|negativ für',
      '(?<!\\bat (?:(?:high|increased) )?)risk|risk(?! (?:of|for) )|risiko|susceptib\\w*|screening|prevention|prophyla\\w*|in der familie',
    ),
    ':? (?:no|none|not|nein|nicht|keine?)$|(?::| (?:is|was|were|are)) negative?$',
  ].join('|'),
);
/** "Not excluded" is no denial. */
const NOT_EXCLUDED =
  /(?:\bnot|\bcannot|\bcan't|\bnicht|\bunable to) (?:(?:be|been|yet|entirely|fully|sicher|to) )*(?:excluded?|ruled? out|ausgeschlossen|ausschließbar|auszuschlie\w+)/;

export function isNotExcluded(said: string): boolean {
  return NOT_EXCLUDED.test(said);
}

const DOUBTS = [
  'ruled? out|r/o|exclud(?:e[sd]?|ing)|suspect(?:ed|s)?(?! progression of)|suspicio(?:ns?|us)',
  '(?:possibl[ey]|probabl[ey])(?! progression of)|(?:un)?likely|questionable|query|presum(?:ed|ptive)|concern(?:ing|s)?|differential|ddx?|versus|vs|(?<!staging )work-?up|survey',
  'verdacht|v\\. ?a\\.|verdächtig\\w*|ausgeschlossen|auszuschlie\\w+|ausschlu[\\wß]*|fraglich\\w*|möglich\\w*|(?:un)?wahrscheinlich\\w*|vermutlich\\w*',
];
const DOUBT = new RegExp(`${words(...DOUBTS)}|\\?|${START}(?:ausschlu|verdacht)`);
/** Said in front, or alone behind. */
const PASTS = [
  'history(?: of)?|h/o|hx(?: of)?|prior|previous(?:ly)?(?! (?:ir)?radiated| treated| untreated| resected)|past|former|status post|s/p',
  'z\\. ?n\\.|zustand nach|anamnest\\w*|früher\\w*|ehemalig\\w*',
];
const PAST_BEFORE = new RegExp(words(...PASTS));
const PAST_AFTER = new RegExp(words('history', 'in der (?:vorgeschichte|anamnese)', 'in (?:the )?past'));

const CLAUSE_END = / with | mit | without | ohne |(?<!-)[,;()]/;
const SEGMENT = /^[\s\S]*(?:;|(?<=[a-zäöüß]{4})\. |\bbut\b|\bhowever\b|\baber\b|\bjedoch\b)/;
const ALONE = /^ *[,;(] *([^,;()]*)/;
const ALONE_WORDS = new RegExp(
  `^(?:${[...DOUBTS, ...PASTS].map((each) => words(each)).join('|')}|personal|absent|negative|none|keine?|not|nicht|be|unconfirmed|\\?|[ .])+$`,
);

/** "Metastases concerning for fracture": the doubt is about what follows. */
const DOUBT_OF_ANOTHER = / (?:(?:concerning|suspicious) for|r\/o|rule out|\?(?! )) ?[a-z].*/;

/** A text that names a term more often says nothing that can be relied on. */
const MOST_MENTIONS = 20;

/**
 * @param said lower case, one name or text
 * @param term without the flag g; undefined where it does not occur
 */
export function assertionOf(said: string, term: RegExp): Assertion | undefined {
  if (!term.test(said)) return undefined;
  let found: Assertion = 'denied';
  let left = MOST_MENTIONS;
  for (const match of said.matchAll(new RegExp(term.source, 'g'))) {
    if (left === 0) return 'open';
    left -= 1;
    const each = assertionAt(said.slice(0, match.index), said.slice(match.index + match[0].length));
    if (each === 'stated') return each;
    if (each === 'open') found = each;
  }
  return found;
}

function assertionAt(before: string, after: string): Assertion {
  const segment = before.replace(/\([^()]*\)/g, ' ').replace(SEGMENT, '');
  const clause = segment.slice(segment.lastIndexOf(',') + 1);
  const end = after.search(CLAUSE_END);
  const behind = (end < 0 ? after : after.slice(0, end)).replace(DOUBT_OF_ANOTHER, ' ');
  const alone = ALONE.exec(end < 0 ? '' : after.slice(end))?.[1]?.trim() ?? '';
  const isAlone = alone !== '' && ALONE_WORDS.test(alone);
  const lone = isAlone ? alone : '';
  if (NOT_EXCLUDED.test(`${segment}|${behind}|${lone}`)) return 'open';
  if (DENIAL_BEFORE.test(segment) || DENIAL_AFTER.test(behind) || DENIAL_AFTER.test(lone)) return 'denied';
  const isOpen = isAlone || DOUBT.test(segment) || DOUBT.test(behind) || PAST_BEFORE.test(clause) || PAST_AFTER.test(behind);
  return isOpen ? 'open' : 'stated';
}

/** A concept's words (`conceptWords`): each of its names that has the term states it. */
export function isStated(conceptWords: string, term: RegExp): boolean {
  if (!term.test(conceptWords)) return false;
  return conceptWords.split(' ; ').every((name) => (assertionOf(name, term) ?? 'stated') === 'stated');
}

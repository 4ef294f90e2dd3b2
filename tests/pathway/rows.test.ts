import { describe, expect, it } from 'vitest';
import type { PathwayFacts, Proposal } from '../../src/core/index.ts';
import { compileContent, lintProposal } from '../../src/pathway/index.ts';
import {
  biopsyOrder,
  content,
  contentFiles,
  discordant,
  equivocal,
  facts,
  HIGH,
  her2,
  ids,
  LOW,
  low,
  NO_OUTLINE,
  negative,
  OUT_OF_DISTRIBUTION,
  PENDING,
  proposal,
  TODAY,
  UNCERTAIN,
  zero,
} from './her2-low-content.ts';

const REVIEW_UNKNOWN = 'No HER2 result on file. Request HER2 IHC with reflex ISH, reported as 0, 0+, 1+, 2+ or 3+.';
const BIOPSY_UNKNOWN = 'No HER2 result on file. Add HER2 IHC with reflex ISH, plus ER/PR, to this biopsy.';
const ZERO_UNSPECIFIED = 'HER2 IHC 0; membrane staining not stated. Ask pathology to report 0 with or without staining.';

const unspecified = her2('ZERO_UNSPECIFIED', 'IHC 0, staining not stated');
const positive = her2('POSITIVE', 'IHC 3+');
const archival = { reference: 'Specimen/9', text: 'Core biopsy, Liver', date: '2026-03-04' };
const NO_LINE = /^$/;
const otherBreast = { ...positive.current!, laterality: 'left' as const };
const sideUnread = { ...positive.current!, laterality: 'unknown' as const, text: 'IHC 3+, side not stated' };
const unknown = (...results: PathwayFacts['her2']['results']): PathwayFacts['her2'] => ({ ...facts().her2, results });
const metastatic = { ...facts().disease, stage: 'metastatic' as const };
const early = { ...facts().disease, stage: 'early' as const };
const noCancer = { ...facts().disease, breastCancer: false };

const research = (found: Proposal): string => found.bullets.find((bullet) => bullet.startsWith('Research:')) ?? '';

describe('LVEF as a range or a bound beside a T-DXd order (row 20)', () => {
  const order = { ...biopsyOrder({ class: 't-dxd', reference: 'MedicationRequest/d' }), her2: low, hr: 'positive' as const };
  const therapy = { ...facts().therapy, endocrineLine: 'found' as const };
  const withLvef = (text: string, upper: number): Proposal => {
    const lvef = { state: 'not-found' as const, text, upper, date: '2026-11-01', ageDays: 21, evidence: [] };
    return proposal({ ...order, therapy, disease: metastatic, safety: { ...facts().safety, lvef } });
  };

  it('warns where all of it is under the limit, with the text as recorded, and asks for no other LVEF', () => {
    const found = withLvef('30-35 %', 35);
    expect(found).toMatchObject({ merged: ['O20'], indicator: 'warning' });
    expect(found.summary).toContain('LVEF 30-35 % on file.');
    expect(found.bullets.join(' ')).toContain('LVEF 30-35 %, 2026-11-01: not studied under 50%.');
    expect(found.bullets.join(' ')).not.toMatch(/Not found[^.]*LVEF/);
    expect(withLvef('<40 %', 40).summary).toContain('LVEF ‹40 % on file.');
  });

  it('that reaches the limit stays not found', () => {
    const found = withLvef('45-55 %', 55);
    expect(found.merged).toBeUndefined();
    expect(found.bullets.join(' ')).toMatch(/Not found[^.]*LVEF/);
    expect(withLvef('<50 %', 50).merged).toBeUndefined();
  });
});

describe('what a reader needs to know beside the row', () => {
  const comment = 'ISH group 4 with IHC 2+ rests on a recount of at least 20 cells';
  const order = (row: Partial<PathwayFacts>) => ({
    ...biopsyOrder({ class: 't-dxd', reference: 'MedicationRequest/d' }),
    ...row,
  });

  it('a result that rests on a recount says so', () => {
    const text = 'IHC 2+, ISH not amplified (group 4)';
    const rests = her2('LOW', text, { ihc: '2+', ish: 'not-amplified', ishGroup: 4, comment });
    expect(proposal({ her2: rests, disease: metastatic }).bullets[1]).toBe(`To check: ${comment}.`);
    expect(proposal(order({ her2: rests, disease: early })).bullets[1]).toBe(`To check: ${comment}.`);
  });

  it.each([
    ['US', 'T-DXd carries a boxed ILD warning'],
    ['EU', 'The label of T-DXd warns of ILD'],
    ['JP', 'The label of T-DXd warns of ILD'],
  ])('%s: %s', (jurisdiction, words) => {
    const files = contentFiles();
    const own = compileContent(files.set('site.json', { ...(files.get('site.json') as object), jurisdiction }), TODAY);
    const ild = { state: 'found' as const, text: 'Interstitial lung disease', evidence: [] };
    const safety = { ...facts().safety, ild };
    const found = own.apply(facts(order({ her2: low, hr: 'positive', disease: metastatic, safety }))).proposal;
    expect(found?.summary).toContain(words);
  });

  it.each([
    ['O8', { her2: negative }, /by hand: Ask pathology for the HER2 IHC score\.$/],
    ['O10', { her2: discordant }, /by hand: Ask for a second .* slide\.$/],
    ['O13', { her2: unspecified, disease: metastatic }, /by hand: Ask for a second pathologist review of the HER2 slide\.$/],
    ['O12', { her2: zero, disease: metastatic, untestedSpecimens: [archival] }, NO_LINE],
    ['O9', { her2: equivocal }, NO_LINE],
  ])('%s for a client that takes no tasks says what to ask for', (row, changes, said) => {
    const found = proposal(order(changes));
    expect(found).toMatchObject({ row, indicator: 'warning' });
    expect(found.bulletsWithoutTasks?.at(-1) ?? '').toMatch(said);
    expect(lintProposal({ ...found, bullets: found.bulletsWithoutTasks ?? [] })).toEqual([]);
  });
});

describe('scenarios of PATHWAY sections 5 and 6', () => {
  const cards: readonly (readonly [
    id: string,
    facts: Partial<PathwayFacts>,
    row: string,
    summary: string,
    ids: string[],
    line: RegExp,
  ])[] = [
    [
      'S01',
      { ...biopsyOrder(), imaging: HIGH },
      'O4',
      BIOPSY_UNKNOWN,
      ['P1', 'P11'],
      /score HIGH \(0\.71, 90 % interval 0\.58-0\.82\)/,
    ],
    ['S02', { ...biopsyOrder(), imaging: LOW }, 'O4', BIOPSY_UNKNOWN, ['P1', 'P11'], /score LOW .* does not exclude HER2-low/],
    [
      'R01',
      { imaging: HIGH },
      'R1',
      REVIEW_UNKNOWN,
      ['P1', 'P11'],
      /HIGH .*right breast 10 o'clock, US 2026-10-02\. Does not establish/,
    ],
    ['R02', { imaging: LOW }, 'R1', REVIEW_UNKNOWN, ['P1', 'P11'], /does not exclude HER2-low disease: 34 of 90 .*38 %/],
    [
      'R03',
      { imaging: NO_OUTLINE },
      'R1',
      REVIEW_UNKNOWN,
      ['P1', 'P10', 'P11'],
      /^Research: HER2 radiomics score not produced: no lesion outline\.$/,
    ],
    [
      'R04',
      { her2: unspecified, disease: metastatic, imaging: OUT_OF_DISTRIBUTION },
      'R5',
      ZERO_UNSPECIFIED,
      ['P3', 'P11'],
      /not shown: outside the range of the model \(colour Doppler inside the outline\)/,
    ],
    [
      'R05',
      { her2: zero, disease: metastatic, untestedSpecimens: [archival], imaging: HIGH },
      'R6',
      'HER2 IHC 0 without staining; research imaging score high. Options: slide re-review, other specimen.',
      ['P3', 'P4', 'P6', 'P11'],
      /score HIGH \(0\.71, .*Does not establish HER2 status/,
    ],
    [
      'R08',
      { her2: low, disease: early, imaging: HIGH },
      'R9',
      'HER2 IHC 1+ on file (HER2-low). HER2-low label uses are for metastatic or unresectable disease.',
      ['P11'],
      NO_LINE,
    ],
    [
      'R08 with 2+ and ISH',
      { her2: her2('LOW', 'IHC 2+, ISH not amplified', { ihc: '2+', ish: 'not-amplified' }), disease: early },
      'R9',
      'HER2 IHC 2+, ISH not amplified on file (HER2-low). HER2-low label uses are for metastatic or unresectable disease.',
      ['P11'],
      NO_LINE,
    ],
    [
      'R08 with ultralow',
      { her2: her2('ULTRALOW', 'IHC 0 with membrane staining (ultralow)', { ihc: '0+' }), disease: early },
      'R9',
      'HER2 IHC 0 with membrane staining (ultralow) on file. Ultralow label uses are for HR-positive metastatic or unresectable disease.',
      ['P11'],
      NO_LINE,
    ],
    [
      'S07 at review',
      { her2: equivocal, disease: metastatic, imaging: HIGH },
      'R3',
      'HER2 IHC 2+ without an ISH result. Reflex ISH is needed to classify HER2.',
      ['P2', 'P11'],
      NO_LINE,
    ],
    [
      'S25 at review',
      { her2: negative, disease: metastatic, imaging: NO_OUTLINE },
      'R4',
      "HER2 is recorded only as 'negative'. The IHC score (0, 0 with staining, 1+, 2+) is needed; check report.",
      ['P9', 'P10', 'P11'],
      /not produced: no lesion outline/,
    ],
    [
      'an IHC and an ISH that contradict each other',
      { her2: discordant, imaging: LOW },
      'R2',
      'HER2 results on file contradict each other. Have pathology adjudicate before HER2 status is used.',
      ['P3', 'P6', 'P11'],
      NO_LINE,
    ],
    [
      'two breasts that differ',
      { her2: { ...low, bilateralConflict: true, results: [low.current!, otherBreast] }, disease: early },
      'R2',
      'HER2 differs between the left and the right breast; no single treated side was found. Adjudicate which result applies.',
      ['P6', 'P11'],
      NO_LINE,
    ],
  ];
  it.each(cards)('%s', (_id, changes, row, summary, expected, line) => {
    const found = proposal(changes);
    expect(found).toMatchObject({ row, indicator: row === 'R2' ? 'warning' : 'info', summary });
    expect(ids(found)).toEqual(expected);
    expect(research(found)).toMatch(line);
  });

  const silent: readonly (readonly [id: string, facts: Partial<PathwayFacts>, row: string | undefined])[] = [
    ['S03', { hook: 'order-sign', order: { class: 'her2-test', her2InDraft: true, her2Active: false } }, 'O3'],
    [
      'S20',
      { hook: 'order-sign', order: { class: 'no-her2-question', her2InDraft: false, her2Active: false }, imaging: HIGH },
      'O1',
    ],
    ['S23', { her2: zero, disease: metastatic, imaging: UNCERTAIN }, 'R7'],
    ['R06', { her2: zero, disease: metastatic, imaging: LOW }, 'R7'],
    ['R09', { her2: positive, imaging: LOW }, 'R10'],
    ['R10', { disease: noCancer }, undefined],
  ];
  it.each(silent)('%s gives no card', (_id, changes, row) => {
    const { proposal: found, row: met } = content.apply(facts(changes));
    expect([found, met]).toEqual([undefined, row]);
  });
});

describe('near misses', () => {
  const misses: readonly (readonly [what: string, facts: Partial<PathwayFacts>, row: string | undefined])[] = [
    ['a suspicious lesion with a biopsy is context enough', { disease: { ...noCancer, suspiciousLesionWithBiopsy: true } }, 'R1'],
    ['two sides that differ are not the rows of one result', { her2: { ...unspecified, bilateralConflict: true } }, 'R2'],
    ['0 without staining is silent while the score is computed', { her2: zero, imaging: PENDING }, 'R7'],
    ['a score of 0.9 without the band high is not high', { her2: zero, imaging: { ...UNCERTAIN, score: '0.9' } }, 'R7'],
    ['HER2-low and metastatic', { her2: low, disease: metastatic }, 'R8'],
    ['HER2-low, stage not found: not metastatic', { her2: low }, 'R9'],
    ['a HER2 order in the same drafts', biopsyOrder({ her2InDraft: true }), 'O22'],
    ['a HER2 result on file', { ...biopsyOrder(), her2: positive }, 'O22'],
    ['another order', { ...biopsyOrder(), order: { class: 'other', her2InDraft: false, her2Active: false } }, 'O22'],
    ['a biopsy order needs no cancer Condition', { ...biopsyOrder(), disease: noCancer }, 'O4'],
    ['order-select as order-sign', { ...biopsyOrder(), hook: 'order-select' }, 'O4'],
    ['orders are not reviewed', { ...biopsyOrder(), hook: 'patient-view', her2: positive }, 'R10'],
  ];
  it.each(misses)('%s', (_what, changes, row) => {
    expect(content.apply(facts(changes)).row).toBe(row);
  });

  it('with an active HER2 order P1 is not offered and the summary does not ask again', () => {
    const order = { class: 'none' as const, her2InDraft: false, her2Active: true };
    const review = proposal({ order });
    const biopsy = proposal(biopsyOrder({ her2Active: true }));
    expect([...ids(review), ...ids(biopsy)]).not.toContain('P1');
    expect(review.summary).toContain('A HER2 order is active');
    expect(biopsy.summary).toContain('A HER2 order is active');
  });

  it('a draft HER2 order on file also takes P1 away', () => {
    expect(ids(proposal({ order: { class: 'none', her2InDraft: true, her2Active: false } }))).not.toContain('P1');
  });

  it('a biopsy of a metastasis is asked about beside a HER2 draft of another specimen, not beside one that may be meant for it', () => {
    const draft = { tests: ['her2-ihc' as const], state: 'draft' as const, text: 'HER2', reference: 'ServiceRequest/h' };
    const row = (openOrders: PathwayFacts['openOrders']) =>
      content.apply(facts({ ...biopsyOrder({ class: 'metastasis-biopsy', her2InDraft: true }), disease: metastatic, openOrders }))
        .row;
    expect([row([{ ...draft, specimen: 'Specimen/old' }]), row([draft])]).toEqual(['O5', 'O22']);
  });

  it('another specimen is proposed only for metastatic disease with untested tissue', () => {
    const untestedSpecimens = [archival];
    const found = proposal({ her2: unspecified, disease: metastatic, untestedSpecimens });
    expect(ids(found)).toEqual(['P3', 'P4', 'P11']);
    expect(found.suggestions[1]).toMatchObject({
      recommended: false,
      actions: [
        {
          description: expect.stringContaining('Core biopsy, Liver, 2026-03-04'),
          resource: { specimen: [{ reference: 'Specimen/9' }] },
        },
      ],
    });
    expect(ids(proposal({ her2: unspecified, disease: metastatic }))).not.toContain('P4');
    expect(ids(proposal({ her2: unspecified, untestedSpecimens }))).not.toContain('P4');
  });
});

describe('records that were not read to the end', () => {
  const notRead = (...types: string[]): Pick<PathwayFacts, 'searched'> => ({
    searched: ['Observation', 'DiagnosticReport', 'Specimen', 'ServiceRequest'].map((type) => ({
      type,
      count: 3,
      complete: !types.includes(type),
    })),
  });
  const p1 = (found: Proposal) => found.suggestions.map(({ id, recommended }) => `${id} ${recommended}`);

  it.each([
    [
      'Observation',
      'HER2 results could not all be read; none found so far. Request HER2 IHC with reflex ISH if none exists.',
      'HER2: none found so far. Searched 2026-11-22; not all read: Observation.',
    ],
    ['ServiceRequest', REVIEW_UNKNOWN, 'HER2: none found so far. Searched 2026-11-22; not all read: orders.'],
  ])('%s: the card says so and recommends no order', (type, summary, bullet) => {
    const found = proposal(notRead(type));
    expect(found).toMatchObject({ row: 'R1', summary });
    expect(found.bullets[0]).toBe(bullet);
    expect(p1(found)).toEqual(['P1 false']);
    expect(p1(proposal({ ...biopsyOrder(), ...notRead(type) }))).toEqual(['P1 false']);
  });

  it('a result that is not final, or a report that was not read: the order is an option', () => {
    const pending = [{ text: 'a report mentions HER2 (text, not read)', source: 'DiagnosticReport/1' }];
    const her2 = { ...facts().her2, pending };
    expect(proposal({ her2, ...notRead() }).summary).toMatch(/^No final HER2 result on file\./);
    expect(proposal({ ...biopsyOrder(), her2, ...notRead() }).summary).toMatch(/^No final HER2 result on file\./);
    expect([p1(proposal({ her2, ...notRead() })), p1(proposal({ ...biopsyOrder(), her2, ...notRead() }))]).toEqual([
      ['P1 false'],
      ['P1 false'],
    ]);
  });

  it('all read: the order is recommended', () => {
    expect([p1(proposal(notRead())), p1(proposal({ ...biopsyOrder(), ...notRead() }))]).toEqual([['P1 true'], ['P1 true']]);
  });

  it('Specimen: a result that is used without its side says why', () => {
    const current = {
      ...unspecified.current!,
      laterality: 'unknown' as const,
      text: 'IHC 0, staining not stated, side not stated',
    };
    const her2 = { ...unspecified, current, results: [current] };
    expect(proposal({ her2, ...notRead('Specimen') }).bullets[0]).toContain('Specimen records not all read.');
    expect(proposal({ her2, ...notRead() }).bullets[0]).not.toContain('Specimen records');
  });
});

describe('results that are not of this breast, or may not be', () => {
  it('the other breast alone: none is on file for this one', () => {
    const review = proposal({ her2: unknown(otherBreast) });
    expect(review.summary).toBe(REVIEW_UNKNOWN.replace('on file.', 'on file for this breast.'));
    expect(proposal({ ...biopsyOrder(), her2: unknown(otherBreast) }).summary).toMatch(
      /^No HER2 result on file for this breast\. /,
    );
  });

  it('a side that was not read: the card names the result, claims no absence and recommends no test', () => {
    for (const changes of [{}, biopsyOrder()]) {
      const found = proposal({ ...changes, her2: unknown(sideUnread, otherBreast) });
      expect(found.summary).toMatch(/^A HER2 result is on file, but not for certain of this breast cancer\./);
      expect(found.bullets.slice(0, 2).join(' ')).toMatch(
        /^HER2: not settled .* Not certain: IHC 3\+, side not stated, 2026-09-01\.$/,
      );
      expect(found.suggestions.map(({ recommended }) => recommended)).toEqual([false]);
    }
  });
});

describe('ER of 1 to 10 %', () => {
  const share = { status: 'positive', percent: 5, evidence: [] } as const;
  const er = (lowPositive: boolean) => ({ er: { ...share, lowPositive }, pr: { ...share, lowPositive } });
  it('is shown as low, and decides as positive does', () => {
    const [low5, high] = [true, false].map((lowPositive) =>
      proposal({ her2: equivocal, er: 'positive', receptors: er(lowPositive) }),
    );
    expect(low5!.bullets).toContainEqual(expect.stringMatching(/^ER positive \(low, 1-10%\), PR /));
    expect(high!.bullets).toContainEqual(expect.stringMatching(/^ER positive, PR /));
    expect(low5!.suggestions).toEqual(high!.suggestions);
  });
});

describe('imaging in a row', () => {
  it('is asked for by the rows that read it, and not by the others', () => {
    const asks = (changes: Partial<PathwayFacts>): boolean => content.apply(facts({ ...changes, imaging: PENDING })).usesImaging;
    expect([asks({}), asks({ her2: unspecified }), asks({ her2: zero }), asks(biopsyOrder())]).toEqual([true, true, true, true]);
    expect([discordant, equivocal, negative, low].map((each) => asks({ her2: each, disease: early }))).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect([asks({ her2: positive }), asks({ disease: noCancer }), asks({ ...biopsyOrder(), her2: positive })]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('a number is shown for scored and uncertain only', () => {
    const line = (imaging: PathwayFacts['imaging']): string => research(proposal({ imaging }));
    expect(line(UNCERTAIN)).toMatch(/score UNCERTAIN \(0\.71, .*crosses both thresholds/);
    expect(line({ ...OUT_OF_DISTRIBUTION, score: '0.71' })).not.toMatch(/0\.71/);
    expect(line({ ...NO_OUTLINE, score: '0.71' })).not.toMatch(/0\.71/);
    expect(proposal({}).bullets.join()).not.toContain('Research');
  });

  it('the demonstration model says so on every line that has a score', () => {
    for (const imaging of [HIGH, LOW, UNCERTAIN])
      expect(research(proposal({ imaging }))).toContain('Demonstration model on simulated data');
  });
});

describe('what a card carries', () => {
  it('what was searched, and what could not be read to the end', () => {
    expect(proposal({}).bullets[0]).toBe(
      'HER2: no result found. Searched 2026-11-22: Observation 12, DiagnosticReport 0 (incomplete).',
    );
  });

  it('results that were found and not used, and those of the other breast', () => {
    const pending = [{ text: 'HER2 2+ (preliminary)', date: '2026-11-20', source: 'Observation/1' }];
    const found = proposal({ her2: { ...unknown(otherBreast), pending } });
    expect(found.bullets[1]).toBe('Other breast: IHC 3+, 2026-09-01.');
    expect(found.bullets[2]).toBe('Not used: HER2 2+ (preliminary), 2026-11-20.');
  });

  it('the result with site and date, and "not stated" for what the record lacks', () => {
    expect(proposal({ her2: unspecified }).bullets[0]).toBe(
      'Found: HER2 IHC 0, staining not stated; site Liver metastasis; 2026-09-01; laboratory not stated.',
    );
  });

  it('its rule, review date, citation and a topic that Epic accepts', () => {
    const { source, overrideReasons } = proposal({});
    expect(source.label).toMatch(/rule R1, reviewed \d{4}-\d{2}-\d{2}$/);
    expect(source.url).toMatch(/^https:\/\/doi\.org\//);
    expect(source.topic.code).toMatch(/^[A-Za-z0-9]{1,100}$/);
    expect(overrideReasons.map(({ display }) => display)).toEqual([
      'Result on an outside report',
      'Already ordered',
      'Discussed at tumour board',
      'Patient preference',
      'Not relevant',
    ]);
  });
});

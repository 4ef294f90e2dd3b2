import type { Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { Her2Facts, Her2Status, PatientRecord } from '../../src/core/index.ts';
import { tissueFacts } from '../../src/tumour/index.ts';
import { ishGroup, singleProbeResult } from '../../src/tumour/ish-group.ts';
import {
  breastCancer,
  concept,
  factsOf,
  ihc,
  ihcText,
  ishText,
  LOINC,
  NO_DRAFTS,
  observation,
  RULES,
  record,
  SNOMED,
  specimen,
  TODAY,
} from './patient-record.ts';

function her2(parts: Partial<PatientRecord>): Her2Facts {
  return factsOf(parts).her2;
}

const status = (...observations: Observation[]): Her2Status => her2({ observations }).status;
const answer = (code: string, text?: string) => ({ ...concept(LOINC, code), ...(text === undefined ? {} : { text }) });

describe('ISH in the text of an IHC result', () => {
  it('is evidence of its own, with the text as recorded', () => {
    const { current } = her2({ observations: [ihcText('2+ (FISH negative)', { id: 'both' })] });
    expect(current).toMatchObject({ ihc: '2+', ish: 'not-amplified' });
    expect(current?.evidence.map(({ source, confidence, raw }) => [source, confidence, raw])).toEqual(
      Array(2).fill(['Observation/both', 'text', '2+ (FISH negative)']),
    );
  });

  it('does not outlive a later ISH result of the same specimen', () => {
    const of = { specimen: { reference: 'Specimen/block' } };
    const later = ishText('amplified', { ...of, effectiveDateTime: '2026-10-20' });
    expect(status(ihcText('2+, FISH negative', of), later)).toBe('POSITIVE');
  });
});

describe('HER2 status of one Observation', () => {
  const cases: readonly (readonly [what: string, observation: Observation, status: Her2Status])[] = [
    ['LOINC answer 1+', ihc({ valueCodeableConcept: answer('LA11841-6') }), 'LOW'],
    ['LOINC answer 2+', ihc({ valueCodeableConcept: answer('LA11842-4') }), 'EQUIVOCAL'],
    ['LOINC answer 3+', ihc({ valueCodeableConcept: answer('LA11843-2') }), 'POSITIVE'],
    ['LOINC answer 0', ihc({ valueCodeableConcept: answer('LA6111-4') }), 'ZERO_UNSPECIFIED'],
    [
      'answer 0 whose text says no staining',
      ihc({ valueCodeableConcept: answer('LA6111-4', 'Score 0: no membrane staining') }),
      'ZERO',
    ],
    ['answer 0 whose text says 0+', ihc({ valueCodeableConcept: answer('LA6111-4', 'Negative (Score 0+)') }), 'ULTRALOW'],
    ['answer negative whose text says 1+', ihc({ valueCodeableConcept: answer('LA6577-6', 'Negative (Score 1+)') }), 'LOW'],
    ['answer 1+ whose text says 3+', ihc({ valueCodeableConcept: answer('LA11841-6', 'Positive (Score 3+)') }), 'INDETERMINATE'],
    [
      'answer 1+ beside a wrong display',
      ihc({ valueCodeableConcept: concept(LOINC, 'LA11841-6', 'Positive (Score 3+)') }),
      'LOW',
    ],
    ['answer negative', ihc({ valueCodeableConcept: answer('LA6577-6') }), 'NEGATIVE_UNSPECIFIED'],
    ['answer not tested', ihc({ valueCodeableConcept: answer('LA13538-6') }), 'UNKNOWN'],
    ['SNOMED positive', ihc({ valueCodeableConcept: concept(SNOMED, '10828004') }), 'POSITIVE'],
    ['SNOMED equivocal', ihc({ valueCodeableConcept: concept(SNOMED, '42425007') }), 'EQUIVOCAL'],
    ['SNOMED condition code as value', ihc({ valueCodeableConcept: concept(SNOMED, '431396003') }), 'NEGATIVE_UNSPECIFIED'],
    ['local answer by its display', ihc({ valueCodeableConcept: concept('urn:lab', 'X1', 'Negative (Score 1+)') }), 'LOW'],
    [
      'overall interpretation negative',
      observation('48676-1', { valueCodeableConcept: answer('LA6577-6') }),
      'NEGATIVE_UNSPECIFIED',
    ],
    ['interpretation only', ihc({ interpretation: [{ coding: [{ code: 'POS' }] }] }), 'POSITIVE'],
    ['integer 2', ihc({ valueInteger: 2 }), 'EQUIVOCAL'],
    ['ordinal quantity', ihc({ valueQuantity: { value: 1, unit: '{score}' } }), 'LOW'],
    ...(['<', '<=', '>=', '>', 'ad', 7] as const).map(
      (comparator) =>
        [
          `ordinal quantity with comparator ${comparator}`,
          ihc({ valueQuantity: { value: 3, comparator: comparator as '<' } }),
          'INDETERMINATE',
        ] as const,
    ),
    ['integer 7', ihc({ valueInteger: 7 }), 'INDETERMINATE'],
    ['percentage', ihc({ valueQuantity: { value: 3, unit: '%' } }), 'INDETERMINATE'],
    ['quantitative assay', observation('72382-5', { valueQuantity: { value: 3, unit: '1' } }), 'UNKNOWN'],
    ['data absent', ihc({ dataAbsentReason: { text: 'unknown' } }), 'UNKNOWN'],
    ['serum', observation('32996-1', { valueString: '3+' }), 'UNKNOWN'],
    ['ER code', observation('85337-4', { valueString: 'Strong (3+)' }), 'UNKNOWN'],
    ['range', ihcText('1+ to 2+'), 'INDETERMINATE'],
    ['HER2-low without a score', ihcText('HER2-low'), 'NEGATIVE_UNSPECIFIED'],
    ['two values that differ', ihc({ valueString: '1+', valueInteger: 3 } as Partial<Observation>), 'INDETERMINATE'],
    ['two values that agree', ihc({ valueString: '1+', valueInteger: 1 } as Partial<Observation>), 'LOW'],
    ['LOINC written as a word', ihcText('1+', { code: concept('LOINC', '85319-2') }), 'LOW'],
    [
      'local question by its text',
      ihcText('Negative (Score 0)', { code: concept('urn:local', 'her2', 'HER2 (by immunohistochemistry)') }),
      'ZERO_UNSPECIFIED',
    ],
    ['LOINC of another test with a HER2 display', ihcText('3+', { code: concept(LOINC, '29593-1', 'HER2 by IHC') }), 'UNKNOWN'],
  ];

  it.each(cases)('%s', (_what, resource, expected) => {
    expect(status(resource)).toBe(expected);
  });

  it('components are read, and the overall interpretation does not replace them', () => {
    const panel = observation('48676-1', {
      valueCodeableConcept: answer('LA6577-6'),
      component: [
        { code: concept(LOINC, '85319-2'), valueCodeableConcept: answer('LA11842-4') },
        { code: concept(LOINC, '96893-3'), valueCodeableConcept: answer('LA6577-6') },
      ],
    });
    expect(her2({ observations: [panel] }).current).toMatchObject({ status: 'LOW', ihc: '2+', ish: 'not-amplified' });
  });

  it('evidence says where and how the result was read', () => {
    const [coded, written] = [
      ihc({ id: 'a', valueCodeableConcept: answer('LA11841-6', 'Score 1+') }),
      ihcText('(1+)', { id: 'b' }),
    ];
    expect(her2({ observations: [coded] }).current?.evidence[0]).toMatchObject({
      source: 'Observation/a',
      path: 'Observation.value',
    });
    expect(her2({ observations: [written] }).current?.evidence[0]).toMatchObject({ confidence: 'text', raw: '(1+)' });
  });
});

describe('a bound instead of a number', () => {
  it('is shown as it stands', () => {
    const bound = ihc({ valueQuantity: { value: 1, comparator: '<' } });
    expect(her2({ observations: [bound] }).current).toMatchObject({ ihc: 'indeterminate', evidence: [{ raw: '<1' }] });
  });

  it('gives no ISH ratio', () => {
    const ratio = { numerator: { value: 5, comparator: '<' as const }, denominator: { value: 2 } };
    const copies = observation('74860-8', { valueQuantity: { value: 5 } });
    expect(status(ihcText('2+'), copies, observation('49683-6', { valueRatio: ratio }))).toBe('EQUIVOCAL');
  });
});

describe('results that must not be used', () => {
  it.each(['preliminary', 'registered', 'cancelled', 'unknown'] as const)('%s is pending, with its text and date', (state) => {
    const facts = her2({ observations: [ihcText('3+', { status: state })] });
    expect(facts).toMatchObject({
      status: 'UNKNOWN',
      results: [],
      pending: [{ text: `HER2 3+ (${state})`, date: '2026-10-02' }],
    });
  });

  it('entered in error is not there at all', () => {
    expect(her2({ observations: [ihcText('3+', { status: 'entered-in-error' })] })).toMatchObject({
      status: 'UNKNOWN',
      pending: [],
    });
  });

  it('a result of the future is pending', () => {
    expect(her2({ observations: [ihcText('3+', { effectiveDateTime: '2027-01-01' })] })).toMatchObject({
      status: 'UNKNOWN',
      pending: [{ text: 'HER2 3+ (dated in the future)' }],
    });
  });

  it('a narrative report is named and not read', () => {
    const report = {
      resourceType: 'DiagnosticReport' as const,
      id: 'r1',
      status: 'final' as const,
      code: { text: 'Pathology' },
      conclusion: 'HER2 3+ positive',
    };
    expect(her2({ diagnosticReports: [report] })).toMatchObject({
      status: 'UNKNOWN',
      pending: [{ source: 'DiagnosticReport/r1' }],
    });
  });
});

describe('IHC and ISH of one specimen (EVIDENCE 1.1, 1.2)', () => {
  const cases: readonly (readonly [ihc: string, ish: string, status: Her2Status])[] = [
    ['2+', 'amplified', 'POSITIVE'],
    ['2+', 'not amplified', 'LOW'],
    ['2+', 'equivocal', 'EQUIVOCAL'],
    ['2+', 'pending', 'EQUIVOCAL'],
    ['1+', 'amplified', 'DISCORDANT'],
    ['0', 'amplified', 'DISCORDANT'],
    ['1+', 'not amplified', 'LOW'],
    ['3+', 'not amplified', 'DISCORDANT'],
    ['3+', 'amplified', 'POSITIVE'],
    ['cannot be determined', 'amplified', 'POSITIVE'],
  ];
  it.each(cases)('IHC %s with ISH %s is %s', (stain, probe, expected) => {
    expect(status(ihcText(stain), ishText(probe))).toBe(expected);
  });

  it.each([
    [1.99, 3.99, 5],
    [1.99, 4, 4],
    [1.99, 5.99, 4],
    [1.99, 6, 3],
    [2, 3.99, 2],
    [2, 4, 1],
    [2.01, 6, 1],
  ] as const)('ratio %d with %d copies is group %d', (ratio, copies, group) => {
    expect(ishGroup(ratio, copies)).toBe(group);
  });

  it.each([
    [3.99, 'not-amplified'],
    [4, 'equivocal'],
    [5.99, 'equivocal'],
    [6, 'amplified'],
  ] as const)('a single probe with %d copies is %s', (copies, result) => {
    expect(singleProbeResult(copies)).toBe(result);
  });

  const ratio = (numerator: number, denominator: number): Observation =>
    observation('49683-6', { valueRatio: { numerator: { value: numerator }, denominator: { value: denominator } } });
  const copies = (value: number): Observation => observation('74860-8', { valueQuantity: { value } });

  it('numbers of a panel give the group, and a ratio alone gives none', () => {
    expect(status(ihcText('2+'), ratio(6.2, 5), copies(6.2))).toBe('POSITIVE');
    expect(status(ihcText('1+'), ratio(6.2, 5), copies(6.2))).toBe('LOW');
    expect(status(ihcText('2+'), ratio(5, 2))).toBe('EQUIVOCAL');
  });

  it('groups 2 to 4 with IHC 2+ name the recount, and a stated group that the numbers contradict is said', () => {
    expect(her2({ observations: [ihcText('2+'), ratio(6.2, 5), copies(6.2)] }).current).toMatchObject({
      ishGroup: 3,
      comment: 'ISH group 3 with IHC 2+ rests on a recount of at least 20 cells',
    });
    const stated = her2({ observations: [ihcText('2+'), ishText('amplified, group 1'), ratio(6.2, 5), copies(6.2)] }).current;
    expect(stated).toMatchObject({ ishGroup: 1, comment: 'stated ISH group 1, the numbers give group 3' });
  });

  it('a result that the laboratory calls borderline is flagged, and stays what it is', () => {
    const note = [{ text: 'Borderline between 0 and 1+, second reader suggested' }];
    expect(her2({ observations: [ihcText('1+', { note })] }).current).toMatchObject({ status: 'LOW', borderline: true });
    expect(her2({ observations: [ihcText('1+')] }).current?.borderline).toBeUndefined();
  });

  it('the group of the laboratory wins over the computed one', () => {
    expect(status(ihcText('2+'), ishText('group 5'), ratio(6.2, 5), copies(6.2))).toBe('LOW');
  });

  it('members of a panel take the specimen of the panel', () => {
    const member = ishText('not amplified', { id: 'ish-member', effectiveDateTime: '2026-10-09' });
    const panel = observation('74885-5', {
      specimen: { reference: 'Specimen/a' },
      hasMember: [{ reference: 'Observation/ish-member' }],
    });
    const stain = ihcText('2+', { specimen: { reference: 'Specimen/a' } });
    expect(status(stain, member, panel)).toBe('LOW');
  });

  it('an overall interpretation that contradicts the score is discordant', () => {
    expect(status(ihcText('1+'), observation('48676-1', { valueCodeableConcept: answer('LA6576-8') }))).toBe('DISCORDANT');
  });
});

describe('several results', () => {
  const on = (specimenId: string, date: string, text: string, elements: Partial<Observation> = {}): Observation =>
    ihcText(text, { specimen: { reference: `Specimen/${specimenId}` }, effectiveDateTime: date, ...elements });

  it('specimens are listed newest first and never merged', () => {
    const facts = her2({ observations: [on('old', '2019-05-01', '3+'), on('new', '2026-05-01', '1+')] });
    expect(facts.results.map((result) => [result.status, result.date])).toEqual([
      ['LOW', '2026-05-01'],
      ['POSITIVE', '2019-05-01'],
    ]);
    expect(facts.status).toBe('LOW');
  });

  it.each([
    ['Right breast', 'primary'],
    ['Liver', 'metastasis'],
    ['Metastasis in left breast', 'metastasis'],
    ['Axillary lymph node', undefined],
    ['Chest wall', undefined],
  ])('tissue from %s is %s', (site, origin) => {
    const [found] = her2({
      observations: [ihcText('1+', { bodySite: { text: site }, effectiveDateTime: '2026-11-20' })],
    }).results;
    expect(found).toMatchObject({ ageDays: 2 });
    expect(found?.origin).toBe(origin);
  });

  it('the date is that of the tissue, not of a late re-reading', () => {
    const specimens = [
      specimen('old', { collection: { collectedDateTime: '2019-01-01' } }),
      specimen('new', { collection: { collectedDateTime: '2026-01-01', bodySite: { text: 'Liver' } } }),
    ];
    const facts = her2({ specimens, observations: [on('old', '2026-09-01', '3+'), on('new', '2026-01-10', '1+')] });
    expect(facts.current).toMatchObject({ status: 'LOW', site: 'Liver', date: '2026-01-01' });
  });

  describe.each(['2999-13-45', '2026-99-99', '2026-02-30', '2026-1-5', ''])('with %j as its date', (date) => {
    it.each([
      ['3+', '1+', 'DISCORDANT'],
      ['1+', '3+', 'DISCORDANT'],
      ['0', '0, no staining', 'ZERO'],
      ['negative', '1+', 'LOW'],
      ['1+', '1+', 'LOW'],
    ] as const)(
      '%s never outranks a dated %s, and neither is taken where they exclude each other: %s',
      (text, dated, expected) => {
        const facts = her2({ observations: [on('b', date, text), on('a', '2020-01-01', dated)] });
        expect(facts.status).toBe(expected);
        expect(facts.results.map((result) => result.date)).toEqual(['2020-01-01', undefined]);
      },
    );
  });

  it('undated results that exclude each other, and one on the same specimen as a dated one, are discordant', () => {
    expect(status(on('a', '', '3+'), on('b', '', '1+'))).toBe('DISCORDANT');
    expect(status(on('a', '', '3+'), on('a', '2026-01-01', '1+'))).toBe('DISCORDANT');
    expect(her2({ observations: [on('a', '', '3+')] })).toMatchObject({ status: 'POSITIVE', results: [{ ihc: '3+' }] });
  });

  it.each([
    ['month', '2026-02', 'a'],
    ['year', '2026', 'a'],
    ['month, on the same specimen,', '2026-02', 'b'],
    ['day', '2026-02-10', 'a'],
  ])('the same %s may be as new: what excludes the newest makes it discordant', (_what, date, id) => {
    expect(status(on(id, date, '3+'), on('b', '2026-02-10', '1+'))).toBe('DISCORDANT');
    expect(status(on(id, date, '1+'), on('b', '2026-02-10', '1+'))).toBe('LOW');
  });

  it('an earlier month is older', () => {
    expect(status(on('a', '2026-01', '3+'), on('b', '2026-02-10', '1+'))).toBe('LOW');
  });

  it('a collection that has not been or cannot be leaves the tissue undated', () => {
    for (const collectedDateTime of ['2027-05-01', '2026-02-30']) {
      const specimens = [specimen('x', { collection: { collectedDateTime } })];
      const facts = her2({ specimens, observations: [on('x', '2026-05-01', '3+'), on('a', '2020-01-01', '1+')] });
      expect(facts).toMatchObject({ status: 'DISCORDANT', current: { date: '2020-01-01' } });
      expect(facts.current?.text).toBe('IHC 1+, side not stated; undated result differs: IHC 3+');
    }
  });

  it('on one specimen the later result counts, and a correction over the final one of that day', () => {
    expect(status(on('a', '2026-01-01', '1+'), on('a', '2026-02-01', '2+'))).toBe('EQUIVOCAL');
    expect(status(on('a', '2026-01-01', '1+'), on('a', '2026-01-01', '3+', { status: 'corrected' }))).toBe('POSITIVE');
  });

  it('two final results of one day on one specimen that exclude each other are discordant', () => {
    expect(status(on('a', '2026-01-01', '1+'), on('a', '2026-01-01', '3+'))).toBe('DISCORDANT');
    expect(status(on('a', '2026-01-01', '1+'), on('a', '2026-01-01', '1+'))).toBe('LOW');
  });

  it.each([
    ['another score', on('a', '2026-01-01', '1+', { id: 'x' })],
    ['another score and a later day', on('a', '2026-09-01', '1+', { id: 'x' })],
    ['another score on another specimen', on('b', '2020-01-01', '1+', { id: 'x' })],
    ['the same score, withdrawn', on('a', '2026-01-01', '3+', { id: 'x', status: 'entered-in-error' })],
    ['the same score of the other side', on('a', '2026-01-01', '3+', { id: 'x', bodySite: { text: 'Left breast' } })],
    ['no HER2 result', observation('72382-5', { id: 'x' })],
  ])('one id with two contents is discordant in any order: %s', (_what, other) => {
    const one = on('a', '2026-01-01', '3+', { id: 'x' });
    const facts = her2({ observations: [one, other] });
    expect(facts.status).toBe('DISCORDANT');
    expect(her2({ observations: [other, one] })).toEqual(facts);
  });

  it('one id twice with the same HER2 statement is one result, whatever else differs', () => {
    const one = on('a', '2026-01-01', '3+', { id: 'x', meta: { versionId: '1' } });
    const { id, ...rest } = one;
    expect(status(one, { ...rest, id: id!, meta: { versionId: '2' } })).toBe('POSITIVE');
    expect(status(one, { ...one, note: [{ text: 'checked' }] })).toBe('POSITIVE');
  });

  it('two contents of one specimen give neither its side nor its day, in any order', () => {
    const versions = ['2026-01-01', '2020-01-01'].map((collectedDateTime, index) =>
      specimen('a', { collection: { collectedDateTime, bodySite: { text: index === 0 ? 'Left breast' : 'Right breast' } } }),
    );
    for (const specimens of [versions, versions.toReversed()]) {
      const facts = her2({ specimens, observations: [on('a', '2026-01-02', '3+'), on('b', '2024-01-01', '1+')] });
      expect(facts.status).toBe('DISCORDANT');
      expect(facts.results.at(-1)).toMatchObject({ status: 'POSITIVE', laterality: 'unknown' });
    }
  });

  const left = { bodySite: { text: 'Left breast' } };
  const right = { bodySite: concept(SNOMED, '24028007') };
  const sides = [on('l', '2026-05-01', '3+', left), on('r', '2024-05-01', '1+', right)];

  it('the side being treated decides, also where the other side is newer', () => {
    const facts = her2({ conditions: [breastCancer()], observations: sides });
    expect(facts).toMatchObject({ status: 'LOW', bilateralConflict: false });
    expect(facts.results).toHaveLength(2);
  });

  it('a result of the other side alone is no result for this disease', () => {
    expect(her2({ conditions: [breastCancer()], observations: sides.slice(0, 1) })).toMatchObject({
      status: 'UNKNOWN',
      results: [{ status: 'POSITIVE', laterality: 'left' }],
    });
  });

  describe('whose Specimen was not read, for a disease of the right side', () => {
    const conditions = [breastCancer()];
    const unread = (date: string, text: string, elements: Partial<Observation> = {}) => on('elsewhere', date, text, elements);
    const cases: readonly (readonly [what: string, observations: Observation[], status: Her2Status])[] = [
      ['a status that settles the question is not used', [unread('2026-01-01', '3+')], 'UNKNOWN'],
      ['0 without staining is not used', [unread('2026-01-01', '0, no staining')], 'UNKNOWN'],
      ['1+ is not used', [unread('2026-01-01', '1+')], 'UNKNOWN'],
      ['a status that asks for a check is used', [unread('2026-01-01', '0')], 'ZERO_UNSPECIFIED'],
      ['but not against the other side', [unread('2026-01-01', '0'), on('l', '2020-01-01', '3+', left)], 'UNKNOWN'],
      ['an older one leaves the right side alone', [unread('2020-01-01', '1+'), on('r', '2026-01-01', '3+', right)], 'POSITIVE'],
      ['a newer one that agrees does too', [unread('2026-01-01', '3+'), on('r', '2020-01-01', '3+', right)], 'POSITIVE'],
      ['a newer one that differs unsettles it', [unread('2026-01-01', '1+'), on('r', '2020-01-01', '3+', right)], 'UNKNOWN'],
      ['one of the same year, without a day, does too', [unread('2026', '1+'), on('r', '2026-03-01', '3+', right)], 'UNKNOWN'],
      ['an undated one that differs unsettles it', [unread('', '1+'), on('r', '2020-01-01', '3+', right)], 'UNKNOWN'],
      ['its own side makes it usable', [unread('2026-01-01', '3+', right)], 'POSITIVE'],
    ];
    it.each(cases)('%s', (_what, observations, expected) => {
      const facts = her2({ conditions, observations });
      expect(facts.status).toBe(expected);
      expect(facts.results).toHaveLength(observations.length);
      expect(facts.current === undefined).toBe(expected === 'UNKNOWN');
    });

    it('it is listed with "side not stated", and usable where the Specimen is read or the disease has no side', () => {
      const observations = [unread('2026-01-01', '3+')];
      expect(her2({ conditions, observations }).results[0]?.text).toBe('IHC 3+, side not stated');
      expect(her2({ conditions, observations, specimens: [specimen('elsewhere')] }).status).toBe('POSITIVE');
      expect(her2({ observations }).status).toBe('POSITIVE');
    });
  });

  it('disease on both sides with different status is a conflict', () => {
    const both = [breastCancer(), breastCancer({ code: concept('http://hl7.org/fhir/sid/icd-10-cm', 'C50.912') })];
    expect(her2({ conditions: both, observations: sides }).bilateralConflict).toBe(true);
  });

  it('of very many results the newest 50 are listed, with the number left out', () => {
    const many = Array.from({ length: 120 }, (_, index) => on(`s${index}`, `20${10 + (index % 10)}-01-01`, '1+'));
    const facts = her2({ observations: many });
    expect(facts.results).toHaveLength(50);
    expect(facts.pending).toEqual([{ text: '70 more HER2 results not listed', source: 'Observation' }]);
  });

  it('untested tissue is listed without blood and without tested specimens', () => {
    const specimens = [specimen('a'), specimen('b'), specimen('blood', { type: { text: 'Venous blood' } })];
    const facts = tissueFacts(record({ specimens, observations: [on('a', '2026-01-01', '0')] }), NO_DRAFTS, {
      today: TODAY,
      orderClasses: RULES,
    });
    expect(facts.untestedSpecimens).toEqual([{ reference: 'Specimen/b', text: 'Tissue specimen' }]);
  });
});

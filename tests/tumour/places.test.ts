/** All that says where a tissue is from: its side, whether it is one tissue or two, and whether it is of another cancer. */
import type { CodeableConcept, Condition, Observation, Specimen } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { Her2Status, Laterality } from '../../src/core/index.ts';
import {
  breastCancer,
  concept,
  condition,
  factsOf,
  ihcText,
  ishText,
  LOINC,
  observation,
  SNOMED,
  specimen,
} from './patient-record.ts';

const facts = factsOf;
const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';
const LEFT = breastCancer({ code: concept(ICD, 'C50.912') });
const RIGHT = breastCancer();
const extension = (url: string, value: object) => [{ url, ...value }];
const mcode = (code: string): CodeableConcept => ({
  ...concept(SNOMED, '76752008', 'Breast structure'),
  extension: extension('http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-laterality-qualifier', {
    valueCodeableConcept: concept(SNOMED, code),
  }),
});
const german = (code: string): CodeableConcept => ({
  coding: [
    {
      system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm',
      code: 'C50.4',
      extension: extension('http://fhir.de/StructureDefinition/seitenlokalisation', {
        valueCoding: { system: 'https://fhir.kbv.de/CodeSystem/KBV_CS_SFHIR_ICD_SEITENLOKALISATION', code },
      }),
    },
  ],
});
const at = (bodySite: CodeableConcept) => ({ bodySite });
const words = (text: string) => at({ text });
const ref = (id: string, display?: string) => ({
  specimen: { reference: `Specimen/${id}`, ...(display === undefined ? {} : { display }) },
});
const read = (text: string, elements: Partial<Observation> = {}, specimens: readonly Specimen[] = []) =>
  facts({ observations: [ihcText(text, elements)], specimens: [...specimens] }).her2;

describe('the side of a result', () => {
  const parent = specimen('core', { collection: { bodySite: { text: 'Right breast' } } });
  const cases: readonly (readonly [what: string, side: Laterality, elements: Partial<Observation>, specimens?: Specimen[]])[] = [
    ['words of the body site', 'right', words('Right breast')],
    ['a quadrant by its SNOMED code', 'right', at(concept(SNOMED, '110494001'))],
    ['a quadrant of the left breast', 'left', at(concept(SNOMED, '110501003'))],
    ['mCODE laterality-qualifier', 'right', at(mcode('24028007'))],
    ['mCODE laterality-qualifier of the left', 'left', at(mcode('7771000'))],
    ['"R breast"', 'right', words('R breast')],
    ['"Breast, Rt"', 'right', words('Breast, Rt')],
    ['"Rt. breast, 10 o\'clock"', 'right', words("Rt. breast, 10 o'clock")],
    ['"Breast (L)"', 'left', words('Breast (L)')],
    ['"Mamma re."', 'right', words('Mamma re.')],
    ['"Mamma li. oben außen"', 'left', words('Mamma li. oben außen')],
    ['"Mamma, rechtsseitig"', 'right', words('Mamma, rechtsseitig')],
    ['the words of the code', 'right', { code: { ...concept(LOINC, '85319-2'), text: 'HER2 IHC, right breast' } }],
    ['the name in the reference', 'left', ref('a', 'Left breast core biopsy')],
    ['the type of the Specimen', 'right', ref('a'), [specimen('a', { type: { text: 'Right breast, core biopsy' } })]],
    ['the parent', 'right', ref('block'), [specimen('block', { parent: [{ reference: 'Specimen/core' }] }), parent]],
    ['no abbreviation: r/o', 'unknown', words('Breast r/o malignancy')],
    ['no abbreviation: re-excision', 'unknown', words('Breast re-excision')],
    ['no abbreviation: radiotherapy', 'unknown', words('Breast, RT, after chemotherapy')],
    [
      'body site against type',
      'unknown',
      { ...words('Left breast'), ...ref('a') },
      [specimen('a', { type: { text: 'Right breast' } })],
    ],
  ];
  for (const [what, side, elements, specimens] of cases) {
    it(`${what}: ${side}`, () => {
      expect(read('1+', elements, specimens).results[0]?.laterality).toBe(side);
    });
  }

  it('is that of the panel for its members', () => {
    const member = ihcText('1+', { id: 'member' });
    const panel = observation('48676-1', { ...words('Right breast'), hasMember: [{ reference: 'Observation/member' }] });
    expect(facts({ observations: [member, panel] }).her2.results[0]?.laterality).toBe('right');
  });

  it.each([
    ['circle', [{ reference: 'Specimen/a' }]],
    ['a parent that is not on file', [{ reference: 'Specimen/none' }]],
  ])('parents that lead nowhere end: %s', (_what, parentOf) => {
    expect(read('1+', ref('a'), [specimen('a', { parent: parentOf })]).status).toBe('LOW');
  });

  it.each<[string, Partial<Condition>, Laterality]>([
    ['mCODE laterality-qualifier', { code: concept(SNOMED, '254837009'), bodySite: [mcode('7771000')] }, 'left'],
    ['seitenlokalisation L', { code: german('L') }, 'left'],
    ['seitenlokalisation R', { code: german('R') }, 'right'],
    ['seitenlokalisation B', { code: german('B') }, 'unknown'],
    ['the SNOMED code of one side', { code: concept(SNOMED, '353511000119101') }, 'right'],
    ['the SNOMED code of the left', { code: concept(SNOMED, '353431000119107') }, 'left'],
    ['"Breast cancer, s/p breast, RT"', { code: { text: 'Breast cancer, s/p lumpectomy and breast RT' } }, 'unknown'],
  ])('the disease has one by %s', (_what, elements, side) => {
    expect(facts({ conditions: [condition(elements)] }).disease.laterality).toBe(side);
  });
});

describe('a newer 3+ beside 1+ of the left breast, whose disease is left', () => {
  const old = ihcText('1+', { ...words('Left breast'), effectiveDateTime: '2024-01-01' });
  const cases: readonly (readonly [what: string, elements: Partial<Observation>, status: Her2Status])[] = [
    ['of the right breast by extension', at(mcode('24028007')), 'LOW'],
    ['of the right breast by the name of an unread Specimen', ref('x', 'Right breast, core biopsy'), 'LOW'],
    ['of the left breast by the name of an unread Specimen', ref('x', 'Left breast, core biopsy'), 'POSITIVE'],
    ['of contradicting sides', { ...words('Left breast'), ...ref('x', 'Right breast') }, 'UNKNOWN'],
    ['of a right place that may be no breast', words('Right core biopsy'), 'UNKNOWN'],
    ['of a right lymph node beyond the axilla', words('Right supraclavicular lymph node'), 'UNKNOWN'],
    ['of a left one', words('Left supraclavicular lymph node'), 'POSITIVE'],
    ['of the right axilla', words('Right axillary lymph node'), 'LOW'],
    ['of a metastasis in the right breast', words('Metastasis in right breast'), 'UNKNOWN'],
    ['of a metastasis in the left breast', words('Metastasis in left breast'), 'POSITIVE'],
    ['of the stomach', words('Stomach'), 'UNKNOWN'],
    ['of a metastasis in the stomach', words('Metastasis, stomach'), 'POSITIVE'],
    ['of a tissue that is named as another cancer', words('Lung cancer biopsy'), 'UNKNOWN'],
    ['of a lung where another cancer is excluded', words('Right lung, lung cancer excluded'), 'POSITIVE'],
    ['of an en face margin of the right breast', words('Right breast, en face margin'), 'LOW'],
    ['of a core of a study arm', words('Left breast, core biopsy, arm B'), 'POSITIVE'],
    ...['Right humerus', 'Soft tissue of right thigh', 'Right supraclavicular lymph node', 'Skin of the right shoulder'].map(
      (site) => [`of a metastasis, ${site}`, { ...words(site), ...ref('x', 'Metastasis, biopsy') }, 'POSITIVE'] as const,
    ),
    ['of the right humerus', words('Right humerus'), 'POSITIVE'],
    ['of the right thigh', words('Right thigh'), 'POSITIVE'],
  ];
  it.each(cases)('%s: %s', (_what, elements, status) => {
    const { her2 } = facts({ conditions: [LEFT], observations: [old, ihcText('3+', elements)] });
    expect(her2.status).toBe(status);
    expect(her2.results).toHaveLength(2);
  });

  it('says what is in doubt', () => {
    const text = (elements: Partial<Observation>) =>
      facts({ conditions: [LEFT], observations: [ihcText('3+', elements)] }).her2.results[0]?.text;
    expect([
      text({ ...words('Left breast'), ...ref('x', 'Right breast') }),
      text(words('Right core biopsy')),
      text(ref('x')),
      text(words('Stomach')),
    ]).toEqual([
      'IHC 3+, side contradictory',
      'IHC 3+, side not certain',
      'IHC 3+, side not stated',
      'IHC 3+, may be of another cancer',
    ]);
  });

  it.each<[string, Condition, Her2Status]>([
    ['lung cancer by its code', condition({ code: concept(ICD, 'C34.90') }), 'UNKNOWN'],
    ['past lung cancer', condition({ code: { text: 'Lung cancer' }, clinicalStatus: concept('urn:x', 'inactive') }), 'UNKNOWN'],
    [
      'lung cancer, refuted',
      condition({ code: { text: 'Lung cancer' }, verificationStatus: concept('urn:x', 'refuted') }),
      'POSITIVE',
    ],
    ['colon cancer', condition({ code: { text: 'Colon cancer' } }), 'POSITIVE'],
    ['lung cancer in the family', condition({ code: { text: 'Family history of lung cancer' } }), 'POSITIVE'],
  ])('of the lung, and on record %s: %s', (_what, other, status) => {
    const conditions = [LEFT, other];
    expect(facts({ conditions, observations: [old, ihcText('3+', words('Right lung'))] }).her2.status).toBe(status);
  });
});

describe('one tissue or two', () => {
  const contained = (site: string, collectedDateTime: string, more: Partial<Specimen> = {}): Partial<Observation> => ({
    contained: [specimen('spec', { collection: { collectedDateTime, bodySite: { text: site } }, ...more })],
    specimen: { reference: '#spec' },
  });
  const identified = (system: string) => ({ specimen: { identifier: { system, value: '1' } } });
  const named = (display: string) => ({ specimen: { display } });
  const number = { identifier: [{ system: 'urn:lab', value: 'S1' }] };
  const [then, now] = ['2020-03-01', '2020-03-09'];
  const cases: readonly (readonly [what: string, ihc: Partial<Observation>, ish: Partial<Observation>, isOne: boolean])[] = [
    ['contained Specimens of two sites', contained('Left breast', then), contained('Liver', now), false],
    ['contained Specimens of one site and day', contained('Left breast', then), contained('Left breast', then), true],
    ['contained Specimens of one number', contained('Left breast', then, number), contained('Left breast', now, number), true],
    ['a name alone, on two days', named('Core biopsy'), named('Core biopsy'), false],
    ['a name with a number, on two days', named('S26-1234 A1'), named('S26-1234 A1'), true],
    ['identifiers of two systems', identified('urn:a'), identified('urn:b'), false],
    ['identifiers of one system', identified('urn:a'), identified('urn:a'), true],
    ['one reference, named on one of them', ref('a'), ref('a', 'Left breast'), true],
  ];
  it.each(cases)('%s', (_what, stain, probe, isOne) => {
    const observations = [
      ihcText('2+', { effectiveDateTime: then, ...stain }),
      ishText('not amplified', { effectiveDateTime: now, ...probe }),
    ];
    const { status, results } = facts({ observations }).her2;
    expect(results).toHaveLength(isOne ? 1 : 2);
    expect(status === 'LOW').toBe(isOne);
  });

  it('IHC and ISH that share a name and the day are one', () => {
    const observations = [ihcText('2+', named('Core biopsy')), ishText('not amplified', named('Core biopsy'))];
    expect(facts({ observations }).her2).toMatchObject({ status: 'LOW', results: [{ specimen: 'Core biopsy' }] });
  });

  it('site, side and day of a contained Specimen are read', () => {
    const { results } = facts({ observations: [ihcText('1+', contained('Right breast', '2026-03-01'))] }).her2;
    expect(results).toMatchObject([
      { site: 'Right breast', laterality: 'right', date: '2026-03-01', specimen: 'Tissue specimen' },
    ]);
  });

  it('that of a report is lent to its results', () => {
    const observations = [
      ihcText('2+', { id: 'x1', effectiveDateTime: then }),
      ishText('not amplified', { id: 'x2', effectiveDateTime: now }),
    ];
    const report = {
      resourceType: 'DiagnosticReport' as const,
      id: 'report',
      status: 'final' as const,
      code: { text: 'Pathology' },
      contained: [specimen('s', { collection: { bodySite: { text: 'Left breast' } } })],
      specimen: [{ reference: '#s' }],
      result: [{ reference: 'Observation/x1' }, { reference: 'Observation/x2' }],
    };
    expect(facts({ observations, diagnosticReports: [report] }).her2.results).toMatchObject([
      { status: 'LOW', laterality: 'left' },
    ]);
  });

  it('a Specimen named by its identifier is read, unless two have it', () => {
    const a = specimen('a', { identifier: [{ system: 'urn:a', value: '1' }], collection: { bodySite: { text: 'Left breast' } } });
    const results = (...specimens: Specimen[]) => read('1+', identified('urn:a'), specimens).results;
    expect(results(a)[0]?.laterality).toBe('left');
    expect(results(a, { ...a, id: 'b' })[0]?.laterality).toBe('unknown');
  });
});

describe('both breasts on one day', () => {
  const left = (text: string) => ihcText(text, words('Left breast'));
  const right = (text: string) => ihcText(text, words('Right breast'));

  it('differ without contradicting each other', () => {
    const { her2 } = facts({ conditions: [LEFT, RIGHT], observations: [left('1+'), right('3+')] });
    expect(her2).toMatchObject({ bilateralConflict: true });
    expect(her2.status).not.toBe('DISCORDANT');
    expect(her2.current?.text).not.toContain('differs');
  });

  it.each([
    ['left', [left('1+'), ihcText('3+', words('Left breast, second core')), right('3+')]],
    ['right', [left('3+'), right('3+'), ihcText('1+', words('Right breast, second core'))]],
  ])('two that contradict each other on the %s are discordant', (_side, observations) => {
    expect(facts({ conditions: [LEFT, RIGHT], observations }).her2.status).toBe('DISCORDANT');
  });
});

describe('untested tissue', () => {
  const tissue = (id: string, type: CodeableConcept, site?: string): Specimen =>
    specimen(id, { type, ...(site === undefined ? {} : { collection: { bodySite: { text: site } } }) });
  it.each<[string, Specimen, boolean]>([
    ['of an organ with cancers of its own', tissue('x', { text: 'Tissue specimen' }, 'Sigmoid colon'), false],
    ['of a metastasis there', tissue('x', { text: 'Metastasis, biopsy' }, 'Sigmoid colon'), true],
    ['of the other breast', tissue('x', { text: 'Core biopsy' }, 'Right breast'), false],
    ['of the other breast by its type', tissue('x', { text: 'Right breast, core biopsy' }), false],
    ['of this breast', tissue('x', { text: 'Core biopsy' }, 'Left breast'), true],
    ['of the right lung', tissue('x', { text: 'Core biopsy' }, 'Right lung'), true],
    ['Gewebeprobe', tissue('x', { text: 'Gewebeprobe' }, 'Leber'), true],
    ['Paraffinblock', tissue('x', { text: 'Paraffinblock' }), true],
    ['a SNOMED code without a display', tissue('x', concept(SNOMED, '119376003')), true],
    ['Blutprobe', tissue('x', { text: 'Blutprobe' }), false],
  ])('%s', (_what, found, isListed) => {
    const { untestedSpecimens } = facts({ conditions: [LEFT], specimens: [found] });
    expect(untestedSpecimens.map(({ reference }) => reference)).toEqual(isListed ? ['Specimen/x'] : []);
  });
});

describe('estrogen receptors', () => {
  const er = (valueString: string, elements: Partial<Observation>) => observation('85337-4', { valueString, ...elements });
  it.each<[string, Observation[], string]>([
    ['of a place that may be the other breast are not found', [er('positive', words('Right core biopsy'))], 'not-found'],
    [
      'of contradicting sides are not found',
      [er('positive', { ...words('Left breast'), ...ref('x', 'Right breast') })],
      'not-found',
    ],
    ['of the uterus are not found', [er('positive', words('Endometrium'))], 'not-found'],
    ['of a metastasis in a right bone count', [er('positive', words('Right humerus'))], 'positive'],
    [
      'of the uterus, and newer, unsettle those of the breast',
      [er('negative', { ...words('Left breast'), effectiveDateTime: '2024-01-01' }), er('positive', words('Endometrium'))],
      'not-found',
    ],
  ])('%s', (_what, observations, expected) => {
    expect(facts({ conditions: [LEFT], observations }).er).toBe(expected);
  });
});

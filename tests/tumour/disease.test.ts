import type { Condition, Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { DiseaseFacts, PatientRecord } from '../../src/core/index.ts';
import { breastCancer, concept, condition, factsOf, LOINC, observation, SNOMED, serviceRequest } from './patient-record.ts';

const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';
const clinical = (code: string) => concept('http://terminology.hl7.org/CodeSystem/condition-clinical', code);
const verification = (code: string) => concept('http://terminology.hl7.org/CodeSystem/condition-ver-status', code);

function facts(parts: Partial<PatientRecord>) {
  return factsOf(parts);
}
const disease = (...conditions: Condition[]): DiseaseFacts => facts({ conditions }).disease;

describe('active breast cancer', () => {
  const coded = (system: string, code: string, display?: string) => condition({ code: concept(system, code, display) });
  const named = (text: string) => condition({ code: { text } });
  const cases: readonly (readonly [what: string, condition: Condition, found: boolean])[] = [
    ['ICD-10-CM C50', coded(ICD, 'C50.911'), true],
    ['ICD-10-CM of a man', coded(ICD, 'C50.021'), true],
    ['SNOMED malignant neoplasm of breast', coded(SNOMED, '254837009'), true],
    ['SNOMED HER2-negative carcinoma', coded(SNOMED, '431396003'), true],
    ['unlisted SNOMED by its display', coded(SNOMED, '1', 'Malignant neoplasm of upper outer quadrant of right breast'), true],
    ['words only', named('Invasive ductal carcinoma of the left breast'), true],
    ['recurrence', breastCancer({ clinicalStatus: clinical('recurrence') }), true],
    ['unconfirmed', breastCancer({ verificationStatus: verification('unconfirmed') }), true],
    ['resolved', breastCancer({ clinicalStatus: clinical('resolved') }), false],
    ['remission', breastCancer({ clinicalStatus: clinical('remission') }), false],
    ['refuted', breastCancer({ verificationStatus: verification('refuted') }), false],
    ['entered in error', breastCancer({ verificationStatus: verification('entered-in-error') }), false],
    ['metastatic, in words', named('Metastatic breast cancer'), true],
    ['metastatic to another organ', named('Carcinoma of left breast metastatic to bone'), true],
    ['another cancer metastatic to the breast', named('Ovarian carcinoma metastatic to the left breast'), false],
    ['family history', named('Family history of breast cancer'), false],
    ['personal history', coded(ICD, 'Z85.3', 'Personal history of malignant neoplasm of breast'), false],
    ['in situ', coded(ICD, 'D05.11', 'Intraductal carcinoma in situ of right breast'), false],
    ['metastasis to the breast', coded(ICD, 'C79.81', 'Secondary malignant neoplasm of breast'), false],
    ['abbreviated in German', named('Mamma-Ca links'), true],
    ['in German', named('Mammakarzinom rechts, Z. n. brusterhaltender Therapie, Verdacht auf Metastasen'), true],
    ...[
      'Verdacht auf Mammakarzinom',
      'Kein Anhalt für ein Mammakarzinom',
      'Z. n. Mammakarzinom rechts',
      'Brustkrebs in der Familie',
      'Z.n. Mamma-Ca 2011',
    ].map((text) => [text, named(text), false] as const),
    ['another organ', coded(ICD, 'C34.90', 'Malignant neoplasm of lung'), false],
    ...[
      'Malignant neoplasm of breast, not otherwise specified',
      'Breast cancer, no lymph node involvement',
      'Breast cancer, HER2 testing not performed',
      'Recurrent breast cancer, suspected metastasis',
      'History of hypertension, breast cancer',
      'Adenocarcinoma of left breast',
      'Nicht metastasiertes Mammakarzinom',
      'Non-metastatic breast cancer',
      'IDC left breast',
      'Breast cancer metastasized to skin of chest',
      'Previously treated breast cancer',
      'Breast cancer - staging workup',
      'Breast cancer concerning for recurrence',
      'Breast cancer R/O metastases',
      'Breast cancer ?recurrence',
      'Breast cancer at high risk of recurrence',
      'Breast CA',
      'Bösartige Neubildung der Brustdrüse',
      'Invasive breast carcinoma of non-special type with ductal carcinoma in situ',
    ].map((text) => [text, named(text), true] as const),
    ...[
      'Non-invasive breast cancer in situ',
      'Breast cancer, suspected',
      'Breast cancer not excluded',
      'Breast cancer ruled out',
      'Breast cancer (history of)',
      'Breast cancer screening',
      'Breast cancer risk of 20 %',
      'Breast cancer in female at high risk',
      'Workup for breast cancer',
      'Breast cancer r/o',
      'Breast cancer ?',
      'Previous breast cancer',
      'Basal cell carcinoma of skin of breast',
      'Malignant neoplasm of skin of breast',
      'Cancer-related fatigue, left breast pain',
      'Mother: breast cancer',
      'No known allergies, breast cancer',
    ].map((text) => [text, named(text), false] as const),
    ['SNOMED infiltrating duct carcinoma of breast', coded(SNOMED, '408643008'), true],
    ['SNOMED malignant neoplasm of female breast', coded(SNOMED, '372064008'), true],
    [
      'the breast as body site',
      condition({ code: { text: 'Invasive ductal carcinoma' }, bodySite: [concept(SNOMED, '76752008')] }),
      true,
    ],
    ['the colon as body site', condition({ code: { text: 'Adenocarcinoma' }, bodySite: [{ text: 'Colon' }] }), false],
    [
      'a melanoma, with the breast as body site',
      condition({ code: { text: 'Malignant neoplasm: melanoma' }, bodySite: [{ text: 'Left breast' }] }),
      false,
    ],
  ];
  it.each(cases)('%s', (_what, resource, found) => {
    expect(disease(resource).breastCancer).toBe(found);
  });

  it('without a clinical status, an end date makes it inactive', () => {
    const { clinicalStatus: _none, ...open } = breastCancer();
    expect(disease(open).breastCancer).toBe(true);
    expect(disease({ ...open, abatementDateTime: '2020-01-01' }).breastCancer).toBe(false);
  });

  it.each([
    ['ICD-10-CM right', breastCancer(), 'right'],
    ['ICD-10-CM left', coded(ICD, 'C50.412'), 'left'],
    ['body site', coded(SNOMED, '254837009'), 'unknown'],
    ['body site qualifier', condition({ code: { text: 'Breast cancer' }, bodySite: [concept(SNOMED, '7771000')] }), 'left'],
    ['both words', named('Carcinoma of left and right breast'), 'unknown'],
  ] as const)('side from %s', (_what, resource, side) => {
    expect(disease(resource).laterality).toBe(side);
  });
});

describe('unresectable disease', () => {
  it.each([
    ['Unresectable left breast cancer', true],
    ['Inoperables Mammakarzinom links', true],
    ['Mammakarzinom, inoperabel', true],
    ['Breast cancer, not resectable', true],
    ['Nicht resektables Mammakarzinom', true],
    ['Breast cancer, not unresectable', undefined],
    ['Nicht inoperables Mammakarzinom', undefined],
    ['Breast cancer, possibly inoperable', undefined],
  ])('%s', (text, expected) => {
    const code = { ...concept(ICD, 'C50.912'), text };
    expect(disease(condition({ code })).unresectable).toBe(expected);
  });
});

describe('suspicious lesion with a biopsy', () => {
  const lesion = condition({ code: { text: 'Suspicious mass of right breast, BI-RADS 5' } });
  const biopsy = serviceRequest({ code: { text: 'Core breast biopsy' }, status: 'active' });
  const procedure = {
    resourceType: 'Procedure' as const,
    id: 'p',
    status: 'completed' as const,
    subject: { reference: 'Patient/p1' },
    code: concept(SNOMED, '44578009'),
  };
  const withBiopsy = (parts: Partial<PatientRecord>) =>
    facts({ conditions: [lesion], ...parts }).disease.suspiciousLesionWithBiopsy;

  it('an ordered or done biopsy counts, a revoked one and none do not', () => {
    expect(withBiopsy({ serviceRequests: [biopsy] })).toBe(true);
    expect(withBiopsy({ procedures: [procedure] })).toBe(true);
    expect(withBiopsy({ serviceRequests: [{ ...biopsy, status: 'revoked' }] })).toBe(false);
    expect(withBiopsy({})).toBe(false);
  });

  it.each([
    ['2026-11-15', true],
    ['2026-11', true],
    ['2026', true],
    ['2015-05-01', false],
    ['2015', false],
  ])('a biopsy of %s', (performedDateTime, found) => {
    expect(withBiopsy({ procedures: [{ ...procedure, performedDateTime }] })).toBe(found);
    const authoredOn = performedDateTime;
    expect(withBiopsy({ serviceRequests: [{ ...biopsy, status: 'active', authoredOn }] })).toBe(found);
  });

  it.each([
    ['2026-12-01', true],
    ['2026-07-01', false],
  ])('one ordered long ago for %s', (occurrenceDateTime, found) => {
    expect(withBiopsy({ serviceRequests: [{ ...biopsy, authoredOn: '2026-06-10', occurrenceDateTime }] })).toBe(found);
  });

  it('dense breasts are no lesion', () => {
    for (const [code, found] of [
      ['R92.30', false],
      ['R92.8', true],
    ] as const) {
      const conditions = [condition({ code: concept(ICD, code) })];
      expect(facts({ conditions, serviceRequests: [biopsy] }).disease.suspiciousLesionWithBiopsy).toBe(found);
    }
  });

  it('a benign lesion with a biopsy is not suspicious', () => {
    const benign = condition({ code: { text: 'Fibroadenoma, benign lesion of breast' } });
    expect(facts({ conditions: [benign], serviceRequests: [biopsy] }).disease.suspiciousLesionWithBiopsy).toBe(false);
  });
});

describe('stage', () => {
  const stage = (parts: Partial<PatientRecord>): string =>
    facts({ ...parts, conditions: [breastCancer(), ...(parts.conditions ?? [])] }).disease.stage;
  const observed = (code: string, value: Partial<Observation>) => ({ observations: [observation(code, value)] });
  const snomed = (code: string, value: Partial<Observation>) => ({
    observations: [observation('', { code: concept(SNOMED, code), ...value })],
  });
  const secondary = (code: string) => ({ conditions: [condition({ code: concept(ICD, code) })] });

  const cases: readonly (readonly [what: string, record: Partial<PatientRecord>, stage: string])[] = [
    ['nothing said', {}, 'not-found'],
    ['liver metastasis', secondary('C78.7'), 'metastatic'],
    ['bone metastasis', secondary('C79.51'), 'metastatic'],
    ['axillary nodes are regional', secondary('C77.3'), 'not-found'],
    ['inguinal nodes are distant', secondary('C77.4'), 'metastatic'],
    ['metastasis in words', { conditions: [condition({ code: { text: 'Brain metastases' } })] }, 'metastatic'],
    ...[
      'Lung cancer metastatic to brain',
      'Malignant neoplasm of colon with liver metastases',
      'Metastatic non-small cell lung carcinoma',
      'Metastasiertes Prostatakarzinom',
    ].map((text) => [`another cancer: ${text}`, { conditions: [condition({ code: { text } })] }, 'not-found'] as const),
    [
      'the stage of another cancer',
      { conditions: [condition({ code: concept(ICD, 'C34.90'), stage: [{ summary: { text: 'Stage IV' } }] })] },
      'not-found',
    ],
    ...['Metastatic carcinoma of lung', 'Breast cancer metastatic to lung', 'Secondary malignant neoplasm of lung'].map(
      (text) =>
        [`lung as the place of the metastasis: ${text}`, { conditions: [condition({ code: { text } })] }, 'metastatic'] as const,
    ),
    ...[
      'Metastatic ductal carcinoma, lung cancer excluded',
      'Metastatic ductal carcinoma (no evidence of lung cancer)',
      'Liver metastases; colorectal cancer was ruled out by colonoscopy',
      'Bone metastases, prior thyroid cancer',
      'Bone metastases, h/o thyroid cancer 2009',
      'Metastatic breast cancer, prior lung cancer in remission',
      'Metastasiertes Mammakarzinom',
      'Knochenmetastasen, Bronchialkarzinom ausgeschlossen',
      'Lebermetastasen, kein Anhalt für ein Kolonkarzinom',
      'Hirnmetastasen, Z. n. Schilddrüsenkarzinom 2011',
      'Lungenmetastasen, Melanom in der Vorgeschichte',
    ].map(
      (text) =>
        [`another cancer denied or past: ${text}`, { conditions: [condition({ code: { text } })] }, 'metastatic'] as const,
    ),
    ...[
      'Brain metastases, lung cancer not excluded',
      'Brain metastases, rule out lung cancer',
      'Brain metastases, lung cancer not resectable',
      'Brain metastases, no change in lung cancer',
      'Brain metastases from prior lung cancer',
      'Bone metastases from the thyroid, prior thyroid cancer',
      'Brain metastases (history of lung cancer)',
      'Prior lung cancer, brain metastases',
      'Prior lung cancer metastatic to brain',
      'Brain metastases, prior lung cancer, recurrent',
      'Lung nodules, history of lung cancer, now with metastases',
      'Metastases of lung origin',
      'Bone metastases of renal cell carcinoma',
      'Lung cancer metastatic to breast',
      'Breast cancer and lung cancer with brain metastases',
      'Bone metastases excluded',
      'Possible liver metastases',
      'Bone metastases, probable',
      'Bone metastases (ruled out)',
      'Lebermetastasen, fraglich',
      'Lymphknotenmetastasen axillär',
      'Keine Metastasen',
      'Metastasiertes Schilddrüsenkarzinom',
      'Hirnmetastasen bei Bronchialkarzinom',
      'Hirnmetastasen, Bronchialkarzinom nicht ausgeschlossen',
      'Lebermetastasen, zum Ausschluss Kolonkarzinom',
      'Verdacht auf Knochenmetastasen',
      'Knochenmetastase?',
      'Leberrundherd, DD Metastase',
      'Z. n. Resektion von Lebermetastasen',
    ].map((text) => [`left open: ${text}`, { conditions: [condition({ code: { text } })] }, 'not-found'] as const),
    ...['Brain metastasis of lung cancer', 'Hirnmetastase eines Bronchialkarzinoms'].map(
      (text) =>
        [
          `coded, of another cancer: ${text}`,
          { conditions: [condition({ code: { ...concept(ICD, 'C79.31'), text } })] },
          'not-found',
        ] as const,
    ),
    ...(
      [
        [concept(ICD, 'C79.51'), 'Malignant neoplasm metastatic to bone (HCC)', 'metastatic'],
        [concept(ICD, 'C78.7'), 'Secondary malignant neoplasm of liver (CMS/HCC)', 'metastatic'],
        [concept(SNOMED, '94222008'), 'Metastasis to bone (CMS-HCC 8)', 'metastatic'],
        [{}, 'Carcinoma of breast metastatic to bone, left (HCC)', 'metastatic'],
        [concept(ICD, 'C79.51'), 'Bone metastasis of HCC', 'not-found'],
        [concept(ICD, 'C79.51'), 'Hepatocellular carcinoma metastatic to bone (HCC)', 'not-found'],
      ] as const
    ).map(
      ([code, text, expected]) =>
        [`risk category: ${text}`, { conditions: [condition({ code: { ...code, text } })] }, expected] as const,
    ),
    [
      'coded, another cancer excluded',
      { conditions: [condition({ code: { ...concept(ICD, 'C79.31'), text: 'Brain metastasis, lung cancer excluded' } })] },
      'metastatic',
    ],
    [
      'one concept with the codes of both',
      { conditions: [condition({ code: { coding: ['C34.90', 'C79.31'].map((code) => ({ system: ICD, code })) } })] },
      'not-found',
    ],
    ...(['C34.90', 'C50.911'] as const).map(
      (primary) =>
        [
          `a metastasis whose primary is ${primary}`,
          {
            conditions: [
              condition({ id: 'primary', code: concept(ICD, primary), clinicalStatus: clinical('inactive') }),
              condition({
                code: concept(ICD, 'C79.31'),
                extension: [
                  {
                    url: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-related-primary-cancer-condition',
                    valueReference: { reference: 'Condition/primary' },
                  },
                ],
              }),
            ],
          },
          primary === 'C34.90' ? 'not-found' : 'metastatic',
        ] as const,
    ),
    ...(
      [
        ['Stage IIB, no evidence of M1 disease', 'not-found'],
        ['M1?', 'not-found'],
        ['Suspicious for stage IV', 'not-found'],
        ['Stage III, suspicion of M1', 'not-found'],
        ['Stage IV lung cancer', 'not-found'],
        ['Stage II lung cancer', 'not-found'],
        ['Stage III-IV', 'not-found'],
        ['Stage IV, not excluded', 'not-found'],
        ['M1 excluded', 'not-found'],
        ['Stage IV breast cancer, no brain metastases', 'metastatic'],
        ['Stage IV (cT2, cN1, cM1)', 'metastatic'],
        ['Stage IV breast cancer, prior lung cancer', 'metastatic'],
        ['No distant metastasis (M0)', 'early'],
        ['Stage IIA, no residual disease', 'early'],
      ] as const
    ).map(([text, expected]) => [`written: ${text}`, observed('21908-9', { valueString: text }), expected] as const),
    ...(
      [
        ['Metastatic breast cancer, no liver involvement', 'metastatic'],
        ['Stage 4 breast cancer', 'metastatic'],
        ['Breast cancer metastasized to liver', 'metastatic'],
        ['Hirnfiliae', 'metastatic'],
        ['Metastatic HER2-negative breast cancer', 'metastatic'],
        ['Secondary malignant neoplasm of mediastinal lymph nodes', 'metastatic'],
        ['Secondary malignant neoplasm of axillary lymph nodes', 'not-found'],
        ['No bone, liver or lung metastases', 'not-found'],
        ['No evidence (CT 2026) of metastases', 'not-found'],
        ['Breast cancer, not metastatic', 'not-found'],
        ['Liver metastases cannot be excluded', 'not-found'],
        ['Screening for metastases', 'not-found'],
        ['Chronic kidney disease, stage IV', 'not-found'],
        ['Metastatic calcification', 'not-found'],
        ['Nicht metastasiertes Mammakarzinom', 'not-found'],
        ['Nichtmetastasiertes Mammakarzinom', 'not-found'],
        ['Oligometastatic breast cancer', 'metastatic'],
        ['Breast cancer; CKD stage 4', 'not-found'],
      ] as const
    ).map(([text, expected]) => [`named: ${text}`, { conditions: [condition({ code: { text } })] }, expected] as const),
    [
      'a code whose text doubts it',
      { conditions: [condition({ code: { ...concept(ICD, 'C79.51'), text: 'Suspected bone metastasis' } })] },
      'not-found',
    ],
    [
      'the stage of kidney disease',
      { conditions: [condition({ code: { text: 'CKD' }, stage: [{ summary: { text: 'Stage 4' } }] })] },
      'not-found',
    ],
    ...(
      [
        ['of the breast', [{ reference: 'Condition/breast' }], 'metastatic'],
        ['of the lung', [{ reference: 'Condition/lung' }], 'not-found'],
        ['of both', [{ reference: 'Condition/lung' }, { reference: 'Condition/breast' }], 'metastatic'],
        ['not read', [{ reference: 'Condition/elsewhere' }], 'not-found'],
        ['in words', [{ display: 'Lung cancer' }], 'not-found'],
        ['words that name no cancer', [{ display: 'Primary tumour' }], 'metastatic'],
        ['none, but a lesion', [{ reference: 'BodyStructure/1' }], 'metastatic'],
      ] as const
    ).map(
      ([what, focus, expected]) =>
        [
          `a stage with a focus: ${what}`,
          {
            conditions: [breastCancer({ id: 'breast' }), condition({ id: 'lung', code: concept(ICD, 'C34.90') })],
            ...observed('21908-9', { valueString: 'Stage IV', focus: [...focus] }),
          },
          expected,
        ] as const,
    ),
    ['the place of a metastasis', snomed('385421009', { bodySite: concept(SNOMED, '10200004', 'Liver') }), 'metastatic'],
    ['no place of a metastasis', snomed('385421009', {}), 'not-found'],
    ['a place that is none', snomed('385421009', { bodySite: { text: 'keine' } }), 'not-found'],
    ...(
      [
        ['1a', 'metastatic'],
        ['M1', 'metastatic'],
        ['0', 'early'],
        ['X', 'not-found'],
      ] as const
    ).map(
      ([code, expected]) =>
        [
          `M category of the UICC: ${code}`,
          snomed('371497001', { valueCodeableConcept: concept('https://www.uicc.org/resources/tnm', code) }),
          expected,
        ] as const,
    ),
    ['Stadium IV', observed('21908-9', { valueString: 'Stadium IV' }), 'metastatic'],
    ['kein Stadium IV', observed('21908-9', { valueString: 'kein Stadium IV' }), 'not-found'],
    ['another doubt', { conditions: [condition({ code: { text: 'Bone metastases, probable fracture' } })] }, 'metastatic'],
    ...[
      'Previously treated brain metastases',
      'Bone metastases concerning for fracture',
      'Possible progression of liver metastases',
      'Metastatic bone disease at risk of fracture',
      'Metastasis to liver from breast, history of colon cancer',
      'Bone metastases due to breast cancer, prior thyroid cancer',
    ].map(
      (text) =>
        [
          `the doubt, risk or past of something else: ${text}`,
          { conditions: [condition({ code: { ...concept(ICD, 'C79.51'), text } })] },
          'metastatic',
        ] as const,
    ),
    ['suspected metastasis', { conditions: [condition({ code: { text: 'Suspected bone metastasis' } })] }, 'not-found'],
    [
      'provisional metastasis',
      { conditions: [condition({ code: concept(ICD, 'C78.7'), verificationStatus: verification('provisional') })] },
      'not-found',
    ],
    ['cM0', snomed('399387003', { valueCodeableConcept: concept(SNOMED, '1229901006') }), 'early'],
    ['pM1', snomed('371497001', { valueCodeableConcept: concept(SNOMED, '1229916009') }), 'metastatic'],
    ['M1', observed('21907-1', { valueCodeableConcept: { text: 'M1 category' } }), 'metastatic'],
    ['stage IIB', snomed('399390009', { valueCodeableConcept: concept(SNOMED, '1222769001') }), 'early'],
    ['stage IV', observed('21908-9', { valueCodeableConcept: { text: 'Stage IV' } }), 'metastatic'],
    [
      'preliminary stage IV',
      observed('21908-9', { valueCodeableConcept: { text: 'Stage IV' }, status: 'preliminary' }),
      'not-found',
    ],
    ['stage on the Condition', { conditions: [breastCancer({ stage: [{ summary: { text: 'Stage IIA' } }] })] }, 'early'],
    ['history of metastatic cancer', snomed('1287652008', { valueBoolean: true }), 'metastatic'],
    ['history of metastatic cancer, no value', snomed('1287652008', {}), 'metastatic'],
    ['history of metastatic cancer false', snomed('1287652008', { valueBoolean: false }), 'not-found'],
    [
      'M0 and a metastasis',
      { ...secondary('C78.7'), ...snomed('399387003', { valueCodeableConcept: { text: 'cM0' } }) },
      'metastatic',
    ],
  ];
  it.each(cases)('%s', (_what, parts, expected) => {
    expect(stage(parts)).toBe(expected);
  });
});

it('words that repeat themselves are read in no time', () => {
  const texts = ['past history ', 'not excluded ', '(metastases ', 'suspected, metastases ', 'no metastases - '].map((each) =>
    each.repeat(150),
  );
  const begun = process.cpuUsage().user;
  for (const text of texts) expect(disease(condition({ code: { text: `Breast cancer metastases, ${text}x` } }))).toBeDefined();
  expect((process.cpuUsage().user - begun) / 1000).toBeLessThan(1000);
});

describe('hormone receptors', () => {
  const percent = (code: string, value: number, date = '2026-10-02') =>
    observation(code, { valueQuantity: { value, unit: '%' }, effectiveDateTime: date });
  const word = (code: string, valueString: string) => observation(code, { valueString });
  const [ER, PR] = ['85329-1', '85325-9'];
  const cases: readonly (readonly [what: string, observations: Observation[], er: string, pr: string, hr: string])[] = [
    ['nothing', [], 'not-found', 'not-found', 'not-found'],
    ['1 % is positive', [percent(ER, 1)], 'positive', 'not-found', 'positive'],
    ['below 1 % both', [percent(ER, 0.5), percent(PR, 0)], 'negative', 'negative', 'negative'],
    ['one negative, one not found', [percent(ER, 0)], 'negative', 'not-found', 'not-found'],
    [
      'coded answer',
      [observation('85337-4', { valueCodeableConcept: concept(LOINC, 'LA6576-8') })],
      'positive',
      'not-found',
      'positive',
    ],
    ['word', [word('16112-5', 'Negative'), word('16113-3', 'negative')], 'negative', 'negative', 'negative'],
    ['sentence', [word('16112-5', 'weakly positive in 5 %')], 'not-found', 'not-found', 'not-found'],
    ['newest counts', [percent(ER, 90, '2019-01-01'), percent(ER, 0, '2026-01-01')], 'negative', 'not-found', 'not-found'],
    ['two on one day', [percent(ER, 90), percent(ER, 0)], 'not-found', 'not-found', 'not-found'],
  ];
  it.each(cases)('%s', (_what, observations, er, pr, hr) => {
    expect(facts({ observations })).toMatchObject({ er, pr, hr });
  });

  const texts: readonly (readonly [raw: string, status: string, percent?: number | undefined, lowPositive?: boolean])[] = [
    ['Positive (95%)', 'positive', 95],
    ['positive 95 %', 'positive', 95],
    ['ER: Positive, 95% of tumor cells', 'positive', 95],
    ['95% positive', 'positive', 95],
    ['positiv (>90 %)', 'positive'],
    ['Positive (80–90 %)', 'positive'],
    ['low positive (5%)', 'positive', 5, true],
    ['Positive (10%)', 'positive', 10, true],
    ['Low positive', 'positive', undefined, true],
    ['1-10%', 'positive', undefined, true],
    ['Negative (<1%)', 'negative'],
    ['<1 %', 'negative'],
    ['0%', 'negative', 0],
    ['negative, 0,5 %', 'negative', 0.5],
    ['Negative (5%)', 'not-found'],
    ['Negative (<10%)', 'not-found'],
    ['Positive (0%)', 'not-found'],
    ['low positive (60%)', 'not-found'],
    ['0-5%', 'not-found'],
    ['<10%', 'not-found'],
    ['PR positive (95%)', 'not-found'],
    ['Positive (95%), previously negative', 'not-found'],
    ['not positive (95%)', 'not-found'],
    ['950%', 'not-found'],
  ];
  it.each(texts.map((each) => [each[0], each] as const))('text %j', (raw, [, status, percent, lowPositive = false]) => {
    const { er, receptors } = facts({ observations: [word('16112-5', raw)] });
    expect([er, receptors.er.percent, receptors.er.lowPositive]).toEqual([status, percent, lowPositive]);
    expect(receptors.er.evidence[0]).toMatchObject({ confidence: 'text', raw });
  });

  it.each([
    ['Positive (5%)', 'positive', 5],
    ['Negative (<1%)', 'not-found', undefined],
  ])('a coded positive whose text is %j is %s', (written, status, percent) => {
    const value = { ...concept(LOINC, 'LA6576-8'), text: written };
    const { er, receptors } = facts({ observations: [observation(ER, { valueCodeableConcept: value })] });
    expect([er, receptors.er.percent]).toEqual([status, percent]);
  });
});

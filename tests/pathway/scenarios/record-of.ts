/** The hook request of a scenario, with everything in its prefetch: resources as EHRs send them, by fixed ids and dates. */
import type { CodeableConcept, FhirResource, MedicationRequest, Observation, ServiceRequest, Specimen } from 'fhir/r4.js';
import type { Description, Her2Entry, OrderName } from './scenario.ts';

const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';
const ATC = 'http://www.whocc.no/atc';
const PATIENT = 'p1';
const subject = { reference: `Patient/${PATIENT}` };

const concept = (system: string, code: string, text: string): CodeableConcept => ({ coding: [{ system, code }], text });
const words = (text: string): CodeableConcept => ({ text });
const clinical = (code: string) => concept('http://terminology.hl7.org/CodeSystem/condition-clinical', code, code);

const BREAST = {
  right: concept(SNOMED, '73056007', 'Right breast'),
  left: concept(SNOMED, '80248007', 'Left breast'),
};
const LIVER = concept(SNOMED, '10200004', 'Liver');
const BONE = concept(SNOMED, '272673000', 'Bone');

export interface HookBody {
  readonly hook: string;
  readonly hookInstance: string;
  readonly context: Record<string, unknown>;
  readonly prefetch: Record<string, unknown>;
}

export function hookBody(scenario: Description): HookBody {
  const drafts = (scenario.orders ?? []).map((name, index) => order(scenario, name, `draft-${index + 1}`, 'draft'));
  const draftOrders = { resourceType: 'Bundle', entry: drafts.map((resource) => ({ resource })) };
  const selections = drafts.map(({ resourceType, id }) => `${resourceType}/${id}`);
  return {
    hook: scenario.hook,
    hookInstance: '11111111-2222-4333-8444-555555555555',
    context: {
      userId: 'PractitionerRole/user-1',
      patientId: PATIENT,
      ...(scenario.hook === 'patient-view' ? {} : { draftOrders }),
      ...(scenario.hook === 'order-select' ? { selections } : {}),
    },
    prefetch: prefetchOf(scenario),
  };
}

function prefetchOf(scenario: Description): Record<string, unknown> {
  const all = resourcesOf(scenario);
  const search = (key: string, type: string) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    ...(scenario.cutOff?.includes(key) ? { link: [{ relation: 'next', url: `https://fhir.example/${type}?page=2` }] } : {}),
    entry: all.filter(({ resourceType }) => resourceType === type).map((resource) => ({ resource })),
  });
  const types = {
    conditions: 'Condition',
    observations: 'Observation',
    serviceRequests: 'ServiceRequest',
    medicationRequests: 'MedicationRequest',
    medicationStatements: 'MedicationStatement',
    medicationAdministrations: 'MedicationAdministration',
    procedures: 'Procedure',
    specimens: 'Specimen',
    diagnosticReports: 'DiagnosticReport',
    imagingStudies: 'ImagingStudy',
  };
  return {
    patient: all.find(({ resourceType }) => resourceType === 'Patient'),
    ...Object.fromEntries(Object.entries(types).map(([key, type]) => [key, search(key, type)])),
    ...(scenario.role === undefined
      ? {}
      : { practitionerRole: all.find(({ resourceType }) => resourceType === 'PractitionerRole') }),
  };
}

/** Everything on file, drafts of the call left out. */
function resourcesOf(scenario: Description): readonly FhirResource[] {
  const { disease = 'cancer', stage, hr, lines = [], chart = [] } = scenario;
  const cancer = (side: 'left' | 'right'): FhirResource => ({
    resourceType: 'Condition',
    id: `cancer-${side}`,
    subject,
    clinicalStatus: clinical('active'),
    code: concept(SNOMED, '254837009', 'Malignant neoplasm of breast'),
    bodySite: [BREAST[side]],
  });
  return [
    { resourceType: 'Patient', id: PATIENT, gender: scenario.sex ?? 'female', birthDate: '1965-05-05' },
    ...(disease === 'cancer' || disease === 'both-breasts' ? [cancer('right')] : []),
    ...(disease === 'both-breasts' ? [cancer('left')] : []),
    ...(disease === 'lesion' ? [lesion] : []),
    ...(stage === 'metastatic' ? [metastasis] : []),
    ...(stage === 'early'
      ? [
          observation(
            'stage',
            concept(SNOMED, '399588009', 'Pathologic stage group'),
            '2026-02-10',
            concept(SNOMED, '1222769001', 'Stage IIB'),
          ),
        ]
      : []),
    ...(stage === 'unresectable'
      ? [{ ...metastasis, id: 'unresectable', code: words('Unresectable malignant neoplasm of right breast') }]
      : []),
    ...(hr === undefined ? [] : receptors(hr)),
    ...(scenario.her2 ?? []).flatMap(her2),
    ...(scenario.untested === true ? [specimen('untested', LIVER, '2026-06-01')] : []),
    ...lines.map(line),
    ...(scenario.ild === true ? [lungDisease] : []),
    ...(scenario.lvef === undefined ? [] : [lvef(scenario.lvef.value, scenario.lvef.date ?? '2026-11-01')]),
    ...chart.map(chartItem),
    ...(scenario.active ?? []).map((name, index) => order(scenario, name, `active-${index + 1}`, 'active')),
    ...(scenario.role === undefined ? [] : [role(scenario.role)]),
  ];
}

const lesion: FhirResource = {
  resourceType: 'Condition',
  id: 'lesion',
  subject,
  clinicalStatus: clinical('active'),
  code: concept('http://hl7.org/fhir/sid/icd-10-cm', 'N63.11', 'Unspecified lump in the right breast'),
  bodySite: [BREAST.right],
};
const metastasis: FhirResource & { resourceType: 'Condition' } = {
  resourceType: 'Condition',
  id: 'metastasis',
  subject,
  clinicalStatus: clinical('active'),
  code: concept(SNOMED, '94381002', 'Secondary malignant neoplasm of liver'),
  onsetDateTime: '2026-03-01',
};
const lungDisease: FhirResource = {
  resourceType: 'Condition',
  id: 'ild',
  subject,
  clinicalStatus: clinical('active'),
  code: concept(SNOMED, '233703007', 'Interstitial lung disease'),
  onsetDateTime: '2025-04-02',
};

function observation(id: string, code: CodeableConcept, date: string, value?: CodeableConcept): Observation {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    subject,
    code,
    effectiveDateTime: date,
    ...(value === undefined ? {} : { valueCodeableConcept: value }),
  };
}

function receptors(hr: 'positive' | 'negative'): readonly FhirResource[] {
  const answer = hr === 'positive' ? concept(LOINC, 'LA6576-8', 'Positive') : concept(LOINC, 'LA6577-6', 'Negative');
  return [
    observation('er', concept(LOINC, '85337-4', 'Estrogen receptor'), '2026-03-10', answer),
    observation('pr', concept(LOINC, '85339-0', 'Progesterone receptor'), '2026-03-10', answer),
  ];
}

const SCORES: Readonly<Record<NonNullable<Her2Entry['ihc']>, CodeableConcept>> = {
  '0': concept(LOINC, 'LA6111-4', '0'),
  '0-absent': words('Negative (Score 0): no membrane staining detected'),
  '0+': words('Negative (Score 0+): incomplete, faint / barely perceptible staining in <=10% of cells'),
  '1+': concept(LOINC, 'LA11841-6', '1+'),
  '2+': concept(LOINC, 'LA11842-4', '2+'),
  '3+': concept(LOINC, 'LA11843-2', '3+'),
  negative: concept(LOINC, 'LA6577-6', 'Negative'),
  unreadable: words('1+ to 2+'),
};

function her2(entry: Her2Entry, index: number): readonly FhirResource[] {
  const id = `her2-${index + 1}`;
  const site = { liver: LIVER, bone: BONE, primary: BREAST[entry.side ?? 'right'] }[entry.from];
  const shared = {
    status: entry.status ?? ('final' as const),
    specimen: { reference: `Specimen/${id}` },
    performer: [{ display: 'Central Pathology' }],
  };
  const overall = entry.ihc === 'negative';
  const stain = overall ? concept(LOINC, '48676-1', 'HER2 interpretation') : concept(LOINC, '85319-2', 'HER2 by immune stain');
  return [
    ...(entry.specimenUnread === true ? [] : [specimen(id, site, entry.date)]),
    ...(entry.ihc === undefined ? [] : [{ ...observation(id, stain, entry.date, SCORES[entry.ihc]), ...shared }]),
    ...(entry.words === undefined ? [] : [{ ...observation(id, stain, entry.date), valueString: entry.words, ...shared }]),
    ...(entry.ratio === undefined
      ? []
      : [
          {
            ...observation(`${id}-ratio`, concept(LOINC, '49683-6', 'HER2/CEP17 ratio'), entry.date),
            valueQuantity: { value: entry.ratio },
            ...shared,
          },
        ]),
    ...(entry.ish === undefined
      ? []
      : [
          {
            ...observation(
              `${id}-ish`,
              concept(LOINC, '85318-4', 'HER2 by FISH'),
              entry.date,
              concept(LOINC, entry.ish === 'amplified' ? 'LA6576-8' : 'LA6577-6', entry.ish),
            ),
            ...shared,
          },
        ]),
  ];
}

function specimen(id: string, bodySite: CodeableConcept, date: string): Specimen {
  return {
    resourceType: 'Specimen',
    id,
    subject,
    type: words('Core needle biopsy tissue'),
    collection: { collectedDateTime: date, bodySite },
  };
}

function line(kind: 'endocrine' | 'chemotherapy', index: number): MedicationRequest {
  const drug = kind === 'endocrine' ? concept(ATC, 'L02BG04', 'Letrozole 2.5 mg') : concept(ATC, 'L01BC06', 'Capecitabine');
  return {
    resourceType: 'MedicationRequest',
    id: `line-${index + 1}`,
    subject,
    status: 'completed',
    intent: 'order',
    medicationCodeableConcept: drug,
    authoredOn: '2026-04-01',
    reasonReference: [{ reference: 'Condition/metastasis' }],
  };
}

function lvef(value: number, date: string): Observation {
  return {
    ...observation('lvef', concept(LOINC, '10230-1', 'Left ventricular ejection fraction'), date),
    valueQuantity: { value, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
  };
}

function chartItem(item: 'ct' | 'cbc' | 'renal' | 'pregnancy'): FhirResource {
  const date = '2026-11-10';
  switch (item) {
    case 'ct':
      return {
        resourceType: 'Procedure',
        id: 'ct',
        subject,
        status: 'completed',
        code: concept(SNOMED, '169069000', 'CT of chest'),
        performedDateTime: date,
      };
    case 'cbc':
      return {
        ...observation('cbc', concept(LOINC, '26499-4', 'Neutrophils'), date),
        valueQuantity: { value: 3.4, unit: '10*9/L' },
      };
    case 'renal':
      return {
        ...observation('egfr', concept(LOINC, '98979-8', 'eGFR'), date),
        valueQuantity: { value: 82, unit: 'mL/min/1.73 m2' },
      };
    case 'pregnancy':
      return observation('pregnancy', concept(LOINC, '2106-3', 'Pregnancy test'), date, concept(LOINC, 'LA6577-6', 'Negative'));
  }
}

function role(name: 'oncology' | 'cardiology'): FhirResource {
  const text = name === 'oncology' ? 'Medical oncology' : 'Cardiology';
  return { resourceType: 'PractitionerRole', id: 'user-1', specialty: [words(text)] };
}

const TESTS: Partial<Record<OrderName, CodeableConcept>> = {
  'breast-biopsy': concept(SNOMED, '44578009', 'Core needle biopsy of breast'),
  'liver-biopsy': words('Biopsy of liver metastasis'),
  'liver-biopsy-with-her2': words('Biopsy of liver metastasis'),
  'her2-ihc': concept(LOINC, '85319-2', 'HER2 IHC'),
  'her2-ish': concept(LOINC, '85318-4', 'HER2 FISH'),
  echocardiogram: concept(SNOMED, '40701008', 'Echocardiography'),
  'chest-ct': concept(SNOMED, '169069000', 'CT of chest'),
  'blood-count': concept(LOINC, '58410-2', 'Complete blood count'),
  creatinine: concept(LOINC, '2160-0', 'Creatinine'),
  'pregnancy-test': concept(LOINC, '2106-3', 'Pregnancy test'),
  other: words('Referral to physiotherapy'),
};
const DRUGS: Partial<Record<OrderName, CodeableConcept>> = {
  't-dxd': concept(ATC, 'L01FD04', 'Trastuzumab deruxtecan'),
  trastuzumab: concept(ATC, 'L01FD01', 'Trastuzumab'),
  sacituzumab: words('Sacituzumab govitecan'),
  letrozole: concept(ATC, 'L02BG04', 'Letrozole 2.5 mg'),
  palbociclib: concept(ATC, 'L01EF01', 'Palbociclib'),
};

function order(
  scenario: Description,
  name: OrderName,
  id: string,
  status: 'draft' | 'active',
): ServiceRequest | MedicationRequest {
  const noId = scenario.draftsWithoutId === true && status === 'draft';
  const shared = { ...(noId ? {} : { id }), status, intent: 'order' as const, subject, authoredOn: '2026-11-20' };
  const drug = DRUGS[name];
  if (drug !== undefined) return { resourceType: 'MedicationRequest', ...shared, medicationCodeableConcept: drug };
  return {
    resourceType: 'ServiceRequest',
    ...shared,
    code: TESTS[name]!,
    ...(name.startsWith('liver-biopsy') ? { bodySite: [LIVER] } : {}),
    ...(name === 'liver-biopsy-with-her2' ? { orderDetail: [words('HER2 IHC with reflex ISH')] } : {}),
    ...(scenario.sameSpecimen === true && name === 'her2-ihc' ? { specimen: [{ reference: 'Specimen/her2-1' }] } : {}),
  };
}

/**
 * The resource types of the embedded server and what they can be searched by: names, types and elements as in the
 * FHIR R4 search parameter registry, as far as this product uses them. The CapabilityStatement is made from this table.
 */
export interface SearchParameter {
  readonly type: 'token' | 'date' | 'string' | 'reference' | 'uri';
  /** Element paths; a value at any of them counts. */
  readonly paths: readonly string[];
  /** For references: the only resource type that counts. */
  readonly target?: string;
}

export type SearchParameters = Readonly<Record<string, SearchParameter>>;

const token = (...paths: string[]): SearchParameter => ({ type: 'token', paths });
const date = (...paths: string[]): SearchParameter => ({ type: 'date', paths });
const string = (...paths: string[]): SearchParameter => ({ type: 'string', paths });
const uri = (...paths: string[]): SearchParameter => ({ type: 'uri', paths });
const reference = (...paths: string[]): SearchParameter => ({ type: 'reference', paths });
const to = (target: string, ...paths: string[]): SearchParameter => ({ type: 'reference', paths, target });

const COMMON_PARAMETERS: SearchParameters = {
  _id: token('id'),
  _lastUpdated: date('meta.lastUpdated'),
  _profile: uri('meta.profile'),
  _tag: token('meta.tag'),
};

const ofSubject = { identifier: token('identifier'), subject: reference('subject'), patient: to('Patient', 'subject') };
const ofPatient = { identifier: token('identifier'), patient: to('Patient', 'patient') };
const request = {
  ...ofSubject,
  status: token('status'),
  intent: token('intent'),
  requester: reference('requester'),
  encounter: to('Encounter', 'encounter'),
};
const person = {
  identifier: token('identifier'),
  name: string('name'),
  family: string('name.family'),
  given: string('name.given'),
  gender: token('gender'),
};
const definition = {
  identifier: token('identifier'),
  url: uri('url'),
  version: token('version'),
  name: string('name'),
  title: string('title'),
  status: token('status'),
  date: date('date'),
};

const TYPES: Readonly<Record<string, SearchParameters>> = {
  ActivityDefinition: definition,
  AllergyIntolerance: { ...ofPatient, code: token('code', 'reaction.substance'), 'clinical-status': token('clinicalStatus') },
  BodyStructure: { ...ofPatient, location: token('location'), morphology: token('morphology') },
  CarePlan: { ...ofSubject, status: token('status'), intent: token('intent'), category: token('category'), date: date('period') },
  Basic: { ...ofSubject, code: token('code') },
  CodeSystem: definition,
  Condition: {
    ...ofSubject,
    'clinical-status': token('clinicalStatus'),
    'verification-status': token('verificationStatus'),
    code: token('code'),
    category: token('category'),
    encounter: to('Encounter', 'encounter'),
    'onset-date': date('onsetDateTime', 'onsetPeriod'),
    'recorded-date': date('recordedDate'),
  },
  Device: { ...ofPatient, type: token('type'), status: token('status') },
  DiagnosticReport: {
    ...ofSubject,
    status: token('status'),
    code: token('code'),
    category: token('category'),
    date: date('effectiveDateTime', 'effectivePeriod'),
    issued: date('issued'),
    result: to('Observation', 'result'),
    specimen: to('Specimen', 'specimen'),
    'based-on': reference('basedOn'),
  },
  DocumentReference: {
    ...ofSubject,
    status: token('status'),
    type: token('type'),
    category: token('category'),
    date: date('date'),
  },
  Encounter: { ...ofSubject, status: token('status'), class: token('class'), date: date('period') },
  Endpoint: {
    identifier: token('identifier'),
    name: string('name'),
    status: token('status'),
    'connection-type': token('connectionType'),
    organization: to('Organization', 'managingOrganization'),
  },
  GuidanceResponse: ofSubject,
  ImagingStudy: {
    ...ofSubject,
    status: token('status'),
    modality: token('series.modality'),
    started: date('started'),
    bodysite: token('series.bodySite'),
    series: token('series.uid'),
    instance: token('series.instance.uid'),
    endpoint: to('Endpoint', 'endpoint', 'series.endpoint'),
    basedon: reference('basedOn'),
    encounter: to('Encounter', 'encounter'),
  },
  Library: definition,
  Media: {
    ...ofSubject,
    status: token('status'),
    modality: token('modality'),
    created: date('createdDateTime', 'createdPeriod'),
  },
  Medication: { identifier: token('identifier'), code: token('code'), status: token('status') },
  MedicationAdministration: {
    ...ofSubject,
    status: token('status'),
    code: token('medicationCodeableConcept'),
    medication: to('Medication', 'medicationReference'),
    'effective-time': date('effectiveDateTime', 'effectivePeriod'),
  },
  MedicationRequest: {
    ...request,
    authoredon: date('authoredOn'),
    code: token('medicationCodeableConcept'),
    medication: to('Medication', 'medicationReference'),
    category: token('category'),
  },
  MedicationStatement: {
    ...ofSubject,
    status: token('status'),
    category: token('category'),
    code: token('medicationCodeableConcept'),
    medication: to('Medication', 'medicationReference'),
    effective: date('effectiveDateTime', 'effectivePeriod'),
  },
  Observation: {
    ...ofSubject,
    status: token('status'),
    code: token('code'),
    category: token('category'),
    date: date('effectiveDateTime', 'effectivePeriod', 'effectiveInstant', 'effectiveTiming'),
    'value-concept': token('valueCodeableConcept'),
    specimen: to('Specimen', 'specimen'),
    encounter: to('Encounter', 'encounter'),
    'has-member': reference('hasMember'),
  },
  Organization: { identifier: token('identifier'), name: string('name', 'alias'), active: token('active') },
  Patient: {
    ...person,
    birthdate: date('birthDate'),
    active: token('active'),
    organization: to('Organization', 'managingOrganization'),
    'general-practitioner': reference('generalPractitioner'),
  },
  PlanDefinition: { ...definition, type: token('type') },
  Practitioner: { ...person, active: token('active') },
  PractitionerRole: {
    identifier: token('identifier'),
    practitioner: to('Practitioner', 'practitioner'),
    organization: to('Organization', 'organization'),
    role: token('code'),
    specialty: token('specialty'),
    endpoint: to('Endpoint', 'endpoint'),
  },
  Procedure: {
    ...ofSubject,
    status: token('status'),
    code: token('code'),
    category: token('category'),
    date: date('performedDateTime', 'performedPeriod'),
    'based-on': reference('basedOn'),
  },
  Provenance: { target: reference('target'), recorded: date('recorded') },
  Questionnaire: definition,
  QuestionnaireResponse: {
    ...ofSubject,
    status: token('status'),
    questionnaire: uri('questionnaire'),
    authored: date('authored'),
  },
  RequestGroup: { ...ofSubject, status: token('status'), intent: token('intent'), authored: date('authoredOn') },
  RiskAssessment: { ...ofSubject, date: date('occurrenceDateTime', 'occurrencePeriod'), method: token('method') },
  ServiceRequest: {
    ...request,
    authored: date('authoredOn'),
    code: token('code'),
    category: token('category'),
    specimen: to('Specimen', 'specimen'),
    'based-on': reference('basedOn'),
  },
  Specimen: {
    ...ofSubject,
    accession: token('accessionIdentifier'),
    status: token('status'),
    type: token('type'),
    bodysite: token('collection.bodySite'),
    collected: date('collection.collectedDateTime', 'collection.collectedPeriod'),
  },
  Task: {
    identifier: token('identifier'),
    patient: to('Patient', 'for'),
    subject: reference('for'),
    status: token('status'),
    intent: token('intent'),
    code: token('code'),
    focus: reference('focus'),
    'based-on': reference('basedOn'),
    'authored-on': date('authoredOn'),
  },
  ValueSet: definition,
};

export const RESOURCE_TYPES: readonly string[] = Object.keys(TYPES);

/** The parameters of a type, the common ones included; undefined for a type that the server does not keep. */
export function searchParameters(type: string): SearchParameters | undefined {
  return Object.hasOwn(TYPES, type) ? { ...COMMON_PARAMETERS, ...TYPES[type] } : undefined;
}

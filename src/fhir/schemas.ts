/**
 * Zod schemas of the FHIR R4 elements that this product reads (http://hl7.org/fhir/R4). Other elements pass through
 * untouched and unread. A resource that breaks a schema is left out and counted, never repaired.
 */
import type { FhirResource } from 'fhir/r4.js';
import { z } from 'zod';
import { annotation, base, codeableConcept, coding, identifier, list, period, reference, values } from './element-schemas.ts';
import { MEDICATION_SCHEMAS } from './medication-schemas.ts';

const SCHEMAS = {
  Patient: z.looseObject({
    resourceType: z.literal('Patient'),
    ...base,
    identifier: list(identifier),
    name: list(z.looseObject({ text: z.string().optional(), family: z.string().optional(), given: list(z.string()) })),
    birthDate: z.string().optional(),
    gender: z.string().optional(),
  }),
  Condition: z.looseObject({
    resourceType: z.literal('Condition'),
    ...base,
    subject: reference,
    code: codeableConcept.optional(),
    clinicalStatus: codeableConcept.optional(),
    verificationStatus: codeableConcept.optional(),
    category: list(codeableConcept),
    bodySite: list(codeableConcept),
    stage: list(
      z.looseObject({ summary: codeableConcept.optional(), type: codeableConcept.optional(), assessment: list(reference) }),
    ),
    recordedDate: z.string().optional(),
    onsetDateTime: z.string().optional(),
  }),
  Observation: z.looseObject({
    resourceType: z.literal('Observation'),
    ...base,
    subject: reference,
    status: z.string(),
    code: codeableConcept,
    ...values,
    component: list(z.looseObject({ code: codeableConcept, ...values })),
    effectiveDateTime: z.string().optional(),
    effectivePeriod: period.optional(),
    issued: z.string().optional(),
    specimen: reference.optional(),
    bodySite: codeableConcept.optional(),
    method: codeableConcept.optional(),
    note: list(annotation),
    performer: list(reference),
    basedOn: list(reference),
    hasMember: list(reference),
    derivedFrom: list(reference),
  }),
  ServiceRequest: z.looseObject({
    resourceType: z.literal('ServiceRequest'),
    ...base,
    subject: reference,
    status: z.string(),
    intent: z.string(),
    code: codeableConcept.optional(),
    category: list(codeableConcept),
    orderDetail: list(codeableConcept),
    bodySite: list(codeableConcept),
    reasonCode: list(codeableConcept),
    reasonReference: list(reference),
    specimen: list(reference),
    authoredOn: z.string().optional(),
    occurrenceDateTime: z.string().optional(),
    note: list(annotation),
  }),
  ...MEDICATION_SCHEMAS,
  Practitioner: z.looseObject({
    resourceType: z.literal('Practitioner'),
    ...base,
    active: z.boolean().optional(),
    qualification: list(z.looseObject({ code: codeableConcept, period: period.optional() })),
  }),
  PractitionerRole: z.looseObject({
    resourceType: z.literal('PractitionerRole'),
    ...base,
    active: z.boolean().optional(),
    code: list(codeableConcept),
    specialty: list(codeableConcept),
  }),
  Procedure: z.looseObject({
    resourceType: z.literal('Procedure'),
    ...base,
    subject: reference,
    status: z.string(),
    code: codeableConcept.optional(),
    bodySite: list(codeableConcept),
    performedDateTime: z.string().optional(),
    performedPeriod: period.optional(),
    reasonReference: list(reference),
    reasonCode: list(codeableConcept),
  }),
  Specimen: z.looseObject({
    resourceType: z.literal('Specimen'),
    ...base,
    subject: reference.optional(),
    status: z.string().optional(),
    type: codeableConcept.optional(),
    collection: z
      .looseObject({
        bodySite: codeableConcept.optional(),
        collectedDateTime: z.string().optional(),
        collectedPeriod: period.optional(),
      })
      .optional(),
  }),
  DiagnosticReport: z.looseObject({
    resourceType: z.literal('DiagnosticReport'),
    ...base,
    subject: reference.optional(),
    status: z.string(),
    code: codeableConcept,
    effectiveDateTime: z.string().optional(),
    issued: z.string().optional(),
    specimen: list(reference),
    result: list(reference),
    conclusion: z.string().optional(),
  }),
  ImagingStudy: z.looseObject({
    resourceType: z.literal('ImagingStudy'),
    ...base,
    contained: list(z.unknown()),
    subject: reference,
    status: z.string(),
    identifier: list(identifier),
    modality: list(coding),
    started: z.string().optional(),
    endpoint: list(reference),
    procedureCode: list(codeableConcept),
    description: z.string().optional(),
    series: list(
      z.looseObject({
        uid: z.string().max(64),
        modality: coding,
        bodySite: coding.optional(),
        laterality: coding.optional(),
        endpoint: list(reference),
        instance: list(z.looseObject({ uid: z.string().max(64), sopClass: coding.optional() })),
      }),
    ),
  }),
  Endpoint: z.looseObject({
    resourceType: z.literal('Endpoint'),
    ...base,
    status: z.string(),
    connectionType: coding,
    address: z.string().max(2048),
  }),
} as const;

export type ReadType = keyof typeof SCHEMAS;
export type ReadResource = Extract<FhirResource, { resourceType: ReadType }>;

function isReadType(type: unknown): type is ReadType {
  return typeof type === 'string' && Object.hasOwn(SCHEMAS, type);
}

export type ParsedResource =
  | { readonly kind: 'resource'; readonly resource: ReadResource }
  /** Of a type that this product does not read. */
  | { readonly kind: 'foreign' }
  /** Of a type that it reads, but not as FHIR has it. */
  | { readonly kind: 'unreadable' };

/** JSON null, which FHIR does not have but some servers write, counts as absent. */
export function parseResource(json: unknown): ParsedResource {
  if (typeof json !== 'object' || json === null) return { kind: 'unreadable' };
  const type = (json as { resourceType?: unknown }).resourceType;
  if (!isReadType(type)) return { kind: typeof type === 'string' ? 'foreign' : 'unreadable' };
  const parsed = SCHEMAS[type].safeParse(withoutNulls(json));
  return parsed.success ? { kind: 'resource', resource: parsed.data as unknown as ReadResource } : { kind: 'unreadable' };
}

/** Depth is bounded where the text is read (isTooDeep). */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}

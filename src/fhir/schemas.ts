/**
 * Zod schemas of the FHIR R4 elements that this product reads (http://hl7.org/fhir/R4). Other elements pass through
 * untouched and unread. A resource that breaks a schema is left out and counted, never repaired.
 */
import type { FhirResource } from 'fhir/r4.js';
import { z } from 'zod';

const coding = z.looseObject({ system: z.string().optional(), code: z.string().optional(), display: z.string().optional() });
const codeableConcept = z.looseObject({ coding: z.array(coding).max(50).optional(), text: z.string().optional() });
const reference = z.looseObject({
  reference: z.string().optional(),
  type: z.string().optional(),
  display: z.string().optional(),
  identifier: z.looseObject({ system: z.string().optional(), value: z.string().optional() }).optional(),
});
const quantity = z.looseObject({
  value: z.number().optional(),
  unit: z.string().optional(),
  code: z.string().optional(),
  system: z.string().optional(),
});
const period = z.looseObject({ start: z.string().optional(), end: z.string().optional() });
const identifier = z.looseObject({ system: z.string().optional(), value: z.string().optional() });
const annotation = z.looseObject({ text: z.string().optional() });
const extension = z
  .array(z.looseObject({ url: z.string() }))
  .max(200)
  .optional();

/** value[x] of Observation and its components; more than one may be present in bad data, which tumour/ must see. */
const values = {
  valueCodeableConcept: codeableConcept.optional(),
  valueString: z.string().optional(),
  valueInteger: z.number().optional(),
  valueBoolean: z.boolean().optional(),
  valueQuantity: quantity.optional(),
  valueRatio: z.looseObject({ numerator: quantity.optional(), denominator: quantity.optional() }).optional(),
  dataAbsentReason: codeableConcept.optional(),
  interpretation: z.array(codeableConcept).max(50).optional(),
};

/**
 * A modifier extension changes the meaning of what it stands on, and a reader that does not know it must not use the
 * resource (FHIR R4 2.4.0.1): this product knows none.
 */
const base = { id: z.string().max(64).optional(), extension, modifierExtension: z.array(z.unknown()).max(0).optional() };
const list = <T extends z.ZodType>(of: T) => z.array(of).max(1000).optional();

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
    note: list(annotation),
  }),
  MedicationRequest: z.looseObject({
    resourceType: z.literal('MedicationRequest'),
    ...base,
    subject: reference,
    status: z.string(),
    intent: z.string(),
    medicationCodeableConcept: codeableConcept.optional(),
    medicationReference: reference.optional(),
    authoredOn: z.string().optional(),
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

export function isReadType(type: unknown): type is ReadType {
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

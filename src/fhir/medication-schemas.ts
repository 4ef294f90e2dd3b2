/** Zod schemas of the FHIR R4 medication resources: what was ordered, taken or given, and for what. */
import { z } from 'zod';
import { base, codeableConcept, list, period, reference } from './element-schemas.ts';

/** The same in all three. */
const medication = {
  medicationCodeableConcept: codeableConcept.optional(),
  medicationReference: reference.optional(),
  reasonCode: list(codeableConcept),
  reasonReference: list(reference),
  contained: list(z.unknown()),
};

export const MEDICATION_SCHEMAS = {
  MedicationRequest: z.looseObject({
    resourceType: z.literal('MedicationRequest'),
    ...base,
    subject: reference,
    status: z.string(),
    intent: z.string(),
    ...medication,
    authoredOn: z.string().optional(),
  }),
  MedicationStatement: z.looseObject({
    resourceType: z.literal('MedicationStatement'),
    ...base,
    subject: reference,
    status: z.string(),
    ...medication,
    effectiveDateTime: z.string().optional(),
    effectivePeriod: period.optional(),
    dateAsserted: z.string().optional(),
  }),
  MedicationAdministration: z.looseObject({
    resourceType: z.literal('MedicationAdministration'),
    ...base,
    subject: reference,
    status: z.string(),
    ...medication,
    effectiveDateTime: z.string().optional(),
    effectivePeriod: period.optional(),
  }),
} as const;

/** Zod schemas of the FHIR R4 elements that the resources of a service folder share. */
import { z } from 'zod';

export const nonEmpty = z.string().min(1);
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date YYYY-MM-DD');
export const codeableConcept = z.strictObject({
  coding: z.array(z.strictObject({ system: nonEmpty, code: nonEmpty, display: nonEmpty.optional() })).optional(),
  text: nonEmpty,
});
export const expression = z.strictObject({ language: z.literal('text/fhirpath'), expression: nonEmpty });
export const condition = z.strictObject({ kind: z.literal('applicability'), expression });
export const citation = z.strictObject({
  type: z.enum(['citation', 'justification']),
  display: nonEmpty,
  url: z.url().optional(),
});

/** What every canonical resource of the content states of itself. */
export const canonical = {
  id: nonEmpty,
  url: z.url(),
  version: nonEmpty,
  name: nonEmpty,
  title: nonEmpty,
  status: z.enum(['draft', 'active']),
  experimental: z.boolean(),
  date: isoDate,
  publisher: nonEmpty,
  description: nonEmpty,
};

export const knowledge = {
  ...canonical,
  approvalDate: isoDate,
  lastReviewDate: isoDate,
  effectivePeriod: z.strictObject({ start: isoDate, end: isoDate.optional() }),
  jurisdiction: z.array(codeableConcept).optional(),
};

/** `reference` names a phrase of the language file, so that what people read follows the language. */
export const dynamicValues = z
  .array(
    z.strictObject({
      path: nonEmpty,
      expression: z.union([
        expression,
        z.strictObject({ language: z.literal('text/fhirpath'), reference: z.string().regex(/^phrases\/[\w-]+$/) }),
      ]),
    }),
  )
  .default([]);

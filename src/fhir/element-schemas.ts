/** Zod schemas of the FHIR R4 data types that more than one resource uses, as far as this product reads them. */
import { z } from 'zod';

export const coding = z.looseObject({
  system: z.string().optional(),
  code: z.string().optional(),
  display: z.string().optional(),
});
export const codeableConcept = z.looseObject({ coding: z.array(coding).max(50).optional(), text: z.string().optional() });
export const reference = z.looseObject({
  reference: z.string().optional(),
  type: z.string().optional(),
  display: z.string().optional(),
  identifier: z.looseObject({ system: z.string().optional(), value: z.string().optional() }).optional(),
});
export const quantity = z.looseObject({
  value: z.number().optional(),
  unit: z.string().optional(),
  code: z.string().optional(),
  system: z.string().optional(),
});
export const period = z.looseObject({ start: z.string().optional(), end: z.string().optional() });
export const identifier = z.looseObject({ system: z.string().optional(), value: z.string().optional() });
export const annotation = z.looseObject({ text: z.string().optional() });
export const extension = z
  .array(z.looseObject({ url: z.string() }))
  .max(200)
  .optional();

/** value[x] of Observation and its components; more than one may be present in bad data, which tumour/ must see. */
export const values = {
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
export const base = { id: z.string().max(64).optional(), extension, modifierExtension: z.array(z.unknown()).max(0).optional() };
export const list = <T extends z.ZodType>(of: T) => z.array(of).max(1000).optional();

/** Zod schemas of the PlanDefinitions of a service folder: the rows of the pathway, and the label of a jurisdiction. */
import { z } from 'zod';
import { citation, codeableConcept, condition, dynamicValues, expression, knowledge, nonEmpty } from './element-schemas.ts';
import { HOOKS } from './fact-shape.ts';

/** Without a definition and without a type: a link. `remove` takes a draft of the call away. */
const proposedAction = z.strictObject({
  id: nonEmpty,
  prefix: z.string().regex(/^P\d+$/, 'expected an action id such as P1'),
  title: nonEmpty,
  condition: z.array(condition).max(1).default([]),
  type: z
    .strictObject({
      coding: z
        .array(
          z.strictObject({ system: z.literal('http://terminology.hl7.org/CodeSystem/action-type'), code: z.literal('remove') }),
        )
        .length(1),
    })
    .optional(),
  precheckBehavior: z.enum(['yes', 'no']).optional(),
  definitionCanonical: nonEmpty.optional(),
  dynamicValue: dynamicValues,
});

/** Nested actions that share a condition. */
const actionGroup = z.strictObject({
  id: nonEmpty,
  title: nonEmpty,
  condition: z.array(condition).length(1),
  action: z.array(proposedAction).min(1),
});

const row = z.strictObject({
  id: z.string().regex(/^[RO]\d+$/, 'expected a row id such as R1 or O4'),
  title: nonEmpty,
  priority: z.enum(['routine', 'urgent']).default('routine'),
  documentation: z.array(citation).min(1),
  condition: z.array(condition).min(1),
  input: z
    .array(z.strictObject({ type: z.literal('ImagingStudy') }))
    .max(1)
    .default([]),
  selectionBehavior: z.enum(['any', 'at-most-one']).default('any'),
  /** `single`: said once of the same result and stage (row R9). */
  cardinalityBehavior: z.literal('single').optional(),
  /** Rows into whose card this one is merged; such a row has no card of its own. */
  relatedAction: z.array(z.strictObject({ actionId: nonEmpty, relationship: z.literal('concurrent') })).default([]),
  action: z.array(z.union([proposedAction, actionGroup])).default([]),
});

/** R4 allows a trigger's condition only beside its data requirement (trd-2). */
const trigger = z.strictObject({
  type: z.literal('named-event'),
  name: z.enum(HOOKS),
  data: z.array(z.strictObject({ type: nonEmpty })).optional(),
  condition: expression.optional(),
});

const variable = z.strictObject({
  url: z.literal('https://her2-low-cds.example/fhir/StructureDefinition/variable'),
  valueExpression: z.strictObject({
    description: nonEmpty,
    name: z.string().regex(/^[A-Za-z]\w*$/),
    language: z.literal('text/fhirpath'),
    expression: nonEmpty,
  }),
});

export const planSchema = z.strictObject({
  resourceType: z.literal('PlanDefinition'),
  ...knowledge,
  type: codeableConcept,
  extension: z.array(variable).default([]),
  action: z
    .array(
      z.strictObject({
        id: nonEmpty,
        title: nonEmpty,
        trigger: z.array(trigger).min(1),
        condition: z.array(condition).max(1).default([]),
        action: z.array(row).min(1),
      }),
    )
    .min(1),
});
export type Plan = z.infer<typeof planSchema>;
export type PlanGroup = Plan['action'][number];
export type PlanRow = PlanGroup['action'][number];
export type PlanAction = z.infer<typeof proposedAction>;

/** FHIR date: a year, a month or a day. */
const partialDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'expected a date YYYY, YYYY-MM or YYYY-MM-DD');

/** The label of one jurisdiction. `applicability` is the disease, `start` the prior line that the row asks for. */
export const labelSchema = z.strictObject({
  resourceType: z.literal('PlanDefinition'),
  ...knowledge,
  jurisdiction: z.array(codeableConcept).length(1),
  type: codeableConcept,
  action: z
    .array(
      z.strictObject({
        id: nonEmpty,
        title: nonEmpty,
        documentation: z.array(citation).min(1),
        timingPeriod: z.strictObject({ start: partialDate, end: partialDate.optional() }),
        condition: z.tuple([
          z.strictObject({ kind: z.literal('applicability'), expression }),
          z.strictObject({ kind: z.literal('start'), expression }),
        ]),
      }),
    )
    .min(1),
});
export type Label = z.infer<typeof labelSchema>;

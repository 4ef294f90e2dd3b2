/** Zod schemas of the files of a service folder: FHIR R4 resources as far as they are used, and the two files of our own. */
import { z } from 'zod';
import { HOOKS, ORDER_CLASSES } from './fact-shape.ts';

const nonEmpty = z.string().min(1);
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date YYYY-MM-DD');
const codeableConcept = z.strictObject({
  coding: z.array(z.strictObject({ system: nonEmpty, code: nonEmpty, display: nonEmpty.optional() })).optional(),
  text: nonEmpty,
});
const expression = z.strictObject({ language: z.literal('text/fhirpath'), expression: nonEmpty });
const condition = z.strictObject({ kind: z.literal('applicability'), expression });
const citation = z.strictObject({
  type: z.enum(['citation', 'justification']),
  display: nonEmpty,
  url: z.url().optional(),
});

/** What every canonical resource of the content states of itself. */
const canonical = {
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

const knowledge = {
  ...canonical,
  approvalDate: isoDate,
  lastReviewDate: isoDate,
  effectivePeriod: z.strictObject({ start: isoDate, end: isoDate.optional() }),
  jurisdiction: z.array(codeableConcept).optional(),
};

const dynamicValues = z.array(z.strictObject({ path: nonEmpty, expression })).default([]);

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

export const activitySchema = z.strictObject({
  resourceType: z.literal('ActivityDefinition'),
  ...knowledge,
  kind: z.enum(['ServiceRequest', 'Task']),
  intent: z.literal('proposal'),
  code: codeableConcept,
  dynamicValue: dynamicValues,
});
export type Activity = z.infer<typeof activitySchema>;

export const valueSetSchema = z.strictObject({
  resourceType: z.literal('ValueSet'),
  ...canonical,
  compose: z.strictObject({
    include: z.array(
      z.strictObject({
        system: nonEmpty,
        concept: z.array(z.strictObject({ code: nonEmpty, display: nonEmpty.optional() })).min(1),
      }),
    ),
  }),
});
export type ValueSet = z.infer<typeof valueSetSchema>;

const lowerCase = z
  .string()
  .min(2)
  .refine((word) => word === word.toLowerCase(), 'expected lower case');
export const orderClassesSchema = z.strictObject({
  about: nonEmpty,
  classes: z
    .array(
      z.strictObject({
        class: z.enum(ORDER_CLASSES),
        valueSet: z.url().optional(),
        textIncludes: z.array(lowerCase).default([]),
        textExcludes: z.array(lowerCase).default([]),
      }),
    )
    .min(1),
});
export type OrderClasses = z.infer<typeof orderClassesSchema>;

export const serviceSchema = z.strictObject({
  id: nonEmpty,
  version: nonEmpty,
  language: nonEmpty,
  maxReviewAgeMonths: z.number().int().min(1).max(24),
  services: z
    .array(z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), hook: z.enum(HOOKS), title: nonEmpty, description: nonEmpty }))
    .min(1),
  prefetch: z.record(nonEmpty, nonEmpty),
  requiredPrefetch: z.array(nonEmpty),
  topicSystem: z.url(),
  overrideReasons: z.strictObject({ system: z.url(), codes: z.array(nonEmpty).min(1) }),
});
export type ServiceFile = z.infer<typeof serviceSchema>;

const textSource = z.union([nonEmpty, z.array(z.strictObject({ when: nonEmpty.optional(), text: nonEmpty })).min(1)]);
const bullet = z.strictObject({ text: textSource, optional: z.boolean().default(false) });
export const textsSchema = z.strictObject({
  language: nonEmpty,
  notStated: nonEmpty,
  /** `{row}` and `{reviewed}` are filled in. */
  source: nonEmpty,
  phrases: z.record(nonEmpty, textSource),
  rows: z.record(nonEmpty, z.strictObject({ summary: textSource, bullets: z.array(bullet).min(1) })),
  suggestions: z.record(nonEmpty, z.strictObject({ label: textSource, description: textSource })),
  links: z.record(z.enum(['P10', 'P11']), nonEmpty),
  /** What each label row says. */
  labels: z.record(nonEmpty, nonEmpty),
  overrideReasons: z.record(nonEmpty, nonEmpty),
});
export type Texts = z.infer<typeof textsSchema>;

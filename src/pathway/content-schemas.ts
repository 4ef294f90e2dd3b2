/** Zod schemas of the files of a service folder: FHIR R4 resources as far as they are used, and the two files of our own. */
import { z } from 'zod';
import { HOOKS, ORDER_CLASSES } from './fact-shape.ts';

const nonEmpty = z.string().min(1);
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date YYYY-MM-DD');
const coding = z.strictObject({ system: nonEmpty, code: nonEmpty, display: nonEmpty });
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

const proposedAction = z.strictObject({
  id: nonEmpty,
  prefix: z.string().regex(/^P\d+$/, 'expected an action id such as P1'),
  title: nonEmpty,
  condition: z.array(condition).max(1).default([]),
  precheckBehavior: z.enum(['yes', 'no']).optional(),
  definitionCanonical: nonEmpty.optional(),
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
  action: z.array(proposedAction).default([]),
});

export const planSchema = z.strictObject({
  resourceType: z.literal('PlanDefinition'),
  ...knowledge,
  type: codeableConcept,
  action: z
    .array(
      z.strictObject({
        id: nonEmpty,
        title: nonEmpty,
        trigger: z.array(z.strictObject({ type: z.literal('named-event'), name: z.enum(HOOKS) })).min(1),
        condition: z.array(condition).max(1).default([]),
        action: z.array(row).min(1),
      }),
    )
    .min(1),
});
export type Plan = z.infer<typeof planSchema>;
export type PlanGroup = Plan['action'][number];
export type PlanRow = PlanGroup['action'][number];
export type PlanAction = PlanRow['action'][number];

export const activitySchema = z.strictObject({
  resourceType: z.literal('ActivityDefinition'),
  ...knowledge,
  kind: z.enum(['ServiceRequest', 'Task']),
  intent: z.literal('proposal'),
  code: codeableConcept,
  dynamicValue: z.array(z.strictObject({ path: nonEmpty, expression })).default([]),
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
  /** Rows that this site wants no card from: they are still met, and stay silent. */
  silentRows: z.array(nonEmpty),
  services: z
    .array(z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), hook: z.enum(HOOKS), title: nonEmpty, description: nonEmpty }))
    .min(1),
  prefetch: z.record(nonEmpty, nonEmpty),
  requiredPrefetch: z.array(nonEmpty),
  topicSystem: z.url(),
  overrideReasons: z.array(coding).min(1),
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
});
export type Texts = z.infer<typeof textsSchema>;

/** Zod schemas of the other files of a service folder: FHIR R4 resources as far as they are used, and the files of our own. */
import { z } from 'zod';
import { canonical, codeableConcept, dynamicValues, knowledge, nonEmpty } from './element-schemas.ts';
import { HOOKS, ORDER_CLASSES } from './fact-shape.ts';

export const activitySchema = z.strictObject({
  resourceType: z.literal('ActivityDefinition'),
  ...knowledge,
  kind: z.enum(['ServiceRequest', 'Task']),
  intent: z.literal('proposal'),
  /** Codings only: the words are in the language files. */
  code: codeableConcept.omit({ text: true }).optional(),
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
        origin: z.enum(['primary', 'metastasis']).optional(),
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
const factWords = z.record(nonEmpty, nonEmpty);
export const textsSchema = z.strictObject({
  language: nonEmpty,
  notStated: nonEmpty,
  /** In place of a text of the record that no card may hold (PATHWAY M6). */
  leftOut: nonEmpty,
  /** Why a warning offers nothing to a client that takes no tasks (EVIDENCE 5, U7); `{action}` is the first that it would have offered. */
  notOffered: nonEmpty,
  /** `{row}` and `{reviewed}` are filled in. */
  source: nonEmpty,
  phrases: z.record(nonEmpty, textSource),
  rows: z.record(nonEmpty, z.strictObject({ title: nonEmpty.optional(), summary: textSource, bullets: z.array(bullet).min(1) })),
  suggestions: z.record(nonEmpty, z.strictObject({ label: textSource, description: textSource })),
  /** What a draft is called, by the id of its ActivityDefinition; tasks have a description beside it. */
  drafts: z.record(nonEmpty, z.strictObject({ code: nonEmpty, description: nonEmpty.optional() })),
  links: z.record(z.enum(['P10', 'P11']), nonEmpty),
  /** What each label row says. */
  labels: z.record(nonEmpty, nonEmpty),
  /** The sentences of facts, phrase by phrase; none in the language in which facts are written. */
  factWords: z.strictObject({ result: factWords, notUsed: factWords, imaging: factWords }).optional(),
  overrideReasons: z.record(nonEmpty, nonEmpty),
});
export type Texts = z.infer<typeof textsSchema>;

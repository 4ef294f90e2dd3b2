/** Sorts the files of a service folder by kind and parses each; a file of no known kind is refused, since it would be unused. */
import type { z } from 'zod';
import { contentError } from './content-error.ts';
import {
  type Activity,
  activitySchema,
  type OrderClasses,
  orderClassesSchema,
  type ServiceFile,
  serviceSchema,
  type Texts,
  textsSchema,
  type ValueSet,
  valueSetSchema,
} from './content-schemas.ts';
import { type Label, labelSchema, type Plan, planSchema } from './plan-schemas.ts';
import { type Site, siteSchema } from './site.ts';

export interface FileOf<T> {
  readonly file: string;
  readonly content: T;
}

export interface ContentFiles {
  readonly service: FileOf<ServiceFile>;
  readonly plan: FileOf<Plan>;
  readonly site: FileOf<Site>;
  /** Of the service's language. */
  readonly texts: FileOf<Texts>;
  readonly languages: readonly FileOf<Texts>[];
  readonly labels: readonly FileOf<Label>[];
  readonly orderClasses: FileOf<OrderClasses>;
  readonly activities: readonly FileOf<Activity>[];
  readonly valueSets: readonly FileOf<ValueSet>[];
}

const SERVICE = 'service.json';
const PLAN = 'PlanDefinition.json';
const ORDER_CLASSES = 'order-classes.json';
const SITE = 'site.json';
const LABELS = /^labels\/[\w-]+\.json$/;
const ACTIVITIES = /^activities\/[\w-]+\.json$/;
const VALUE_SETS = /^value-sets\/[\w-]+\.json$/;
const TEXTS = /^texts\/[\w-]+\.json$/;
/** Cases and examples beside the content, and the codes of the site, which tumour/ reads. */
const BESIDE = /^(?:cases|concept-maps|therapy)\//;

export function readContentFiles(files: ReadonlyMap<string, unknown>): ContentFiles {
  const names = [...files.keys()].sort();
  const stray = names.find(
    (name) =>
      ![SERVICE, SITE, PLAN, ORDER_CLASSES].includes(name) &&
      ![ACTIVITIES, LABELS, VALUE_SETS, TEXTS, BESIDE].some((kind) => kind.test(name)),
  );
  if (stray !== undefined) throw contentError({ file: stray, at: 'file' }, 'no part of the content uses this file');
  const service = parse(files, SERVICE, serviceSchema);
  const all = <S extends z.ZodType>(kind: RegExp, schema: S) =>
    names.filter((name) => kind.test(name)).map((name) => parse(files, name, schema));
  const languages = all(TEXTS, textsSchema);
  const texts = languages.find(({ content }) => content.language === service.content.language);
  if (texts === undefined) throw contentError({ file: SERVICE, at: 'language' }, 'there is no texts file of this language');
  return {
    service,
    // A site without the file takes the defaults.
    site: files.has(SITE) ? parse(files, SITE, siteSchema) : { file: SITE, content: siteSchema.parse({}) },
    texts,
    languages,
    labels: all(LABELS, labelSchema),
    plan: parse(files, PLAN, planSchema),
    orderClasses: parse(files, ORDER_CLASSES, orderClassesSchema),
    activities: all(ACTIVITIES, activitySchema),
    valueSets: all(VALUE_SETS, valueSetSchema),
  };
}

function parse<S extends z.ZodType>(files: ReadonlyMap<string, unknown>, file: string, schema: S): FileOf<z.infer<S>> {
  if (!files.has(file)) throw contentError({ file, at: 'file' }, 'is missing');
  const parsed = schema.safeParse(files.get(file));
  if (parsed.success) return { file, content: parsed.data };
  const issue = parsed.error.issues[0]!;
  throw contentError({ file, at: issue.path.join('.') || 'file' }, issue.message, parsed.error);
}

/** The content that the page shows: a service folder as it is at this moment, in any of its languages, for any site settings. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compileContent, type ServiceContent } from '../../src/pathway/index.ts';
import { readTerminology } from '../../src/tumour/index.ts';

export interface ReviewedContent {
  readonly languages: readonly string[];
  readonly language: string;
  /** Named conditions of the PlanDefinition, as written. */
  readonly names: readonly NamedCondition[];
  /** @param site settings in which a case differs from the folder's */
  contentFor(site?: object): ServiceContent;
}

export interface NamedCondition {
  readonly name: string;
  readonly description: string;
  readonly expression: string;
}

/** @param today ISO date against which review dates are held. @throws ServiceError where the content does not hold */
export function reviewedContent(folder: string, today: string, asked: string | undefined): ReviewedContent {
  const files = filesOf(folder);
  readTerminology(files);
  const service = files.get('service.json') as { readonly language: string };
  const site = files.get('site.json') as object;
  const plan = files.get('PlanDefinition.json') as {
    readonly extension: readonly { readonly valueExpression: NamedCondition }[];
  };
  const languages = [...files.keys()].flatMap((name) => /^texts\/(.+)\.json$/.exec(name)?.[1] ?? []).sort();
  const language = asked !== undefined && languages.includes(asked) ? asked : service.language;
  const compiled = new Map<string, ServiceContent>();
  return {
    languages,
    language,
    names: plan.extension.map(({ valueExpression }) => valueExpression),
    contentFor: (changes = {}) => {
      const key = JSON.stringify(changes);
      const own = new Map([...files, ['service.json', { ...service, language }], ['site.json', { ...site, ...changes }]]);
      const content = compiled.get(key) ?? compileContent(own, today);
      compiled.set(key, content);
      return content;
    },
  };
}

function filesOf(folder: string): Map<string, unknown> {
  const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.json'));
  return new Map(
    names.map((name) => [name.split(path.sep).join('/'), JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as unknown]),
  );
}

/**
 * Clinical content from data to rules, checked as a whole: everything that is written must be used, everything that is
 * used must exist, every case must meet exactly one row, and nothing may be past its review date. Refusals name the file
 * and the place (PATHWAY section 7).
 */
import { checkRows } from './check-rows.ts';
import { checkVariables } from './check-variables.ts';
import { compileGroups } from './compile-groups.ts';
import { type ContentFiles, readContentFiles } from './content-files.ts';
import { createServiceContent } from './create-service-content.ts';
import { hookServices } from './hook-services.ts';
import { compileLabels } from './labels.ts';
import { checkLanguages, overrideReasonsOf } from './languages.ts';
import { orderClassRules } from './order-class-rules.ts';
import { checkDates } from './review-dates.ts';
import type { ServiceContent } from './service-content.ts';
import { readVariables, type Variables } from './variables.ts';

/**
 * @param files name inside the service folder, with `/`, to parsed JSON
 * @param today ISO date against which review dates are held
 * @throws ServiceError `bad-configuration`
 */
export function compileContent(files: ReadonlyMap<string, unknown>, today: string): ServiceContent {
  const content = readContentFiles(files);
  for (const reviewed of [content.plan, ...content.activities, ...content.labels])
    checkDates(reviewed, content.service.content.maxReviewAgeMonths, today);
  const services = hookServices(content);
  const orderClasses = orderClassRules(content.orderClasses, content.valueSets);
  const variables = readVariables(content.plan);
  checkVariables(content.plan, variables);
  const compiled = compileLanguage(content, content.texts, variables);
  checkLanguages(content);
  // A language that is not spoken here must hold all the same: it may be the next one.
  for (const texts of content.languages) if (texts !== content.texts) compileLanguage(content, texts, variables);
  variables.checkUsed();
  checkRows(content, compiled.groups);
  return createServiceContent({
    content,
    services,
    orderClasses,
    groups: compiled.groups,
    labelFacts: compiled.labelFacts,
    overrideReasons: overrideReasonsOf(content),
  });
}

function compileLanguage(content: ContentFiles, texts: ContentFiles['texts'], variables: Variables) {
  const labelFacts = compileLabels(content.labels, texts, variables);
  return { labelFacts, groups: compileGroups(content, texts, variables) };
}

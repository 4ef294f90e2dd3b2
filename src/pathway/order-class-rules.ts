/** Order recognition rules from value sets (codes) and order-classes.json (words), in the order of the file. */
import type { OrderClassRule } from '../core/index.ts';
import { contentError } from './content-error.ts';
import type { FileOf } from './content-files.ts';
import type { OrderClasses, ValueSet } from './content-schemas.ts';

export function orderClassRules(
  { file, content }: FileOf<OrderClasses>,
  valueSets: readonly FileOf<ValueSet>[],
): readonly OrderClassRule[] {
  const byUrl = new Map(valueSets.map((valueSet) => [valueSet.content.url, valueSet]));
  const used = new Set(content.classes.map((entry) => entry.valueSet));
  const unused = valueSets.find((valueSet) => !used.has(valueSet.content.url));
  if (unused !== undefined) throw contentError({ file: unused.file, at: 'url' }, 'no order class uses this value set');
  const owner = new Map<string, string>();
  return content.classes.map((entry, index) => {
    const place = { file, at: `classes.${index}` };
    const valueSet = entry.valueSet === undefined ? undefined : byUrl.get(entry.valueSet);
    if (entry.valueSet !== undefined && valueSet === undefined)
      throw contentError(place, `there is no value set ${entry.valueSet}`);
    const codes = valueSet === undefined ? [] : codesOf(valueSet.content);
    if (codes.length === 0 && entry.textIncludes.length === 0) throw contentError(place, 'has neither codes nor words');
    for (const code of codes) {
      const other = owner.get(code);
      if (other !== undefined && other !== entry.class) throw contentError(place, `${code} already belongs to ${other}`);
      owner.set(code, entry.class);
    }
    const { class: name, textIncludes, textExcludes, origin } = entry;
    return { class: name, codes: new Set(codes), textIncludes, textExcludes, ...(origin === undefined ? {} : { origin }) };
  });
}

function codesOf(valueSet: ValueSet): readonly string[] {
  return valueSet.compose.include.flatMap(({ system, concept }) => concept.map(({ code }) => `${system}|${code}`));
}

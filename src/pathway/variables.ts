/**
 * Named expressions of the PlanDefinition (an extension of the kind that Questionnaires have in FHIR R4), so that a condition reads as the decision table
 * does: `%tDxd and %advanced`. A name stands for its expression in brackets; it may use the names before it, and no others.
 */
import { contentError, type Place } from './content-error.ts';
import type { FileOf } from './content-files.ts';
import type { Plan } from './plan-schemas.ts';

/** What an expression finds without any definition. */
export const ROOTS = ['facts', 'site', 'label'] as const;

export interface Variables {
  /** The expression of a name that is used, for reading it on its own; undefined for a name that is not defined. */
  sourceOf(name: string): string | undefined;
  /** The expression with every name replaced. Throws where a name is not defined. */
  expand(source: string, place: Place): string;
  /** Throws where a name was never used. */
  checkUsed(): void;
}

export function readVariables({ file, content }: FileOf<Plan>): Variables {
  const defined = new Map<string, string>();
  const used = new Set<string>();
  const expand = (source: string, place: Place): string =>
    outsideQuotes(source, (text) =>
      text.replace(/%([A-Za-z]\w*)/g, (written, name: string) => {
        if ((ROOTS as readonly string[]).includes(name)) return written;
        const expression = defined.get(name);
        if (expression === undefined) throw contentError(place, `unknown variable %${name} in "${source}"`);
        used.add(name);
        return `(${expression})`;
      }),
    );
  for (const { valueExpression: own } of content.extension) {
    const place = { file, at: `variable ${own.name}` };
    if (defined.has(own.name) || (ROOTS as readonly string[]).includes(own.name)) {
      throw contentError(place, 'the name is used twice');
    }
    defined.set(own.name, expand(own.expression, place));
  }
  return {
    expand,
    sourceOf: (name) => {
      if (defined.has(name)) used.add(name);
      return defined.get(name);
    },
    checkUsed: () => {
      const unused = [...defined.keys()].find((name) => !used.has(name));
      if (unused !== undefined) throw contentError({ file, at: `variable ${unused}` }, 'nothing uses this name');
    },
  };
}

function outsideQuotes(source: string, change: (text: string) => string): string {
  return source
    .split(/('(?:\\.|[^'\\])*')/)
    .map((piece, index) => (index % 2 === 0 ? change(piece) : piece))
    .join('');
}

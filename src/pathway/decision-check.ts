/**
 * PATHWAY M10 without facts: every combination of the parts of the rows' conditions meets exactly one row. Parts that
 * compare an enumerated fact range over its values; any other part may be true or false, and empty where FHIRPath can
 * leave it so. That takes parts for independent which are not: what passes here holds for every set of facts.
 */
import { type BooleanTree, partsOf, type Truth, truthOfTree } from './boolean-tree.ts';
import type { Condition } from './condition.ts';
import { contentError } from './content-error.ts';
import { domainOf } from './fact-shape.ts';

export interface DecisionRow {
  readonly id: string;
  /** All must hold: the conditions of its group and its own. */
  readonly conditions: readonly Condition[];
}

interface Comparison {
  readonly fact: string;
  readonly domain: readonly string[];
  readonly values: ReadonlySet<string>;
  readonly negated: boolean;
}

const OPEN = Symbol('not assigned yet');
type Assigned = ReadonlyMap<string, string | Truth>;

/** @param context what must hold for any row to be due, as one list of conditions a group; @returns ids of the rows that can be met */
export function checkDecisions(
  rows: readonly DecisionRow[],
  context: readonly (readonly Condition[])[],
  file: string,
): Set<string> {
  const met = new Set<string>();
  const trees = rows.map(({ conditions }) => conditions.map(({ tree }) => tree));
  const contexts = context.map((conditions) => conditions.map(({ tree }) => tree));

  const search = (assigned: Assigned): void => {
    const states = trees.map((all) => allOf(all, assigned));
    const holding = rows.filter((_, index) => states[index] === true);
    if (holding.length > 1) {
      const ids = holding.map(({ id }) => id).join(' and ');
      throw contentError({ file, at: holding[1]!.id }, `rows ${ids} overlap: ${describe(assigned)}`);
    }
    const open = states.indexOf(OPEN);
    if (open !== -1) {
      branch(trees[open]!, assigned);
      return;
    }
    if (holding[0] !== undefined) {
      met.add(holding[0].id);
      return;
    }
    const due = contexts.map((all) => allOf(all, assigned));
    if (due.includes(true)) throw contentError({ file, at: 'action' }, `no row is met: ${describe(assigned)}`);
    const openContext = due.indexOf(OPEN);
    if (openContext !== -1) branch(contexts[openContext]!, assigned);
  };

  const branch = (all: readonly BooleanTree[], assigned: Assigned): void => {
    const part = all.flatMap(partsOf).find((source) => truthOf(source, assigned) === OPEN)!;
    const comparison = comparisonOf(part);
    const key = comparison?.fact ?? part;
    for (const value of comparison?.domain ?? truthsOf(part)) search(new Map([...assigned, [key, value]]));
  };

  search(new Map());
  return met;
}

/** Empty stands for "open" here: what Kleene's logic makes true or false of it stays so whatever it becomes. */
function allOf(trees: readonly BooleanTree[], assigned: Assigned): Truth | typeof OPEN {
  let open = false;
  const truths = trees.map((tree) =>
    truthOfTree(tree, (source) => {
      const truth = truthOf(source, assigned);
      if (truth !== OPEN) return truth;
      open = true;
      return undefined;
    }),
  );
  if (truths.includes(false)) return false;
  if (truths.every((truth) => truth === true)) return true;
  return open ? OPEN : undefined;
}

function truthOf(source: string, assigned: Assigned): Truth | typeof OPEN {
  const comparison = comparisonOf(source);
  if (comparison === undefined) return assigned.has(source) ? (assigned.get(source) as Truth) : OPEN;
  const value = assigned.get(comparison.fact);
  if (value === undefined) return OPEN;
  return comparison.values.has(String(value)) !== comparison.negated;
}

const COMPARISON = /^(%facts(?:\.\w+)+)\s*(=|!=|\bin\b)\s*(?:\(([^()]*)\)|('[^']*'))$/;
const comparisons = new Map<string, Comparison | undefined>();

/** `%facts.hr = 'positive'`, `!=`, `in ('a' | 'b')` where the fact is always there and enumerated. */
function comparisonOf(source: string): Comparison | undefined {
  if (comparisons.has(source)) return comparisons.get(source);
  const [, fact, operator, list, single] = COMPARISON.exec(source) ?? [];
  const domain = fact === undefined ? undefined : domainOf(fact);
  const values = [...(list ?? single ?? '').matchAll(/'([^']*)'/g)].map((match) => match[1]!);
  const comparison =
    fact === undefined || domain === undefined
      ? undefined
      : { fact, domain, values: new Set(values), negated: operator === '!=' };
  comparisons.set(source, comparison);
  return comparison;
}

/** These give one boolean for every input, and so do the facts that are booleans themselves. */
const NEVER_EMPTY = /\.(?:exists|empty|all)\(.*\)$/s;

function truthsOf(part: string): readonly Truth[] {
  return NEVER_EMPTY.test(part) || domainOf(part)?.includes('true') === true ? [true, false] : [true, false, undefined];
}

function describe(assigned: Assigned): string {
  const words = [...assigned].map(([key, value]) => `${key} ${value === undefined ? 'empty' : String(value)}`);
  return words.length === 0 ? 'in every case' : words.join(', ');
}

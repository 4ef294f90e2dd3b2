/** A condition of a row or action: a boolean tree whose parts are FHIRPath expressions, each evaluated once a call. */
import { type BooleanTree, booleanTree, partsOf, type Truth, truthOfTree } from './boolean-tree.ts';
import type { Place } from './content-error.ts';
import { compileExpression, type Expression } from './expression.ts';
import type { Scope } from './scope.ts';
import type { Variables } from './variables.ts';

export interface Condition {
  readonly source: string;
  readonly tree: BooleanTree;
  readonly readsImaging: boolean;
  readonly parts: ReadonlyMap<string, Expression>;
}

/** One call's facts, and the truth of every part that was asked for. */
export interface Case {
  readonly scope: Scope;
  readonly truths: Map<string, Truth>;
}

/** Texts ask in both languages what rows ask. */
const compiled = new WeakMap<Variables, Map<string, Condition>>();

export function compileCondition(source: string, place: Place, variables: Variables): Condition {
  const known = compiled.get(variables) ?? new Map<string, Condition>();
  compiled.set(variables, known);
  const condition = known.get(source) ?? compile(source, place, variables);
  known.set(source, condition);
  return condition;
}

function compile(source: string, place: Place, variables: Variables): Condition {
  const { readsImaging } = compileExpression(source, place, variables);
  const tree = resolve(booleanTree(source), variables);
  const parts = new Map(partsOf(tree).map((part) => [part, compileExpression(part, place, variables)]));
  return { source, tree, readsImaging, parts };
}

export function conditionHolds({ tree, parts }: Condition, { scope, truths }: Case): boolean {
  const truthOf = (source: string): Truth => {
    if (!truths.has(source)) truths.set(source, truthOfPart(parts.get(source)!, scope));
    return truths.get(source);
  };
  return truthOfTree(tree, truthOf) === true;
}

/** FHIRPath's evaluation of a collection as a boolean: a single item that is no boolean counts as true. */
function truthOfPart(part: Expression, scope: Scope): Truth {
  const result = part.evaluate(scope);
  if (result.length === 0) return undefined;
  return typeof result[0] === 'boolean' ? result[0] : true;
}

/** Names become their own trees, so that what two conditions share is one part. */
function resolve(tree: BooleanTree, variables: Variables): BooleanTree {
  switch (tree.kind) {
    case 'part': {
      const name = /^%([A-Za-z]\w*)$/.exec(tree.source)?.[1];
      const source = name === undefined ? undefined : variables.sourceOf(name);
      return source === undefined ? tree : resolve(booleanTree(source), variables);
    }
    case 'not':
      return { kind: 'not', of: resolve(tree.of, variables) };
    case 'and':
    case 'or':
    case 'xor':
    case 'implies':
      return { kind: tree.kind, left: resolve(tree.left, variables), right: resolve(tree.right, variables) };
  }
}

/**
 * A condition as a tree of `and`, `or`, `xor`, `implies` and `not()` over its parts (FHIRPath 2.0, "Boolean logic"). The
 * parts are left as text. Rows share most of their parts, so each is evaluated once a call, and the check that rows neither
 * overlap nor leave a gap needs no facts.
 */
export type BooleanTree =
  | { readonly kind: 'part'; readonly source: string }
  | { readonly kind: 'not'; readonly of: BooleanTree }
  | { readonly kind: 'and' | 'or' | 'xor' | 'implies'; readonly left: BooleanTree; readonly right: BooleanTree };

/** Three-valued truth: undefined is FHIRPath's empty. */
export type Truth = boolean | undefined;

/** Weakest first, as FHIRPath binds them. */
const OPERATORS = [['implies'], ['or', 'xor'], ['and']] as const;

/** @param source an expression that FHIRPath has parsed already: brackets and quotes match */
export function booleanTree(source: string): BooleanTree {
  const text = source.trim();
  for (const level of OPERATORS) {
    const found = lastOperator(text, level);
    if (found !== undefined) {
      const { kind, start } = found;
      return { kind, left: booleanTree(text.slice(0, start)), right: booleanTree(text.slice(start + kind.length)) };
    }
  }
  if (text.startsWith('(') && closesAtEnd(text)) return booleanTree(text.slice(1, -1));
  const negated = /^(.*)\.not\(\)$/s.exec(text)?.[1];
  // `a = b.not()` negates b alone; a chain without a space at the top level is one term.
  if (negated !== undefined && !hasTopLevelSpace(negated)) return { kind: 'not', of: booleanTree(negated) };
  return { kind: 'part', source: text };
}

/** Depth of brackets at each character; -1 inside quotes. */
function depths(text: string): readonly number[] {
  let depth = 0;
  let quoted = false;
  return text.split('').map((character, index) => {
    if (character === "'" && text[index - 1] !== '\\') {
      quoted = !quoted;
      return -1;
    }
    if (quoted) return -1;
    if ('([{'.includes(character)) {
      depth += 1;
      return depth - 1;
    }
    if (')]}'.includes(character)) depth -= 1;
    return depth;
  });
}

function closesAtEnd(text: string): boolean {
  return depths(text).indexOf(0, 1) === text.length - 1;
}

function hasTopLevelSpace(text: string): boolean {
  const depth = depths(text);
  return text.split('').some((character, index) => depth[index] === 0 && /\s/.test(character));
}

function lastOperator<K extends string>(text: string, words: readonly K[]): { kind: K; start: number } | undefined {
  const depth = depths(text);
  const found = words.flatMap((kind) =>
    [...text.matchAll(new RegExp(`(?<=[\\s)'])${kind}(?=[\\s(])`, 'g'))]
      .filter(({ index }) => depth[index] === 0)
      .map(({ index }) => ({ kind, start: index })),
  );
  return found.sort((a, b) => b.start - a.start)[0];
}

/** @param truthOf the truth of a part */
export function truthOfTree(tree: BooleanTree, truthOf: (source: string) => Truth): Truth {
  switch (tree.kind) {
    case 'part':
      return truthOf(tree.source);
    case 'not':
      return not(truthOfTree(tree.of, truthOf));
    case 'and': {
      const left = truthOfTree(tree.left, truthOf);
      return left === false ? false : and(left, truthOfTree(tree.right, truthOf));
    }
    case 'or': {
      const left = truthOfTree(tree.left, truthOf);
      return left === true ? true : or(left, truthOfTree(tree.right, truthOf));
    }
    case 'xor': {
      const [left, right] = [truthOfTree(tree.left, truthOf), truthOfTree(tree.right, truthOf)];
      return left === undefined || right === undefined ? undefined : left !== right;
    }
    case 'implies':
      return or(not(truthOfTree(tree.left, truthOf)), truthOfTree(tree.right, truthOf));
  }
}

const not = (a: Truth): Truth => (a === undefined ? undefined : !a);
const and = (a: Truth, b: Truth): Truth => (a === false || b === false ? false : a && b);
const or = (a: Truth, b: Truth): Truth =>
  a === true || b === true ? true : a === undefined || b === undefined ? undefined : false;

export function partsOf(tree: BooleanTree): readonly string[] {
  switch (tree.kind) {
    case 'part':
      return [tree.source];
    case 'not':
      return partsOf(tree.of);
    case 'and':
    case 'or':
    case 'xor':
    case 'implies':
      return [...partsOf(tree.left), ...partsOf(tree.right)];
  }
}

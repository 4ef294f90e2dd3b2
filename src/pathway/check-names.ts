/** Walks a parsed FHIRPath expression and refuses functions, names and enumerated values that do not exist. */
import { FACT_SHAPE, type Shape } from './fact-shape.ts';
import { LABEL_SHAPE } from './label-facts.ts';
import { SITE_SHAPE } from './site.ts';
import type { ROOTS } from './variables.ts';

interface Node {
  readonly type: string;
  readonly text?: string;
  readonly children?: readonly Node[];
}

/** Functions whose parameter sees each item of their input as `$this`. */
const ITERATING = new Set(['where', 'select', 'all', 'exists']);
/** Functions whose result has the shape of their input. */
const KEEPING = new Set(['where', 'first', 'last', 'take', 'skip', 'tail', 'distinct', 'combine', 'single']);
const OTHER_FUNCTIONS = new Set(
  'not empty join iif toString contains startsWith endsWith matches lower upper replace trim length substring count'.split(' '),
);
const IMAGING = 'imaging';

const ROOT_SHAPES: ReadonlyMap<string, Shape> = new Map(
  Object.entries({ facts: FACT_SHAPE, site: SITE_SHAPE, label: LABEL_SHAPE } satisfies Record<(typeof ROOTS)[number], Shape>),
);

class NameCheck {
  readsImaging = false;

  /** Shape of the node's value; `context` is what bare names and `$this` refer to. */
  shape(node: Node, context: Shape | undefined): Shape {
    const children = node.children ?? [];
    switch (node.type) {
      case 'ExternalConstantTerm': {
        const root = ROOT_SHAPES.get(node.text ?? '');
        if (root === undefined) throw new Error(`unknown variable %${node.text}`);
        return root;
      }
      case 'ThisInvocation':
        if (context === undefined) throw new Error('$this outside where, select, all or exists');
        return context;
      case 'InvocationExpression':
        return this.invocation(children[1]!, this.shape(children[0]!, context), context);
      case 'MemberInvocation':
      case 'FunctionInvocation':
        return this.invocation(node, context, context);
      case 'EqualityExpression':
      case 'MembershipExpression':
        return this.comparison(children, context);
      case 'IndexerExpression':
        this.shape(children[1]!, undefined);
        return this.shape(children[0]!, context);
      default: {
        const shapes = children.map((child) => this.shape(child, context));
        return children.length === 1 ? shapes[0]! : 'any';
      }
    }
  }

  private invocation(node: Node, input: Shape | undefined, context: Shape | undefined): Shape {
    if (node.type === 'FunctionInvocation') return this.call(node, input ?? 'any', context);
    if (node.type !== 'MemberInvocation') throw new Error(`${node.type} is not supported`);
    const name = node.text ?? '';
    if (input === undefined) throw new Error(`unknown name "${name}"; facts start with %facts`);
    const member = isRecord(input) && Object.hasOwn(input, name) ? input[name] : undefined;
    if (member === undefined) throw new Error(`there is no fact called "${name}" here`);
    if (name === IMAGING && input === FACT_SHAPE) this.readsImaging = true;
    return member;
  }

  private call(node: Node, input: Shape, context: Shape | undefined): Shape {
    const name = node.text ?? '';
    if (!ITERATING.has(name) && !KEEPING.has(name) && !OTHER_FUNCTIONS.has(name)) throw new Error(`unknown function ${name}()`);
    const parameters = node.children?.[0]?.children?.find((child) => child.type === 'ParamList')?.children ?? [];
    const shapes = parameters.map((parameter) => this.shape(parameter, ITERATING.has(name) ? input : context));
    if (name === 'select') return shapes[0] ?? 'any';
    return KEEPING.has(name) ? input : 'any';
  }

  private comparison(children: readonly Node[], context: Shape | undefined): Shape {
    const [left, right] = children.map((child) => this.shape(child, context));
    this.checkLiterals(left, children[1]);
    this.checkLiterals(right, children[0]);
    return 'any';
  }

  private checkLiterals(shape: Shape | undefined, other: Node | undefined): void {
    if (!Array.isArray(shape) || other === undefined) return;
    const unknown = literals(other).find((value) => !shape.includes(value));
    if (unknown !== undefined) throw new Error(`'${unknown}' is none of ${shape.join(', ')}`);
  }
}

function isRecord(shape: Shape): shape is { readonly [name: string]: Shape } {
  return typeof shape === 'object' && !Array.isArray(shape);
}

/** String literals of a literal or a union of literals; none where anything is computed. */
function literals(node: Node): readonly string[] {
  if (node.type === 'StringLiteral') return [(node.text ?? '').slice(1, -1)];
  if (node.type.endsWith('Invocation') || node.type === 'ExternalConstantTerm') return [];
  return (node.children ?? []).flatMap(literals);
}

/** @param ast what `fhirpath.parse` gives. Throws an Error that says what is unknown. */
export function checkNames(ast: unknown): { readonly readsImaging: boolean } {
  const check = new NameCheck();
  check.shape(ast as Node, undefined);
  return { readsImaging: check.readsImaging };
}

/**
 * The whole product of what the rows decide on, each combination with the row it meets (PATHWAY section 6: "the table of all
 * combinations is printed for a clinician to read"). Values that make no difference are merged, so that a person can read it.
 */
import { HER2_STATUSES, type PathwayFacts } from '../core/index.ts';
import { NOTHING_FOUND } from './author-facts.ts';
import { HOOKS, ORDER_CLASSES } from './fact-shape.ts';
import type { ServiceContent } from './service-content.ts';

const HR = ['positive', 'negative', 'not-found'] as const;
const STAGE = ['early', 'metastatic', 'not-found'] as const;
const LINES = ['none found', 'endocrine', 'chemotherapy', 'both'] as const;
const IMAGING = ['high', 'any other'] as const;
const YES_NO = ['yes', 'no'] as const;

/** What varies, in the order of the columns; `has` is a result or draft that concerns one kind of order only. */
export const DIMENSIONS = {
  order: ['review', ...ORDER_CLASSES.filter((name) => name !== 'none')],
  status: HER2_STATUSES,
  conflict: YES_NO,
  stage: STAGE,
  hr: HR,
  lines: LINES,
  has: YES_NO,
  imaging: IMAGING,
} as const;
export type Dimension = keyof typeof DIMENSIONS;
export type Combination = { readonly [K in Dimension]: (typeof DIMENSIONS)[K][number] };

/** What "has" stands for with an order; elsewhere it makes no difference. */
export const HAS: Readonly<Record<string, string>> = {
  'her2-test': 'result on the specimen',
  'breast-biopsy': 'HER2 order among the drafts',
  'metastasis-biopsy': 'result of the lesion',
};

/** Dimensions that a review or an order of this class can depend on; the others keep their first value. */
function relevant(order: string): readonly Dimension[] {
  if (order === 'review') return ['status', 'conflict', 'stage', 'hr', 'lines', 'imaging'];
  return order in HAS ? ['status', 'conflict', 'stage', 'hr', 'lines', 'has'] : ['status', 'conflict', 'stage', 'hr', 'lines'];
}

export function factsOf({ order, status, conflict, stage, hr, lines, has, imaging }: Combination): PathwayFacts {
  const result = { status, text: 'result', laterality: 'right' as const, evidence: [] };
  const found = { status, text: 'result', source: 'Observation/1' };
  const line = (kind: string) => (lines === kind || lines === 'both' ? ('found' as const) : ('not-found' as const));
  const isSet = has === 'yes';
  return {
    ...NOTHING_FOUND,
    hook: order === 'review' ? HOOKS[0] : HOOKS[2],
    her2: {
      status,
      ...(status === 'UNKNOWN' ? {} : { current: result }),
      results: status === 'UNKNOWN' ? [] : [result],
      pending: [],
      bilateralConflict: conflict === 'yes',
    },
    hr,
    disease: { ...NOTHING_FOUND.disease, breastCancer: true, stage },
    therapy: { ...NOTHING_FOUND.therapy, endocrineLine: line('endocrine'), chemotherapyLine: line('chemotherapy') },
    order: {
      class: order === 'review' ? 'none' : order,
      her2InDraft: isSet && order === 'breast-biopsy',
      her2Active: false,
      ...(isSet && order === 'her2-test' ? { specimenResult: found } : {}),
      ...(isSet && order === 'metastasis-biopsy' ? { siteResult: found } : {}),
    },
    imaging:
      imaging === 'high'
        ? { ...NOTHING_FOUND.imaging, state: 'scored', band: 'high' }
        : { ...NOTHING_FOUND.imaging, state: 'pending' },
  };
}

/** Every combination of the dimensions that matter for its order, the same ones once. */
export function* combinations(order: Combination['order']): Generator<Combination> {
  const vary = relevant(order);
  const start: Combination = {
    order,
    status: 'UNKNOWN',
    conflict: 'no',
    stage: 'not-found',
    hr: 'not-found',
    lines: 'none found',
    has: 'no',
    imaging: 'any other',
  };
  function* from(index: number, chosen: Combination): Generator<Combination> {
    const dimension = vary[index];
    if (dimension === undefined) yield chosen;
    else for (const value of DIMENSIONS[dimension]) yield* from(index + 1, { ...chosen, [dimension]: value });
  }
  yield* from(0, start);
}

/** One line of the printed table: sets of values, and the rows that every combination of them meets. */
export interface TableLine {
  readonly values: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  readonly row: string;
}

export function decisionTable(content: ServiceContent): readonly TableLine[] {
  return DIMENSIONS.order.flatMap((order) => {
    const vary = relevant(order);
    const cells = [...combinations(order)].map((combination) => ({
      combination,
      row: content.matchingRows(factsOf(combination)).join(' and ') || 'no row',
    }));
    return merged(cells, vary).map(({ values, row }) => ({ values: { order: [order], ...values }, row }));
  });
}

interface Cell {
  readonly combination: Combination;
  readonly row: string;
}

/** Splits by the first dimension, and puts values with the same lines below them together. */
function merged(cells: readonly Cell[], dimensions: readonly Dimension[]): readonly TableLine[] {
  const [first, ...rest] = dimensions;
  if (first === undefined) return [{ values: {}, row: cells[0]!.row }];
  const groups = new Map<string, { readonly values: string[]; readonly lines: readonly TableLine[] }>();
  for (const value of DIMENSIONS[first]) {
    const lines = merged(
      cells.filter(({ combination }) => combination[first] === value),
      rest,
    );
    const key = JSON.stringify(lines);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { values: [value], lines });
    else known.values.push(value);
  }
  const isAll = (values: readonly string[]): boolean => values.length === DIMENSIONS[first].length;
  return [...groups.values()].flatMap(({ values, lines }) =>
    lines.map((line) => (isAll(values) ? line : { ...line, values: { [first]: values, ...line.values } })),
  );
}

/** As text, one line a combination of sets. */
export function printTable(lines: readonly TableLine[]): string {
  const columns = Object.keys(DIMENSIONS) as readonly Dimension[];
  const rows = [[...columns, 'row'], ...lines.map(({ values, row }) => [...columns.map((name) => cell(name, values)), row])];
  const widths = rows[0]!.map((_, index) => Math.max(...rows.map((row) => row[index]!.length)));
  return rows
    .map((row) =>
      row
        .map((text, index) => text.padEnd(widths[index]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function cell(name: Dimension, values: TableLine['values']): string {
  return values[name]?.join(', ') ?? 'any';
}

/** The drug labels of the folder, one a jurisdiction, compiled to the facts that conditions and texts read as `%label`. */
import type { PathwayFacts } from '../core/index.ts';
import { type Condition, compileCondition, conditionHolds } from './condition.ts';
import { contentError } from './content-error.ts';
import type { FileOf } from './content-files.ts';
import type { Texts } from './content-schemas.ts';
import type { LabelFacts } from './label-facts.ts';
import type { Label } from './plan-schemas.ts';
import { JURISDICTIONS, type Jurisdiction, type Site } from './site.ts';
import type { Variables } from './variables.ts';

interface LabelRow {
  readonly id: string;
  readonly start: string;
  readonly end: string | undefined;
  readonly disease: Condition;
  readonly line: Condition;
  readonly text: string;
}

export type LabelReader = (facts: PathwayFacts, site: Site) => LabelFacts;

/** The file name is the jurisdiction. Throws where one is missing, or reads what no label may read. */
export function compileLabels(labels: readonly FileOf<Label>[], texts: FileOf<Texts>, variables: Variables): LabelReader {
  const byJurisdiction = new Map<Jurisdiction, readonly LabelRow[]>();
  for (const jurisdiction of JURISDICTIONS) {
    const file = `labels/${jurisdiction}.json`;
    const label = labels.find((entry) => entry.file === file);
    if (label === undefined) throw contentError({ file, at: 'file' }, 'is missing');
    byJurisdiction.set(jurisdiction, compileRows(label, texts, variables));
  }
  const stray = labels.find(({ file }) => !JURISDICTIONS.some((jurisdiction) => file === `labels/${jurisdiction}.json`));
  if (stray !== undefined) throw contentError({ file: stray.file, at: 'file' }, 'is of no known jurisdiction');
  const unused = Object.keys(texts.content.labels).find(
    (id) => ![...byJurisdiction.values()].flat().some((row) => row.id === id),
  );
  if (unused !== undefined) throw contentError({ file: texts.file, at: `labels.${unused}` }, 'nothing uses this text');
  return (facts, site) => read(byJurisdiction.get(site.jurisdiction) ?? [], facts, site);
}

function compileRows({ file, content }: FileOf<Label>, texts: FileOf<Texts>, variables: Variables): readonly LabelRow[] {
  return content.action.map((row) => {
    const place = { file, at: row.id };
    const [disease, line] = row.condition.map(({ expression }) => compileCondition(expression.expression, place, variables));
    const text = texts.content.labels[row.id];
    if (text === undefined)
      throw contentError({ file: texts.file, at: `labels.${row.id}` }, 'the text of this label row is missing');
    for (const condition of [disease!, line!]) {
      if (condition.readsImaging || condition.source.includes('%label')) {
        throw contentError(place, 'a label row reads tissue facts and therapy only');
      }
    }
    return { id: row.id, ...row.timingPeriod, end: row.timingPeriod.end, disease: disease!, line: line!, text };
  });
}

function read(rows: readonly LabelRow[], facts: PathwayFacts, site: Site): LabelFacts {
  const none: LabelFacts = { jurisdiction: site.jurisdiction, lineFound: false, rows: [], text: '' };
  const at = { scope: { facts, site, label: none }, truths: new Map() };
  const applying = rows.filter((row) => isInForce(row, facts.today) && conditionHolds(row.disease, at));
  const found = applying.map((row) => ({ id: row.id, lineFound: conditionHolds(row.line, at) }));
  return {
    jurisdiction: site.jurisdiction,
    lineFound: found.some(({ lineFound }) => lineFound),
    rows: found,
    text: applying.map(({ text }) => text).join('; '),
  };
}

function isInForce({ start, end }: LabelRow, today: string): boolean {
  return start <= today && (end === undefined || today.slice(0, end.length) <= end);
}
